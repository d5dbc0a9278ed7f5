"""What the extension costs, measured in turn with plain Sphinx and with a peer.

    python benchmarks/run.py [SUITE] [OPTIONS]

Suites, each with a --help of its own:

    templates   documents held against a template, beside plain Sphinx (this, if none is named)
    records     nine records a document and two tables of the whole project, beside plain
                Sphinx and sphinx-needs
    register    one table of up to 10,000 records
    check       documents checked without a build, beside linters of headings, docutils' parser
                and a bare look at the files

The suites `records` and `check` need what the extra `benchmark` installs; the others need nothing
but the extension itself. All need a system with `os.wait4`.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence

from measure import BuildFailed
from tables import say

SUITES = ("templates", "records", "register", "check")


def main(argv: Sequence[str]) -> int:
    """Run the suite that the first word names; return its exit status."""
    if argv and argv[0] in {"-h", "--help"}:
        print(__doc__)
        return 0
    named = bool(argv) and argv[0] in SUITES
    suite = importlib.import_module(argv[0] if named else SUITES[0])
    try:
        return int(suite.main(argv[named:]))
    except BuildFailed as error:
        say(f"A build failed or warned:\n{error}")
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

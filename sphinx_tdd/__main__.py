"""Run the command: `python -m sphinx_tdd`."""

from __future__ import annotations

import sys

from sphinx_tdd.cli import main

if __name__ == "__main__":
    sys.exit(main())

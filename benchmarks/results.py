"""Results kept in the repository, for the pages that show them: `results/SUITE.json`."""

from __future__ import annotations

import argparse
import json
import os
import platform
from collections.abc import Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import sphinx_tdd

RESULTS = Path(__file__).parent / "results"
LOAD = os.getloadavg()[0]
"""How busy the machine was before anything was measured: processes that want a processor."""


def add_option(parser: argparse.ArgumentParser) -> None:
    """Add the option that keeps the results."""
    parser.add_argument(
        "--write",
        action="store_true",
        help="keep the results in benchmarks/results, for the documentation",
    )


def keep(
    suite: str,
    said: Mapping[str, Any],
    versions: Mapping[str, str],
    rows: Sequence[Mapping[str, Any]],
) -> None:
    """Write the results of a suite.

    Args:
        said: the options that change what is measured.
        versions: of the others that were measured; those of the package and of Python are added.
        rows: what was measured.
    """
    found = {
        "machine": {
            "processors": os.cpu_count(),
            "system": platform.system(),
            "load": round(LOAD, 1),
        },
        "versions": {
            "sphinx_tdd": sphinx_tdd.__version__,
            "Python": platform.python_version(),
            **versions,
        },
        "options": dict(said),
        "rows": list(rows),
    }
    RESULTS.mkdir(exist_ok=True)
    text = json.dumps(found, indent=2, ensure_ascii=False)
    (RESULTS / f"{suite}.json").write_text(f"{text}\n", encoding="utf-8")


def versions_of(names: Sequence[str]) -> dict[str, str]:
    """Return the versions of those packages that are installed."""
    found = {}
    for name in names:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found

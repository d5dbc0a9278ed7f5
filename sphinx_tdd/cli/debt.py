"""Old debt on the command line: `--baseline` and `--update-baseline`."""

from __future__ import annotations

from pathlib import Path

from sphinx_tdd.model.report import Report
from sphinx_tdd.reports.baseline import (
    Damaged,
    Scope,
    apply,
    baseline_of,
    read_baseline,
    updated,
    write_baseline,
)

from .failure import Failure
from .written import write_file


def forgiven(report: Report, file: Path, scope: Scope, update: bool) -> tuple[Report, int]:
    """Return a report with its old debt marked, and how many entries of the file are paid.

    Args:
        scope: what the check looked at.
        update: whether the file is made where it is not there, with all that is found now; one
            that is there loses what is paid. What is new is never added to it.

    Raises:
        Failure: the file is not there, is none, or can't be written.
    """
    if not file.exists():
        if not update:
            raise Failure(f"there is no baseline {file}; --update-baseline makes one")
        write_file(file, write_baseline(baseline_of(report)))
    try:
        known = read_baseline(file.read_bytes())
    except OSError as error:
        raise Failure(f"{file} can't be read: {error.strerror}") from error
    except Damaged as error:
        raise Failure(f"{file} {error}") from error
    applied = apply(known, report, scope)
    if update and applied.paid:
        write_file(file, write_baseline(updated(known, report, scope)))
        return applied.report, 0
    return applied.report, sum(applied.paid.values())

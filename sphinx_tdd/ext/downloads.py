"""The CSV file of each register, written beside the pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from ..directives.view import View
from ..reports.sheets import Sheet, write_csv

if TYPE_CHECKING:
    from .project import Project
    from .registers import Register

FOLDER = "_tdd"
"""The folder in the output that holds our files alone, so that those of old can be removed."""


def csv_path(view: View) -> str:
    """Return the path of a register's CSV file in the output folder, with `/`."""
    return f"{FOLDER}/{view.docname}-{view.kind}-{view.number + 1}.csv"


def csv_files(project: Project) -> Iterator[tuple[str, str]]:
    """Yield the path and the text of the CSV file of each register that shows a record."""
    from .registers import register_content

    for docname in sorted(project.domain.views):
        for view in project.domain.views[docname]:
            if view.name == "register":
                register: Register = project.content(view, register_content)
                if register.shown:
                    yield csv_path(view), _csv(register)


def _csv(register: Register) -> str:
    """Return a register as CSV (RFC 4180), its groups one after the other."""
    rows = ([cell.text for cell in row] for group in register.groups for row in group.rows)
    return write_csv(Sheet("", register.heads, rows))


def write_all(files: dict[str, str], outdir: Path) -> None:
    """Write the files that differ, and remove those that no register has any more."""
    for path, text in files.items():
        write_changed(outdir / path, text)
    for found in written_files(outdir):
        if found.relative_to(outdir).as_posix() not in files:
            found.unlink()


def written_files(outdir: Path) -> list[Path]:
    """Return the files of registers in the output folder."""
    folder = outdir / FOLDER
    return list(folder.rglob("*.csv")) if folder.is_dir() else []


def write_changed(path: Path, text: str) -> None:
    """Write a file only where its content differs, so that its time tells of a change."""
    data = text.encode()
    if not path.is_file() or path.read_bytes() != data:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)

"""Sphinx projects made of designs, in a notation and a syntax."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from designs import Design
from notations import Notation

CONFIG = """\
project = "Benchmark"
extensions = {extensions}
html_theme = {theme!r}
"""

REGISTERS = "registers"
"""The page with the tables of the whole project.

It is not the first page, whose doctree Sphinx loads in every build for the sidebar's sake: there
a table that was written out would cost plain Sphinx more than it has to.
"""

AREA = 25
"""How many documents are listed on one page, so that no sidebar lists them all."""


@dataclass(frozen=True)
class Corpus:
    """What one project holds."""

    designs: tuple[Design, ...]
    notation: Notation
    registers: Sequence[str]
    """The kinds of which one page has a table of the whole project."""
    theme: str = "alabaster"

    def write(self, folder: Path) -> None:
        """Write the project's sources."""
        (folder / "designs").mkdir(parents=True)
        for design in self.designs:
            self._write(folder, design)
        self._write_areas(folder)
        self._write_index(folder)
        self._write_registers(folder, self.designs)
        syntax = self.notation.syntax
        extensions = [*syntax.extensions, *self.notation.extensions]
        config = CONFIG.format(extensions=extensions, theme=self.theme)
        text = config + syntax.config + self.notation.config
        (folder / "conf.py").write_text(text, encoding="utf-8")

    def edit(self, folder: Path, design: Design) -> None:
        """Write another text of one document, and of the registers where theirs changes."""
        self._write(folder, design)
        designs = [design if each.number == design.number else each for each in self.designs]
        self._write_registers(folder, designs)

    def _write(self, folder: Path, design: Design) -> None:
        path = folder / "designs" / f"{_name(design)}{self.notation.syntax.suffix}"
        path.write_text(self.notation.document(design), encoding="utf-8")

    def _write_areas(self, folder: Path) -> None:
        syntax = self.notation.syntax
        (folder / "areas").mkdir()
        for start in range(0, len(self.designs), AREA):
            number = start // AREA + 1
            names = [f"/designs/{_name(each)}" for each in self.designs[start : start + AREA]]
            toctree = syntax.directive("toctree", "", {"maxdepth": "1"}, names)
            text = f"{syntax.heading(1, f'Area {number}')}\n\n{toctree}\n"
            path = folder / "areas" / f"a{number:02}{syntax.suffix}"
            path.write_text(text, encoding="utf-8")

    def _write_index(self, folder: Path) -> None:
        syntax = self.notation.syntax
        names = [
            REGISTERS,
            *(f"areas/{path.stem}" for path in sorted((folder / "areas").iterdir())),
        ]
        toctree = syntax.directive("toctree", "", {"maxdepth": "1"}, names)
        text = f"{syntax.heading(1, 'Designs')}\n\n{toctree}\n"
        (folder / f"index{syntax.suffix}").write_text(text, encoding="utf-8")

    def _write_registers(self, folder: Path, designs: Sequence[Design]) -> None:
        syntax = self.notation.syntax
        parts = [syntax.heading(1, "Registers")]
        for kind in self.registers:
            facts = [fact for design in designs for fact in design.facts(kind)]
            parts += [syntax.heading(2, f"Every {kind}"), self.notation.register(kind, facts)]
        path, text = folder / f"{REGISTERS}{syntax.suffix}", "\n\n".join(parts) + "\n"
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")


def _name(design: Design) -> str:
    return f"d{design.number:04}"

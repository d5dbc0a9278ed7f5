"""What the content of a section comes to.

Nearly always a glance tells that it is all its writer's own words; the rest is read unit by unit.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import msgspec

from ..model.outline import Block
from .instructions import instruction
from .placeholders import bracketed_code, phrase_as_code
from .prompts import Prompts

if TYPE_CHECKING:
    from .units import Unit


class Content(msgspec.Struct, frozen=True, gc=False):
    """What blocks come to.

    Attributes:
        size: how many units they have.
        real: whether any of these holds a writer's own words.
        only: the text of the only one, with its label; "" where there are none or several.
        left: those that are template text.
    """

    size: int = 0
    real: bool = False
    only: str = ""
    left: tuple[Unit, ...] = ()


NOTHING = Content()


def content_of(units: Sequence[Unit]) -> Content:
    """Return what units come to."""
    only = _led(units[0].label, units[0].text) if len(units) == 1 else ""
    left = tuple([unit for unit in units if unit.placeholder])
    return Content(len(units), has_real(units), only, left)


def joined(contents: Iterable[Content]) -> Content:
    """Return what several contents come to together; template text is told of each by itself."""
    found = list(contents)
    return Content(sum(each.size for each in found), any(each.real for each in found))


def has_real(units: Iterable[Unit]) -> bool:
    """Whether any of the units holds a writer's own words."""
    return any(unit.text and not unit.placeholder and not unit.header for unit in units)


def glance(prompts: Prompts, blocks: Sequence[Block], alone: bool) -> Content | None:
    """Return what blocks come to, None where that takes a closer look.

    Args:
        alone: whether a paragraph here is all of a section.
    """
    found: list[Block] = []
    if not _are_own(prompts, blocks, alone, found):
        return None
    only = found[0] if len(found) == 1 else None
    if only is None:
        return Content(len(found), bool(found))
    label = only.label if only.kind == "paragraph" else ""
    return Content(1, True, _led(label, only.text or "(diagram)"))


def _led(label: str, text: str) -> str:
    return f"{label}: {text}" if label else text


def _are_own(prompts: Prompts, blocks: Sequence[Block], alone: bool, found: list[Block]) -> bool:
    """Whether all texts in blocks are surely a writer's own; adds what has them to `found`."""
    for block in blocks:
        kind = block.kind
        if kind == "paragraph":
            own = _is_own(prompts, block, alone)
            found.append(block)
        elif kind == "item":
            # What follows a label, here and in a definition, is looked at more closely.
            own = not block.label and _are_own(prompts, block.blocks, False, found)
        elif kind == "table":
            own = _is_own_table(prompts, block, found)
        else:
            own = _is_own_drawing(prompts, block)
            found.append(block)
        if not own:
            return False
    return True


def _is_own(prompts: Prompts, block: Block, alone: bool) -> bool:
    text = block.text
    if not text or block.style == "raw" or prompts.left_in(text):
        return False
    if block.label:
        told = prompts.told_by(block.label)
        known = told.left or (told.starts and prompts.match(f"{block.label}: {text}"))
        return not (known or (told.known and instruction(text)))
    return not (alone and instruction(text))


def _is_own_drawing(prompts: Prompts, block: Block) -> bool:
    """Whether code or a drawing is surely a writer's own."""
    if block.kind == "code" and block.text:
        return not (phrase_as_code(block.text) or prompts.match(block.text))
    return block.kind == "diagram" and not bracketed_code(block.text)


def _is_own_table(prompts: Prompts, table: Block, found: list[Block]) -> bool:
    """Whether all cells of a table are surely a writer's own, and more than its header."""
    told = False
    for row in table.blocks:
        for cell in row.blocks:
            text = cell.text
            if cell.blocks or cell.style in {"shown", "raw"} or (text and prompts.left_in(text)):
                return False
            if text:
                found.append(cell)
                told = told or row.style != "header"
    return told and len(found) > 1

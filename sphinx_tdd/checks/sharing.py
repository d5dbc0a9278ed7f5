"""Records shared out among sections that stand side by side and are of one kind."""

from __future__ import annotations

from collections.abc import Sequence

from ..model.kind import Kind
from .held import EMPTY, HELD, Held
from .recorded import Sheet, is_of_another, sheets, stands_for


def share_out(kind: Kind, siblings: Sequence[Held], above: Held | None) -> None:
    """Let the records of a kind stand for each of the siblings of that kind that they fit."""
    alike = [h for h in siblings if h.section.kind == kind.name and not h.section.repeat]
    found = _sheets(kind, alike, above) if len(alike) > 1 else []
    for held in alike:
        if _holds_others(held, kind, alike):
            held.state = EMPTY
        elif len(alike) > 1:
            held.stands = any(stands_for(s, held.section, usual) for s, usual in found)


def _holds_others(held: Held, kind: Kind, alike: Sequence[Held]) -> bool:
    """Whether all that a section holds are records of sorts that belong elsewhere."""
    if held.state is not HELD or not held.section.sorts or len(held.headings) != 1:
        return False
    found = list(sheets(kind, held.blocks))
    others = [each.section for each in alike if each is not held]
    rows = [row for sheet in found for row in sheet.rows]
    return {id(block) for block in held.blocks} <= {id(s.block) for s in found} and all(
        is_of_another(row, kind, held.section, others) for row in rows
    )


def _sheets(
    kind: Kind, alike: Sequence[Held], above: Held | None
) -> list[tuple[Sheet, tuple[str, ...]]]:
    """Return the records of a kind in sections and above them, with the sorts usual there."""
    places = [(held.blocks, held.section.sorts) for held in alike]
    places.append((above.blocks if above else (), ()))
    return [(sheet, usual) for blocks, usual in places for sheet in sheets(kind, blocks)]

"""The worst that may still happen: the record of the highest level that nobody has closed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..model.kind import Kind, Record
from ..model.report import TopRisk
from .compare import fold
from .levels import Scale, level_of
from .plain import plain_text


def is_closed(record: Record, kind: Kind) -> bool:
    """Whether the status of a record says that nothing more is to be done."""
    status = record.fields.get("status")
    return isinstance(status, str) and fold(plain_text(status)) in {fold(w) for w in kind.closed}


def top_risk(records: Iterable[Record], kinds: Mapping[str, Kind], scale: Scale) -> TopRisk | None:
    """Return the open record of the highest level, the first of several; None without any."""
    best: tuple[int, Record] | None = None
    for record in records:
        kind = kinds.get(record.kind)
        if kind is None or not kind.level or is_closed(record, kind):
            continue
        step = level_of(kind, record.fields, scale)
        if step is not None and (best is None or step > best[0]):
            best = step, record
    return _shown(*best, scale) if best else None


def _shown(step: int, record: Record, scale: Scale) -> TopRisk:
    name = record.id if record.named else ""
    title = plain_text(record.title)
    return TopRisk(name, title, scale.name(step), step, record.kind, record.anchor)

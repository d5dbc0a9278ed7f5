"""What a record is called on other pages than its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from ..model.kind import Record
from ..records.plain import plain_text
from .excerpts import text_of

if TYPE_CHECKING:
    from .project import Project


class Name(msgspec.Struct, frozen=True):
    """The words that lead to a record, and its place."""

    text: str
    docname: str
    anchor: str


def name_of(project: Project, record: Record) -> Name:
    """Return the words for a record: its id, or its title where the id is our own."""
    text = record.id if record.named else title_of(project, record)
    return Name(text, record.docname, record.anchor)


def title_of(project: Project, record: Record) -> str:
    """Return a record's title without markup, in the language of its page."""
    excerpt = project.shown(record).get(project.kinds[record.kind].subject)
    return text_of(excerpt) if excerpt else plain_text(record.title)

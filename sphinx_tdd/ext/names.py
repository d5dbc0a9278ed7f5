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
    """The words that lead to a record, its place, and its title where the words are its id."""

    text: str
    docname: str
    anchor: str
    title: str = ""


def name_of(project: Project, record: Record) -> Name:
    """Return the words for a record: its id, or its title where the id is our own."""
    title = title_of(project, record)
    if record.named:
        return Name(record.id, record.docname, record.anchor, title)
    return Name(title, record.docname, record.anchor)


def title_of(project: Project, record: Record) -> str:
    """Return a record's title without markup, in the language of its page."""
    excerpt = project.shown(record).get(project.kinds[record.kind].subject)
    return text_of(excerpt) if excerpt else plain_text(record.title)

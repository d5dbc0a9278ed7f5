"""A document as the template: what another document owes that is written from it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

import msgspec

from ..model.outline import Block, Heading, Outline
from ..model.template import Section, Template
from ..model.template_parts import place
from ..model.template_terms import Field
from ..model.titles import title_key
from .known import advising, known_texts
from .parts import columns_of, items_of, kind_of, owes_drawing
from .titles import Title, examples, is_phrase

_OF_TITLES = re.compile(
    r"[\[<{].*[\]>}]|\btitle\b|\btemplate\b|\bname of\b|\bN{3,}\b|\bX{3,}\b|\b0{3,}\b",
    re.IGNORECASE,
)
"""What stands in a heading where the title of a document is to be."""


_TOP = 2
"""The level of the sections at the top; that of the document's title is 1."""


class NoTemplate(ValueError):
    """A document owes nothing: it has no heading below its title."""


def derive(outline: Outline, name: str, suffix: str) -> Template:
    """Return what a document owes that is written from the one given.

    Args:
        outline: the template document.
        name: its path relative to the source folder: the template's id.
        suffix: the end of its name, as in `.md`.

    Raises:
        NoTemplate: it has no heading below its title.
    """
    title, tops = _split(outline)
    sections = tuple(_sections(tops, _TOP))
    if not sections:
        raise NoTemplate("it has no heading below its title, so nothing would be owed")
    comments = [text for heading in outline.root.walk() for text in advising(heading)]
    texts = [*_phrases(outline, title)]
    texts += [text for heading in outline.root.walk() for text in known_texts(heading, suffix)]
    return Template(
        id=name,
        title=title or name,
        sections=tuple(place(section, ()) for section in sections),
        texts=tuple(dict.fromkeys(texts)),
        comments=tuple(dict.fromkeys(comments)),
        fields=tuple(_fields(outline)),
        path=name,
    )


def _phrases(outline: Outline, title: str) -> Iterator[str]:
    """Yield the headings that stand for others: that of the document, `{title of the option}`."""
    if len(title.split()) > 1 and _OF_TITLES.search(title):
        yield title
    yield from (h.title for h in outline.root.walk() if is_phrase(h.title))


def _fields(outline: Outline) -> Iterator[Field]:
    """Yield the labels that stand above all sections, such as that of the author."""
    tops = outline.root.sections[:1]
    for heading in (outline.root, *tops) if len(outline.root.sections) == 1 else (outline.root,):
        for item in items_of(_without_leads(heading.blocks)):
            if not item.repeat:
                yield Field(item.title, item.aliases, required=item.required)


def _without_leads(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield blocks but for bold texts that stand as headings over prose: they are no labels."""
    for block, after in zip_longest(blocks, blocks[1:]):
        prose = after is not None and after.kind == "paragraph" and not after.label
        if not (prose and block.kind == "paragraph" and block.label and not block.text):
            yield block


def _split(outline: Outline) -> tuple[str, Sequence[Heading]]:
    """Return the title of a template document and its sections at the top.

    The title is the only heading at the top, or the first of them where it says that a title is
    to be there, as "RFC: [name]" does.
    """
    title, tops = title_heading(outline), outline.root.sections
    if title is None:
        return "", tops
    return title.title, title.sections if len(tops) == 1 else tops[1:]


def title_heading(outline: Outline) -> Heading | None:
    """Return the heading that is the title of a template document, None where it has none."""
    tops = outline.root.sections
    says = tops and not tops[0].sections and _OF_TITLES.search(tops[0].title)
    return tops[0] if len(tops) == 1 or says else None


def _sections(headings: Sequence[Heading], level: int) -> Iterator[Section]:
    """Yield the sections of headings that stand side by side; examples of a part are one."""
    titles = [Title(heading.title) for heading in headings]
    repeated = examples(titles)
    told: set[str] = set()
    for heading, title in zip(headings, titles, strict=True):
        stem = title_key(title.stem) if title.stem else ""
        if stem in repeated and stem not in told:
            told.add(stem)
            alike = [h for h, t in zip(headings, titles, strict=True) if title_key(t.stem) == stem]
            yield _part(title, alike, level)
        elif stem not in repeated and title_key(title.text):
            yield _section(title, heading, level)


def _section(title: Title, heading: Heading, level: int) -> Section:
    level = heading.level or level
    return Section(
        title=title.text,
        path=(),
        aliases=(title.written,) if title.written != title.text else (),
        required=not title.optional,
        kind=kind_of(heading.blocks),
        diagram=owes_drawing(heading.blocks),
        items=items_of(heading.blocks),
        columns=columns_of(heading.blocks),
        sections=tuple(_sections(heading.sections, level + 1)),
        level=level,
    )


def _part(title: Title, examples: Sequence[Heading], level: int) -> Section:
    """Return the repeated part that headings are examples of: what the fullest of them has."""
    fullest = max(examples, key=_size)
    one = _section(title, fullest, level)
    optional = title.optional or all(Title(heading.title).optional for heading in examples)
    return msgspec.structs.replace(
        one, title=title.stem, aliases=(), repeat=True, required=not optional
    )


def _size(heading: Heading) -> int:
    return sum(1 for _ in heading.walk()) + len(heading.blocks) + len(items_of(heading.blocks))

"""The parts of a template made from those of its file, and changed by what extends it."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from . import template_rules as terms
from .template import Column, Item, Section, Template
from .template_schema import (
    AddFile,
    ColumnFile,
    ItemFile,
    SectionFile,
    TableFile,
    TemplateFile,
)
from .titles import did_you_mean, title_key
from .yamlfile import KeyPath, Source


def section(file: SectionFile) -> Section:
    """Return the runtime section of a file's section; its path is set by `place`."""
    columns = file.table.columns if isinstance(file.table, TableFile) else file.table
    return Section(
        title=file.title,
        path=(file.title,),
        aliases=tuple(file.aliases),
        required=file.required,
        repeat=file.repeat,
        diagram=file.diagram,
        front_matter=file.front_matter,
        kind=_kind(file.kind),
        sorts=_sorts(file.kind),
        hint=file.hint,
        prompts=tuple(file.prompts),
        items=tuple(_item(part) for part in file.items),
        columns=tuple(_column(part) for part in columns),
        sections=tuple(section(part) for part in file.sections),
        since=str(file.since),
        until=str(file.until),
        when=terms.conditions(file.when),
        one_of=terms.groups(file.one_of),
        closed=file.closed,
        min_words=file.min_words,
        max_words=file.max_words if file.max_words >= file.min_words else 0,
    )


def place(part: Section, above: tuple[str, ...]) -> Section:
    """Return the section with its path, and all below it with theirs."""
    path = (*above, part.title)
    below = tuple(place(child, path) for child in part.sections)
    one_of = terms.pruned(part.one_of, below)
    return msgspec.structs.replace(part, path=path, sections=below, one_of=one_of)


def _item(file: str | ItemFile) -> Item:
    if isinstance(file, str):
        return Item(file)
    return Item(
        title=file.label,
        aliases=tuple(file.aliases),
        required=file.required,
        repeat=file.repeat,
        diagram=file.diagram,
        kind=_kind(file.kind),
        sorts=_sorts(file.kind),
        prompts=tuple(file.prompts),
        items=tuple(_item(part) for part in file.items),
        when=terms.conditions(file.when),
        value=terms.value_of(file),
    )


def _kind(text: str) -> str:
    return text.partition("/")[0].strip()


def _sorts(text: str) -> tuple[str, ...]:
    parts = text.partition("/")[2].split(",")
    return tuple(part.strip() for part in parts if part.strip())


def _column(file: str | ColumnFile) -> Column:
    return Column(file) if isinstance(file, str) else Column(file.title, tuple(file.aliases))


def extend(
    parent: Template, own: list[Section], file: TemplateFile, source: Source
) -> list[Section]:
    """Return the parent's sections with what the file drops, replaces, adds and states anew."""
    sections = list(parent.sections)
    for index, path in enumerate(file.drop):
        sections = _edit(sections, path, [], source, ("drop", index))
    for index, change in enumerate(file.replace):
        where: KeyPath = ("replace", index, "path")
        sections = _edit(sections, change.path, [section(change.section)], source, where)
    for index, addition in enumerate(file.add):
        sections = _add(sections, addition, source, ("add", index))
    for part in own:
        same = [i for i, old in enumerate(sections) if old.key == part.key]
        sections[same[0] if same else len(sections) : same[0] + 1 if same else len(sections)] = [
            part
        ]
    return sections


def _steps(path: str) -> list[str]:
    return [key for step in path.split(">") if (key := title_key(step))]


def _edit(
    sections: list[Section], path: str, new: list[Section], source: Source, where: KeyPath
) -> list[Section]:
    """Return the sections with the one at `path` replaced by `new`."""

    def edit(parts: Sequence[Section], steps: list[str]) -> list[Section] | None:
        for index, part in enumerate(parts):
            if steps[0] not in part.keys:
                continue
            if len(steps) == 1:
                before, after = parts[:index], parts[index + 1 :]
                if new and any(other.key == new[0].key for other in (*before, *after)):
                    source.fault(where, f"{new[0].title!r} stands twice under one parent")
                return [*before, *new, *after]
            below = edit(part.sections, steps[1:])
            if below is not None:
                changed = msgspec.structs.replace(part, sections=tuple(below))
                return [*parts[:index], changed, *parts[index + 1 :]]
        return None

    edited = edit(sections, steps) if (steps := _steps(path)) else None
    if edited is None:
        known = [" > ".join(part.path) for top in sections for part in top.walk()]
        source.fault(where, f"the template has no section {path!r}{did_you_mean(path, known)}")
    return sections if edited is None else edited


def _add(sections: list[Section], file: AddFile, source: Source, where: KeyPath) -> list[Section]:
    """Return the sections with one more."""
    new = section(file.section)
    if not file.under:
        return _insert(sections, new, file, source, where)
    steps = _steps(file.under)
    parents = [
        p for top in sections for p in top.walk() if [title_key(t) for t in p.path] == steps
    ]
    if not parents:
        known = [" > ".join(part.path) for top in sections for part in top.walk()]
        hint = did_you_mean(file.under, known)
        source.fault((*where, "under"), f"the template has no section {file.under!r}{hint}")
        return sections
    below = _insert(list(parents[0].sections), new, file, source, where)
    changed = msgspec.structs.replace(parents[0], sections=tuple(below))
    return _edit(sections, file.under, [changed], source, (*where, "under"))


def _insert(
    siblings: list[Section], new: Section, file: AddFile, source: Source, where: KeyPath
) -> list[Section]:
    """Return the siblings with `new` before or after the one named, else last."""
    if any(part.key == new.key for part in siblings):
        source.fault((*where, "section"), f"{new.title!r} is there already; use `replace`")
        return siblings
    named = file.before or file.after
    if not named:
        return [*siblings, new]
    for index, part in enumerate(siblings):
        if title_key(named) in part.keys:
            at = index if file.before else index + 1
            return [*siblings[:at], new, *siblings[at:]]
    hint = did_you_mean(named, [part.title for part in siblings])
    source.fault(where, f"there is no section {named!r} beside it{hint}; it comes last")
    return [*siblings, new]

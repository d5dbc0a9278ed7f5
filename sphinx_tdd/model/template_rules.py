"""The terms of a template made from those of its file, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from .patterns import fault_of
from .template_schema import FieldFile, ItemFile, TemplateFile
from .template_schema_terms import WhenFile
from .template_terms import Condition, Field, OneOf, Value
from .titles import did_you_mean, title_key
from .versions import versions_of
from .yamlfile import KeyPath, Source

if TYPE_CHECKING:
    from .template import Section, Template

_CHOICE = 2
"""The least alternatives of a group."""
_KNOWN = ("section", "field", "not")


def conditions(file: WhenFile | list[WhenFile] | None) -> tuple[Condition, ...]:
    """Return the conditions of a file; those that say nothing are left out."""
    files = file if isinstance(file, list) else [file] if file else []
    return tuple(found for each in files if (found := _condition(each)) != Condition())


def _condition(file: WhenFile) -> Condition:
    negated = _condition(file.negated) if file.negated else Condition()
    values = file.values if isinstance(file.values, list) else [file.values]
    return Condition(
        section=tuple(part.strip() for part in file.section.split(">") if part.strip()),
        field=file.field,
        values=tuple(values) if file.field else (),
        negated=negated if negated != Condition() else None,
    )


def value_of(file: ItemFile | FieldFile) -> Value:
    """Return what a value may be; a pattern that can't be used is left out."""
    pattern = "" if fault_of(file.pattern) else file.pattern
    return Value(tuple(file.choices), pattern, file.format or "", file.form)


def groups(file: Sequence[Sequence[str | list[str]]]) -> OneOf:
    """Return the groups of a file, each alternative as a list of titles."""
    return tuple(
        tuple((each,) if isinstance(each, str) else tuple(each) for each in group)
        for group in file
    )


def one_of(file: TemplateFile, parent: Template | None, sections: Sequence[Section]) -> OneOf:
    """Return the groups at the top of a template: the file's own, else its parent's."""
    inherited = parent.one_of if parent else ()
    return pruned(inherited if file.one_of is None else groups(file.one_of), sections)


def pruned(found: OneOf, sections: Sequence[Section]) -> OneOf:
    """Return groups with the titles of the sections that are there.

    An alternative that names one that is not there is left out, and so is a group of which fewer
    than two alternatives are left: what it names is owed by itself.
    """
    result = []
    for group in found:
        named = [[_title(name, sections) for name in alternative] for alternative in group]
        whole = [tuple(dict.fromkeys(filter(None, titles))) for titles in named if all(titles)]
        if len(alternatives := [titles for titles in whole if titles]) > 1:
            result.append(tuple(alternatives))
    return tuple(result)


def _title(name: str, sections: Sequence[Section]) -> str:
    key = title_key(name)
    return next((section.title for section in sections if key in section.keys), "")


def fields(file: TemplateFile, parent: Template | None) -> tuple[Field, ...]:
    """Return the fields of a file after those of its parent that it does not state anew."""
    own = tuple(field for each in file.fields if title_key((field := _field(each)).title))
    stated = frozenset(key for field in own for key in field.keys)
    kept = (f for f in (parent.fields if parent else ()) if title_key(f.title) not in stated)
    return tuple(_abroad(field, file) for field in (*kept, *own))


def _abroad(field: Field, file: TemplateFile) -> Field:
    """Return a field with the names that a file gives it in other languages."""
    found = (words.get(field.title, ()) for words in file.languages.values())
    names = [name for each in found for name in ([each] if isinstance(each, str) else each)]
    return msgspec.structs.replace(field, aliases=(*field.aliases, *names)) if names else field


def _field(file: str | FieldFile) -> Field:
    if isinstance(file, str):
        return Field(file)
    aliases, when = tuple(file.aliases), conditions(file.when)
    return Field(file.name, aliases, file.required, when, value_of(file))


# -- what is wrong ----------------------------------------------------------------------------


def check_terms(source: Source) -> None:
    """Note what is wrong with terms by themselves: patterns, counts, conditions, groups."""
    if isinstance(source.data, dict):
        _check_fields(source, source.data.get("fields"))
    for path, part in _mappings(source.data, ()):
        pattern = part.get("pattern")
        if isinstance(pattern, str) and (wrong := fault_of(pattern)):
            source.fault((*path, "pattern"), f"the pattern '{pattern}' can't be used: {wrong}")
        least, most = part.get("min_words"), part.get("max_words")
        if isinstance(least, int) and isinstance(most, int) and 0 < most < least:
            source.fault((*path, "max_words"), f"{most} is less than `min_words`, {least}")
        if part.get("form") and not pattern and isinstance(part["form"], str):
            source.fault(
                (*path, "form"), "`form` says in words what a `pattern` asks for: give one"
            )
        if path and path[-1] == "not":
            _check_condition(source, path, part)
        for where, condition in _listed(part.get("when"), (*path, "when")):
            _check_condition(source, where, condition)
            _check_itself(source, where, condition, part.get("title"))
        _check_groups(source, path, part)


def _check_fields(source: Source, found: object) -> None:
    """Note fields that have no name, or that of another."""
    seen: set[str] = set()
    for index, field in enumerate(found if isinstance(found, list) else ()):
        name = field.get("name") if isinstance(field, dict) else field
        if not isinstance(name, str):
            continue
        if not (key := title_key(name)):
            source.fault(("fields", index), "a name needs at least one letter or digit")
        elif key in seen:
            source.fault(("fields", index), f"the field {name!r} stands twice")
        seen.add(key)


def _mappings(value: object, path: KeyPath) -> Iterator[tuple[KeyPath, dict[Any, Any]]]:
    """Yield all mappings in a file's data, with where they stand."""
    if isinstance(value, dict):
        yield path, value
        for key, entry in value.items():
            yield from _mappings(entry, (*path, key))
    elif isinstance(value, list):
        for index, entry in enumerate(value):
            yield from _mappings(entry, (*path, index))


def _listed(value: object, path: KeyPath) -> Iterator[tuple[KeyPath, object]]:
    """Yield the conditions of a key: one, or each of a list."""
    if isinstance(value, list):
        yield from (((*path, index), entry) for index, entry in enumerate(value))
    elif value is not None:
        yield path, value


def _check_condition(source: Source, path: KeyPath, condition: object) -> None:
    if not isinstance(condition, dict):
        return
    if not any(map(condition.get, _KNOWN)) and condition.keys() <= {*_KNOWN, "is"}:
        source.fault(path, "a condition needs `section`, `field` or `not`")
    elif "is" in condition and not condition.get("field"):
        source.fault((*path, "is"), "`is` says what a `field` is: name one")


def _check_itself(source: Source, path: KeyPath, condition: object, title: object) -> None:
    """Note a section that is owed only where it is there."""
    if not isinstance(condition, dict) or condition.keys() != {"section"}:
        return
    named = condition["section"]
    if isinstance(named, str) and isinstance(title, str) and title_key(named) == title_key(title):
        source.fault((*path, "section"), "the section depends on itself")


def _check_groups(source: Source, path: KeyPath, part: dict[Any, Any]) -> None:
    """Note groups that leave no choice and, of a section, titles that are not among its own."""
    found, sections = part.get("one_of"), part.get("sections")
    for index, group in enumerate(found if isinstance(found, list) else ()):
        if isinstance(group, list) and len(group) < _CHOICE:
            source.fault((*path, "one_of", index), "a group needs at least two alternatives")
        if isinstance(group, list):
            _check_alternatives(source, (*path, "one_of", index), group)
    if path and isinstance(found, list):
        own = sections if isinstance(sections, list) else []
        named = [_names(each) for each in own if isinstance(each, dict)]
        _check_members(source, (*path, "one_of"), found, named)


def _check_alternatives(source: Source, path: KeyPath, group: list[Any]) -> None:
    """Note alternatives that name nothing, and those that hold all of another one."""
    named = [{title_key(name) for _, name in _texts(each, ())} for each in group]
    for index, each in enumerate(group):
        others = [keys for n, keys in enumerate(named) if n != index and keys]
        before = named[:index]
        if each == []:
            source.fault((*path, index), "an alternative names one section at least")
        elif named[index] in before or any(keys < named[index] for keys in others):
            source.fault((*path, index), "another alternative of the group is all or a part of it")


def _names(part: dict[Any, Any]) -> tuple[str, frozenset[str]]:
    """Return the title of a section in a file's data, and the keys of all its names."""
    title, others = part.get("title"), part.get("aliases")
    names = [title, *(others if isinstance(others, list) else ())]
    keys = (title_key(name) for name in names if isinstance(name, str))
    return str(title), frozenset(filter(None, keys))


def check_sections(source: Source, file: TemplateFile, template: Template) -> None:
    """Note terms that name sections which the template does not have."""
    named = [(section.title, section.keys) for section in template.sections]
    _check_members(source, ("one_of",), file.one_of or [], named)
    for path, part in _mappings(source.data, ()):
        for where, condition in _listed(part.get("when"), (*path, "when")):
            _check_section(source, where, condition, template)


def check_versions(source: Source, file: TemplateFile, template: Template) -> None:
    """Note versions that `versions` does not name, and sections that no version owes."""
    known, newest = template.versions, str(file.version)
    if newest and known and newest != known[-1]:
        source.fault(("version",), f"it is not the last one of `versions`, {known[-1]!r}")
    order = versions_of(template)
    for path, part in _mappings(source.data, ()):
        said = {key: str(part[key]) for key in ("since", "until") if _is_version(part.get(key))}
        for key, version in said.items() if known else ():
            if version not in known:
                hint = did_you_mean(version, known)
                source.fault((*path, key), f"{version!r} is not among `versions`{hint}")
        if len(said) > 1 and _is_after(said["since"], said["until"], order):
            late = f"it comes before `since`, {said['since']!r}: no version owes the section"
            source.fault((*path, "until"), late)


def _is_version(value: object) -> bool:
    return isinstance(value, str | int | float) and value != ""


def _is_after(one: str, other: str, order: Sequence[str]) -> bool:
    there = one in order and other in order
    return there and order.index(one) > order.index(other)


def _check_section(source: Source, path: KeyPath, condition: object, template: Template) -> None:
    """Note a condition on a section that the template does not name."""
    if not isinstance(condition, dict):
        return
    _check_section(source, (*path, "not"), condition.get("not"), template)
    named = condition.get("section")
    if not isinstance(named, str) or not (key := title_key(named.rpartition(">")[2])):
        return
    if not any(key in section.keys for section in template.walk()):
        titles = list(dict.fromkeys(section.title for section in template.walk()))
        hint = did_you_mean(named, titles)
        source.fault((*path, "section"), f"the template has no section {named!r}{hint}")


def _check_members(
    source: Source, path: KeyPath, found: object, named: Sequence[tuple[str, frozenset[str]]]
) -> None:
    """Note each title in groups that is not that of a section beside them."""
    titles = [title for title, _ in named]
    known = {key for _, keys in named for key in keys}
    for where, name in _texts(found, path):
        if title_key(name) not in known:
            hint = did_you_mean(name, titles)
            source.fault(where, f"there is no section {name!r} right here{hint}")


def _texts(value: object, path: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    """Yield the texts in lists of lists, with where they stand."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, list):
        for index, entry in enumerate(value):
            yield from _texts(entry, (*path, index))

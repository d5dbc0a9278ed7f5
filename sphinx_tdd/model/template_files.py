"""Template files: YAML read, checked and resolved into templates.

A file is first a `TemplateFile`, whose schema editors use, and then, with its parent's sections
where it `extends` one, a `Template`. Faults are collected over all files; a template with a
fault keeps what is good, and the other templates go on working.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

import msgspec

from .template import Column, Item, Required, Section, Template
from .titles import did_you_mean, title_key
from .yamlfile import Fault, KeyPath, Source, convert, read

BUILTIN = Path(__file__).parent.parent / "data" / "templates"
"""The folder of the templates that come with the package."""


class ColumnFile(msgspec.Struct, forbid_unknown_fields=True):
    """A column owed, with other names for it."""

    title: str
    aliases: list[str] = []


class TableFile(msgspec.Struct, forbid_unknown_fields=True):
    """A table owed: its columns, in any order."""

    columns: list[str | ColumnFile]


class ItemFile(msgspec.Struct, forbid_unknown_fields=True):
    """A labelled item owed, as in `- **Purpose:** …`."""

    label: str
    aliases: list[str] = []
    required: bool | str = True
    repeat: bool = False
    diagram: bool = False
    kind: str = ""
    prompts: list[str] = []
    items: list[str | ItemFile] = []


class SectionFile(msgspec.Struct, forbid_unknown_fields=True):
    """A section owed, with everything owed in it."""

    title: str
    aliases: list[str] = []
    required: bool | str = True
    repeat: bool = False
    diagram: bool = False
    front_matter: bool = False
    kind: str = ""
    hint: str = ""
    prompts: list[str] = []
    items: list[str | ItemFile] = []
    table: list[str | ColumnFile] | TableFile = []
    sections: list[SectionFile] = []


class AddFile(msgspec.Struct, forbid_unknown_fields=True):
    """A section to add to the template that is extended.

    `under` is the path of its parent (`Security Design > Authentication`; empty: the top),
    `before` and `after` name a sibling; without them it comes last.
    """

    section: SectionFile
    under: str = ""
    before: str = ""
    after: str = ""


class ReplaceFile(msgspec.Struct, forbid_unknown_fields=True):
    """A section to put in the place of the one at `path`."""

    path: str
    section: SectionFile


class TemplateFile(msgspec.Struct, forbid_unknown_fields=True):
    """A template as a YAML file."""

    id: str
    title: str = ""
    version: str | int | float = ""
    hint: str = ""
    extends: str = ""
    order: Literal["free", "strict"] | None = None
    closed: bool | None = None
    prompts: list[str] = []
    sections: list[SectionFile] = []
    add: list[AddFile] = []
    replace: list[ReplaceFile] = []
    drop: list[str] = []


def schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a template file."""
    found = msgspec.json.schema(TemplateFile)
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A template of sphinx_tdd",
    }
    return {**head, **found}


class Library(Mapping[str, Template]):
    """The templates at hand by id; one that comes with the package is read when it is asked for.

    A build in which nothing changed asks for those that its documents follow, and no others.
    """

    def __init__(self, loader: _Loader) -> None:
        self._loader = loader

    def __getitem__(self, key: str) -> Template:
        template = self._loader.resolve(key, ()) if key in self._loader.known else None
        if template is None:
            raise KeyError(key)
        return template

    def __iter__(self) -> Iterator[str]:
        return (key for key in self._loader.known if self._loader.resolve(key, ()) is not None)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What is wrong with the files that were read so far: all but those of the package."""
        return tuple(self._loader.faults)


def load(folders: Sequence[tuple[Path, str]] = ()) -> Library:
    """Return the built-in templates and those in `folders`.

    Args:
        folders: each folder with the name by which messages call it. A later template may
            extend any other; an id that is taken is a fault, and the first one stays.
    """
    loader = _Loader()
    for folder, name in folders:
        loader.read_folder(folder, name)
    for key in list(loader.files):
        loader.resolve(key, ())
    return Library(loader)


class _Loader:
    """Reads files and resolves what extends what."""

    def __init__(self) -> None:
        self.builtin = {path.stem: path for path in sorted(BUILTIN.glob("*.yaml"))}
        self.files: dict[str, tuple[TemplateFile, Source]] = {}
        self.resolved: dict[str, Template | None] = {}
        self.faults: list[Fault] = []

    @property
    def known(self) -> list[str]:
        """The ids of all templates, those of the package first."""
        return [*self.builtin, *(key for key in self.files if key not in self.builtin)]

    def _read_builtin(self, key: str) -> None:
        """Read a template of the package; its file has the name of its id."""
        source = read(self.builtin[key], f"sphinx_tdd/{key}.yaml")
        file = self._file(source)
        self.faults.extend(source.faults)
        if file is not None:
            self.files[key] = (file, source)

    def read_folder(self, folder: Path, name: str) -> None:
        paths = sorted([*folder.glob("*.yaml"), *folder.glob("*.yml")])
        if not folder.is_dir():
            self.faults.append(Fault(name, 1, "", "this folder of templates is not there"))
        for path in paths:
            source = read(path, f"{name}/{path.name}")
            file = self._file(source)
            self.faults.extend(source.faults)
            if file is not None:
                self._keep(file, source)

    def _file(self, source: Source) -> TemplateFile | None:
        if source.faults and source.data is None:
            return None
        if not isinstance(source.data, dict):
            source.fault((), "a template is a mapping with at least `id` and `sections`")
            return None
        file = convert(source, source.data, TemplateFile)
        if file is not None:
            _check_siblings(source, file.sections, ("sections",))
        return file

    def _keep(self, file: TemplateFile, source: Source) -> None:
        if file.id == "none":
            message = "'none' is how a document opts out; give the template another id"
            self.faults.append(Fault(source.path, source.line(("id",)), "id", message))
        elif file.id in self.known:
            taken = self.files.get(file.id)
            other = taken[1].path if taken else "a template of sphinx_tdd"
            message = f"the id {file.id!r} is taken by {other}"
            self.faults.append(Fault(source.path, source.line(("id",)), "id", message))
        else:
            self.files[file.id] = (file, source)

    def resolve(self, key: str, above: tuple[str, ...]) -> Template | None:
        """Return the template of a file, its parent's sections included."""
        if key in self.resolved:
            return self.resolved[key]
        if key in self.builtin and key not in self.files:
            self._read_builtin(key)
        if key not in self.files:
            return None
        file, source = self.files[key]
        start = len(source.faults)
        template = self._template(file, source, (*above, key))
        self.faults.extend(source.faults[start:])
        if not above or template is not None:
            self.resolved[key] = template
        return template

    def _template(
        self, file: TemplateFile, source: Source, above: tuple[str, ...]
    ) -> Template | None:
        parent: Template | None = None
        if file.extends:
            parent = self._parent(file, source, above)
            if parent is None:
                return None
        own = [section(part) for part in file.sections]
        sections = _extend(parent, own, file, source) if parent else own
        if not sections:
            source.fault(("sections",), "a template owes at least one section")
            return None
        return _assemble(file, parent, sections)

    def _parent(
        self, file: TemplateFile, source: Source, above: tuple[str, ...]
    ) -> Template | None:
        if file.extends in above:
            circle = " > ".join((*above[above.index(file.extends) :], file.extends))
            source.fault(("extends",), f"templates extend each other in a circle: {circle}")
            return None
        if file.extends not in self.known:
            hint = did_you_mean(file.extends, self.known)
            source.fault(("extends",), f"there is no template {file.extends!r}{hint}")
            return None
        parent = self.resolve(file.extends, above)
        if parent is None and file.extends not in above:
            source.fault(("extends",), f"the template {file.extends!r} can't be used itself")
        return parent


def _assemble(file: TemplateFile, parent: Template | None, sections: list[Section]) -> Template:
    """Return the runtime template; what a file leaves open comes from its parent."""
    strict = parent.strict if file.order is None and parent else file.order == "strict"
    closed = parent.closed if file.closed is None and parent else bool(file.closed)
    return Template(
        id=file.id,
        title=file.title or file.id.replace("-", " ").capitalize(),
        version=str(file.version) or (parent.version if parent else ""),
        hint=file.hint,
        strict=strict,
        closed=closed,
        prompts=(*(parent.prompts if parent else ()), *file.prompts),
        sections=tuple(place(part, ()) for part in sections),
    )


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
        kind=file.kind,
        hint=file.hint,
        prompts=tuple(file.prompts),
        items=tuple(_item(part) for part in file.items),
        columns=tuple(_column(part) for part in columns),
        sections=tuple(section(part) for part in file.sections),
    )


def place(part: Section, above: tuple[str, ...]) -> Section:
    """Return the section with its path, and all below it with theirs."""
    path = (*above, part.title)
    below = tuple(place(child, path) for child in part.sections)
    return msgspec.structs.replace(part, path=path, sections=below)


def _item(file: str | ItemFile) -> Item:
    if isinstance(file, str):
        return Item(file)
    return Item(
        title=file.label,
        aliases=tuple(file.aliases),
        required=file.required,
        repeat=file.repeat,
        diagram=file.diagram,
        kind=file.kind,
        prompts=tuple(file.prompts),
        items=tuple(_item(part) for part in file.items),
    )


def _column(file: str | ColumnFile) -> Column:
    return Column(file) if isinstance(file, str) else Column(file.title, tuple(file.aliases))


def _check_siblings(source: Source, sections: Iterable[SectionFile], path: KeyPath) -> None:
    """Note sections under one parent that no heading could tell apart."""
    seen: dict[str, str] = {}
    for index, part in enumerate(sections):
        here = (*path, index)
        key = title_key(part.title)
        if not key:
            source.fault((*here, "title"), "a title needs at least one letter or digit")
        elif key in seen:
            source.fault((*here, "title"), f"{part.title!r} stands twice under one parent")
        seen[key] = part.title
        _check_siblings(source, part.sections, (*here, "sections"))


def _extend(
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
                return [*parts[:index], *new, *parts[index + 1 :]]
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


__all__ = ["BUILTIN", "Library", "Required", "TemplateFile", "load", "place", "schema", "section"]

"""Template files: YAML read, checked and resolved into templates.

A file is first a `TemplateFile`, whose schema editors use, and then, with its parent's sections
where it `extends` one, a `Template`. Faults are collected over all files; a template with a
fault keeps what is good, and the other templates go on working.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from .languages import Namer, named
from .languages import builtin as builtin_names
from .languages import check as check_names
from .strictness import Strictness, Wrong, strictness, tighten
from .template import Section, Template
from .template_library import builtin_files
from .template_parts import extend, place, section
from .template_rules import check_sections, check_terms, check_versions, fields, one_of
from .template_schema import SectionFile, TemplateFile
from .titles import did_you_mean, title_key
from .yaml_files import yaml_files
from .yamlfile import Fault, KeyPath, Source, convert, read


class Loader:
    """Reads files and resolves what extends what."""

    def __init__(
        self, folders: Sequence[tuple[Path, str]] = (), statuses: Sequence[str] = ()
    ) -> None:
        self.statuses = tuple(statuses)
        self.builtin = builtin_files()
        self.files: dict[str, tuple[TemplateFile, Source]] = {}
        self.resolved: dict[str, Template | None] = {}
        self.faults: list[Fault] = []
        self.circular: set[str] = set()
        for folder, name in folders:
            self.read_folder(folder, name)
        for key in list(self.files):
            self.resolve(key, ())

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
        """Read the templates of a folder; `name` is how messages call it."""
        paths = yaml_files(folder)
        if not folder.is_dir():
            package, colon, _ = name.partition(":")
            hint = f"; is the package {package!r} installed?" if colon else ""
            message = f"this folder of templates is not there{hint}"
            self.faults.append(Fault(name, 1, "", message))
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
        check_names(source)
        file = convert(source, source.data, TemplateFile)
        if self.statuses:
            _check_statuses(source, self.statuses)
        check_terms(source)
        if file is not None:
            _check_siblings(source, file.sections, ("sections",))
            changed = {"add": [c.section for c in file.add]}
            changed["replace"] = [c.section for c in file.replace]
            for name, sections in changed.items():
                for index, part in enumerate(sections):
                    _check_siblings(source, part.sections, (name, index, "section", "sections"))
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
            self._check_title(file, source)
            self.files[file.id] = (file, source)

    def _check_title(self, file: TemplateFile, source: Source) -> None:
        """Note a title that another file has: a reader could not tell the templates apart."""
        titles = {other.title.casefold(): origin.path for other, origin in self.files.values()}
        taken = titles.get(file.title.casefold()) if file.title else None
        if taken:
            message = f"the title {file.title!r} is taken by {taken}"
            self.faults.append(Fault(source.path, source.line(("title",)), "title", message))

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
        sections = extend(parent, own, file, source) if parent else own
        if not sections:
            source.fault(("sections",), "a template owes at least one section")
            return None
        if file.id in self.builtin:
            sections = list(Namer(builtin_names()).sections(sections))
        titles = [field.title for field in fields(file, parent)]
        sections = named(sections, file.languages, source, titles)
        return _assemble(file, parent, sections, source)

    def _parent(
        self, file: TemplateFile, source: Source, above: tuple[str, ...]
    ) -> Template | None:
        if file.extends in above:
            circle = " > ".join((*above[above.index(file.extends) :], file.extends))
            source.fault(("extends",), f"templates extend each other in a circle: {circle}")
            self.circular.update(above[above.index(file.extends) :])
            return None
        if file.extends not in self.known:
            hint = did_you_mean(file.extends, [key for key in self.known if key not in above])
            source.fault(("extends",), f"there is no template {file.extends!r}{hint}")
            return None
        parent = self.resolve(file.extends, above)
        if parent is None and file.id not in self.circular:
            source.fault(("extends",), f"the template {file.extends!r} can't be used itself")
        return parent


def _assemble(
    file: TemplateFile, parent: Template | None, sections: list[Section], source: Source
) -> Template:
    """Return the runtime template; what a file leaves open comes from its parent."""
    record = file.record or (parent.record if parent else "")
    template = Template(
        id=file.id,
        title=file.title or file.id.replace("-", " ").capitalize(),
        version=str(file.version) or (parent.version if parent else ""),
        hint=file.hint,
        order=parent.order if parent else "free",
        closed=parent.closed if parent else "",
        allowed=parent.allowed if parent else (),
        versions=tuple(map(str, file.versions)) or (parent.versions if parent else ()),
        prompts=(*(parent.prompts if parent else ()), *file.prompts),
        texts=(*(parent.texts if parent else ()), *file.texts),
        sections=(placed := tuple(place(part, ()) for part in sections)),
        record="" if record == "none" else record,
        one_of=one_of(file, parent, placed),
        fields=fields(file, parent),
    )
    check_sections(source, file, template)
    check_versions(source, file, template)
    return tighten(template, _asked(file, source))


def _asked(file: TemplateFile, source: Source) -> Strictness:
    """Return how strict a file says that its template is."""
    said = {name: getattr(file, name) for name in ("match", "levels", "order", "closed")}
    given = {name: value for name, value in said.items() if value is not None}
    try:
        return strictness({**given, "optional": file.optional})
    except Wrong as wrong:
        source.fault(("match",) if "level" in str(wrong) else ("optional",), str(wrong))
        return Strictness()


def _check_statuses(source: Source, statuses: Sequence[str]) -> None:
    """Note each `required` that names a status which the project does not have."""

    def walk(value: object, path: KeyPath) -> None:
        if isinstance(value, list):
            for index, entry in enumerate(value):
                walk(entry, (*path, index))
        if not isinstance(value, dict):
            return
        status = value.get("required")
        if isinstance(status, str) and status.casefold() not in statuses:
            hint = did_you_mean(status, statuses)
            message = f"{status!r} is not among tdd_statuses, so it is always owed{hint}"
            source.fault((*path, "required"), message)
        for key, entry in value.items():
            walk(entry, (*path, key))

    walk(source.data, ())


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

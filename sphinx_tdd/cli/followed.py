"""Which template a command is to take, and which one a document follows."""

from __future__ import annotations

from pathlib import Path

import msgspec

from sphinx_tdd.model.follows import is_path, named
from sphinx_tdd.model.template import Template
from sphinx_tdd.model.template_library import Library, load
from sphinx_tdd.model.titles import did_you_mean
from sphinx_tdd.model.versions import at_version, newest, versions_of

from .failure import Failure

_FILES = (".yaml", ".yml")


def template_named(name: str, root: Path, library: Library | None = None) -> Template:
    """Return a template: its id, an id with a version, a template file, a template document.

    Args:
        root: the folder from which paths are told.
        library: the templates that are known by their ids; those of the package where None.

    Raises:
        Failure: there is none of that name, or it has a fault.
    """
    if name.casefold().endswith(_FILES):
        return _of_file(root / name)
    if is_path(name):
        return document_template(root / name, name)
    library = load() if library is None else library
    wanted = named(name)
    if wanted.template not in library:
        hint = did_you_mean(wanted.template, list(library))
        there = hint or f"; there are {', '.join(library)}"
        raise Failure(f"there is no template {wanted.template!r}{there}")
    return _at(library[wanted.template], wanted.version)


def _at(template: Template, version: str) -> Template:
    if not version:
        return newest(template)
    try:
        return at_version(template, version)
    except KeyError as error:
        known = versions_of(template)
        there = f"; it has {', '.join(known)}" if known else "; it has none"
        message = f"the template {template.id!r} has no version {version!r}"
        raise Failure(f"{message}{did_you_mean(version, known) or there}") from error


def _of_file(path: Path) -> Template:
    """Return the template of a file; those beside it may be what it extends."""
    from sphinx_tdd.model.yamlfile import read

    if not path.is_file():
        raise Failure(f"there is no file {path}")
    library = load([(path.parent, path.parent.as_posix())])
    data = read(path, path.as_posix()).data
    name = str(data.get("id", "")) if isinstance(data, dict) else ""
    found = library.get(name)
    faults = [str(fault) for fault in library.faults if Path(fault.path).name == path.name]
    if found is None or faults:
        raise Failure("; ".join(faults) or f"{path} is no template file: it has no `id`")
    return newest(found)


def document_template(path: Path, name: str) -> Template:
    """Return what documents owe that are written from a template document.

    Raises:
        Failure: it is not there, can't be read, or owes nothing.
    """
    from sphinx_tdd.derive.document import NoTemplate, derive
    from sphinx_tdd.readers.text import Unreadable, read_file

    try:
        return derive(read_file(path), name, path.suffix)
    except (Unreadable, NoTemplate) as error:
        raise Failure(f"{name}: {error}") from error


def with_id(template: Template, name: str) -> Template:
    """Return the template under the name by which a document follows it."""
    return msgspec.structs.replace(template, id=name)

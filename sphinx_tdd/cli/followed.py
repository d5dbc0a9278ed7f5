"""The template that a command is given, as the project knows it."""

from __future__ import annotations

from pathlib import Path

import msgspec

from sphinx_tdd.derive.contracts import Contracts, Unknown
from sphinx_tdd.model.follows import is_path, named
from sphinx_tdd.model.template import Template
from sphinx_tdd.model.template_library import load
from sphinx_tdd.model.versions import newest
from sphinx_tdd.project.checking import contracts_of
from sphinx_tdd.project.configuration import Configuration
from sphinx_tdd.project.files import syntax_of
from sphinx_tdd.readers.syntax import SUFFIXES

from .failure import Failure

_FILES = (".yaml", ".yml")


class Followed(msgspec.Struct, frozen=True):
    """A template, and what a document says that follows it.

    Attributes:
        name: as front matter has it, "" where it has no name that documents could say.
        document: the file of the template document, None where it is none.
        syntax: the end of the name of files that are written as the template document is.
    """

    template: Template
    name: str
    document: Path | None = None
    syntax: str = ""


def followed(name: str, configuration: Configuration) -> Followed:
    """Return the template of a name: an id, an id with a version, a file, a template document.

    Raises:
        Failure: there is none of that name, or it has a fault.
    """
    if name.casefold().endswith(_FILES):
        template = _of_file(Path(name))
        known = contracts_of(configuration).template_files
        return Followed(template, template.id if template.id in known else "")
    contracts = contracts_of(configuration)
    contract = named(_from_source(name, configuration) if is_path(name) else name)
    try:
        template = contracts.template(contract)
    except Unknown as unknown:
        there = "" if "; did you mean" in str(unknown) else _there(contracts)
        raise Failure(
            f"{unknown}{'' if is_path(name) or contract.version else there}"
        ) from unknown
    if not is_path(name):
        return Followed(template, name)
    file = contracts.file(contract.template)
    syntax = syntax_of(configuration).get(file.suffix, file.suffix)
    return Followed(template, contract.template, file, syntax)


def _there(contracts: Contracts) -> str:
    return f"; there are {', '.join(sorted(contracts.template_files))}"


def _from_source(name: str, configuration: Configuration) -> str:
    """Return the path of a template document from the source folder.

    It may be given as it is seen from where the command is run.
    """
    here = Path(name).resolve()
    if here.is_file() and here.is_relative_to(configuration.source.resolve()):
        return here.relative_to(configuration.source.resolve()).as_posix()
    return name


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


def syntax_at(path: Path, configuration: Configuration) -> str:
    """Return the end of names of files that are written as a new one is to be.

    Raises:
        Failure: its name does not say how it is written.
    """
    known = syntax_of(configuration)
    for suffix, syntax in known.items():
        if path.name.endswith(suffix) and path.name != suffix:
            return syntax
    if path.suffix.casefold() in SUFFIXES:
        return path.suffix
    raise Failure(f"{path} has to end with .md or .rst: that says how it is written")

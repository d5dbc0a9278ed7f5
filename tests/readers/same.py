"""Documents of a build, read again from their text: what is not the same."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator
from pathlib import Path

import msgspec
from sphinx.application import Sphinx

from sphinx_tdd.checks.information import information
from sphinx_tdd.ext.domain import TddDomain, domain_of
from sphinx_tdd.model.kind import Problem
from sphinx_tdd.model.outline import Heading, Outline, decode
from sphinx_tdd.project.said import FINDERS
from sphinx_tdd.readers.document import read_document
from sphinx_tdd.readers.reading import Context, Reading
from sphinx_tdd.records.levels import Scale

PARTS = ("outline", "records", "problems", "information")


def context_of(app: Sphinx, docname: str) -> Context:
    """What a reader of a document is told, as the build knows it."""
    path, config = Path(app.env.doc2path(docname)), app.config
    return Context(
        docname=docname,
        suffix=path.suffix,
        path=path.relative_to(app.srcdir).as_posix(),
        root=Path(app.srcdir),
        extensions=tuple(sorted(config["myst_enable_extensions"])),
        kinds=domain_of(app.env).kinds,
        scale=Scale(tuple(config["tdd_risk_scale"])),
        language=config.language,
    )


def reading_of(app: Sphinx, docname: str) -> Reading:
    """A document of a build read from its text."""
    text = Path(app.env.doc2path(docname)).read_text(encoding="utf-8-sig")
    return read_document(text, context_of(app, docname))


def differences(app: Sphinx, docname: str) -> dict[str, list[str]]:
    """What is not the same, by part: lines of the build with `-`, of the text with `+`."""
    built = _built(domain_of(app.env), docname)
    read = _read(reading_of(app, docname))
    found = {part: list(_differing(built[part], read[part])) for part in PARTS}
    return {part: lines for part, lines in found.items() if lines}


def _built(domain: TddDomain, docname: str) -> dict[str, object]:
    return {
        "outline": _plain(decode(domain.outline_of(docname))),
        "records": list(domain.stated_in(docname)),
        "problems": list(domain.problems.get(docname, ())),
        "information": domain.information.get(docname, {}),
    }


def _read(reading: Reading) -> dict[str, object]:
    outline = reading.outline
    named = (found for find in FINDERS.values() if (found := find(outline)))
    return {
        "outline": _plain(outline),
        "records": list(reading.records),
        "problems": [*reading.problems, *(each for each in named if isinstance(each, Problem))],
        "information": {**information(outline), **reading.information},
    }


def _plain(outline: Outline) -> Outline:
    """An outline without the pages of toctrees: a text has their entries as they are written."""
    return msgspec.structs.replace(outline, root=_without_pages(outline.root))


def _without_pages(heading: Heading) -> Heading:
    sections = tuple(map(_without_pages, heading.sections))
    return msgspec.structs.replace(heading, pages=(), sections=sections)


def _differing(built: object, read: object) -> Iterator[str]:
    if built == read:
        return
    one, other = (
        json.dumps(msgspec.to_builtins(each), indent=0, ensure_ascii=False).splitlines()
        for each in (built, read)
    )
    lines = difflib.unified_diff(one, other, n=2, lineterm="")
    yield from (line for line in lines if not line.startswith(("---", "+++")))

"""Write the catalogs of the words that the extension prints: `python -m tests.locale_catalogs`.

All messages are gathered from the code and from the kinds into `sphinx_tdd.pot`; each `.po` gets
the new ones, to be translated, and loses those that are gone; each `.mo` is compiled.
"""

from __future__ import annotations

import ast
import struct
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from babel.messages.pofile import read_po

from sphinx_tdd.directives.project_views import SHOWN
from sphinx_tdd.directives.words import CATALOG, LOCALE
from sphinx_tdd.ext.diagram_nodes import SORTS
from sphinx_tdd.ext.documents_view import COLUMNS
from sphinx_tdd.model.finding import SEVERITIES
from sphinx_tdd.model.kind import Field, Kind
from sphinx_tdd.model.kind_files import load as load_kinds
from sphinx_tdd.model.settings import SCALES, Settings
from sphinx_tdd.records.columns import DOCUMENT_PARTS
from sphinx_tdd.records.sorting import parse_columns

PACKAGE = Path(LOCALE).parent
POT = LOCALE / f"{CATALOG}.pot"
_CALLS = frozenset({"_", "word", "capital", "small", "with_colon"})
_HEADER = """\
Project-Id-Version: sphinx_tdd
Language: {language}
MIME-Version: 1.0
Content-Type: text/plain; charset=UTF-8
Content-Transfer-Encoding: 8bit
"""


@dataclass(frozen=True)
class Message:
    """A text to be translated, and where it comes from."""

    id: str
    places: tuple[str, ...]


def messages() -> list[Message]:
    """Return all messages, sorted by where they come from first."""
    found: dict[str, list[str]] = {}
    for text, place in (*in_code(), *in_kinds(), *in_values()):
        places = found.setdefault(text, [])
        if text and place not in places:
            places.append(place)
    made = [Message(text, tuple(sorted(places))) for text, places in found.items() if text]
    return sorted(made, key=lambda message: (message.places[0], message.id))


def in_code() -> Iterator[tuple[str, str]]:
    """Yield the texts that functions of `words` are called with."""
    for path in sorted(PACKAGE.rglob("*.py")):
        place = path.relative_to(PACKAGE.parent).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
                first = node.args[0]
                is_text = isinstance(first, ast.Constant) and isinstance(first.value, str)
                if node.func.id in _CALLS and is_text:
                    yield str(first.value), place  # type: ignore[attr-defined]


def in_kinds() -> Iterator[tuple[str, str]]:
    """Yield the words of kinds: titles, headings, choices, ways back."""
    for kind in load_kinds().by_name.values():
        place = f"sphinx_tdd/data/kinds/{kind.name}.yaml"
        for text in _of_kind(kind):
            yield text, place


def _of_kind(kind: Kind) -> Iterator[str]:
    for text in (kind.title, kind.words):
        yield text
        yield text.lower()  # within a sentence
    for field in kind.fields:
        yield from _of_field(field)
        if field.name in (*kind.level, *kind.residual):
            yield field.heading.lower()


def _of_field(field: Field) -> Iterator[str]:
    yield field.heading
    yield field.back
    yield field.back[:1].upper() + field.back[1:]
    yield from field.choices
    for part in field.fields:
        yield from _of_field(part)


def in_values() -> Iterator[tuple[str, str]]:
    """Yield the words that stand in tables of the code, or are values of settings."""
    for sort in SORTS.values():
        for text in (sort.title, sort.edge, sort.label):
            yield text, "sphinx_tdd/ext/diagram_nodes.py"
    for text in SHOWN.values():
        yield text, "sphinx_tdd/directives/project_views.py"
    for column in COLUMNS.values():
        yield column.heading, "sphinx_tdd/ext/documents_view.py"
    for text in SEVERITIES:
        if text != "off":
            yield text, "sphinx_tdd/model/finding.py"
    for text in (*(step for steps in SCALES.values() for step in steps), *Settings().statuses):
        yield text, "sphinx_tdd/model/settings.py"
    risk = load_kinds().by_name["risk"]
    own = ["title", "kind", "document", "level", "residual-level"]
    own += [f"document-{part}" for part in DOCUMENT_PARTS]
    for each in parse_columns(", ".join(own), risk):
        yield each.heading, "sphinx_tdd/records/columns.py"


def languages() -> list[str]:
    """Return the languages that there are catalogs for."""
    return sorted(path.parent.parent.name for path in LOCALE.glob(f"*/*/{CATALOG}.po"))


def po_of(language: str) -> Path:
    """Return the file with the translations into a language."""
    return LOCALE / language / "LC_MESSAGES" / f"{CATALOG}.po"


def read(path: Path) -> dict[str, str]:
    """Return the translations in a file; of a message without one the empty text."""
    with path.open("rb") as file:
        catalog = read_po(file)
    fuzzy = [message.id for message in catalog if message.id and message.fuzzy]
    assert not fuzzy, f"{path.name}: not yet sure of {fuzzy}"
    return {str(message.id): str(message.string) for message in catalog if message.id}


def written(found: Iterable[Message], translations: Mapping[str, str], language: str = "") -> str:
    """Return messages with their translations as a file of the format of gettext."""
    return "\n".join(_lines(found, translations, language)) + "\n"


def _lines(
    found: Iterable[Message], translations: Mapping[str, str], language: str
) -> Iterator[str]:
    yield "# The words that sphinx_tdd prints in pages, by python -m tests.locale_catalogs."
    yield 'msgid ""'
    yield 'msgstr ""'
    yield from (_quoted(f"{line}\n") for line in _HEADER.format(language=language).splitlines())
    for message in found:
        yield ""
        yield from (f"#: {place}" for place in message.places)
        if "%(" in message.id:
            yield "#, python-format"
        yield f"msgid {_quoted(message.id)}"
        yield f"msgstr {_quoted(translations.get(message.id, ''))}"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def compiled(translations: Mapping[str, str], language: str) -> bytes:
    """Return translations in the format that gettext reads."""
    found = {"": _HEADER.format(language=language), **translations}
    pairs = [(text.encode(), found[text].encode()) for text in sorted(found, key=str.encode)]
    place = 28 + 16 * len(pairs)
    tables: list[list[int]] = [[], []]
    texts = b""
    for side in (0, 1):
        for pair in pairs:
            tables[side] += [len(pair[side]), place + len(texts)]
            texts += pair[side] + b"\0"
    head = [0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, place]
    return struct.pack(f"<{7 + 4 * len(pairs)}I", *head, *tables[0], *tables[1]) + texts


def main() -> None:
    """Write all files, and say what is still to be translated."""
    found = messages()
    POT.parent.mkdir(exist_ok=True)
    POT.write_text(written(found, {}), encoding="utf-8")
    for language in languages():
        had = read(po_of(language))
        now = {message.id: had.get(message.id, "") for message in found}
        po_of(language).write_text(written(found, now, language), encoding="utf-8")
        done = {text: words for text, words in now.items() if words}
        po_of(language).with_suffix(".mo").write_bytes(compiled(done, language))
        print(f"{language}: {len(done)} of {len(now)}")
        for text in now.keys() - done.keys():
            print(f"  to be translated: {text!r}")


if __name__ == "__main__":
    main()

"""What docutils alone can do for the directives of a document that no build reads."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes

from .marks import ROLE, TARGET
from .table import find, working

if TYPE_CHECKING:
    from docutils.parsers.rst import Directive
    from docutils.parsers.rst.states import RSTState
    from docutils.statemachine import StringList

    from ..model.kind import Kind, Problem, Record
    from ..records.levels import Scale
    from .view import View

_NOT_OF_IDS = re.compile(r"[^a-zA-Z0-9._]+")
_NOT_AT_ENDS = re.compile(r"^[-0-9._]+|-+$")


class PlainHost:
    """Keeps what the directives of one document find out.

    Args:
        docname: the document's name.
        path: its file, relative to the source folder.
        file: its file as the parser is told it.
        root: the source folder; None where no file may be read.
        scale: the steps of impact and likelihood.
        kinds: the kinds of record that the project has, by name.
    """

    def __init__(
        self,
        docname: str,
        path: str,
        file: str,
        root: Path | None,
        scale: Scale,
        kinds: Mapping[str, Kind],
    ) -> None:
        self.docname, self.path, self.file, self.root = docname, path, file, root
        self.scale, self.kinds = scale, kinds
        self.records_found: list[Record] = []
        self.problems_found: list[Problem] = []
        self.views_found: list[View] = []
        self.information: dict[str, str] = {}
        self.beside: list[str] = []
        self._numbers: Counter[str] = Counter()

    def directive(self, name: str) -> type[Directive] | None:
        """Return the directive of ours with a name, or None."""
        entry = find(name, self.kinds)
        if entry is None:
            return None
        kind = self.kinds[entry.kind] if entry.kind else None
        found = working(entry.target, entry.name, kind)
        found.host = self
        return found

    def stated(self) -> Sequence[Record]:
        """Return the records of the document so far."""
        return self.records_found

    def problems(self) -> Sequence[Problem]:
        """Return the problems of the document so far."""
        return self.problems_found

    def views(self) -> Sequence[View]:
        """Return the views of the document so far."""
        return self.views_found

    def note_records(self, records: Iterable[Record]) -> None:
        """Keep records."""
        self.records_found.extend(records)

    def note_problems(self, problems: Iterable[Problem]) -> None:
        """Keep what is wrong."""
        self.problems_found.extend(problems)

    def note_view(self, view: View) -> None:
        """Keep a view."""
        self.views_found.append(view)

    def note_information(self, information: dict[str, str]) -> None:
        """Keep what the document says of itself."""
        self.information.update(information)

    def note_dependency(self, path: str) -> None:
        """Keep the path of a file that the document rests on, whether it is there or not."""
        if path not in self.beside:
            self.beside.append(path)

    def has_setting(self, name: str) -> bool:
        """Whether a project has an extension, which is not known here: it is trusted."""
        return True

    def anchor(self, document: nodes.document, kind: str, id: str) -> str:
        """Return an id, as Sphinx makes them but for letters that Unicode can't take apart."""
        made = _id_of(f"{kind}-{id}")
        while made == kind or made in document.ids:
            made = f"{kind}-{self._numbers[kind]}"
            self._numbers[kind] += 1
        return made

    def index(self, title: str, records: Iterable[Record]) -> list[nodes.Element]:
        """Return nothing: there is no index."""
        return []

    def link(self, content: nodes.Element, kinds: Sequence[str], name: str) -> nodes.Element:
        """Return a reference that leads nowhere."""
        return nodes.reference("", "", content, **{ROLE: f"tdd:{kinds[0]}", TARGET: name})

    def nested(self, state: RSTState, content: StringList, offset: int) -> list[nodes.Node]:
        """Return the nodes of content without headings."""
        return parse_nested(state, content, offset)


def parse_nested(state: RSTState, content: StringList, offset: int) -> list[nodes.Node]:
    """Return the nodes of content without headings, parsed as if it were a document of its own."""
    whole = nodes.Element()
    whole.document = state.document
    memo = state.memo
    kept = memo.title_styles, memo.section_level
    memo.title_styles, memo.section_level = [], 0
    try:
        state.nested_parse(content, offset, whole)
    finally:
        memo.title_styles, memo.section_level = kept
    return whole.children


def _id_of(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    return _NOT_AT_ENDS.sub("", _NOT_OF_IDS.sub("-", " ".join(plain.split())))

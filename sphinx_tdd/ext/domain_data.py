"""The data of the domain: all of it plain, nearly all of it kept by docname."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from sphinx.domains import Domain

if TYPE_CHECKING:
    from ..directives.view import View
    from ..model.kind import Problem
    from .leads import Lead

Reference = tuple[str, str]
"""A kind (or `ANY`) and what is referred to."""

BY_DOCUMENT = (
    "outlines",  # the outline as bytes, from reading to judging
    "marks",  # a digest of the outline
    "records",  # the records as bytes
    "excerpts",  # the text of their fields as shown, as bytes
    "leads",  # the references to other things than records in that text
    "problems",  # what is wrong with the records
    "references",  # the records referred to
    "views",  # the directives that show what the project holds
    "information",  # status, version, id of the document
    "verdicts",  # key and verdict as bytes
    "decisions",  # key and what the document says of the decision that it is, as bytes
)
"""The parts of the domain's data, each by docname."""


class DomainData(Domain):
    """The parts of the data, each with its type."""

    data_version = 6
    initial_data: ClassVar[dict[str, dict[str, Any]]] = {
        **{part: {} for part in BY_DOCUMENT},
        "shown": {},  # by document and by what was built, a digest of all that it shows of others
        "read_again": {},  # by document, where it was written last before it was read again
        "memo": {},  # what was found out about all documents, by the name of a question
    }

    @property
    def outlines(self) -> dict[str, bytes]:
        """The outline, as bytes, of each document that was read in this build."""
        return self.data["outlines"]  # type: ignore[no-any-return]

    @property
    def marks(self) -> dict[str, bytes]:
        """A digest of each document's outline."""
        return self.data["marks"]  # type: ignore[no-any-return]

    @property
    def records(self) -> dict[str, bytes]:
        """The records of each document that was read whole, as bytes."""
        return self.data["records"]  # type: ignore[no-any-return]

    @property
    def excerpts(self) -> dict[str, bytes]:
        """The text of each document's records as it is shown, as bytes."""
        return self.data["excerpts"]  # type: ignore[no-any-return]

    @property
    def leads(self) -> dict[str, set[Lead]]:
        """What the texts of each document's records refer to beside records."""
        return self.data["leads"]  # type: ignore[no-any-return]

    @property
    def problems(self) -> dict[str, tuple[Problem, ...]]:
        """What is wrong with each document's records."""
        return self.data["problems"]  # type: ignore[no-any-return]

    @property
    def references(self) -> dict[str, set[Reference]]:
        """What each document refers to."""
        return self.data["references"]  # type: ignore[no-any-return]

    @property
    def views(self) -> dict[str, tuple[View, ...]]:
        """The directives in each document that show what the project holds."""
        return self.data["views"]  # type: ignore[no-any-return]

    @property
    def information(self) -> dict[str, dict[str, str]]:
        """What each document says of itself: its status, version, id."""
        return self.data["information"]  # type: ignore[no-any-return]

    @property
    def verdicts(self) -> dict[str, tuple[bytes, bytes]]:
        """Each document's verdict under the key of what it was judged by."""
        return self.data["verdicts"]  # type: ignore[no-any-return]

    @property
    def decisions(self) -> dict[str, tuple[bytes, bytes]]:
        """What each document says of the decision that it is, under the key of that."""
        return self.data["decisions"]  # type: ignore[no-any-return]

    @property
    def shown(self) -> dict[str, dict[str, bytes]]:
        """What each document showed of others when a builder last wrote it."""
        return self.data["shown"]  # type: ignore[no-any-return]

    @property
    def read_again(self) -> dict[str, set[str]]:
        """Where each document that was read again is still as it was before."""
        return self.data["read_again"]  # type: ignore[no-any-return]

    @property
    def memo(self) -> dict[str, Any]:
        """What was found out about all documents together, under the key of what it rests on."""
        return self.data["memo"]  # type: ignore[no-any-return]

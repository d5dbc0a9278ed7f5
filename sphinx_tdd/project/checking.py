"""A project checked without a build: read, judged, reported.

`examine` is a map over documents, each by itself, so that work can be spread over processes. What
rests on several documents is found out afterwards; where that touches a verdict, it is made again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

import msgspec

from ..derive.contracts import Contracts
from ..model.follows import Follows, follows
from ..model.kind import Problem
from ..model.outline import Outline
from ..model.settings import Settings
from ..model.template_library import Library
from ..readers.syntax import Unreadable
from ..records.made import Made
from .cache import Entry
from .configuration import Configuration
from .facts import Facts, Source
from .folders import folders
from .judge import Judge
from .toctrees import included, with_pages

CHUNK = 32
"""How many documents are read before they are judged: what is held in memory at a time."""


class ReadDocuments:
    """The documents of a project that were read from their files.

    Attributes:
        facts: what is known of each, by docname, sorted.
        outlines: what documents have, as long as it is held; others are read again.
        made: the records that documents are themselves, once it is known which are.
        verdicts: each document's verdict as bytes, under the key of what it was judged by.
    """

    def __init__(self, source: Source, facts: Mapping[str, Facts], *, own: bool = True) -> None:
        self.source = source
        self.facts = facts
        self.own = own
        self.outlines: dict[str, Outline] = {}
        self.made = Made()
        self._verdicts: dict[str, tuple[bytes, bytes]] = {}

    @property
    def names(self) -> Collection[str]:
        """The docnames of all of them."""
        return self.facts.keys()

    @cached_property
    def templates(self) -> Mapping[str, str]:
        """What documents say themselves of the template that they follow, by docname."""
        said = {name: facts.template for name, facts in self.facts.items()}
        return {name: text for name, text in said.items() if text is not None and self.own}

    @cached_property
    def paged(self) -> Collection[str]:
        """Those that say that they are the first pages of designs over many."""
        return {name for name, facts in self.facts.items() if facts.paged}

    @cached_property
    def toctrees(self) -> Mapping[str, Sequence[str]]:
        """The pages that the toctrees of each document include, by docname."""
        return {
            name: list(included(facts.toctrees, name, *self._known))
            for name, facts in self.facts.items()
            if facts.toctrees
        }

    @cached_property
    def _known(self) -> tuple[list[str], list[str]]:
        """The docnames of the project, and the ends of names that documents have."""
        return list(self.source.files.paths), list(self.source.files.syntax)

    @property
    def verdicts(self) -> dict[str, tuple[bytes, bytes]]:
        """Each document's verdict as bytes, under the key of what it was judged by."""
        return self._verdicts

    def path(self, docname: str) -> str:
        """Return a document's file, relative to the source folder, with `/`."""
        return self.source.files.paths[docname]

    def mark(self, docname: str) -> bytes:
        """Return a digest of all that the outline of a document rests on."""
        return self.facts[docname].mark

    def outline(self, docname: str) -> Outline:
        """Return what a document has.

        Raises:
            OSError: it was there a moment ago, and can't be read any more.
            Unreadable: it was changed in the meantime, and is no document any more.
        """
        found = self.outlines.get(docname)
        if found is None:
            found = self.source.read(docname, self.source.data(docname))[1]
        if not self.facts[docname].toctrees:
            return found
        return with_pages(found, docname, *self._known)

    def status(self, docname: str) -> str:
        """Return what a document says of its status, or ""."""
        return self.said(docname).get("status", "")

    def said(self, docname: str) -> dict[str, str]:
        """Return what a document says of itself, and of the decision that it is."""
        said = self.facts[docname].information
        itself = self.made.records.get(docname)
        if itself is None:
            return said
        own = {"id": itself.id} if itself.named else {}
        status = itself.fields.get("status")
        return {**own, **said, **({"status": status} if isinstance(status, str) else {})}

    def problems(self, docname: str) -> Sequence[Problem]:
        """Return what is wrong with the records of a document by themselves."""
        return self.facts[docname].problems


class Examiner:
    """Reads documents and judges each by itself.

    Args:
        template: what all documents are held against, whatever they say themselves; "" for none.
    """

    def __init__(
        self, source: Source, template: str = "", problems: Mapping[bytes, str] | None = None
    ) -> None:
        self.source = source
        self.template = template.strip()
        configuration = source.configuration
        self.settings = _with_template(configuration.settings, self.template)
        self.contracts = contracts_of(configuration)
        self.contracts.problems = dict(problems or {})
        self.suppressed = _texts(configuration.sphinx.get("suppress_warnings"))

    def documents(self, facts: Mapping[str, Facts]) -> ReadDocuments:
        """Return documents of which the facts are known."""
        return ReadDocuments(self.source, facts, own=not self.template)

    def judge(self, documents: ReadDocuments) -> Judge:
        """Return what judges documents."""
        kinds = self.source.configuration.kinds
        return Judge(documents, self.settings, self.contracts, kinds, self.suppressed)

    def is_unchanged(self, name: str, entry: Entry) -> bool:
        """Whether a document is as it was when something was found out about it."""
        try:
            data = self.source.data(name)
            return entry.facts.mark == self.source.mark(name, data, entry.facts.beside)
        except OSError:
            return False

    def examine(self, names: Iterable[str]) -> Iterator[tuple[str, Entry | str]]:
        """Yield what is found out about each document by itself, or why it can't be read."""
        facts: dict[str, Facts] = {}
        outlines: dict[str, Outline] = {}
        for name in names:
            try:
                facts[name], outlines[name] = self.source.read(name, self.source.data(name))
            except OSError as error:
                yield name, f"it can't be read: {error.strerror or error}"
            except Unreadable as error:
                yield name, str(error)
        yield from self._judged(facts, outlines)

    def _judged(
        self, facts: Mapping[str, Facts], outlines: dict[str, Outline]
    ) -> Iterator[tuple[str, Entry]]:
        documents = self.documents(facts)
        documents.outlines = outlines
        judge = self.judge(documents)
        follow = [name for name in facts if name in judge.binding.contracts]
        judge.judge_all(follow)
        for name, each in facts.items():
            yield name, Entry(each, *documents.verdicts.get(name, (b"", b"")))


def contracts_of(configuration: Configuration) -> Contracts:
    """Return the templates that documents of a project may follow."""
    from .files import syntax_of

    settings = configuration.settings
    library = Library(folders(settings.template_path, configuration.base), settings.statuses)
    syntax = syntax_of(configuration)
    extensions = configuration.sphinx.get("myst_enable_extensions")
    return Contracts(
        library,
        configuration.source,
        lambda suffix: syntax.get(suffix, suffix),
        extensions if isinstance(extensions, list | tuple) else None,
    )


def _with_template(settings: Settings, template: str) -> Settings:
    """Return the settings, with all documents following one template where one is named."""
    if not template:
        return settings
    every: dict[str, Follows] = {"**": follows(template)}
    return msgspec.structs.replace(settings, documents=every)


def _texts(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list | tuple) else ()

"""How records are written: in plain markup, with this extension, with sphinx-needs."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence

from designs import Block, Design, Drawing, Fact, Heading, Items, Mention, Part, Rows
from syntaxes import Syntax

COLUMNS = {
    "risk": ("risk", "impact", "likelihood"),
    "decision": ("title", "status", "date"),
}
"""What the table of the whole project shows of each kind, after the id."""


class Notation(ABC):
    """A way to write a project's records."""

    extensions: tuple[str, ...] = ()
    config = ""

    def __init__(self, syntax: Syntax) -> None:
        self.syntax = syntax

    @abstractmethod
    def rows(self, facts: Sequence[Fact]) -> str:
        """Return records as a table of the document's own."""

    @abstractmethod
    def block(self, fact: Fact) -> str:
        """Return a record by itself."""

    @abstractmethod
    def mention(self, kind: str, name: str) -> str:
        """Return a reference to a record."""

    @abstractmethod
    def register(self, kind: str, facts: Iterable[Fact]) -> str:
        """Return the table of all the project's records of a kind."""

    def document(self, design: Design) -> str:
        """Return the source of a document."""
        return "\n\n".join(map(self._part, design.parts)) + "\n"

    def _part(self, part: Part) -> str:
        match part:
            case Heading():
                return self.syntax.heading(part.level, part.text)
            case Items():
                return self.syntax.items(part.texts, part.numbered)
            case Drawing():
                return self.syntax.literal(part.lines)
            case Mention():
                return f"- {self.mention(part.kind, part.id)}"
            case Rows():
                return self.rows(part.facts)
            case Block():
                return self.block(part.fact)
            case str():
                return self.syntax.text(part)


def heading(name: str) -> str:
    """Return the name of a field as a heading."""
    return name[0].upper() + name[1:]


def cells(fact: Fact) -> dict[str, str]:
    """Return the fields that a table shows of a record, without its id."""
    return {fact.subject: fact.title, **fact.brief, **fact.prose, **fact.links}


class Plain(Notation):
    """Sphinx alone: tables, definition lists, labels."""

    def rows(self, facts: Sequence[Fact]) -> str:
        """Return a table with anchors."""
        head = ["ID", *map(heading, cells(facts[0]))]
        body = [
            [self.syntax.anchored(fact.id), *map(self.syntax.text, cells(fact).values())]
            for fact in facts
        ]
        return self.syntax.table([head, *body])

    def block(self, fact: Fact) -> str:
        """Return a definition list behind a label."""
        lead = " · ".join([fact.id, *fact.brief.values()])
        parts = {heading(name): self.syntax.text(text) for name, text in fact.prose.items()}
        for name, other in (*fact.links.items(), *fact.back.items()):
            parts[heading(name)] = self.syntax.link(other)
        if fact.others:
            parts["Alternatives considered"] = self.syntax.items(list(_others(fact)))
        described = self.syntax.described(f"{fact.title} ({lead})", parts)
        return f"{self.syntax.label(fact.id)}\n\n{described}"

    def mention(self, kind: str, name: str) -> str:
        """Return a reference."""
        return self.syntax.link(name)

    def register(self, kind: str, facts: Iterable[Fact]) -> str:
        """Return a table that was written out."""
        columns = COLUMNS[kind]
        body = [
            [self.syntax.link(fact.id), *(cells(fact)[name] for name in columns)] for fact in facts
        ]
        return self.syntax.table([["ID", *map(heading, columns)], *body])


def _others(fact: Fact) -> Iterator[str]:
    """Yield a text for each of what else was considered."""
    for other in fact.others:
        (_, name), *rest = other.items()
        yield " ".join([f"**{name}.**", *(f"{heading(key)}: {text}" for key, text in rest)])


class Unchecked(Notation):
    """This extension's directives, with no document held against a template."""

    extensions = ("sphinx_tdd",)
    config = "tdd_documents = {}\n"

    def rows(self, facts: Sequence[Fact]) -> str:
        """Return the kind's table."""
        body = [line for fact in facts for line in self._row(fact)]
        return self.syntax.directive(f"{facts[0].kind}-table", "", {}, body)

    def _row(self, fact: Fact) -> list[str]:
        fields = {"id": fact.id, **cells(fact)}
        lines = [f"  {name}: {self.syntax.text(text)}" for name, text in fields.items()]
        return [f"-{lines[0][1:]}", *lines[1:]]

    def block(self, fact: Fact) -> str:
        """Return the kind's record."""
        brief = {name.replace(" ", "-"): text for name, text in fact.brief.items()}
        options = {"id": fact.id, **brief, **fact.links}
        body = [f"{name}: {self.syntax.text(text)}" for name, text in fact.prose.items()]
        if fact.others:
            body += ["alternatives:", *self._alternatives(fact)]
        return self.syntax.directive(f"{fact.kind}-record", fact.title, options, body)

    def _alternatives(self, fact: Fact) -> Iterator[str]:
        for other in fact.others:
            lines = [f"  {name}: {self.syntax.text(text)}" for name, text in other.items()]
            yield from [f"-{lines[0][1:]}", *lines[1:]]

    def mention(self, kind: str, name: str) -> str:
        """Return the kind's role."""
        return self.syntax.role(f"tdd:{kind}", name)

    def register(self, kind: str, facts: Iterable[Fact]) -> str:
        """Return the kind's register."""
        columns = ", ".join(["id", *COLUMNS[kind]])
        return self.syntax.directive(f"{kind}-register", "", {"columns": columns}, [])


class Tdd(Unchecked):
    """This extension, with each document held against a template."""

    config = 'tdd_documents = {"designs/*": "design-doc"}\n'


class Needs(Notation):
    """sphinx-needs: each record a need."""

    extensions = ("sphinx_needs",)
    config = """\
needs_types = [
    {"directive": kind, "title": kind.title(), "prefix": prefix}
    for kind, prefix in (
        ("risk", "RISK_"), ("decision", "ADR_"), ("requirement", "REQ_"), ("component", "COMP_")
    )
]
needs_fields = {
    name: {"description": name, "nullable": True}
    for name in (
        "impact", "likelihood", "date", "priority", "target", "verified_by", "technology"
    )
}
needs_links = {"dependencies": {"outgoing": "dependencies", "incoming": "needed by"}}
"""

    def rows(self, facts: Sequence[Fact]) -> str:
        """Return needs, one below the other."""
        return "\n\n".join(map(self.block, facts))

    def block(self, fact: Fact) -> str:
        """Return a need: what is short as its fields, what is long as its content."""
        brief = {name.replace(" ", "_"): text for name, text in fact.brief.items()}
        options: Mapping[str, str] = {"id": fact.id, **brief, **fact.links}
        body = "\n\n".join(
            f"**{heading(name)}:** {self.syntax.text(text)}" for name, text in fact.prose.items()
        )
        if fact.others:
            others = self.syntax.items(list(_others(fact)))
            body += f"\n\n**Alternatives considered:**\n\n{others}"
        return self.syntax.directive(fact.kind, fact.title, options, body.split("\n"))

    def mention(self, kind: str, name: str) -> str:
        """Return the role of needs."""
        return self.syntax.role("need", name)

    def register(self, kind: str, facts: Iterable[Fact]) -> str:
        """Return a table of needs."""
        subjects = {"risk": "title"}
        columns = ";".join(["id", *(subjects.get(name, name) for name in COLUMNS[kind])])
        return self.syntax.directive("needtable", "", {"types": kind, "columns": columns}, [])


NOTATIONS: dict[str, type[Notation]] = {
    "plain": Plain,
    "sphinx_tdd": Tdd,
    "sphinx-needs": Needs,
    "unchecked": Unchecked,
}

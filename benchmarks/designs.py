"""The documents of the suites `records` and `register`: what they say, in no notation yet.

A design is a few pages of prose that follow the built-in template `design-doc` and lack nothing,
with records in between. Each notation of `notations.py` writes all of it, word for word.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from author import ACTORS, CAUSES, LEVELS, REMEDIES, SERVICES, STORES, THINGS, Author

DRAWING = ("client -> gateway -> store", "            \\-> queue")


@dataclass(frozen=True)
class Fact:
    """One record.

    Attributes:
        subject: the name of the field that its title is.
        brief: the fields that are a word or two.
        prose: the fields that are sentences.
        links: the fields that name other records.
        back: the records that name this one, under what the field says of it.
        others: what else was considered, each with its name first.
    """

    kind: str
    id: str
    subject: str
    title: str
    brief: Mapping[str, str] = field(default_factory=dict)
    prose: Mapping[str, str] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)
    back: Mapping[str, str] = field(default_factory=dict)
    others: Sequence[Mapping[str, str]] = ()


@dataclass(frozen=True)
class Rows:
    """Records of one kind, shown as one table."""

    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class Block:
    """A record that is shown by itself."""

    fact: Fact


@dataclass(frozen=True)
class Heading:
    """The heading of a section; the document's own has level 1."""

    level: int
    text: str


@dataclass(frozen=True)
class Items:
    """A list of sentences."""

    texts: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True)
class Drawing:
    """Lines that stay as they are."""

    lines: tuple[str, ...] = DRAWING


@dataclass(frozen=True)
class Mention:
    """A reference to a record, as an item of a list."""

    kind: str
    id: str


Part = Heading | Items | Drawing | Mention | Rows | Block | str
"""What a document is made of, one after the other; a string is a paragraph."""


@dataclass(frozen=True)
class Mix:
    """How many records of each kind a document has."""

    risks: int = 4
    decisions: int = 2
    requirements: int = 2
    components: int = 1


@dataclass(frozen=True)
class Design:
    """A document."""

    number: int
    parts: tuple[Part, ...]

    def facts(self, kind: str) -> Iterator[Fact]:
        """Yield its records of a kind."""
        for part in self.parts:
            found = part.facts if isinstance(part, Rows) else ()
            found = (part.fact,) if isinstance(part, Block) else found
            yield from (fact for fact in found if fact.kind == kind)


def risk(author: Author, index: int) -> Fact:
    """Return the risk of that index in the author's document."""
    title = f"The {author.pick(THINGS)} is lost when {author.pick(CAUSES)}"
    return Fact(
        *("risk", f"RISK_{author.number}_{index}", "risk", title),
        brief={"impact": author.pick(LEVELS), "likelihood": author.pick(LEVELS)},
        prose={"mitigation": f"We {author.pick(REMEDIES)} and alert {author.pick(ACTORS)}"},
    )


def decision(author: Author, index: int) -> Fact:
    """Return the decision of that index in the author's document."""
    chosen, other = author.two(STORES)
    thing = author.pick(THINGS)
    return Fact(
        *("decision", f"ADR_{author.number}_{index}", "title", f"Keep each {thing} in {chosen}"),
        brief={"status": "Accepted", "date": author.day()},
        prose={
            "context": author.prose(),
            "decision": f"Every {thing} lives in {chosen}, and {author.pick(ACTORS)} reads it.",
            "rationale": author.prose(1),
            "consequences": author.prose(1),
        },
        others=(
            {
                "name": other[0].upper() + other[1:],
                "pros": f"Known to {author.pick(ACTORS)}.",
                "cons": f"Fails when {author.pick(CAUSES)}.",
                "why not chosen": author.prose(1),
            },
        ),
    )


def requirement(author: Author, index: int) -> Fact:
    """Return the requirement of that index in the author's document."""
    title = f"A new {author.pick(THINGS)} is there when {author.pick(ACTORS)} asks for it"
    return Fact(
        *("requirement", f"REQ_{author.number}_{index}", "requirement", title),
        brief={
            "priority": author.pick(("must", "should", "could")),
            "target": f"{author.whole(20, 900)} ms",
            "verified by": f"A test by {author.pick(ACTORS)}",
        },
    )


def component(author: Author, documents: int, index: int) -> Fact:
    """Return the component of that index in the author's document."""
    number = author.number
    return Fact(
        *("component", _component(number, index), "component name"),
        title=f"{author.pick(SERVICES)} writer {number}",
        brief={"technology": author.pick(STORES)},
        prose={"responsibility": author.prose(1), "interfaces": author.prose(1)},
        links={"dependencies": _component(number - 1, index)} if number > 1 else {},
        back={"needed by": _component(number + 1, index)} if number < documents else {},
    )


def _component(number: int, index: int) -> str:
    return f"COMP_{number}_{index}"


def design(number: int, documents: int, mix: Mix) -> Design:
    """Return the document of that number among `documents`, the same each time."""
    author = Author(number)
    service = author.pick(SERVICES)
    parts = (
        *_opening(author, service, mix),
        *_system(author, service, mix, documents),
        *_plan(author),
        *_closing(author, mix),
    )
    return Design(number, parts)


def table_of_risks(number: int, rows: int) -> Design:
    """Return a document that holds one table of risks and next to nothing else."""
    author = Author(number)
    risks = tuple(risk(author, index) for index in range(1, rows + 1))
    return Design(number, (Heading(1, f"Risks {number}"), author.prose(), Rows(risks)))


def add_sentence(found: Design, sentence: str) -> Design:
    """Return the document with a sentence more in its first paragraph."""
    at = next(i for i, part in enumerate(found.parts) if isinstance(part, str))
    parts = list(found.parts)
    parts[at] = f"{parts[at]} {sentence}"
    return replace(found, parts=tuple(parts))


def retitle(found: Design, title: str) -> Design:
    """Return the document with another title for the first record of its last table."""
    at, rows = [(i, p) for i, p in enumerate(found.parts) if isinstance(p, Rows)][-1]
    parts = list(found.parts)
    parts[at] = Rows((replace(rows.facts[0], title=title), *rows.facts[1:]))
    return replace(found, parts=tuple(parts))


def _opening(author: Author, service: str, mix: Mix) -> Iterator[Part]:
    yield Heading(1, f"{service} {author.number}")
    yield Heading(2, "Overview")
    yield author.prose(3)
    yield Heading(2, "Background")
    yield author.prose(4)
    yield author.prose(3)
    yield Heading(2, "Goals and Non-Goals")
    yield Heading(3, "Goals")
    yield Items(tuple(author.facts(3)))
    yield Heading(3, "Non-Goals")
    yield Items(tuple(author.facts(2)))
    yield Heading(2, "Requirements")
    yield Rows(tuple(requirement(author, index) for index in range(1, mix.requirements + 1)))


def _system(author: Author, service: str, mix: Mix, documents: int) -> Iterator[Part]:
    yield Heading(2, "System Design")
    yield Heading(3, "High-Level Design")
    yield author.prose(4)
    yield Drawing()
    yield author.prose(3)
    for index in range(1, mix.decisions + 1):
        yield Block(decision(author, index))
    yield Heading(3, "Components")
    yield Heading(4, f"{service} service")
    names = ("Purpose", "Responsibilities", "Interfaces", "Dependencies")
    yield Items(tuple(f"{name}: {author.fact()}" for name in names))
    for index in range(1, mix.components + 1):
        yield Block(component(author, documents, index))
    yield author.prose(2)
    yield Heading(3, "Data Model")
    yield author.prose(2)
    yield Drawing()
    yield Heading(3, "APIs and Interfaces")
    yield author.prose(3)
    yield Heading(3, "Security Considerations")
    names = (
        "Authentication",
        "Authorization",
        "Data Protection",
        "Security Risks and Mitigations",
    )
    yield Items(tuple(f"{name}: {author.fact()}" for name in names))


def _plan(author: Author) -> Iterator[Part]:
    yield Heading(2, "Implementation Plan")
    for phase in (1, 2):
        yield Heading(3, f"Phase {phase}")
        yield Items(tuple(author.facts(2)))
    yield Heading(2, "Testing Strategy")
    for name in ("Unit Testing", "Integration Testing", "Performance Testing"):
        yield Heading(3, name)
        yield author.prose(2)
    yield Heading(2, "Monitoring and Alerting")
    for name in ("Metrics", "Alerts"):
        yield Heading(3, name)
        yield Items(tuple(author.facts(2)))
    yield Heading(2, "Rollout Plan")
    yield Items(tuple(author.facts(3)), numbered=True)


def _closing(author: Author, mix: Mix) -> Iterator[Part]:
    yield Heading(2, "Risks and Mitigations")
    yield author.prose(1)
    yield Rows(tuple(risk(author, index) for index in range(1, mix.risks + 1)))
    yield Heading(2, "Alternative Approaches Considered")
    yield Heading(3, "Buy instead of build")
    names = ("Pros", "Cons", "Why not chosen")
    yield Items(tuple(f"{name}: {author.fact()}" for name in names))
    yield Heading(2, "References")
    earlier = max(author.number - 1, 1)
    yield Mention("decision", f"ADR_{earlier}_1")
    yield Mention("risk", f"RISK_{earlier}_1")
    yield Heading(2, "Appendix")
    yield "Not applicable"

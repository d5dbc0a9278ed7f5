"""What a small project holds, as data that tests edit, and the sources that follow from it.

Each project has two editions: `ours`, written with the extension's directives and roles, and the
control, which says the same with plain tables and words.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

SECTIONS = {
    "risk": "Risks",
    "decision": "Decisions",
    "component": "Components",
    "question": "Questions",
    "definition": "Definitions",
    "entity": "Entities",
    "service": "Services",
}
"""The kinds of record that the project has, each with the section where its records stand."""

SUBJECTS = {
    "risk": "risk",
    "decision": "title",
    "component": "component-name",
    "question": "question",
    "definition": "term",
    "entity": "entity",
    "service": "service",
}
TEXT_FIELDS = {
    "risk": "mitigation",
    "decision": "rationale",
    "component": "responsibility",
    "question": "answer",
    "definition": "definition",
    "entity": "relationships",
    "service": "notes",
}
LINK_FIELDS = {
    "risk": "mitigated-by",
    "decision": "supersedes",
    "component": "dependencies",
    "question": "links",
    "definition": "links",
    "entity": "links",
    "service": "links",
}
STATUSES = {
    "risk": ("open", "closed", "accepted"),
    "decision": ("proposed", "accepted", "superseded"),
    "component": ("planned", "live", ""),
    "question": ("open", "in progress", "resolved"),
    "definition": ("", "", ""),
    "entity": ("", "live", "planned"),
    "service": ("", "live", "gone"),
}
PREFIXES = {
    "risk": "R",
    "decision": "ADR",
    "component": "C",
    "question": "Q",
    "definition": "D",
    "entity": "E",
    "service": "S",
}
BLOCKS = frozenset(SECTIONS) - {"definition"}
"""The kinds that have blocks, too."""

TITLES = ("The first store", "Queue lost", "Book once", "Gateway", "gateway", "Book *once*")
LEVELS = ("low", "medium", "high", "enormous")
TEXTS = (
    "Queue and retry",
    "As <risk R-1> and <decision ADR-2> say",
    "Not known yet: see <doc notes>",
    "-- *nobody* says -- 'so'",
    "By <component C-1>, see <ref runbook-steps>",
    "",
    "=1+1",
    "Ask <any R-2> and <doc designs/pay>",
    "Every <term Gateway> has <term Word>",
    "One Gateway has many Book once",
)
DOCUMENT_STATUSES = ("draft", "review", "approved")
NAMES = ("pay", "ledger", "mail", "audit", "shop", "stock")
HEADINGS = ("Payments", "The ledger", "Mail", "Audit", "Shop", "Payments again")

Options = dict[str, str]

VIEWS: tuple[tuple[str, Options], ...] = (
    ("risk-register", {}),
    ("risk-register", {"where": "impact = high, status != closed", "sort": "-level, title"}),
    ("risk-register", {"group-by": "document-status", "columns": "id, risk, level, document"}),
    ("risk-register", {"columns": "risk, mitigation, mitigated-by, document-title"}),
    ("risk-register", {"documents": "designs/p*, designs/l*", "limit": "2", "caption": "Two"}),
    ("decision-register", {}),
    ("decision-register", {"columns": "id, title, status, supersedes, superseded-by, rationale"}),
    ("decision-register", {"where": "superseded-by = none", "group-by": "status"}),
    ("component-register", {}),
    ("component-register", {"columns": "component-name, dependencies, needed-by, document"}),
    ("component-register", {"group-by": "document", "columns": "id, title, responsibility"}),
    ("question-register", {"where": "status != resolved"}),
    ("question-register", {"where": "document-title ~ pay"}),
    ("service-register", {}),
    ("definition-register", {}),
    ("risk-matrix", {}),
    ("risk-matrix", {"where": "document-status != draft", "documents": "designs/*"}),
    ("tdd-documents", {}),
    ("tdd-documents", {"all": "", "columns": "title, status, version, risk"}),
    ("tdd-coverage", {}),
    ("tdd-report", {}),
    ("tdd-report", {"by": "rule"}),
    ("tdd-versions", {}),
    ("component-diagram", {}),
    ("decision-graph", {}),
    ("component-diagram", {"where": "status = live", "documents": "designs/*"}),
    ("decision-graph", {"where": "superseded-by = none"}),
    ("entity-diagram", {}),
    ("entity-register", {"documents": "this, designs/s*"}),
)
"""The views that pages of the project may have, each with its options."""


@dataclass
class Entry:
    """A record.

    Attributes:
        id: "" for one that is known by its title.
        steps: impact and likelihood, of a risk.
        links: what its field of links names.
        block: whether it stands by itself, as a block, or in a table.
    """

    kind: str
    id: str = ""
    title: str = TITLES[0]
    steps: tuple[str, str] = ("high", "low")
    status: str = ""
    text: str = TEXTS[0]
    links: str = ""
    block: bool = False

    def fields(self) -> dict[str, str]:
        """Its fields by name, but for those that are not given."""
        found = {"id": self.id, SUBJECTS[self.kind]: self.title, "status": self.status}
        if self.kind == "risk":
            found |= dict(zip(("impact", "likelihood"), self.steps, strict=True))
        if self.kind == "decision":
            found["decision"] = "So be it"
        found |= {TEXT_FIELDS[self.kind]: self.text, LINK_FIELDS[self.kind]: self.links}
        return {name: value for name, value in found.items() if value}

    @property
    def stands_alone(self) -> bool:
        """Whether it is written as a block."""
        return self.block and self.kind in BLOCKS


@dataclass
class Page:
    """A document.

    Attributes:
        status: what its table of information says, "" where it has none.
        prose: a text of the first section.
        sections: titles of sections that hold a sentence, "" for what is still to be said.
        part: whether it includes the part that documents share.
        listed: whether its risks come from the file that is shared, too.
        views: the views that it has, each with its options.
    """

    name: str
    rst: bool
    title: str
    status: str = ""
    prose: str = "Nothing is said yet"
    sections: dict[str, str] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    part: bool = False
    listed: bool = False
    views: list[tuple[str, Options]] = field(default_factory=list)

    @property
    def file(self) -> str:
        """The name of its source file."""
        return self.name + (".rst" if self.rst else ".md")


@dataclass
class Model:
    """A whole project.

    Attributes:
        template: which form the template has.
        kind: which form the kind of the team has; 0 for none.
        scale: the number of steps on the scale of risks.
        quiet: whether placeholders are no finding.
        drawn: whether diagrams are drawn.
        csv: the impact of the risk in the shared file.
        part: the title of the risk in the shared part.
        excluded: the name of a document that is left out, or "".
    """

    pages: list[Page]
    template: int = 0
    kind: int = 1
    scale: int = 3
    quiet: bool = False
    drawn: bool = False
    csv: str = "low"
    part: str = "Shared by two"
    excluded: str = ""

    @property
    def designs(self) -> list[Page]:
        """The documents that follow a template."""
        return [page for page in self.pages if page.name.startswith("designs/")]

    def files(self, *, ours: bool) -> dict[str, str]:
        """The text of each source file by its name, in one of the two editions."""
        found = {page.file: Source(page, ours).text() for page in self.pages}
        found["index.md"] = INDEX
        found["shared/risks.csv"] = f"id,risk,impact,likelihood\nR-9,Listed,{self.csv},high\n"
        shared = Page("shared/part", False, "", entries=[Entry("risk", "R-8", self.part)])
        for page in (shared, replace(shared, rst=True)):
            found[page.file] = Source(page, ours).table("risk")
        if ours:
            found["templates/small.yaml"] = TEMPLATES[self.template]
            found["kinds/other.yaml"] = OTHER_KIND
            found |= {"kinds/service.yaml": KINDS[self.kind]} if self.kind else {}
        return found

    def conf(self, *, ours: bool) -> dict[str, Any]:
        """The configuration of an edition."""
        found: dict[str, Any] = {"extensions": ["myst_parser"]}
        if ours:
            found = {
                "extensions": ["myst_parser", "sphinx_tdd"],
                "tdd_documents": {"designs/*": "small"},
                "tdd_template_path": ["templates"],
                "tdd_kind_path": ["kinds"],
                "tdd_risk_scale": self.scale,
                "tdd_severity": {"placeholder": "off"} if self.quiet else {},
            }
        found["extensions"] += ["sphinxcontrib.mermaid"] if self.drawn else []
        left_out = [f"{self.excluded}.*"] if self.excluded else []
        return {**found, **THEME_CONF, "exclude_patterns": ["shared", "theme", *left_out]}


INDEX = """\
# Home

```{toctree}
:glob:

notes
runbook
project/*
designs/*
```
"""
SMALL = """\
id: small
sections:
  - title: Overview
  - title: Data Flow
  - title: Risks
    table: [Risk, Impact, Likelihood, Mitigation]
  - title: Decisions
    required: review
"""
TEMPLATES = (
    SMALL,
    f"title: Small\n{SMALL}",
    """\
id: small
title: Small, and stricter
sections:
  - title: Overview
  - title: Data Flow
  - title: Rollout
  - title: Components
""",
    "id: small\nsectoins:\n  - title: Overview\n",
)
OTHER_KIND = """\
name: thing
title: Thing
subject: thing
table: true
fields:
  - {name: thing, required: true, shown: true}
"""
KINDS = (
    "",
    """\
name: service
title: Service
subject: service
table: true
record: true
fields:
  - {name: id, title: ID, type: id}
  - {name: service, required: true, shown: true}
  - {name: status, shown: true}
  - {name: notes, shown: true}
  - {name: links, type: links, targets: [any], back: Served by}
""",
    """\
name: service
title: Offering
subject: service
table: true
record: true
sort: -id
fields:
  - {name: id, title: ID, type: id}
  - {name: service, title: Offer, required: true, shown: true}
  - {name: notes, shown: true}
  - {name: status, type: choice, choices: [live, gone], shown: true}
  - {name: links, type: links, targets: [any], back: Offered by}
rules:
  - name: service_of_payments
    where: document-title ~ pay, status = none
    field: status
    message: "the offer '{title}' has no status"
    hint: Nobody knows whether it is there.
""",
)
THEME_CONF = {"html_theme": "bare", "html_theme_path": ["theme"], "html_copy_source": False}
THEME = {
    "theme/bare/theme.toml": '[theme]\ninherit = "none"\nstylesheets = []\nsidebars = []\n',
    "theme/bare/page.html": '<div role="main">{{ body }}</div role="main">',
    "theme/bare/search.html": "",
    "theme/bare/genindex.html": (
        '<div role="main">{% for key, entries in genindexentries %}{{ key }}'
        "{% for name, (links, subs, _) in entries %}<p>{{ name }} {{ links }} {{ subs }}</p>"
        '{% endfor %}{% endfor %}</div role="main">'
    ),
}
"""A theme with nothing but the main block: most of the time of a small build goes into others."""


def start() -> Model:
    """The project that all edits begin with."""
    pay = Page("designs/pay", False, "Payments", "draft", "See <risk R-1> and <doc notes>")
    pay.sections = {"Data Flow": "Both ways.", "Rollout": ""}
    pay.entries = [
        Entry("risk", "R-1", "The first store", ("high", "low"), links="C-1"),
        Entry("risk", "", "Queue lost", ("medium", "medium"), "open", TEXTS[1]),
        Entry("component", "C-1", "Gateway", status="live", links="C-2", block=True),
    ]
    ledger = Page("designs/ledger", True, "The ledger", "approved", "As <decision ADR-2> has it")
    ledger.entries = [
        Entry("decision", "ADR-1", "Book twice", status="superseded", block=True),
        Entry("decision", "ADR-2", "Book once", status="accepted", links="ADR-1", block=True),
        Entry("risk", "R-2", "Two keys", text=TEXTS[2]),
        Entry("question", "Q-1", "Who pays?", status="open", links="R-1"),
    ]
    mail = Page("designs/mail", False, "Mail", prose="Sends", part=True, listed=True)
    mail.entries = [Entry("component", "C-2", "Sender"), Entry("service", "S-1", links="C-2")]
    mail.entries += [Entry("definition", "", "Gateway"), Entry("definition", "D-1", "Word")]
    mail.entries += [Entry("entity", "E-1", "Gateway", text=TEXTS[-1], block=True)]
    audit = Page("designs/audit", True, "Audit", "review", part=True)
    audit.entries = [
        Entry("service", "", "Book *once*", text=TEXTS[4], links="R-2", block=True),
        Entry("component", "", "Gateway", text=TEXTS[7], links="C-1, Sender"),
    ]
    notes = Page("notes", False, "Notes", prose="Nothing that refers to another page")
    runbook = Page(
        "runbook", True, "Runbook", prose="Steps by <term gateway>, see <doc designs/pay>"
    )
    guide = Page("project/guide", False, "Guide", prose="By <component C-1> and <any ADR-2>")
    registers = Page("project/registers", False, "Registers", views=list(VIEWS[:6:2]))
    reports = Page("project/reports", False, "Reports", views=list(VIEWS[15::2]))
    more = Page("project/more", True, "More registers", views=list(VIEWS[5:14:2]))
    return Model([pay, ledger, mail, audit, notes, runbook, guide, registers, more, reports])


# -- sources ------------------------------------------------------------------------------

_MARK = re.compile(r"<(\w+) ([^>]+)>")


class Source:
    """Writes the source of a page in its syntax, in one of the two editions."""

    def __init__(self, page: Page, ours: bool) -> None:
        self.page = page
        self.rst = page.rst
        self.ours = ours

    def text(self) -> str:
        """The text of the file."""
        return "\n".join(self._blocks()) + "\n"

    def _blocks(self) -> Iterator[str]:
        page = self.page
        yield self._heading(page.title, "=")
        if page.status:
            yield self._information()
        yield self._heading("Overview", "-")
        yield self._inline(page.prose) + ".\n"
        for title, text in page.sections.items():
            yield self._heading(title, "-")
            yield (text or "[to be said]") + "\n"
        if page.name == "notes":
            yield self._directive(
                "glossary", body=f"{page.title}\n   A term.\n\nWord\n   Another."
            )
        if page.name == "runbook":
            yield ".. _runbook-steps:\n\n" + self._heading(f"Steps of {page.title}", "-")
            yield "One after the other.\n"
        yield from self._records()
        if page.part:
            yield self._directive("include", "/shared/part" + (".rst" if self.rst else ".md"))
        for name, options in page.views:
            yield self._view(name, options)

    def _records(self) -> Iterator[str]:
        for kind, section in SECTIONS.items():
            entries = [entry for entry in self.page.entries if entry.kind == kind]
            if entries or self._listed(kind):
                yield self._heading(section, "-")
            yield self.table(kind)
            yield from (self._block(entry) for entry in entries if entry.stands_alone)

    def _information(self) -> str:
        said = f"status: {self.page.status}\nversion: 1.{len(self.page.entries)}"
        return self._directive("document-info", body=said) if self.ours else f"{said}\n"

    def _heading(self, title: str, line: str) -> str:
        if self.rst:
            return f"{title}\n{line * len(title)}\n"
        return f"{'#' if line == '=' else '##'} {title}\n"

    def _inline(self, text: str) -> str:
        return _MARK.sub(self._role, text)

    def _role(self, found: re.Match[str]) -> str:
        role, target = found.groups()
        if role not in {"doc", "ref"}:
            if not self.ours:
                return target
            role = role if role == "any" else f"tdd:{role}"
        name = f"/{target}" if role == "doc" else target
        return f":{role}:`{name}`" if self.rst else f"{{{role}}}`{name}`"

    def _directive(
        self, name: str, argument: str = "", options: Options | None = None, body: str = ""
    ) -> str:
        lines = [f":{key}: {value}" for key, value in (options or {}).items()]
        inside = "\n".join([*lines, "", body]) if body else "\n".join(lines)
        if self.rst:
            return f".. {name}:: {argument}\n{textwrap.indent(inside, '   ')}\n"
        return f"```{{{name}}} {argument}\n{inside}\n```\n"

    def _listed(self, kind: str) -> bool:
        return kind == "risk" and self.page.listed

    def table(self, kind: str) -> str:
        """The table with the records of a kind that are no blocks, "" where there are none."""
        rows = [e for e in self.page.entries if e.kind == kind and not e.stands_alone]
        options = {"file": "/shared/risks.csv"} if self._listed(kind) else {}
        if not rows and not options:
            return ""
        if not self.ours:
            return self._plain_table(rows, options)
        body = "\n".join(self._row(entry.fields()) for entry in rows)
        return self._directive(f"{kind}-table", "", options, body)

    def _row(self, fields: dict[str, str]) -> str:
        lines = self._pairs(fields)
        return "- " + "\n  ".join(lines)

    def _pairs(self, fields: dict[str, str]) -> list[str]:
        return [
            f"{name}: {json.dumps(self._inline(value), ensure_ascii=False)}"
            for name, value in fields.items()
        ]

    def _plain_table(self, rows: list[Entry], options: Options) -> str:
        body = "\n".join(self._plain_row(entry) for entry in rows)
        table = self._directive("list-table", body=body) if body else ""
        return table + (self._directive("csv-table", "", options) if options else "")

    def _plain_row(self, entry: Entry) -> str:
        fields = entry.fields()
        cells = [fields.get(name, "") for name in ("id", SUBJECTS[entry.kind], "status")]
        cells.append(fields.get(TEXT_FIELDS[entry.kind], ""))
        return "* " + "\n  ".join(f"- {self._inline(cell)}" for cell in cells)

    def _block(self, entry: Entry) -> str:
        fields = entry.fields()
        title = fields.pop(SUBJECTS[entry.kind])
        if not self.ours:
            return f"{title}: {self._inline(entry.text)}\n"
        given = {name: fields.pop(name) for name in ("id", "status") if name in fields}
        body = "\n".join(self._pairs(fields))
        return self._directive(f"{entry.kind}-record", title, given, body)

    def _view(self, name: str, options: Options) -> str:
        return self._directive(name, "", options) if self.ours else f"Here is a {name}.\n"


def names_of(pages: Iterable[Page]) -> set[str]:
    """The names of documents."""
    return {page.name for page in pages}

"""Reports of any content, for property tests."""

from __future__ import annotations

from hypothesis import strategies as st

from sphinx_tdd.model.finding import After, Finding
from sphinx_tdd.model.kind import Record
from sphinx_tdd.model.report import DocumentReport, Migration, Report, Sections

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
names = st.sampled_from(["a", "b", "sub/c", "d e", "é"])
lines = st.integers(1, 9)
messages = st.sampled_from(
    [
        "missing section 'X': it belongs after 'Y' (line 3)",
        "missing section 'X': it belongs after 'Z' (line 40)",
        "has 3 words",
        "has 4 words",
        "“quoted”, <b> & \x00",
    ]
)

findings = st.builds(
    Finding,
    rule=st.sampled_from(["missing_section", "empty_section", "own_rule"]),
    severity=st.sampled_from(["info", "warning", "error"]),
    line=lines,
    section=st.lists(st.sampled_from(["A", "1. A", "B"]), max_size=2).map(tuple),
    missing=st.lists(words, max_size=1).map(tuple),
    after=st.none() | st.builds(After, words, lines, st.sampled_from(["", "x.md"])),
    message=messages,
    suppressed=st.booleans(),
    ignored=st.none() | words,
    source=st.sampled_from(["", "x.md"]),
    known=st.booleans(),
)
many_findings = st.lists(findings, max_size=5).map(tuple)
migrations = st.none() | st.builds(Migration, words, many_findings)


@st.composite
def documents(draw: st.DrawFn, name: str) -> DocumentReport:
    """A document of a name; all else is any."""
    template = draw(st.none() | st.sampled_from(["small", "note@2", "t/{v}.md"]))
    return DocumentReport(
        docname=name,
        path=f"{name}.md",
        title=draw(words),
        template=template,
        status=draw(st.none() | words),
        sections=Sections(*sorted(draw(st.tuples(lines, lines, lines)), reverse=True)),
        findings=draw(many_findings),
        version=draw(st.none() | st.sampled_from(["2", "10"])) if template else None,
        migration=draw(migrations) if template else None,
        pages=draw(st.lists(names, max_size=1).map(tuple)),
    )


texts = st.lists(words, max_size=2).map(tuple)
values = words | st.lists(
    words | st.dictionaries(words, words | texts, max_size=2), max_size=2
).map(tuple)


@st.composite
def records(draw: st.DrawFn, docname: str) -> Record:
    """A record of a document."""
    return Record(
        kind=draw(st.sampled_from(["risk", "goal"])),
        id=draw(words),
        title=draw(words),
        docname=docname,
        line=draw(lines),
        fields=draw(st.dictionaries(words, values, max_size=2)),
        source=draw(st.sampled_from(["", "x.csv"])),
    )


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """A report as a check makes it: documents and records in their order."""
    docnames = sorted(draw(st.sets(names, max_size=4)))
    made = [draw(documents(name)) for name in docnames]
    rows = [draw(records(name)) for name in docnames for _ in range(draw(st.integers(0, 2)))]
    return Report(
        project=draw(words),
        documents=tuple(made),
        findings=draw(many_findings),
        records=tuple(sorted(rows, key=lambda r: (r.docname, r.line, r.kind, r.id))),
    )

"""Conditions and alternatives in any template, held against any document."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_tdd.checks.verdict import judge
from sphinx_tdd.model.outline import Block, Heading, Outline
from sphinx_tdd.model.report import Verdict
from sphinx_tdd.model.settings import Settings
from sphinx_tdd.model.template import Item, Section, Template
from sphinx_tdd.model.template_parts import place
from sphinx_tdd.model.template_terms import Condition, Field, Value
from sphinx_tdd.model.versions import at_version

TITLES = ("Alpha", "Beta", "Gamma", "Delta", "Epsilon")
quick = settings(max_examples=150, deadline=None)

values = st.builds(
    Value,
    choices=st.sampled_from([(), ("Draft", "Review")]),
    pattern=st.sampled_from(["", r"\d+", "([a-z]+)+"]),
    format=st.sampled_from(["", "date", "version", "email", "url", "number"]),
)
said = st.builds(
    Condition,
    section=st.sampled_from([(), ("Alpha",), ("Beta",), ("Alpha", "Beta"), ("Nothing",)]),
    field=st.sampled_from(["", "status", "Kind"]),
    values=st.sampled_from([(), ("draft",), ("Review", "x")]),
)
whens = st.lists(said | st.builds(Condition, negated=said), max_size=2).map(tuple)
subsets = st.lists(st.sampled_from(TITLES), unique=True, max_size=4)


def heading(title: str, text: str, below: Sequence[Heading] = ()) -> Heading:
    """A heading with a paragraph, where it has a text."""
    blocks = (Block("paragraph", 1, text),) if text else ()
    return Heading(title, 1, 1, 1, blocks=blocks, sections=tuple(below))


def document(titles: Sequence[str], metadata: dict[str, str] | None = None) -> Outline:
    """A document with sections that each hold a sentence."""
    tops = [heading(title, "One row for each movement.") for title in titles]
    return Outline("Ledger", heading("", "", [heading("Ledger", "", tops)]), metadata or {})


def hold(template: Template, outline: Outline, status: str = "") -> Verdict:
    """Hold a document against a template."""
    return judge(outline, template, Settings(), {}, (), status)


def rules(verdict: Verdict) -> list[str]:
    """The rules that a document breaks."""
    return [finding.rule for finding in verdict.findings]


def template_of(sections: Sequence[Section], **more: Any) -> Template:
    """A template of sections at the top."""
    return Template("t", "T", sections=tuple(place(part, ()) for part in sections), **more)


@quick
@given(st.data())
def test_any_terms_hold_or_do_not(data: Any) -> None:
    draw = data.draw

    def section(title: str, deep: bool) -> Section:
        inner = draw(subsets) if deep else []
        return Section(
            title,
            (),
            required=draw(st.sampled_from([True, False, "review"])),
            repeat=deep and draw(st.booleans()),
            when=draw(whens),
            closed=draw(st.booleans()),
            min_words=draw(st.sampled_from([0, 3, 30])),
            max_words=draw(st.sampled_from([0, 2, 40])),
            items=(Item("Kind", when=draw(whens), value=draw(values)),)[: draw(st.integers(0, 1))],
            one_of=((tuple(inner[:1]), tuple(inner[1:])),) if len(inner) > 1 else (),
            sections=tuple(section(each, False) for each in inner),
        )

    titles = draw(subsets)
    groups = ((tuple(titles[:1]), tuple(titles[1:])),) if len(titles) > 1 else ()
    field = Field("owner", when=draw(whens), value=draw(values))
    owed = template_of([section(t, True) for t in titles], one_of=groups, fields=(field,))
    found = [
        heading(title, draw(st.sampled_from(["", "N/A", "TBD", "Kind: x", "One row."])),
                [heading(each, "A row.") for each in draw(subsets)])
        for title in draw(st.lists(st.sampled_from(TITLES), max_size=5))
    ]  # fmt: skip
    metadata = draw(st.dictionaries(st.sampled_from(["owner", "kind", "status"]), st.just("x")))
    outline = Outline("L", heading("", "", [heading("L", "", found)]), metadata)
    verdict = hold(owed, outline, draw(st.sampled_from(["", "draft", "review"])))
    counts = verdict.sections
    assert 0 <= counts.filled <= counts.present <= counts.required
    assert hold(owed, outline).findings == hold(owed, outline).findings


@quick
@given(st.permutations(TITLES), subsets, st.integers(1, 3))
def test_one_alternative_is_enough(order: list[str], there: list[str], size: int) -> None:
    one, other = tuple(order[:size]), tuple(order[size:])
    sections = [Section(title, ()) for title in TITLES]
    verdict = hold(template_of(sections, one_of=((one, other),)), document(there))
    whole = [each for each in (one, other) if set(each) <= set(there)]
    assert rules(verdict) == ([] if whole else ["one_of"])
    missing = 0 if whole else min(len(set(each) - set(there)) for each in (one, other))
    counts = verdict.sections
    assert counts.present == counts.filled == len(there)
    assert (counts.required > counts.present) is (not whole)
    # Nearest is the alternative with the smallest share missing, not the least sections.
    assert counts.required - counts.present >= missing


def test_a_version_without_an_alternative_owes_the_other() -> None:
    sections = [Section("Alpha", ()), Section("Beta", (), since="2"), Section("Gamma", ())]
    owed = template_of(sections, one_of=((("Alpha",), ("Beta",)),), versions=("1", "2"))
    first, second = (at_version(owed, version) for version in ("1", "2"))
    assert rules(hold(first, document(["Gamma"]))) == ["missing_section"]
    assert rules(hold(second, document(["Gamma"]))) == ["one_of"]
    assert rules(hold(second, document(["Beta", "Gamma"]))) == []


@quick
@given(subsets, st.booleans())
def test_a_condition_on_a_section(there: list[str], negated: bool) -> None:
    asked = Condition(section=("Alpha",))
    when = (Condition(negated=asked),) if negated else (asked,)
    sections = [Section(title, (), required=False) for title in TITLES[:4]]
    sections.append(Section("Epsilon", (), when=when))
    verdict = hold(template_of(sections), document(there))
    owed = ("Alpha" in there) is not negated
    wanted = ["missing_section"] if owed and "Epsilon" not in there else []
    assert rules(verdict) == wanted
    assert verdict.sections.required == int(owed)
    for finding in verdict.findings:
        words = "no section" if negated else "a section"
        assert finding.message.partition(" (line")[0].startswith("missing section 'Epsilon'")
        assert finding.message.endswith(f"; owed since there is {words} 'Alpha'")


@quick
@given(st.sampled_from(["", "API", "api", "Batch", "Batch, API", "[API]", "API gateway"]))
def test_a_condition_on_a_field(value: str) -> None:
    when = (Condition(field="document type", values=("api", "library")),)
    owed = template_of([Section("Alpha", ()), Section("Beta", (), when=when)])
    verdict = hold(owed, document(["Alpha"], {"document-type": value}))
    holds = value in {"API", "api", "Batch, API"}
    assert rules(verdict) == (["missing_section"] if holds else [])
    for finding in verdict.findings:
        assert finding.message.endswith(f"owed since 'document type' is '{value}'")


@quick
@given(st.integers(0, 30), st.integers(0, 30), st.integers(0, 30))
def test_words_are_measured(words: int, least: int, more: int) -> None:
    most = least + more
    part = Section("Alpha", (), min_words=least, max_words=most)
    text = " ".join(["row"] * words)
    outline = Outline("L", heading("", "", [heading("L", "", [heading("Alpha", text)])]), {})
    found = rules(hold(template_of([part]), outline))
    if not words:
        assert found == ["empty_section"]
    elif words < least:
        assert found == ["too_short"]
    else:
        assert found == (["too_long"] if most and words > most else [])

"""A glance at content says what a closer look does, or nothing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sphinx_tdd.checks.content import content_of, glance
from sphinx_tdd.checks.prompts import Prompts
from sphinx_tdd.checks.units import UnitReader
from sphinx_tdd.model.outline import Block
from sphinx_tdd.model.template_library import load

TEMPLATE = load()["design-doc"]
PROMPTS = Prompts(TEMPLATE)
HINTS = [section.hint for section in TEMPLATE.walk() if section.hint]
LABELS = ["", "", "", "Purpose", "Status", "Statement", "[Name]", "TBD", "Own label"]
STYLES = ["", "", "", "code", "raw", "strong"]
TEXTS = st.sampled_from(
    [
        *HINTS,
        *(
            "",
            "N/A",
            "TBD",
            "TODO: write it",
            "Coming soon",
            "To be defined",
            "Tba.",
            "Comic relief",
        ),
        *("[name of the system]", "([date])", "<Project Name>", "YYYY-MM-DD", "Low/Medium/High"),
        *("Orders are kept in Redis.", "Table 3 of /etc/hosts", "wird ergänzt", "概要はこちら"),
        *("Describe the main parts.", "A brief overview of the system", "The list of all limits"),
        *("Tests run each night; failures are told.", "XXXL is a size", "x", "fix me", "T"),
    ]
)


def paragraphs() -> st.SearchStrategy[Block]:
    return st.builds(
        lambda text, label, style: Block("paragraph", 3, text, label, style),
        TEXTS,
        st.sampled_from(LABELS),
        st.sampled_from(STYLES),
    )


def pieces() -> st.SearchStrategy[Block]:
    kinds = st.sampled_from(["code", "diagram", "raw"])
    return paragraphs() | st.builds(lambda kind, text: Block(kind, 4, text), kinds, TEXTS)


def items() -> st.SearchStrategy[Block]:
    inside = st.lists(pieces(), max_size=3).map(tuple)
    labels = st.sampled_from(LABELS)
    return st.builds(lambda x, label: Block("item", 5, "", label, blocks=x), inside, labels)


def tables() -> st.SearchStrategy[Block]:
    styles = st.sampled_from(["", "", "code", "shown"])
    cells = st.builds(lambda text, style: Block("cell", 6, text, "", style), TEXTS, styles)
    rows = st.builds(
        lambda found, style: Block("row", 6, "", "", style, found),
        st.lists(cells, max_size=3).map(tuple),
        st.sampled_from(["", "header"]),
    )
    return st.lists(rows, max_size=3).map(lambda found: Block("table", 6, blocks=tuple(found)))


@given(st.lists(pieces() | items() | tables(), max_size=4), st.booleans())
def test_a_glance_says_what_a_closer_look_does(blocks: list[Block], alone: bool) -> None:
    seen = glance(PROMPTS, blocks, alone)
    assert seen in (None, content_of(UnitReader(PROMPTS).read(blocks, alone)))


@given(st.lists(st.sampled_from(["Orders are kept in Redis.", "Each night, tests run."])))
def test_a_glance_is_enough_for_plain_text(texts: list[str]) -> None:
    blocks = [Block("item", 3, blocks=(Block("paragraph", 3, text),)) for text in texts]
    assert glance(PROMPTS, blocks, False) is not None

"""How many words a section has."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_tdd.checks.words import count_words, words_in
from sphinx_tdd.model.outline import Block

WORDS = st.lists(st.from_regex(r"[a-zäß0-9]{1,6}(?:[-'/][a-z]{1,3})?", fullmatch=True))
HAN = st.text("設計文書表漢字かなカナー", min_size=1, max_size=30)


@given(WORDS)
def test_what_stands_between_spaces_is_a_word(words: list[str]) -> None:
    assert count_words(" ".join(words)) == len(words)
    assert count_words(" – ".join(words) + " …") == len(words)


@given(HAN, WORDS)
def test_two_characters_without_spaces_are_a_word(han: str, words: list[str]) -> None:
    half = -(-len(han) // 2)
    assert count_words(han) == half
    assert count_words(" ".join([han, *words])) == half + len(words)
    assert count_words(f"{han}。") == half


@given(st.text(max_size=60), st.text(max_size=60))
def test_more_text_has_no_fewer_words(one: str, other: str) -> None:
    assert 0 <= count_words(one) <= count_words(f"{one} {other}")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("— … !", 0),
        ("It costs 3.50 EUR/month.", 4),
        ("APIを使う", 3),
        ("데이터 모델", 2),
        ("ฐานข้อมูล", 3),
    ],
)
def test_scripts(text: str, words: int) -> None:
    assert count_words(text) == words


def test_what_is_read_as_text_counts() -> None:
    cells = (Block("cell", 6, "a cell"), Block("cell", 6, "two parts", blocks=(
        Block("paragraph", 6, "two"), Block("paragraph", 6, "parts"),
    )))  # fmt: skip
    blocks = [
        Block("paragraph", 1, "some text", "A label"),
        Block("item", 2, blocks=(Block("paragraph", 2, "an item"),)),
        Block("table", 5, blocks=(Block("row", 6, blocks=cells),)),
    ]
    assert words_in(blocks) == 4 + 2 + 4


def test_code_drawings_and_views_do_not_count() -> None:
    blocks = [
        Block("code", 1, "select one from all"),
        Block("diagram", 2, "a box", style="mermaid"),
        Block("raw", 3, "<b>bold</b>"),
        Block("other", 4, "register"),
    ]
    assert words_in(blocks) == 0


def test_a_record_counts_as_it_is_read() -> None:
    fields = "title,status=accepted,rationale"
    paragraph = Block("paragraph", 3, "It is known", "Rationale")
    single = Block("row", 2, fields, "Use Postgres", "record", (paragraph,))
    assert words_in([Block("other", 2, fields, style="decision", blocks=(single,))]) == 2 + 1 + 3
    shown = (Block("cell", 5, "Full disk"), Block("cell", 5, "High"))
    hidden = Block("cell", 5, "Watch it", "mitigation")
    row = Block("row", 5, "risk,impact", "Full disk", "record", (*shown, hidden))
    assert words_in([Block("table", 5, "risk", style="risk", blocks=(row,))]) == 2 + 1 + 1 + 2

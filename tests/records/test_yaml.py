"""The lenient reading of YAML: text stays text, lines stay lines, nothing raises."""

from __future__ import annotations

import string
import time
from typing import Any

import pytest
import yaml
from hypothesis import assume, example, given
from hypothesis import strategies as st

from sphinx_tdd.records.body import Body, _Reader, read_yaml
from sphinx_tdd.records.flow import find
from sphinx_tdd.records.requote import requote
from sphinx_tdd.records.simple import read_simple
from sphinx_tdd.records.tree import Items, Node, Pairs, Text, texts

NAMES = {"risk", "impact", "likelihood", "mitigation", "owner", "due"}


def known(key: str) -> bool:
    return key in NAMES


def read(source: str, first: int = 1) -> Body:
    return read_yaml(source.split("\n"), first, known)


def plain(node: Node | None) -> Any:
    """The value as Python has it, without lines."""
    if node is None:
        return None
    if isinstance(node, Text):
        return node.value
    if isinstance(node, Items):
        return [plain(item) for item in node.items]
    return {pair.key: plain(pair.value) for pair in node.pairs}


def value_of(line: str) -> Any:
    """What a field's value is read as, with a field before and after it."""
    body = read(f"- impact: high\n  risk: {line}\n  owner: me")
    assert not body.problems, body.problems
    (row,) = plain(body.root)
    assert row["impact"] == "high"
    assert row["owner"] == "me"
    return row["risk"]


@pytest.mark.parametrize(
    "text",
    [
        "1.10",
        "007",
        "12:30",
        "No",
        "null",
        "~",
        "0x1f",
        "2026-01-02",
        "`code` first",
        "*emphasis* first",
        "**bold** first",
        "*one*",
        "[link](https://example.org)",
        "[link][id] and more",
        "[^note] more",
        "[ ] to do",
        "![image](a.png)",
        "{role}`text` and more",
        "{{ substitution }} and more",
        "{role}`text <target>`",
        "{name}",
        "@team",
        "%percent",
        "!important",
        "& more",
        "&copy; 2026",
        "> quoted",
        ">= 5",
        "| a | b |",
        "|sub|",
        "- dash",
        "? question",
        ", comma",
        "a: b",
        "a: b: c",
        "ends with a colon:",
        "a # b",
        "a #b: c",
        "#123",
        "# heading",
        "'tis",
        "'quoted' and more",
        '"quoted" and more: yes',
        '"unclosed',
        "'unclosed: yes",
        "it's 'so' #1",
        "https://example.org/a#b",
        "C:\\temp",
        ":ref:`label`",
        "``literal``: x",
        "[a](b), [c](d)",
        "[Risk 1]",
        "<Insert risk>",
        "High/Med/Low",
        "*alias",
        "--- not a rule",
        "ä — “ü” … 日本",
    ],
)
def test_value_is_taken_as_written(text: str) -> None:
    assert value_of(text) == text


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("'a: b'", "a: b"),
        ('"a: b"', "a: b"),
        ("'it''s'  # comment", "it's"),
        (r'"a\tb"', "a\tb"),
        (r'"C:\path"', r"C:\path"),
        ("[a, b]", ["a", "b"]),
        ("[a, b]  # comment", ["a", "b"]),
        ("[@a, *b*, `c, d`, [e](f), {g}`h`]", ["@a", "*b*", "`c, d`", "[e](f)", "{g}`h`"]),
        ("['a, b', \"c\"]", ["a, b", "c"]),
        ("[[a, b], [c, d]]", [["a", "b"], ["c", "d"]]),
        ("{a: b}", {"a": "b"}),
        ("{a: `b`, c: [d, e]}", {"a": "`b`", "c": ["d", "e"]}),
        ("[]", []),
        ("[a: b, c]", ["a: b", "c"]),
    ],
)
def test_what_yaml_means_stays(written: str, value: Any) -> None:
    assert value_of(written) == value


BLOCKS = """\
- risk: |
    A: b # c

    - *d*
  impact: >-
    folded
    text
  owner: "two
    lines: here"
  due: two
    lines
  mitigation: `two`: lines # and
    more: `here`
  likelihood:
    on its own: line
- risk: last
"""


def test_blocks_and_lines() -> None:
    body = read(BLOCKS, first=10)
    assert not body.problems
    rows = plain(body.root)
    assert rows[0] == {
        "risk": "A: b # c\n\n- *d*",
        "impact": "folded text",
        "owner": "two lines: here",
        "due": "two lines",
        "mitigation": "`two`: lines # and more: `here`",
        "likelihood": {"on its own": "line"},
    }
    assert isinstance(body.root, Items)
    row = body.root.items[0]
    assert isinstance(row, Pairs)
    assert [pair.line for pair in row.pairs] == [10, 14, 17, 19, 21, 23]
    assert [text.line for text in texts(row)] == [11, 15, 17, 19, 21, 24]
    assert body.root.items[1].line == 25


def test_a_list_below_a_text_stays_a_list() -> None:
    assert value_of("Do:\n    - one\n    - two: three\n        - four") == (
        "Do:\n- one\n- two: three\n    - four"
    )


def test_paragraphs_below_a_text_stay_paragraphs() -> None:
    assert value_of('One "1"\n\n    Two \\ 2') == 'One "1"\n\nTwo \\ 2'


def test_comments_between_rows() -> None:
    body = read("# first\n- risk: a\n  # second\n  impact: high\n\n# third\n- risk: b")
    assert plain(body.root) == [{"risk": "a", "impact": "high"}, {"risk": "b"}]
    assert not body.problems


def test_comment_above_a_nested_value() -> None:
    body = read("risk: # those\n  - a\n  - b")
    assert plain(body.root) == {"risk": ["a", "b"]}


def test_tabs_indent() -> None:
    body = read("- risk: a\n\t\timpact: high\n- risk: b")
    assert plain(body.root) == [{"risk": "a", "impact": "high"}, {"risk": "b"}]
    assert [problem.line for problem in body.problems] == [2]


def test_a_list_in_brackets_over_lines() -> None:
    body = read("risk: [\n  `a`,\n  b: c\n]\nimpact: high")
    assert plain(body.root) == {"risk": ["`a`", "b: c"], "impact": "high"}


def test_aliases_and_merges() -> None:
    body = read("- &one\n  risk: a\n  impact: high\n- <<: *one\n  impact: low\n- risk: *one*")
    assert plain(body.root) == [
        {"risk": "a", "impact": "high"},
        {"impact": "low", "risk": "a"},
        {"risk": "*one*"},
    ]


def test_one_broken_row_hides_no_other() -> None:
    body = read("- risk: a\n  impact high\n- risk: b\n- risk: {a: [b\n  impact: low\n- risk: d")
    rows = plain(body.root)
    assert [row["risk"] for row in rows] == ["a\nimpact high", "b", "{a: [b", "d"]
    assert rows[2]["impact"] == "low"
    assert [problem.line for problem in body.problems] == [2]


def test_a_field_indented_by_mistake_is_told_and_kept() -> None:
    body = read("- risk: a\n    impact: high\n  owner: me")
    assert plain(body.root) == [{"risk": "a", "impact": "high", "owner": "me"}]
    (problem,) = body.problems
    assert (problem.rule, problem.line) == ("record_yaml", 2)
    assert "'impact' is indented" in problem.message


def test_what_cannot_be_read_is_shown_quoted() -> None:
    body = read("- risk: a\n  owner: [\"b, 'c]: d\n- risk: \x07bell: x\n- risk: c")
    assert [row["risk"] for row in plain(body.root)] == ["a", "\x07bell: x", "c"]
    (problem,) = body.problems
    assert problem.line == 3
    assert problem.message.endswith("write it as: risk: '\x07bell: x'")


def bomb(levels: int = 40) -> str:
    lines = ["- risk: &a0 [x, x]"]
    for i in range(1, levels):
        lines.append(f"  a{i}: &a{i} [" + ", ".join([f"*a{i - 1}"] * 9) + "]")
    return "\n".join([*lines, "- risk: fine"])


@pytest.mark.parametrize(
    "source",
    [
        bomb(),
        "- risk: &a [*a]\n- risk: fine",
        "- risk: &a {b: *a}\n- risk: fine",
        "- &a\n  risk: *a\n- risk: fine",
        "- risk: &a " + "x" * 5000 + "\n  owner: [" + "*a, " * 500 + "]\n- risk: fine",
    ],
)
def test_aliases_are_bounded(source: str) -> None:
    start = time.perf_counter()
    body = read(source)
    assert time.perf_counter() - start < 2
    assert isinstance(body.root, Items)
    assert plain(body.root)[-1] == {"risk": "fine"}
    assert body.problems
    assert {problem.rule for problem in body.problems} == {"record_yaml"}


@pytest.mark.parametrize(
    "source",
    [
        "- risk: " + "[" * 20000,
        "- risk: " + "{a: " * 5000,
        "- " * 5000,
        "- risk: " + "`" * 20000,
        "\n".join(" " * i + "a:" for i in range(1500)),
        "- risk: '" + "'" * 20000,
        "- risk: " + "a: " * 20000,
    ],
)
def test_depth_and_length_are_bounded(source: str) -> None:
    start = time.perf_counter()
    read(source + "\n- risk: fine")
    assert time.perf_counter() - start < 5


CHARACTERS = st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp"))
LINES = st.text(CHARACTERS, min_size=1, max_size=60).map(str.strip).filter(bool)
MARKUP = st.text(st.sampled_from("ab1 :#-*`[](){}'\"|>&!@%,?\\_~<=."), min_size=1, max_size=25)
STRUCTURES = "'\"[{|>&*"


@given(st.one_of(LINES, MARKUP.map(str.strip).filter(bool)))
@example("- ")
@example("---")
@example("a:\u3000b")
@example("\ufeffa")
def test_any_line_keeps_its_neighbours(text: str) -> None:
    text = text.strip()
    assume(text)
    body = read(f"- impact: high\n  risk: {text}\n  owner: me\n- risk: next")
    assert isinstance(body.root, Items)
    rows = plain(body.root)
    assert len(rows) == 2, rows
    assert rows[0]["impact"] == "high"
    assert rows[0]["owner"] == "me"
    assert rows[1] == {"risk": "next"}
    if text[0] not in STRUCTURES:
        assert rows[0]["risk"] == text, rows[0]["risk"]
        assert not body.problems


@given(st.lists(st.one_of(LINES, MARKUP), max_size=12))
def test_any_lines_never_raise(lines: list[str]) -> None:
    body = read_yaml(lines, 5, known)
    last = 5 + len(lines)
    for problem in body.problems:
        assert 5 <= problem.line <= last
    if body.root is not None:
        for text in texts(body.root):
            assert 5 <= text.line <= last


@given(st.text(max_size=300))
def test_any_text_never_raises(text: str) -> None:
    read_yaml(text.splitlines(), 1, known)


@given(st.lists(st.one_of(LINES, MARKUP), max_size=12))
def test_the_number_of_lines_never_changes(lines: list[str]) -> None:
    assert len(requote(lines, known)) == len(lines)


SIMPLE = st.text(string.ascii_letters + string.digits + " ", min_size=1, max_size=20).map(
    str.strip
)
VALUES = st.recursive(
    SIMPLE.filter(bool),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3),
        st.dictionaries(SIMPLE.filter(bool), inner, min_size=1, max_size=3),
    ),
    max_leaves=8,
)


@given(VALUES, st.sampled_from([None, True, False]))
def test_plain_yaml_is_read_as_yaml(value: Any, flow: bool | None) -> None:
    text = yaml.dump({"risk": value}, default_flow_style=flow, width=10_000)
    expected = yaml.load(text, Loader=yaml.BaseLoader)
    assume(not any(len(key.split()) > 6 for key in _keys(expected)))
    body = read(text)
    assert not body.problems
    assert _loose(plain(body.root)) == _loose(expected)


def _keys(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [key for k, v in value.items() for key in [k, *_keys(v)]]
    return [key for item in value for key in _keys(item)] if isinstance(value, list) else []


def _loose(value: Any) -> Any:
    """One bare text in brackets may stay as written: it is a template's `[Risk 1]`."""
    if isinstance(value, dict):
        return {key: _loose(inner) for key, inner in value.items()}
    if isinstance(value, list):
        inner = [_loose(part) for part in value]
        return f"[{inner[0]}]" if len(inner) == 1 and isinstance(inner[0], str) else inner
    return value


@given(MARKUP)
def test_brackets_never_raise(text: str) -> None:
    found = find("[" + text)
    if found:
        yaml.compose(found.text, Loader=yaml.SafeLoader)


WORDS = st.text(st.sampled_from("ab: -#'"), min_size=1, max_size=8)
SIMPLE_LINES = st.builds(
    "{}{}{}{}".format,
    st.sampled_from(["", "  ", "    ", " "]),
    st.sampled_from(["", "- ", "-   "]),
    st.sampled_from(["", "a: ", "b c:", "risk: ", "e:"]),
    st.one_of(st.just(""), WORDS, st.sampled_from(["x", "1.10", "x y", "x-y_z", "é", "x: y"])),
)


@given(st.lists(SIMPLE_LINES, min_size=1, max_size=8))
def test_simple_bodies_are_read_as_yaml_reads_them(lines: list[str]) -> None:
    simple = read_simple(lines, 3)
    if simple is not None:
        body = _Reader(known).read(lines, 3)
        assert body.root == simple
        assert not body.problems


def test_what_is_simple() -> None:
    lines = "- risk: A b\n  alternatives:\n  - name: x\n    pros: y\n  - z\n\n- risk: C-d_e (f)"
    assert read_simple(lines.split("\n"), 1) is not None
    for other in ("risk: `a`", "risk: a\n  b", "risk:", "risk", "- risk: a\n b: c", "risk: a # b"):
        assert read_simple(other.split("\n"), 1) is None

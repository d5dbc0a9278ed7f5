"""conf.py changed as a text: what is added, and that nothing else is touched."""

from __future__ import annotations

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_tdd.project.conf_change import Unchangeable, mentions, with_extensions, with_lines

NEW = "sphinx_tdd"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("extensions = []\n", 'extensions = ["sphinx_tdd"]\n'),
        ("extensions = ()\n", 'extensions = ("sphinx_tdd",)\n'),
        ("extensions = ['a']\n", "extensions = ['a', 'sphinx_tdd']\n"),
        ('extensions = ["a"]\n', 'extensions = ["a", "sphinx_tdd"]\n'),
        ("extensions = ['a',]\n", "extensions = ['a', 'sphinx_tdd',]\n"),
        ("extensions = ('a',)\n", "extensions = ('a', 'sphinx_tdd',)\n"),
        ("extensions: list[str] = ['a']\n", "extensions: list[str] = ['a', 'sphinx_tdd']\n"),
        ("extensions = more = ['a']\n", "extensions = more = ['a', 'sphinx_tdd']\n"),
        ("extensions = [('a')]\n", "extensions = [('a'), 'sphinx_tdd']\n"),
        ("extensions = ['é', name]  # ü\n", "extensions = ['é', name, 'sphinx_tdd']  # ü\n"),
        ("é = 'ü'; extensions = ['a']\n", "é = 'ü'; extensions = ['a', 'sphinx_tdd']\n"),
        (
            "extensions = [\n    'a',\n]\nx = 1\n",
            "extensions = [\n    'a',\n    'sphinx_tdd',\n]\nx = 1\n",
        ),
        (
            "extensions = [\n\t'a',  # of a\n\t# 'b',\n]\n",
            "extensions = [\n\t'a',  # of a\n\t'sphinx_tdd',\n\t# 'b',\n]\n",
        ),
        (
            "extensions = [\n  'a'  # of a\n]\n",
            "extensions = [\n  'a',  # of a\n  'sphinx_tdd'\n]\n",
        ),
        (
            "extensions = [\n  'a'\n]\n",
            "extensions = [\n  'a',\n  'sphinx_tdd'\n]\n",
        ),
        (
            "extensions = ['a',\n              'b']\n",
            "extensions = ['a',\n              'b',\n              'sphinx_tdd']\n",
        ),
        (
            "extensions = ['a',\n              'b',]\n",
            "extensions = ['a',\n              'b', 'sphinx_tdd',]\n",
        ),
        ("extensions = ['a', 'b'\n]\n", "extensions = ['a', 'b', 'sphinx_tdd'\n]\n"),
        (
            "extensions = [\r\n    'a',\r\n]\r\n",
            "extensions = [\r\n    'a',\r\n    'sphinx_tdd',\r\n]\r\n",
        ),
        (
            "extensions = [\n    # 'a',\n]\n",
            "extensions = [\n    \"sphinx_tdd\",\n    # 'a',\n]\n",
        ),
        (
            "extensions = []\nextensions.append('a')\n",
            "extensions = [\"sphinx_tdd\"]\nextensions.append('a')\n",
        ),
        (
            "extensions = ['a']\nextensions += ['b']\n",
            "extensions = ['a', 'sphinx_tdd']\nextensions += ['b']\n",
        ),
    ],
)
def test_it_is_written_into_the_list(before: str, after: str) -> None:
    assert with_extensions(before, [NEW]) == after
    assert with_extensions(after, [NEW]) == after
    assert NEW in _run(after, "é", "ü", "name")


@pytest.mark.parametrize(
    ("before", "line"),
    [
        ("", 'extensions = ["sphinx_tdd"]'),
        ("project = 'x'", 'extensions = ["sphinx_tdd"]'),
        ("extensions = list('ab')\n", 'extensions = [*extensions, "sphinx_tdd"]'),
        ("extensions = 'a', 'b'\n", 'extensions = [*extensions, "sphinx_tdd"]'),
        ("extensions = ['a'] + ['b']\n", 'extensions = [*extensions, "sphinx_tdd"]'),
        (
            "extensions = ['a']\nif True:\n    extensions = ['b']\n",
            'extensions = [*extensions, "sphinx_tdd"]',
        ),
        (
            "import sys\nif 'no' in sys.argv:\n    extensions = ['a']\n",
            'extensions = [*globals().get("extensions", ()), "sphinx_tdd"]',
        ),
        (
            "extensions = list('ab')\ndel extensions\n",
            'extensions = [*globals().get("extensions", ()), "sphinx_tdd"]',
        ),
        (
            "from os.path import *\n",
            'extensions = [*globals().get("extensions", ()), "sphinx_tdd"]',
        ),
        (
            "exec('extensions = [\"a\"]')\n",
            'extensions = [*globals().get("extensions", ()), "sphinx_tdd"]',
        ),
    ],
)
def test_where_the_list_is_computed_a_line_is_added(before: str, line: str) -> None:
    after = with_extensions(before, [NEW])
    assert after.startswith(before)
    assert after.splitlines()[-1] == line
    assert with_extensions(after, [NEW]) == after
    found = _run(after)
    assert found[-1] == NEW
    if before:
        assert found[:-1] == list(_run(before, missing=[]))


@pytest.mark.parametrize(
    "text",
    [
        "extensions = ['sphinx_tdd']\n",
        "extensions = []\nextensions.append('sphinx_tdd')\n",
        "extensions = f()\nif x:\n    extensions += ['a', 'sphinx_tdd']\n",
    ],
)
def test_what_is_there_is_left_alone(text: str) -> None:
    assert mentions(text, NEW)
    assert with_extensions(text, [NEW]) == text


def test_another_name_is_no_mention() -> None:
    assert not mentions("html_theme = 'sphinx_tdd'\nextensions = ['sphinx_tdd.x']\n", NEW)


def test_several_are_added_at_once() -> None:
    text = "extensions = [\n    'a',\n]\n"
    after = "extensions = [\n    'a',\n    'b',\n    'c',\n]\n"
    assert with_extensions(text, ["b", "a", "c"]) == after


@pytest.mark.parametrize("text", ["x = (\n", "\0", "if x:\n"])
def test_what_is_no_python_is_left_alone(text: str) -> None:
    with pytest.raises(Unchangeable, match="it is no Python"):
        with_extensions(text, [NEW])


def test_lines_come_last_after_an_empty_one() -> None:
    assert with_lines("a = 1", ["b = 2"]) == "a = 1\n\nb = 2\n"
    assert with_lines("a = 1\r\n", ["b = 2", "c = 3"]) == "a = 1\r\n\r\nb = 2\r\nc = 3\r\n"
    assert with_lines("a = 1\n\n", ["b = 2"]) == "a = 1\n\nb = 2\n"
    assert with_lines("", ["b = 2"]) == "b = 2\n"
    assert with_lines("a = 1\n# at the end \\", ["b = 2"]).endswith("\\\n\nb = 2\n")


SPACES = st.sampled_from(["", " ", "\n    ", "  # c\n    ", "\n\n\t", "\r\n  "])
ENTRIES = st.sampled_from(["'a'", '"b"', "('c')", "'d' 'e'", '"""f"""', "name", "*other", "'ü'"])


@given(
    st.lists(st.tuples(SPACES, ENTRIES, SPACES), max_size=4),
    st.booleans(),
    SPACES,
    st.sampled_from(["[]", "()"]),
    st.sampled_from(["", "x = 1\n", "# é\r\n"]),
)
def test_any_list_keeps_what_it_has(
    entries: list[tuple[str, str, str]], comma: bool, end: str, brackets: str, before: str
) -> None:
    inside = ",".join("".join(entry) for entry in entries)
    single = len(entries) == 1 and brackets == "()"
    if entries and (comma or single):
        inside += ","
    text = f"{before}extensions = {brackets[0]}{inside}{end}{brackets[1]}\ny = 2\n"
    after = with_extensions(text, [NEW])
    names = {"name": "n", "other": ["o", "p"]}
    known, changed = dict(names), dict(names)
    exec(compile(text, "conf", "exec"), known)
    exec(compile(after, "conf", "exec"), changed)
    assert [*known["extensions"], NEW] == list(changed["extensions"])
    assert changed["y"] == 2
    assert with_extensions(after, [NEW]) == after
    kept = iter(after)
    assert all(character in kept for character in text)  # nothing is taken out
    assert after.count("#") == text.count("#")


def _run(text: str, *names: str, missing: list[str] | None = None) -> list[str]:
    """Return the extensions that a conf.py gives."""
    ast.parse(text)
    found: dict[str, object] = {name: name for name in names}
    exec(compile(text, "conf", "exec"), found)
    return list(found.get("extensions", missing))  # type: ignore[call-overload]

"""conf.py read without running it: what is written out, and what is computed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sphinx_tdd.project.conf_file import Unreadable, read_conf

WANTED = {"exclude_patterns", "language"}


def _read(tmp_path: Path, text: str) -> tuple[dict[str, Any], dict[str, int]]:
    file = tmp_path / "conf.py"
    file.write_bytes(text.encode())
    found = read_conf(file, WANTED, "tdd_")
    assert found.lines.keys() == found.values.keys()
    return dict(found.values), dict(found.computed)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("tdd_json = False", {"tdd_json": False}),
        ("tdd_min_complete: float = 1.5", {"tdd_min_complete": 1.5}),
        ("tdd_documents = {'a/*': 'kep', 'b': {'template': 'kep'}}", {
            "tdd_documents": {"a/*": "kep", "b": {"template": "kep"}}
        }),
        ("language = 'd' 'e'", {"language": "de"}),
        ("language = other = 'de'", {"language": "de"}),
        ("exclude_patterns = ['a', *()]" , {}),
        ("exclude_patterns = ['a'] + ['b']", {"exclude_patterns": ["a", "b"]}),
        ("exclude_patterns = ('a',) + ('b',)", {"exclude_patterns": ("a", "b")}),
        ("exclude_patterns = ['a']\nexclude_patterns += ['b']", {"exclude_patterns": ["a", "b"]}),
        ("more = ['b']\nexclude_patterns = ['a'] + more", {"exclude_patterns": ["a", "b"]}),
        ("t = 'kep'\ntdd_documents = {'a': t, 'b': {'template': t}}", {
            "tdd_documents": {"a": "kep", "b": {"template": "kep"}}
        }),
        ("s = 'b'\ntdd_statuses = ('a', s)\nexclude_patterns = [s]", {
            "tdd_statuses": ("a", "b"), "exclude_patterns": ["b"]
        }),
        ("language = 'de'\nlanguage = 'fr'", {"language": "fr"}),
        ("def f():\n    language = 'de'", {}),
        ("html_theme = 'furo'\nproject = 'x'", {}),
        ("tdd_min_complete = -5", {"tdd_min_complete": -5}),
        ("tdd_statuses = ('a', 'b')  # é\n", {"tdd_statuses": ("a", "b")}),
        ("\ufefflanguage = 'de'\r\n", {"language": "de"}),
        ("", {}),
    ],
)  # fmt: skip
def test_what_is_written_out(tmp_path: Path, text: str, values: dict[str, Any]) -> None:
    found, computed = _read(tmp_path, text)
    assert found == values
    assert computed.keys() <= {"exclude_patterns"}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("import os\ntdd_json = os.environ['X']", 2),
        ("tdd_json = f'{x}'", 1),
        ("tdd_json = {**more, 'a': 'kep'}", 1),
        ("tdd_json = {'a': name}", 1),
        ("tdd_json = {[]: 'off'}", 1),
        ("tdd_json = ['a', *more]", 1),
        ("tdd_json = True\nif x:\n    tdd_json = False", 2),
        ("for tdd_json in x:\n    pass", 1),
        ("tdd_json = True\nwith x as tdd_json:\n    pass", 2),
        ("tdd_json = {}\ntdd_json['a'] = 1", 2),
        ("tdd_json = []\ntdd_json.append('a')", 2),
        ("tdd_json = []\ntdd_json += f()", 2),
        ("tdd_json += ['a']", 1),
        ("tdd_json = 1\ntdd_json -= 1", 2),
        ("tdd_json = ['a'] + 'b'", 1),
        ("tdd_json, other = 1, 2", 1),
        ("tdd_json = True\ndel tdd_json", 2),
        ("tdd_json: bool", 1),
        ("tdd_json = [x for x in 'ab']", 1),
        ("tdd_json = True\ntry:\n    tdd_json = f()\nexcept E:\n    pass", 2),
        ("(tdd_json := 1)", 1),
    ],
)
def test_what_is_computed_is_named_with_its_line(tmp_path: Path, text: str, line: int) -> None:
    found, computed = _read(tmp_path, text)
    assert found == {}
    assert computed == {"tdd_json": line}


def test_what_is_written_out_again_is_known_again(tmp_path: Path) -> None:
    assert _read(tmp_path, "tdd_json = f()\ntdd_json = True") == ({"tdd_json": True}, {})


def test_a_class_or_a_function_changes_nothing(tmp_path: Path) -> None:
    text = "tdd_json = True\nclass A:\n    tdd_json = f()\ndef setup(app):\n    tdd_json = 1\n"
    assert _read(tmp_path, text) == ({"tdd_json": True}, {})


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"x = (\n", "it is no Python, see line 1"),
        (b"x = 1\n\xff\n", "it is no Python"),
        (b"x = '\0'", "it is no Python"),
        (b"x = " + b"(" * 5000 + b")" * 5000, "it is no Python"),
        (b"x = " + b"-" * 100_000 + b"1", "it is no Python"),
    ],
)
def test_what_is_no_python(tmp_path: Path, data: bytes, said: str) -> None:
    file = tmp_path / "conf.py"
    file.write_bytes(data)
    with pytest.raises(Unreadable, match=said):
        read_conf(file, WANTED, "tdd_")


def test_a_file_that_can_not_be_read(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="it can't be read"):
        read_conf(tmp_path, WANTED, "tdd_")


def test_latin_1_with_a_declaration(tmp_path: Path) -> None:
    file = tmp_path / "conf.py"
    file.write_bytes(b"# -*- coding: latin-1 -*-\nlanguage = '\xe9'\n")
    assert read_conf(file, WANTED, "tdd_").values == {"language": "é"}

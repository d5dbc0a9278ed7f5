"""Tasks, each done or not, however a writer marks them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_tdd.model.kind import Field, Kind
from sphinx_tdd.records.body import read_yaml
from sphinx_tdd.records.reader import Reader, knows
from sphinx_tdd.records.tasks import DONE, OPEN, marked, tasks_in
from sphinx_tdd.records.tree import Text

PHASE = Kind(
    name="phase",
    title="Phase",
    subject="phase",
    fields=(Field(name="phase"), Field(name="tasks", type="tasks"), Field(name="end")),
)


def tasks(body: str) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """The tasks of the one phase in a body, and their lines."""
    read = read_yaml(body.split("\n"), 1, lambda key: knows(PHASE, key))
    reading = Reader(PHASE, "doc").rows(read.root)
    assert not read.problems and not reading.problems
    (entry,) = reading.entries
    assert entry.record.fields.get("end", "later") == "later"
    found = entry.given.get("tasks")
    return (found.value, found.lines) if found else ((), ())  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("written", "task"),
    [
        ("[x] Write", "[x] Write"),
        ("[X] Write", "[x] Write"),
        ("[ ] Write", "[ ] Write"),
        ("[] Write", "[ ] Write"),
        ("☑ Write", "[x] Write"),
        ("☑️ Write", "[x] Write"),
        ("✅ Write", "[x] Write"),
        ("✓Write", "[x] Write"),
        ("☐ Write", "[ ] Write"),
        ("Write", "[ ] Write"),
        ("[x]Write", "[ ] [x]Write"),
        ("[y] Write", "[ ] [y] Write"),
        ("[x](url) is a link", "[ ] [x](url) is a link"),
        ("  [x]   a\n  b ", "[x] a b"),
        ("[x]", ""),
        ("☐", ""),
        ("", ""),
    ],
)
def test_marks(written: str, task: str) -> None:
    assert marked(written) == task


def test_a_list() -> None:
    body = """\
- phase: One
  tasks:
    - [x] Write the schema, then: check it
    - [ ] Migrate #2; the rest later
    - Deploy
      to all
    - [ ]
    - '[X] Quoted'
    - note: with a colon
  end: later"""
    assert tasks(body) == (
        (
            "[x] Write the schema, then: check it",
            "[ ] Migrate #2; the rest later",
            "[ ] Deploy to all",
            "[x] Quoted",
            "[ ] note: with a colon",
        ),
        (3, 4, 5, 8, 9),
    )


def test_a_text_of_lines() -> None:
    body = """\
- phase: One
  tasks: |
    - [x] Write
      the schema

    * [ ] Migrate
    3. Deploy
  end: later"""
    assert tasks(body) == (("[x] Write the schema", "[ ] Migrate", "[ ] Deploy"), (3, 6, 7))
    assert tasks("- phase: One\n  tasks: |\n    Write\n    [x] Deploy") == (
        ("[ ] Write", "[x] Deploy"),
        (3, 4),
    )


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("[x] a; [ ] b", ("[x] a", "[ ] b")),
        ("[x] a [ ] b", ("[x] a", "[ ] b")),
        ("a; b;", ("[ ] a", "[ ] b")),
        ("☑ a ☐ b", ("[x] a", "[ ] b")),
        ("- [x] a<br>- b<BR />c", ("[x] a", "[ ] b c")),
        ("a, b and c", ("[ ] a, b and c",)),
        ("see [x] or [y](z)", ("[ ] see", "[x] or [y](z)")),
    ],
)
def test_one_line(line: str, found: tuple[str, ...]) -> None:
    assert tasks(f"- phase: One\n  tasks: {line}") == (found, (2,) * len(found))


def test_no_tasks() -> None:
    assert tasks("- phase: One\n  tasks:") == ((), ())
    assert tasks("- phase: One\n  tasks: [ ]") == ((), ())


words = st.text(st.characters(categories=["L", "N", "P", "Zs", "So"]), max_size=40)


@given(words)
def test_a_task_is_marked_once(text: str) -> None:
    task = marked(text)
    assert task == "" or task.startswith((DONE, OPEN))
    assert marked(task) == task


@given(st.text(max_size=200), st.integers(1, 50))
def test_any_text_gives_tasks_in_the_order_of_its_lines(text: str, line: int) -> None:
    found = list(tasks_in(Text(text, line)))
    assert all(task.value.startswith((DONE, OPEN)) for task in found)
    lines = [task.line for task in found]
    assert lines == sorted(lines)
    assert all(line <= number <= line + text.count("\n") for number in lines)


sentences = st.from_regex(
    r"[a-zA-Z][a-z0-9,;:#'()%!?.*`-]{0,8}( [a-z0-9,;:#'()%!?*`-]{1,8}){0,4}", fullmatch=True
)


@given(st.lists(st.tuples(st.booleans(), sentences), min_size=1, max_size=5))
def test_a_list_is_read_as_written(given_tasks: list[tuple[bool, str]]) -> None:
    items = [f"    - {DONE if done else OPEN}{text}" for done, text in given_tasks]
    body = "\n".join(["- phase: One", "  tasks:", *items, "  end: later"])
    expected = tuple(f"{DONE if done else OPEN}{text}" for done, text in given_tasks)
    assert tasks(body) == (expected, tuple(range(3, 3 + len(items))))

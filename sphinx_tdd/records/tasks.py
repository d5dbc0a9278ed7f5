"""Tasks, each done or not: `[x] text` or `[ ] text`, however a writer marks them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .tree import Text

DONE, OPEN = "[x] ", "[ ] "
"""What a task begins with in a record."""

_MARK = re.compile(r"(?:\[(?P<box>[xX✓✔ ]?)\](?=\s|$)|(?P<sign>[☑☒✅✓✔☐⬜])\ufe0f?)\s*")
_BULLET = re.compile(r"(?:[-*+•]|\d{1,3}[.)])\s+")
_LINE_BREAK = re.compile(r"<br\s*/?>|\n", re.IGNORECASE)
_BETWEEN = re.compile(r";\s+|;$|\s+(?=\[[xX✓✔ ]\]\s)|\s*(?=[☑☒✅☐⬜])")
_NOT_DONE = frozenset({"", " ", "☐", "⬜"})


def tasks_in(text: Text) -> Iterator[Text]:
    """Yield the tasks that a text holds, each with its line and marked as done or not.

    A line is a task, or where there are bullets, all that stands behind one; semicolons and the
    marks themselves part the tasks of one line.
    """
    lines = list(_lines(text))
    if any(_BULLET.match(line.value) for line in lines):
        lines = list(_joined(lines))
    for line in lines:
        value = _BULLET.sub("", " ".join(line.value.split()), count=1)
        for part in _BETWEEN.split(value):
            if task := marked(part):
                yield Text(task, line.line)


def marked(task: str) -> str:
    """Return a task with its mark as records hold it; "" where it says nothing."""
    found = _MARK.match(task.strip())
    words = " ".join(task.strip()[found.end() if found else 0 :].split())
    done = found is not None and (found["box"] or found["sign"] or "") not in _NOT_DONE
    return f"{DONE if done else OPEN}{words}" if words else ""


def _lines(text: Text) -> Iterator[Text]:
    number = text.line
    at = 0
    for found in (*_LINE_BREAK.finditer(text.value), None):
        line = text.value[at : found.start() if found else None].strip()
        if line:
            yield Text(line, number)
        if found:
            at = found.end()
            number += found[0] == "\n"


def _joined(lines: list[Text]) -> Iterator[Text]:
    """Yield the lines with those that continue a bullet joined to it."""
    starts = [i for i, line in enumerate(lines) if i == 0 or _BULLET.match(line.value)]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        yield Text(" ".join(line.value for line in lines[start:end]), lines[start].line)

"""The five templates as their authors wrote them: left as they are, filled in, and changed.

They are other people's texts and no part of the repository: `TDD_SEEDS` names their folder, or
they stand in `shared/seeds` beside the checkout. Without them these tests skip.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.designs import SYNTAXES, templates, told, verdict

FOLDER = Path(os.environ.get("TDD_SEEDS", Path(__file__).parents[3] / "shared" / "seeds"))
SEEDS = dict(
    zip(
        ("detailed-design", "design-doc", "feature-design", "formal-design", "concise-design"),
        sorted(FOLDER.glob("*.txt")),
        strict=False,
    )
)
pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(len(SEEDS) < 5, reason="the five seed templates are not here"),
]
NEVER = {
    "missing_section", "missing_item", "missing_table", "missing_column", "missing_diagram",
    "section_order", "misplaced_section", "duplicate_section",
}  # fmt: skip
WORDS = "The ledger keeps one row for each movement of money"


def seed(name: str) -> str:
    return SEEDS[name].read_text(encoding="utf-8")


def converted(text: str, syntax: str) -> str:
    if syntax == "md":
        return text
    if not shutil.which("pandoc"):
        pytest.skip("pandoc, which converts to reStructuredText, is not here")
    command = ["pandoc", "-f", "gfm", "-t", "rst", "--wrap=preserve", "--columns=500"]
    return subprocess.run(command, input=text, capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize("syntax", SYNTAXES)
@pytest.mark.parametrize("name", sorted(SEEDS))
def test_as_it_is(name: str, syntax: str) -> None:
    """Nothing is missing in a template itself, and all that is template text is told."""
    findings = verdict(converted(seed(name), syntax), syntax, templates()[name]).findings
    assert {finding.rule for finding in findings} & NEVER == set()
    if syntax == "rst":
        return
    lines = {finding.line for finding in findings}
    unsaid = [
        (number, line)
        for number, line in enumerate(seed(name).splitlines(), 1)
        if is_template_text(line) and number not in lines
    ]
    assert unsaid == []


def is_template_text(line: str) -> bool:
    """Whether a line of a seed holds a bracketed phrase, or a label with nothing after it."""
    if re.search(r"\]\(#|TOC|^\s*[A-Z]\[|--|^- \[Goal \d\]: ", line):
        return False  # a link, a table of contents, a diagram, a link definition
    return bool(re.search(r"\[[A-Za-z]", line) or re.match(r"- [\w ]+:$", line))


@pytest.mark.parametrize("name", sorted(SEEDS))
def test_same_verdict_in_both(name: str) -> None:
    found = {s: verdict(converted(seed(name), s), s, templates()[name]) for s in SYNTAXES}
    rules = {s: Counter((f.rule, f.section) for f in found[s].findings) for s in SYNTAXES}
    # `- [Goal 1]: [Description]` defines a link in Markdown: nothing of it reaches a reader.
    goals = ("System Overview", "Design Goals")
    for counted in rules.values():
        for key in [key for key in counted if key[1] == goals]:
            del counted[key]
    assert rules["md"] == rules["rst"]


def filled(text: str) -> str:
    """The seed with real text in place of everything that is template text."""
    lines = []
    for number, line in enumerate(text.splitlines()):
        lines.append(_filled_line(line, f"{WORDS} in case {number}."))
    return "\n".join(lines) + "\n"


def _filled_line(line: str, words: str) -> str:
    if "](#" in line or "TOC" in line or re.match(r"\s+[A-Z]\[", line):
        return line
    if line.startswith("[Diagram"):
        return f"```text\nclient --> gateway {words}\n```"
    line = re.sub(r"^- \[(Goal \d)\]: \[Description\]", rf"- {words}", line)
    line = re.sub(r"^(#+) `<.*>`", r"\1 Payments", line)
    line = re.sub(r"^(#+) \[(.*?)\]$", r"\1 Ledger \2", line)
    line = re.sub(r"\[[A-Za-z][^\]]*(?:/\w+)*\]", words, line)
    line = line.replace("High/Med/Low", "High")
    line = re.sub(r"^(\s*- [\w ]+:)$", rf"\1 {words}", line)
    if re.match(r"- (Authentication|Authorization|Data Protection|Security Risks|Purpose|Inputs|"
                r"Dependencies|Key Design)[\w ]*$", line):  # fmt: skip
        return f"{line}: {words}"
    plain = line.strip().strip("_")
    verbs = (
        r"(Provide|Define|Identify|List|Detail|Describe|Explain|Specify|Outline|Include|A brief|"
        r"High-level overview|Brief strat|Mention|Description,|How does)"
    )
    if re.match(verbs, plain):
        return line[: len(line) - len(line.lstrip())] + words
    return line


HEADING = re.compile(r"^(#+) (.*)$")


def headings(text: str) -> list[tuple[int, int, str]]:
    """The headings of a text: line index, level, title."""
    found, fenced = [], False
    for number, line in enumerate(text.splitlines()):
        fenced ^= line.startswith("```")
        match = HEADING.match(line)
        if match and not fenced:
            found.append((number, len(match[1]), match[2]))
    return found


def sections(text: str) -> Iterator[tuple[int, int, int, str]]:
    """Each heading but title and contents: first line, line after the last, level, title."""
    all_headings = headings(text)
    count = len(text.splitlines())
    for at, (line, level, title) in enumerate(all_headings):
        end = next((other for other, deep, _ in all_headings[at + 1 :] if deep <= level), count)
        if level > 1 and "Contents" not in title:
            yield line, end, level, title


@pytest.mark.parametrize("syntax", SYNTAXES)
@pytest.mark.parametrize("name", sorted(SEEDS))
def test_filled(name: str, syntax: str) -> None:
    text = converted(filled(seed(name)), syntax)
    result = verdict(text, syntax, templates()[name])
    assert [(f.rule, f.line, f.message) for f in result.findings] == []
    assert result.sections.filled == result.sections.required


REPEATED = re.compile(r"(Component [AB]|Phase \d|Alternative \d|Ledger (Component|Entity) Name)$")


@pytest.mark.parametrize("name", sorted(SEEDS))
def test_one_section_changed(name: str) -> None:
    """Each section of the filled seed taken out, emptied, doubled, answered, raised, lowered."""
    text = filled(seed(name))
    lines = text.splitlines()
    template = templates()[name]
    wrong, cases = [], 0
    for first, end, level, title in sections(text):
        part = bool(REPEATED.search(title))
        changes = {
            "remove": ([*lines[:first], *lines[end:]], "missing_section", not part),
            "empty": ([*lines[: first + 1], "", *lines[end:]], "empty_section", True),
            "double": ([*lines[:end], "", *lines[first:]], "duplicate_section", True),
            "answer": ([*lines[: first + 1], "", "N/A", "", *lines[end:]], "", False),
            "lower": (_leveled(lines, first, end, 1), "", False),
            "raise": (_leveled(lines, first, end, -1), "", False),
        }
        for what, (changed, rule, reported) in changes.items():
            cases += 1
            found = told(verdict("\n".join(changed) + "\n", "md", template).findings)
            right = [f for f in found if f[0] == rule]
            only_part = part and what == "remove" and found in ([], _one(found))
            if (
                only_part
                or (len(found) == 1 and right and reported)
                or (not found and not reported)
            ):
                continue
            if len(found) == 1 and found[0][0] == "empty_section" and what in {"remove", "empty"}:
                continue
            wrong.append(f"{what} {title} (level {level}): {found}")
    print(name, cases, "cases", len(wrong), "wrong")
    assert not wrong, "\n".join(wrong)


def _one(found: list[tuple[str, tuple[str, ...]]]) -> list[tuple[str, tuple[str, ...]]]:
    return (
        found
        if len(found) == 1 and found[0][0] in {"missing_section", "empty_section"}
        else [("", ())]
    )


def _leveled(lines: list[str], first: int, end: int, by: int) -> list[str]:
    changed = list(lines)
    fenced = False
    for index in range(first, end):
        fenced ^= lines[index].startswith("```")
        if HEADING.match(lines[index]) and not fenced:
            changed[index] = f"#{lines[index]}" if by > 0 else lines[index][1:]
    return changed


@pytest.mark.parametrize("name", sorted(SEEDS))
def test_one_item_removed(name: str) -> None:
    """Each labelled item of the filled seed taken out: told, and nothing else."""
    lines = filled(seed(name)).splitlines()
    template = templates()[name]
    labels = {k for s in template.walk() for i in s.items for j in (i, *i.items) for k in j.keys}
    wrong, cases = [], 0
    for number, line in enumerate(lines):
        match = re.match(r"(\s*)- (?:\*\*(.+?)\*\*|([\w ]+):)", line)
        from sphinx_tdd.model.titles import title_key

        if not match or title_key((match[2] or match[3]).rstrip(":")) not in labels:
            continue
        end = number + 1
        while end < len(lines) and lines[end].strip() and not re.match(r"\s*- |#", lines[end]):
            end += 1
        inner = end
        while inner < len(lines) and re.match(rf"{match[1]}\s+- |{match[1]}\s+\S", lines[inner]):
            inner += 1
        cases += 1
        text = "\n".join([*lines[:number], *lines[inner:]])
        found = told(verdict(text + "\n", "md", template).findings)
        alone = found == [("empty_section", ("Component Design",))] and "Modules" in line
        if not alone and [rule for rule, _ in found] != ["missing_item"]:
            wrong.append(f"{line}: {found}")
    print(name, cases, "items", len(wrong), "wrong")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("name", sorted(SEEDS))
def test_one_column_removed(name: str) -> None:
    lines = filled(seed(name)).splitlines()
    template = templates()[name]
    wrong = []
    starts = [i for i, line in enumerate(lines) if re.match(r"\|[-| ]+\|$", line) and "--" in line]
    for rule_line in starts:
        first = rule_line - 1
        end = first
        while end < len(lines) and lines[end].startswith("|"):
            end += 1
        count = lines[first].count("|") - 1
        for column in range(count if count > 1 else 0):
            table = []
            for line in lines[first:end]:
                cells = line.strip("|").split("|")
                table.append("|" + "|".join(c for i, c in enumerate(cells) if i != column) + "|")
            text = "\n".join([*lines[:first], *table, *lines[end:]])
            found = told(verdict(text + "\n", "md", template).findings)
            if [rule for rule, _ in found] != ["missing_column"]:
                wrong.append(f"{lines[first]} without {column}: {found}")
    assert not wrong, "\n".join(wrong)

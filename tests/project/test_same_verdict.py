"""A check without a build says what the build says: rule, line, message, records, and counts."""

from __future__ import annotations

import itertools
import random
import re
import shutil
from pathlib import Path

import pytest

from tests.designs import SYNTAXES, Design, filled, templates, write
from tests.same_verdict import both, checked, copied, project

ROOT = Path(__file__).parents[2]
TEMPLATES = sorted(templates())


def spoilt(design: Design, seed: int) -> Design:
    """Return a document with a few of its sections taken out, emptied or moved."""
    choose = random.Random(seed)
    for _ in range(choose.randint(0, 4)):
        if len(design.entries) > 3:
            index = choose.randrange(1, len(design.entries))
            change = choose.choice((design.without, design.emptied))
            design = change(index)
    return design


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_generated_documents(tmp_path: Path, syntax: str) -> None:
    number = 0
    for name in TEMPLATES:
        for seed in range(4):
            design = spoilt(filled(templates()[name]), seed)
            path = tmp_path / name / f"design-{seed}.{syntax}"
            path.parent.mkdir(exist_ok=True)
            path.write_text(write(design, syntax), encoding="utf-8")
            number += 1
    pair = both(project(tmp_path, {f"{name}/*": name for name in TEMPLATES}))
    assert pair.differing() == {}
    assert pair.documents == number
    assert pair.findings > number


INCLUDE = {"md": "```{include} /%s\n```\n", "rst": ".. include:: /%s\n"}
TITLE = {"md": re.compile(r"^## ", re.MULTILINE), "rst": re.compile(r"^.+\n-+\n", re.MULTILINE)}


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_documents_of_parts(tmp_path: Path, syntax: str) -> None:
    parts = 0
    for name in TEMPLATES:
        for seed in range(3):
            text = write(spoilt(filled(templates()[name]), seed), syntax)
            starts = [match.start() for match in TITLE[syntax].finditer(text)]
            chosen = [
                *sorted(random.Random(seed).sample(starts, k=min(2, len(starts)))),
                len(text),
            ]
            whole = text[: chosen[0]]
            for first, last in itertools.pairwise(chosen):
                part = f"parts/{name}-{seed}-{first}.inc"
                (tmp_path / "parts").mkdir(exist_ok=True)
                (tmp_path / part).write_text(text[first:last], encoding="utf-8")
                whole += INCLUDE[syntax] % part + "\n"
                parts += 1
            path = tmp_path / name / f"design-{seed}.{syntax}"
            path.parent.mkdir(exist_ok=True)
            path.write_text(whole, encoding="utf-8")
    pair = both(project(tmp_path, {f"{name}/*": name for name in TEMPLATES}))
    assert pair.differing() == {}
    found = [each for doc in pair.checked["documents"] for each in doc["findings"]]
    assert parts > len(TEMPLATES)
    assert any(each.get("path", "").startswith("parts/") for each in found)


def test_the_examples(tmp_path: Path) -> None:
    folder = tmp_path / "examples"
    shutil.copytree(ROOT / "examples", folder, ignore=shutil.ignore_patterns("_build"))
    pair = both(folder)
    assert pair.differing() == {}
    assert pair.built["summary"] == pair.checked["summary"]
    assert pair.documents == 13


@pytest.mark.parametrize("suffix", [".md", ".rst"])
def test_all_snippets(tmp_path: Path, suffix: str) -> None:
    files = sorted((ROOT / "docs" / "snippets").glob(f"*{suffix}"))
    pair = both(copied([(file, file.name) for file in files], tmp_path, {"**": "design-doc"}))
    assert pair.differing() == {}
    assert pair.documents == len(files) + 1
    anchors = ("anchor",)
    records = [
        [{k: v for k, v in each.items() if k not in anchors} for each in report["records"]]
        for report in (pair.built, pair.checked)
    ]
    assert records[0] == records[1]


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_check_says_the_same_with_a_cache_and_over_processes(tmp_path: Path, jobs: int) -> None:
    folder = tmp_path / "designs"
    folder.mkdir()
    for seed in range(40):
        design = spoilt(filled(templates()["design-doc"]), seed)
        (folder / f"d{seed}.md").write_text(write(design, "md"), encoding="utf-8")
    project(folder, {"d*": "design-doc"})
    fresh = checked(folder, 1)
    assert checked(folder, jobs, tmp_path) == fresh
    assert checked(folder, jobs, tmp_path) == fresh
    text = (folder / "d7.md").read_text("utf-8")
    (folder / "d7.md").write_text(text.replace("## Overview", "## Outlook"), encoding="utf-8")
    changed = checked(folder, jobs, tmp_path)
    assert changed == checked(folder, 1)
    assert changed != fresh
    project(folder, {"d*": "feature-design"})
    assert checked(folder, jobs, tmp_path) == checked(folder, 1)

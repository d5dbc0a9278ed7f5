"""No verdict outlives what it rests on: with a cache a check says what it says without one."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.same_verdict import CONF, checked

Files = Mapping[str, str | None]
"""Texts by path; None takes a file away."""

CONCISE = "---\ntdd-template: concise-design\n---\n# A\n\n## Introduction\n\n"
OWN = "---\ntdd-template: own\n---\n# A\n\n## One\n\nText.\n"
TEMPLATE = "id: own\ntitle: Own\nsections:\n  - title: One\n  - title: Two\n"
BASE = TEMPLATE.replace("own", "base")
EXTENDS = "id: own\nextends: base\ntitle: Own\n"
RISKS = "```{risk-table}\n:file: risks.csv\n```\n"
CSV = "id,risk,likelihood,impact\nR-1,It breaks.,low,high\n"
CODE = "```{literalinclude} code.py\n```\n"
PART = "```{include} part.inc\n```\n"
NESTED = "```{include} deep/part.inc\n```\n"
OWN_FOLDER = f"{CONF}tdd_template_path = ['templates']\n"
OF_FILE = f"{CONF}tdd_documents = {{'d/*': 'template.md'}}\n"
SECTIONS = "# Title\n\n## One\n\n## Two\n"
PAGES = "---\ntdd-template: own\ntdd-pages: toctree\n---\n# D\n\n```{toctree}\n:glob:\n*\n```\n"
DECISION = "```{decision-record}\nid: D-1\ntitle: x\nchoice: y\nsupersedes: D-2\n```\n"
OTHER = "# C\n\n```{decision-record}\nid: D-2\ntitle: x\nchoice: y\n```\n"
TXT = (
    f"{CONF}source_suffix = {{'.txt': '%s', '.md': 'markdown'}}\ntdd_documents = {{'a': 'madr'}}\n"
)
TOML = '[documents]\n"a" = "concise-design"\n'
PLAIN_CONF = "extensions = ['myst_parser', 'sphinx_tdd']\n"

CHANGES: dict[str, tuple[Files, Files]] = {
    "a file that a directive names": (
        {"conf.py": CONF, "a.md": CONCISE + RISKS, "risks.csv": CSV},
        {"risks.csv": CSV.replace("low", "lwo")},
    ),
    "such a file appears": (
        {"conf.py": CONF, "a.md": CONCISE + RISKS},
        {"risks.csv": CSV.replace("low", "lwo")},
    ),
    "such a file goes": (
        {"conf.py": CONF, "a.md": CONCISE + RISKS, "risks.csv": CSV},
        {"risks.csv": None},
    ),
    "code that is shown": (
        {"conf.py": CONF, "a.md": CONCISE + CODE, "code.py": "x = 1\n"},
        {"code.py": ""},
    ),
    "a file that is included": (
        {"conf.py": CONF, "a.md": CONCISE + PART, "part.inc": "Text.\n"},
        {"part.inc": "TBD\n"},
    ),
    "a file to be included appears": (
        {"conf.py": CONF, "a.md": CONCISE + PART},
        {"part.inc": "Text.\n"},
    ),
    "a file that such a file includes": (
        {
            "conf.py": CONF,
            "a.md": CONCISE + NESTED,
            "deep/part.inc": PART,
            "part.inc": "Text.\n",
        },
        {"part.inc": None},
    ),
    "a template of the team": (
        {"conf.py": OWN_FOLDER, "templates/own.yaml": TEMPLATE, "a.md": OWN},
        {"templates/own.yaml": f"{TEMPLATE}  - title: Three\n"},
    ),
    "what a template extends": (
        {
            "conf.py": OWN_FOLDER,
            "templates/own.yaml": EXTENDS,
            "templates/base.yaml": BASE,
            "a.md": OWN,
        },
        {"templates/base.yaml": f"{BASE}  - title: Three\n"},
    ),
    "a template appears": (
        {"conf.py": OWN_FOLDER, "templates/base.yaml": BASE, "a.md": OWN, "b.md": CONCISE},
        {"templates/own.yaml": TEMPLATE},
    ),
    "a template document": (
        {"conf.py": OF_FILE, "template.md": SECTIONS, "d/a.md": "# A\n\n## One\n\nText.\n"},
        {"template.md": f"{SECTIONS}\n## Three\n"},
    ),
    "the syntax of MyST that is on": (
        {"conf.py": CONF, "a.md": f"{CONCISE}Purpose\n: TBD\n"},
        {"conf.py": CONF.replace('"deflist", ', "")},
    ),
    "a conf.py where there was none": (
        {"tdd.toml": TOML, "a.md": f"{CONCISE}Purpose\n: TBD\n"},
        {"conf.py": PLAIN_CONF},
    ),
    "the syntax of a suffix": (
        {"conf.py": TXT % "restructuredtext", "a.txt": "A\n=\n\n# B\n"},
        {"conf.py": TXT % "markdown"},
    ),
    "a record of another document": (
        {"conf.py": CONF, "a.md": CONCISE + DECISION, "c.md": OTHER},
        {"c.md": OTHER.replace("D-2", "D-3")},
    ),
    "a page of a design appears": (
        {"conf.py": OWN_FOLDER, "templates/own.yaml": TEMPLATE, "d/index.md": PAGES},
        {"d/b.md": "# One\n\nText.\n"},
    ),
}


def put(folder: Path, files: Files) -> None:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        if text is None:
            (folder / path).unlink()
        else:
            (folder / path).write_text(text, encoding="utf-8")


@pytest.mark.parametrize("name", CHANGES)
def test_what_changed_is_told(name: str, tmp_path: Path) -> None:
    before, after = CHANGES[name]
    project, cache = tmp_path / "project", tmp_path / "cache"
    cache.mkdir()
    put(project, before)
    fresh = checked(project, cache=cache)
    assert checked(project, cache=cache) == fresh
    put(project, after)
    changed = checked(project, cache=cache)
    assert changed != fresh
    assert changed == checked(project)

"""Designs over many pages, checked without a build as a build checks them."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_tdd.project.cache import Cache
from sphinx_tdd.project.checking import Examiner
from sphinx_tdd.project.configuration import configure
from sphinx_tdd.project.facts import Source
from sphinx_tdd.project.files import find_files
from sphinx_tdd.project.run import Check
from sphinx_tdd.project.toctrees import included
from tests.same_verdict import both, project

NAMES = ["a", "d/b1", "d/b2", "d/e/index", "d/index", "search"]


@pytest.mark.parametrize(
    ("toctree", "pages"),
    [
        ("b1\nb2", ["d/b1", "d/b2"]),
        ("The *first* <b1>\n/a\n../a", ["d/b1", "a", "a"]),
        ("b1.md\nb2.rst\nself\nhttps://b1\nnowhere", ["d/b1", "d/b2"]),
        ("b*", []),
        (":glob:\nb2\nb*\n*", ["d/b2", "d/b1"]),
        (":glob:\n:reversed:\nb*\n/a", ["a", "d/b2", "d/b1"]),
        (":reversed:\nb1\nb2", ["d/b2", "d/b1"]),
        (":glob:\n**", ["d/b1", "d/b2", "d/e/index"]),
        ("../../../a\nindex", ["a"]),
    ],
)
def test_what_a_toctree_includes(toctree: str, pages: list[str]) -> None:
    assert list(included([toctree], "d/index", NAMES, [".rst", ".md"])) == pages


MARKDOWN = """\
# Refunds

```{toctree}
:glob:

a*
The overview <b>
/d/refunds/sub/index
self
https://example.org
```

## Glossary & References
"""

RST = """\
Refunds
=======

.. toctree::
   :glob:

   a*
   The overview <b>
   /d/refunds/sub/index
   self
   https://example.org

Glossary & References
---------------------
"""

SUB = """\
Component Design
================

.. toctree::
   :glob:
   :reversed:

   *
"""


@pytest.mark.parametrize(("name", "text"), [("index.md", MARKDOWN), ("index.rst", RST)])
def test_pages_stand_where_toctrees_include_them(tmp_path: Path, name: str, text: str) -> None:
    folder = tmp_path / "d" / "refunds"
    (folder / "sub").mkdir(parents=True)
    pages = {
        name: text,
        "a1.md": "# Introduction\n\n- **Purpose:** It pays.\n",
        "a2.rst": "System Overview\n===============\n\n- **Product Summary:** Pays.\n",
        "b.md": "# Architecture *Overview*\n\n- **Diagram:** TBD\n",
        "sub/index.rst": SUB,
        "sub/one.md": "# Module One\n\nText.\n",
        "sub/two.md": '% tdd: ignore empty_item "X": because\n',
    }
    for path, content in pages.items():
        (folder / path).write_text(content, encoding="utf-8")
    pair = both(project(tmp_path, {"d/*/": "concise-design"}))
    assert pair.differing() == {}
    (design,) = pair.checked["documents"]
    assert design["pages"] == [
        f"d/refunds/{page}" for page in ("a1", "a2", "b", "sub/index", "sub/two", "sub/one")
    ]
    assert design["sections"]["present"] >= 4


def test_records_on_pages_say_where_they_stand(tmp_path: Path) -> None:
    (tmp_path / "d" / "sub").mkdir(parents=True)
    front = "---\ntdd-template: concise-design\ntdd-pages: toctree\n---\n"
    table = "```{risk-table}\n- id: R-1\n  risk: x\n  impact: huge\n```\n"
    pages = {
        "index.md": f"{front}# D\n\n```{{toctree}}\n:glob:\nsub/*\nother\n```\n",
        "sub/a.md": f"# Introduction\n\n{table}",
        "sub/b.md": f"# Risks\n\n{table}",
        "other.md": "---\ntdd-template: madr\n---\n# Another\n",
    }
    for path, content in pages.items():
        (tmp_path / "d" / path).write_text(content, encoding="utf-8")
    pair = both(project(tmp_path, {}))
    assert pair.differing() == {}
    assert pair.documents == 2


def test_a_page_by_itself_is_checked_as_a_part_of_its_design(tmp_path: Path) -> None:
    front = "---\ntdd-template: concise-design\ntdd-pages: toctree\n---\n"
    (tmp_path / "d").mkdir()
    pages = {
        "d/index.md": f"{front}# D\n\n```{{toctree}}\na\n```\n",
        "d/a.md": "# Introduction\n",
        "other.md": "# Other\n",
    }
    for path, content in pages.items():
        (tmp_path / path).write_text(content, encoding="utf-8")
    configuration = configure(project(tmp_path, {"d/*": "madr", "other": "madr"}))
    examiner = Examiner(Source(configuration, find_files(configuration)))
    whole = Check(examiner, Cache(None), 1).run().report.documents
    assert [each.docname for each in whole] == ["d/index", "other"]
    for name, of_whole in (("d/a", whole[0]), ("d/index", whole[0]), ("other", whole[1])):
        assert Check(examiner, Cache(None), 1).run({name}).report.documents == (of_whole,)

"""The documentation builds without a warning, in its own theme and in Sphinx's."""

from __future__ import annotations

import os
import posixpath
import re
import shutil
import subprocess
import sys
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest
from sphinx.util.inventory import InventoryFile

import sphinx_tdd
from sphinx_tdd.directives.table import OF_NO_KIND, entries_of
from sphinx_tdd.model.finding import RULE_NAMES
from sphinx_tdd.model.kind import rules_of
from sphinx_tdd.model.kind_library import KindLibrary
from sphinx_tdd.model.settings import names as settings
from sphinx_tdd.model.template_library import load

ROOT = Path(__file__).parents[2]
PACKAGE = Path(sphinx_tdd.__file__).parents[1]
"""Where the package under test is."""

_ID = re.compile(r'\sid="([^"]+)"')
_LINK = re.compile(r'<a\s[^>]*href="(?![a-z]+:|//)([^"]+)"')


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy what the documentation is made of, so that the checkout stays clean."""
    root = tmp_path_factory.mktemp("checkout")
    ignored = shutil.ignore_patterns("_build", "__pycache__", "source")
    for part in ("docs", "examples", "benchmarks/results"):
        shutil.copytree(ROOT / part, root / part, ignore=ignored)
    shutil.copy(ROOT / "CHANGELOG.md", root)
    return root


def build(root: Path, *options: str) -> str:
    """Build the documentation; return what was warned of."""
    command = [sys.executable, "-m", "sphinx", "-n", "-W", "--keep-going", "-q", "-b", "html"]
    paths = os.pathsep.join(filter(None, [str(PACKAGE), os.environ.get("PYTHONPATH")]))
    done = subprocess.run(
        [*command, *options, "docs", "docs/_build/html"],
        cwd=root,
        env={**os.environ, "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stderr


def test_it_builds_without_a_warning_in_its_own_theme(copy: Path) -> None:
    assert build(copy) == ""
    pages = copy / "docs/_build/html/examples"
    for source in filter(Path.is_file, (ROOT / "examples/designs").iterdir()):
        assert (pages / "designs" / f"{source.stem}.html").is_file()


def test_the_gallery_shows_each_template_in_both_syntaxes(copy: Path) -> None:
    build(copy)
    for name in load():
        page = (copy / f"docs/_build/html/examples/designs/{name}.html").read_text("utf-8")
        rows = page.count('class="gallery-row')
        assert rows > 3
        assert page.count('class="gallery-shown') == rows
        for syntax in ("Markdown", "reStructuredText"):
            assert page.count(f"<summary>{syntax}</summary>") == rows


def test_it_builds_without_a_warning_in_the_theme_of_sphinx(copy: Path) -> None:
    assert build(copy, "-D", "html_theme=alabaster") == ""
    page = (copy / "docs/_build/html/reference/rules.html").read_text(encoding="utf-8")
    assert "alabaster.css" in page
    assert "missing_section" in page


def test_all_that_is_public_stands_in_the_inventory(copy: Path) -> None:
    build(copy)
    with (copy / "docs/_build/html/objects.inv").open("rb") as stream:
        found = InventoryFile.load(stream, "", posixpath.join)
    kinds = KindLibrary()
    directives = [entry.name for head in kinds.heads() for entry in entries_of(head)]
    wanted = {
        "rst:directive": [*directives, *(entry.name for entry in OF_NO_KIND)],
        "rst:role": [f"tdd:{head.name}" for head in kinds.heads()],
        "std:confval": [f"tdd_{name}" for name in settings()],
        "std:tdd-rule": [*RULE_NAMES, *rules_of(kinds.values())],
        "std:label": [f"template-{name}" for name in load()],
    }
    for sort, names in wanted.items():
        assert set(names) <= set(found[sort]), sort


def test_each_rule_has_a_page_that_shows_it_broken(copy: Path) -> None:
    build(copy)
    pages = copy / "docs/_build/html/reference/rules"
    kinds = KindLibrary().values()
    for name in (*RULE_NAMES, *rules_of(kinds)):
        assert f"[tdd.{name}]" in (pages / f"{name}.html").read_text(encoding="utf-8")


def test_links_within_it_lead_somewhere(copy: Path) -> None:
    build(copy)
    root = (copy / "docs/_build/html").resolve()
    texts = {path: path.read_text(encoding="utf-8") for path in root.rglob("*.html")}
    ids = {path: set(map(unescape, _ID.findall(text))) for path, text in texts.items()}
    nowhere = []
    for page, text in texts.items():
        for link in map(unescape, _LINK.findall(text)):
            name, _, anchor = link.partition("#")
            path = (page.parent / unquote(name)).resolve() if name else page
            if not path.exists() or (anchor and unquote(anchor) not in ids.get(path, {anchor})):
                nowhere.append((page.relative_to(root).as_posix(), link))
    assert not nowhere

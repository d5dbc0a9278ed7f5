"""The sites that are looked at: each theme with every kind of page, and a plain page beside it.

A theme has four sites. `showcase` is the example project; `markdown` and `restructuredtext` hold
all snippets of the documentation, which are every directive and role there is; `control` is built
without the extension and has one page with all that a plain page has. What is wrong in there is
the theme's.
"""

from __future__ import annotations

import fcntl
import runpy
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
SNIPPETS = ROOT / "docs" / "snippets"
DESIGNS = ROOT / "tests" / "docs" / "designs"
VERSIONED = ROOT / "docs" / "warned" / "versions"
CONTROL = Path(__file__).parent / "control.md"

KEPT = "TDD_BROWSER_SITES"
"""The variable that names a folder for the sites, where they are to be kept for the next run."""
THEMES = {
    "furo": "furo",
    "pydata": "pydata_sphinx_theme",
    "book": "sphinx_book_theme",
    "rtd": "sphinx_rtd_theme",
    "alabaster": "alabaster",
}
"""How a test calls a theme, and what conf.py calls it."""
WITH_DARK = ("furo", "pydata", "book")
"""The themes that have a dark mode."""


class Place(NamedTuple):
    """Where a page is: the site, and the document there."""

    site: str
    docname: str


_DESIGNS = ("payment-service", "settlement-pipeline", "order-ledger", "refund-tool")
_ADR = "0042-keep-answers-as-long-as-refunds"
_ACROSS = (
    "risks", "decisions", "questions", "components", "interfaces", "operations", "plan",
    "people", "documents", "coverage", "findings",
)  # fmt: skip
_PARTS = range(1, 7)
"""All snippets are too much for one page: what looks at it takes far longer than for its parts."""
PAGES = {
    **{name: Place("showcase", f"designs/{name}") for name in _DESIGNS},
    "madr": Place("showcase", f"designs/{_ADR}"),
    **{name: Place("showcase", f"project/{name}") for name in _ACROSS},
    "versions": Place("markdown", "versions"),
    **{f"kinds-{part}-md": Place("markdown", f"kinds-{part}") for part in _PARTS},
    **{f"kinds-{part}-rst": Place("restructuredtext", f"kinds-{part}") for part in _PARTS},
}
"""Every kind of page that has something of ours."""
IN_ONE_SYNTAX = [name for name in PAGES if not name.endswith("-rst")]
"""The same but for those that are the same as others in HTML: the trees of snippets are."""
PLAIN = Place("control", "plain")
WITHOUT = Place("showcase", "index")
"""A page of a project with the extension that holds nothing of it."""

_SNIPPET_CONF = f"""
extensions = ["myst_parser", "sphinx_tdd", "sphinx.ext.graphviz"]
graphviz_output_format = "svg"
exclude_patterns = ["specs/*-template.md", "snippets"]
html_title = "Snippets"
numfig = True
tdd_kind_path = ["snippets/kinds"]
tdd_severity_by_status = {{"draft": "info"}}
tdd_template_path = ["templates"]
tdd_documents = {{
    "designs/*": "feature-design",
    **{runpy.run_path(str(VERSIONED / "conf.py"))["tdd_documents"]!r},
}}
"""
_CONTROL_CONF = """
extensions = ["myst_parser", "sphinx.ext.graphviz"]
graphviz_output_format = "svg"
html_title = "Payments platform"
myst_enable_extensions = ["deflist", "fieldlist"]
"""
_CONTROL_INDEX = """# Control

```{toctree}
:hidden:
:glob:
:caption: Pages

plain
other-1*
```

```{toctree}
:hidden:
:glob:
:caption: More pages

other-2*
```
"""
_SYNTAXES = {"markdown": ".md", "restructuredtext": ".rst"}
_INCLUDE = {
    ".md": "## {name}\n\n```{{include}} /snippets/{name}.md\n```\n\n",
    ".rst": "{name}\n{line}\n\n.. include:: /snippets/{name}.rst\n\n",
}
_TITLE = {".md": "# Every kind\n\n", ".rst": "Every kind\n==========\n\n"}


_SETTINGS = {"showcase": {"tdd_document_banner": "all"}}


def address(theme: str, place: Place) -> str:
    """Return the address of a page under the folder that all sites are in."""
    return f"{theme}/{place.site}/html/{place.docname}.html"


def build(folder: Path, theme: str) -> None:
    """Build the sites of a theme under a folder, where they are not there yet.

    Processes that share the folder wait for the one that builds.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with _lock(folder / f"{theme}.lock"):
        if (folder / theme).exists():
            return
        making = folder / f"{theme}.part"
        shutil.rmtree(making, ignore_errors=True)
        _showcase(making / "showcase")
        for syntax, suffix in _SYNTAXES.items():
            _snippets(making / syntax, suffix)
        _control(making / "control")
        for site in sorted(making.iterdir()):
            run_sphinx(site, THEMES[theme], **_SETTINGS.get(site.name, {}))
        making.rename(folder / theme)


@contextmanager
def _lock(path: Path) -> Iterator[None]:
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def run_sphinx(site: Path, theme: str, **settings: str) -> None:
    """Build the project in the folder `source` of a site, with settings beside its own."""
    given = [part for pair in settings.items() for part in ("-D", "=".join(pair))]
    subprocess.run(
        [sys.executable, "-m", "sphinx", "-q", "-b", "html", "-D", f"html_theme={theme}", *given,
         "-d", site / "doctrees", site / "source", site / "html"],
        check=True, cwd=ROOT,
    )  # fmt: skip


def _showcase(site: Path) -> None:
    shutil.copytree(EXAMPLES, site / "source", ignore=shutil.ignore_patterns("_build"))


def _snippets(site: Path, suffix: str) -> None:
    source = site / "source"
    unwanted = next(other for other in _SYNTAXES.values() if other != suffix)
    shutil.copytree(SNIPPETS, source / "snippets", ignore=shutil.ignore_patterns(f"*{unwanted}"))
    shutil.copytree(DESIGNS, source / "designs")
    shutil.copytree(VERSIONED, source, dirs_exist_ok=True)
    (source / "index.md").unlink()
    names = sorted(path.stem for path in (source / "snippets").glob(f"*{suffix}"))
    for number in _PARTS:
        chosen = names[number - 1 :: len(_PARTS)]
        parts = (_INCLUDE[suffix].format(name=name, line="-" * len(name)) for name in chosen)
        text = _TITLE[suffix] + "".join(parts)
        (source / f"kinds-{number}{suffix}").write_text(text, encoding="utf-8")
    (source / "versions.md").write_text("# Versions\n\n```{tdd-versions}\n```\n", encoding="utf-8")
    tree = ":glob:\n\nkinds-*\nversions\ndesigns/*\nnotes/*\nspecs/*/*\n"
    (source / "index.md").write_text(f"# All\n\n```{{toctree}}\n{tree}```\n", encoding="utf-8")
    (source / "conf.py").write_text(_SNIPPET_CONF, encoding="utf-8")


def _control(site: Path) -> None:
    (site / "source").mkdir(parents=True)
    shutil.copy(CONTROL, site / "source" / "plain.md")
    (site / "source" / "index.md").write_text(_CONTROL_INDEX, "utf-8")
    for number in range(10, 30):
        text = f"# Page {number}\n\n## A section\n\n### A section in it\n\nA paragraph.\n"
        (site / "source" / f"other-{number}.md").write_text(text, "utf-8")
    (site / "source" / "conf.py").write_text(_CONTROL_CONF, encoding="utf-8")

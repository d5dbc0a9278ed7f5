"""The example documents as pages of the documentation: rendered, checked, and as source.

The documents and what they include stay in `examples/designs`. They are copied to
`docs/examples/designs` before each build (unchanged ones are left alone, so that only changed ones
are read again). Beside each a page of the gallery is written, named as its template: the source in
both syntaxes beside what it becomes (`gallery.py`). The design over many pages, which stays in
`docs/warned/pages`, is copied to `docs/examples/refunds`, and the documents in
`docs/warned/versions` to `docs/examples/versions`.
Git ignores these folders.
"""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gallery import sources

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

DOCS = Path(__file__).parents[1]
PROJECT = DOCS.parent / "examples"
COPIES, REFUNDS = "examples/designs", "examples/refunds"
VERSIONS = "examples/versions"
MANY_PAGES = DOCS / "warned/pages/designs/refunds"
VERSIONED = DOCS / "warned/versions"

_PAGE = """\
---
hide-toc: true
---

(gallery-{template})=
# {template}

{{doc}}`{name}` follows the template {{ref}}`{template} <template-{template}>`. In HTML, each of
its sections stands here as it is written, in one syntax and folded in the other, beside what it
becomes. The whole file: {downloads}.

```{{tdd-side-by-side}} {name}
```

```{{toctree}}
:hidden:

{name}
```
"""
DRAFT = "refund-tool"
"""The document with gaps, which shows no template filled in."""


def copy(app: Sphinx, config: Config) -> None:
    """Copy the documents, write the pages of their sources, and say what each follows."""
    values = runpy.run_path(str(PROJECT / "conf.py"))
    documents: dict[str, str] = values["tdd_documents"]
    wanted: dict[Path, str] = {}
    for docname, template in documents.items():
        wanted.update(_files(docname, template))
    for path in (PROJECT / "designs/openapi").iterdir():
        wanted[DOCS / COPIES / "openapi" / path.name] = path.read_text(encoding="utf-8")
    for path in filter(Path.is_file, MANY_PAGES.rglob("*")):
        text = path.read_text(encoding="utf-8")
        wanted[DOCS / REFUNDS / path.relative_to(MANY_PAGES)] = text
    for path in (*VERSIONED.glob("specs/**/*.*"), *VERSIONED.glob("notes/*")):
        text = path.read_text(encoding="utf-8")
        wanted[DOCS / VERSIONS / path.relative_to(VERSIONED)] = text
    for folder in (COPIES, REFUNDS, VERSIONS):
        for path in (DOCS / folder).rglob("*"):
            if path.is_file() and path not in wanted:
                path.unlink()
    for path, text in wanted.items():
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    _configure(config, values)


def _files(docname: str, template: str) -> dict[Path, str]:
    """Return the files made for a document, with their text."""
    name = docname.rpartition("/")[2]
    source, *others = sources(name)
    made = {DOCS / COPIES / source.name: source.read_text(encoding="utf-8")}
    if name != DRAFT:
        words = {".md": "Markdown", ".rst": "reStructuredText"}
        paths = [path.relative_to(PROJECT.parent).as_posix() for path in (source, *others)]
        links = [f"{{download}}`{words[Path(p).suffix]} <../../../{p}>`" for p in paths]
        page = _PAGE.format(name=name, template=template, downloads=", ".join(links))
        made[DOCS / COPIES / f"{template}.md"] = page
    return made


def _configure(config: Config, values: dict[str, Any]) -> None:
    documents = values["tdd_documents"].items()
    config["tdd_documents"] = {f"examples/{name}": template for name, template in documents}
    config["tdd_documents"][f"{REFUNDS}/"] = "service-design"
    versioned = runpy.run_path(str(VERSIONED / "conf.py"))["tdd_documents"]
    for pattern, template in versioned.items():
        own = f"{VERSIONS}/{template}" if "/" in template else template
        config["tdd_documents"][f"{VERSIONS}/{pattern}"] = own
    config["tdd_severity_by_status"] = {"draft": "info"}


def setup(app: Sphinx) -> dict[str, bool]:
    """Copy before the extension looks at the configuration and Sphinx for documents."""
    app.connect("config-inited", copy, priority=10)
    return {"parallel_read_safe": True, "parallel_write_safe": True}

"""The example documents as pages of the documentation: rendered, checked, and as source.

The documents and what they include stay in `examples/designs`. They are copied to
`docs/examples/designs` before each build (unchanged ones are left alone, so that only changed ones
are read again), and a page with the source of each is written to `docs/examples/source`. The
design over many pages, which stays in `docs/warned/pages`, is copied to `docs/examples/refunds`,
and the documents in `docs/warned/versions` to `docs/examples/versions`.
Git ignores these folders.
"""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

DOCS = Path(__file__).parents[1]
PROJECT = DOCS.parent / "examples"
COPIES, SOURCES, REFUNDS = "examples/designs", "examples/source", "examples/refunds"
VERSIONS = "examples/versions"
MANY_PAGES = DOCS / "warned/pages/designs/refunds"
VERSIONED = DOCS / "warned/versions"

_PAGE = """\
---
orphan: true
---

# Source of {name}

It follows the template {{ref}}`{template} <template-{template}>`, and is rendered in
{{doc}}`/{copy}`.

```{{literalinclude}} /{copy}{suffix}
:language: {language}
:linenos:
```
"""


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
    for folder in (COPIES, SOURCES, REFUNDS, VERSIONS):
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
    source = next(p for s in (".md", ".rst") if (p := PROJECT / f"{docname}{s}").is_file())
    page = _PAGE.format(
        name=source.name,
        template=template,
        copy=f"{COPIES}/{source.stem}",
        suffix=source.suffix,
        language={".md": "markdown", ".rst": "rst"}[source.suffix],
    )
    return {
        DOCS / COPIES / source.name: source.read_text(encoding="utf-8"),
        DOCS / SOURCES / f"{source.stem}.md": page,
    }


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

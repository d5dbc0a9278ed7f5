"""An extension that stops a build, as a key on the keyboard does, before it writes a page."""

from __future__ import annotations

from typing import Any

from sphinx.application import Sphinx


def setup(app: Sphinx) -> dict[str, bool]:
    app.add_config_value("stop_at", "", "", str)
    app.connect("doctree-resolved", stop, priority=1)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def stop(app: Sphinx, doctree: Any, docname: str) -> None:
    if docname == app.config.stop_at:
        raise KeyboardInterrupt

"""The extension reads the settings file that the command reads; conf.py wins."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace

DESIGN = "# Orders\n\n## Overview\n\nOrders are kept.\n"
CONF = 'extensions = ["myst_parser", "sphinx_tdd"]\n'


def build(
    folder: Path, settings: str, conf: str = "", name: str = "tdd.toml"
) -> dict[str, object]:
    source = folder / "docs"
    source.mkdir()
    (folder / ".git").mkdir()
    (folder / name).write_text(settings, encoding="utf-8")
    (source / "conf.py").write_text(CONF + conf, encoding="utf-8")
    (source / "index.md").write_text(DESIGN, encoding="utf-8")
    out = folder / "out"
    with docutils_namespace():
        Sphinx(source, source, out, out / "trees", "dummy", status=None, warning=None).build()
    found: dict[str, object] = json.loads((out / "tdd.json").read_text("utf-8"))
    return found


@pytest.mark.parametrize(
    ("name", "settings"),
    [
        ("tdd.toml", 'documents = {"**" = "design-doc"}\n'),
        ("tdd.toml", '[documents]\n"**" = "design-doc"\n'),
        ("pyproject.toml", '[tool.sphinx-tdd.documents]\n"**" = "design-doc"\n'),
    ],
)
def test_the_mapping_may_stand_in_the_settings_file(
    tmp_path: Path, name: str, settings: str
) -> None:
    found = build(tmp_path, settings, name=name)
    assert [each["template"] for each in found["documents"]] == ["design-doc"]  # type: ignore[index]


def test_conf_py_wins(tmp_path: Path) -> None:
    found = build(
        tmp_path,
        '[documents]\n"**" = "design-doc"\n[severity]\nmissing_section = "off"\n',
        'tdd_documents = {"**": "feature-design"}\n',
    )
    (document,) = found["documents"]  # type: ignore[misc]
    assert document["template"] == "feature-design"
    assert {finding["rule"] for finding in document["findings"]}.isdisjoint({"missing_section"})


def test_folders_are_relative_to_the_file(tmp_path: Path) -> None:
    templates = tmp_path / "templates"
    templates.mkdir()
    (templates / "note.yaml").write_text(
        "id: note\ntitle: Note\nsections:\n  - title: Overview\n", encoding="utf-8"
    )
    found = build(tmp_path, 'template_path = ["templates"]\n[documents]\n"**" = "note"\n')
    (document,) = found["documents"]  # type: ignore[misc]
    assert (document["template"], document["complete"]) == ("note", True)


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (
            '[document]\n"**" = "design-doc"\n',
            "there is no key 'document'; did you mean 'documents'?",
        ),
        ("documents = [\n", "is no TOML"),
    ],
)
def test_what_is_wrong_with_the_file_is_told(tmp_path: Path, settings: str, said: str) -> None:
    found = build(tmp_path, settings)
    told = [f["message"] for f in found["findings"] if f["rule"] == "config"]  # type: ignore[attr-defined]
    assert any(said in message for message in told), told

"""Template files: whatever a file holds, loading tells its faults and never raises."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sphinx_tdd.model.template_library import load
from sphinx_tdd.model.template_schema import TemplateFile, schema
from sphinx_tdd.model.titles import title_key

KEYS = (
    "id", "title", "version", "hint", "extends", "order", "closed", "prompts", "sections",
    "add", "replace", "drop", "aliases", "required", "repeat", "diagram", "front_matter",
    "kind", "items", "table", "columns", "label", "under", "before", "after", "path", "section",
    "languages", "de", "when", "one_of", "min_words", "max_words", "pattern", "choices", "format",
    "form", "fields",
    "field", "is", "not", "name", "titel", "unknown",
)  # fmt: skip
TEXTS = ("note", "letter", "design-doc", "A", "B", "A > B", "1. A", "strict", "free", "", "[x]")
scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 3),
    st.floats(allow_nan=False),
    st.sampled_from(TEXTS),
)
data = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(KEYS), inner, max_size=5)
        | st.dictionaries(scalars, inner, max_size=2)
    ),
    max_leaves=15,
)
"""Anything that YAML can hold, keys of template files among it."""
sections = st.lists(
    st.fixed_dictionaries(
        {"title": st.sampled_from(TEXTS)},
        optional=dict.fromkeys(("items", "table", "required", "sections", "repeat"), data),
    ),
    max_size=3,
)
files = st.fixed_dictionaries(
    {"id": st.sampled_from(TEXTS), "sections": sections},
    optional={
        "extends": st.sampled_from(TEXTS),
        "drop": st.lists(st.sampled_from(TEXTS), max_size=2),
        "add": st.lists(data, max_size=2),
        "replace": st.lists(data, max_size=2),
        "order": st.sampled_from(TEXTS),
        "languages": data | st.fixed_dictionaries({"de": data}),
    },
)
"""What nearly is a template file."""
quick = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
_numbers = itertools.count()


def loaded(root: Path, *texts: str) -> tuple[list[str], list[Any]]:
    """Load files: the ids of all templates but those of the package, and the faults."""
    folder = root / str(next(_numbers))
    folder.mkdir()
    for number, text in enumerate(texts):
        (folder / f"f{number}.yaml").write_text(text, encoding="utf-8", errors="replace")
    library = load([(folder, "own")])
    own = [key for key in library if key not in BUILTIN]
    for key in own:
        assert library[key].id == key
        assert library[key].sections
        assert len({section.path for section in library[key].walk()}) >= 1
    for fault in library.faults:
        assert fault.path.startswith("own/")
        assert fault.message
        lines = texts[int(fault.path[len("own/f") : -len(".yaml")])].count("\n") + 1
        assert 1 <= fault.line <= lines + 1
    return own, list(library.faults)


BUILTIN = frozenset(load())


@quick
@given(data)
def test_any_data(tmp_path: Path, data: Any) -> None:
    own, faults = loaded(tmp_path, yaml.safe_dump(data))
    assert own or faults


@quick
@given(st.lists(files, min_size=1, max_size=3))
def test_nearly_templates(tmp_path: Path, files: list[Any]) -> None:
    texts = [yaml.safe_dump(file, sort_keys=False) for file in files]
    own, faults = loaded(tmp_path, *texts)
    for number, file in enumerate(files):
        assert file["id"] in own or any(f.path == f"own/f{number}.yaml" for f in faults)


@quick
@given(
    st.text(max_size=80) | st.sampled_from(["a: &a [*a]", "&a {b: *a}", "? [1]\n: 2", "- !x y"])
)
def test_any_text(tmp_path: Path, text: str) -> None:
    _own, faults = loaded(tmp_path, text.replace("\r", ""))
    assert faults


def test_aliases_that_expand_without_end(tmp_path: Path) -> None:
    rows = [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    own, faults = loaded(tmp_path, "\n".join(["a0: &a0 [x]", *rows]))
    assert own == []
    assert "too many values" in faults[0].message


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_bytes(b"\xff\xfe\x00id")
    (fault,) = load([(tmp_path, "own")]).faults
    assert "can't be read" in fault.message


@pytest.mark.parametrize("name", sorted(BUILTIN))
def test_the_templates_of_the_package(name: str) -> None:
    template = load()[name]
    paths = [section.path for section in template.walk()]
    assert len(paths) == len(set(paths))
    assert all(section.hint.count(".") == 1 for section in template.walk())
    for section in template.walk():
        keys = [key for below in section.sections for key in below.keys]
        assert len(keys) == len(set(keys)), section.path
        assert title_key(section.title) in section.keys


def test_the_schema_names_every_key() -> None:
    written = schema()
    assert written["$schema"].endswith("2020-12/schema")
    top = written["$defs"][TemplateFile.__name__]
    assert set(top["properties"]) == set(TemplateFile.__struct_fields__)
    assert top["additionalProperties"] is False
    assert top["required"] == ["id"]

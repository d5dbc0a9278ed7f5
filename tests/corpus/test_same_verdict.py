"""Documents of other projects: a check without a build says of each what the build says."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.same_verdict import both, copied

FOLDER = Path(os.environ.get("TDD_CORPUS", Path(__file__).parents[3] / "shared" / "corpus"))
pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not FOLDER.is_dir(), reason="the documents of other projects are not here"),
]


@pytest.mark.parametrize(
    ("name", "template", "documents"),
    [
        ("wild", "design-doc", 36),
        ("wild", "formal-design", 36),
        ("cips", "design-doc", 148),
        ("cips", "kep", 148),
        ("cip-mutants", "madr", 181),
        ("neutron-specs", "openstack-spec", 294),
        ("keystone-specs", "openstack-spec", 120),
        ("keystone-specs", "arc42", 120),
    ],
)
def test_the_same_is_said(tmp_path: Path, name: str, template: str, documents: int) -> None:
    folder = FOLDER / name
    files = [
        (file, str(file.relative_to(folder)))
        for file in sorted(folder.rglob("*"))
        if file.suffix in {".md", ".rst"} and file.is_file()
    ]
    pair = both(copied(files, tmp_path, {"**": template}), jobs=2)
    assert pair.differing() == {}
    assert pair.documents == documents
    assert pair.findings > documents

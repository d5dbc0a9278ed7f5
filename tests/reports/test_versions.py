"""What reports say of versions: how many follow which, and how many are to be migrated."""

from __future__ import annotations

import msgspec
import pytest

from sphinx_tdd.model.report import DocumentReport, Migration, Report, TemplateVersions
from sphinx_tdd.reports import FORMATS
from sphinx_tdd.reports.summary import in_short
from tests.reports.values import document, finding

SPEC = "specs/{version}-template.rst"


def markdown(value: Report) -> str:
    return FORMATS["markdown"](value)


def follows(template: str, version: str, target: str = "", owes: int = 0) -> DocumentReport:
    """A document that follows a version of a template."""
    migration = Migration(target, (finding(),) * owes) if target else None
    made = document(f"d-{template}-{version}")
    return msgspec.structs.replace(made, template=template, version=version, migration=migration)


def of(*documents: DocumentReport, templates: tuple[TemplateVersions, ...] = ()) -> Report:
    return Report(project="P", documents=documents, templates=templates)


NOTE = TemplateVersions("note", ("1", "2", "10"), "10")
LATER = follows("note@10", "10", "2")
OLDER = follows("note@2", "2", "10", 3)


@pytest.mark.parametrize(
    ("documents", "known", "end"),
    [
        ([OLDER], (), "; 1 document follows an older version of its template"),
        ([OLDER, OLDER], (), "; 2 documents follow an older version of their template"),
        ([LATER], (), "; 1 document follows another version than the target of its template"),
        (
            [OLDER, LATER],
            (),
            "; 2 documents follow another version than the target of their template",
        ),
        (
            [OLDER],
            (TemplateVersions("note", ("10", "2"), "10"),),
            "; 1 document follows another version than the target of its template",
        ),
        ([follows("note", "10")], (), "4 of 4 sections filled"),
    ],
)
def test_in_the_summary(
    documents: list[DocumentReport], known: tuple[TemplateVersions, ...], end: str
) -> None:
    named = [
        msgspec.structs.replace(each, docname=str(n), sections=documents[0].sections)
        for n, each in enumerate(documents)
    ]
    assert in_short(of(*named, templates=known)).endswith(end)


def test_the_versions_are_in_order() -> None:
    documents = [follows(f"note@{v}", v) for v in ("10", "2")]
    documents += [follows(f"specs/{v}-template.rst", v) for v in ("2025.10", "2025.9")]
    found = of(*documents).versions
    assert list(found) == ["note", SPEC]
    assert list(found["note"]) == ["2", "10"]
    assert list(found[SPEC]) == ["2025.9", "2025.10"]
    known = (TemplateVersions("note", ("10", "2"), "2"),)
    assert list(of(*documents, templates=known).versions["note"]) == ["10", "2"]


def test_in_markdown() -> None:
    path = "specs/2025.1-template.rst"
    text = markdown(
        of(
            OLDER,
            follows("note", "10"),
            follows(path, "2025.1", "2025.2"),
            follows("design", "1"),
            templates=(NOTE, TemplateVersions(SPEC, ("2025.1", "2025.2"), "2025.2")),
        )
    )
    part = text.partition("### Versions\n\n")[2]
    assert part == (
        "- `note`, documents by version: `2`: 1, `10` (newest): 1; **1 to migrate** to `10`\n"
        f"- `{SPEC}`, documents by version: `2025.1`: 1, `2025.2` (newest): 0; "
        "**1 to migrate** to `2025.2`\n"
    )


def test_one_version_alone_is_not_told_in_markdown() -> None:
    assert "Versions" not in markdown(of(follows("design", "1")))
    both = markdown(of(follows("note@2", "2"), follows("note", "10")))
    assert "- `note`, documents by version: `2`: 1, `10` (newest): 1\n" in both

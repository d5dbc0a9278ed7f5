"""What `sphinx-tdd summary` prints of a tdd.json, and what it says of other files."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from sphinx_tdd.cli.failure import Failure
from sphinx_tdd.cli.summary import read, write


def finding(rule: str, **values: object) -> dict[str, object]:
    return {"rule": rule, "severity": "warning", "line": 3, "message": "…", **values}


def document(docname: str, filled: int = 3, **values: object) -> dict[str, object]:
    return {
        "docname": docname,
        "path": f"{docname}.md",
        "title": docname,
        "template": "design-doc",
        "status": None,
        "sections": {"required": 4, "present": 4, "filled": filled},
        "findings": [],
        **values,
    }


def printed(folder: Path, *documents: dict[str, object]) -> str:
    file = folder / "tdd.json"
    content = {"version": 1, "project": "P", "documents": documents, "records": []}
    file.write_text(json.dumps(content), encoding="utf-8")
    out = io.StringIO()
    write(read(file), out)
    return out.getvalue()


def test_a_row_for_each_document_and_one_for_all(tmp_path: Path) -> None:
    text = printed(
        tmp_path,
        document("designs/pay", filled=4, status="approved"),
        document("search", findings=[finding("missing_section"), finding("placeholder")]),
    )
    assert text == (
        "Document     Template    Status    Filled  Findings\n"
        "designs/pay  design-doc  approved  4/4     0         complete\n"
        "search       design-doc            3/4     2\n"
        "\n"
        "1 of 2 documents complete, 7 of 8 sections filled; "
        "findings: missing_section 1, placeholder 1\n"
    )


@pytest.mark.parametrize(
    "silent",
    [
        {"severity": "info"},
        {"suppressed": True},
        {"ignored": "not in the cloud"},
        {"severity": "info", "suppressed": True},
    ],
)
def test_findings_that_count_for_nothing_are_not_counted(
    tmp_path: Path, silent: dict[str, object]
) -> None:
    text = printed(tmp_path, document("a", findings=[finding("placeholder", **silent)]))
    state = "(+1 info) complete so far" if silent == {"severity": "info"} else "complete"
    assert " ".join(text.splitlines()[1].split()) == f"a design-doc 3/4 0 {state}"
    assert text.endswith("findings: none\n")


def test_a_document_without_a_template_has_no_row(tmp_path: Path) -> None:
    assert "notes" not in printed(tmp_path, document("a"), document("notes", template=None))


def test_a_project_without_templates_says_so(tmp_path: Path) -> None:
    assert printed(tmp_path, document("notes", template=None)) == (
        "No document was held against a template.\n"
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "can't be read: No such file or directory"),
        ("{", "is no report of sphinx-tdd"),
        ("[]", "is no report of sphinx-tdd"),
        ('{"version": 2}', "is of version 2; only 1 is understood"),
        ('{"version": 1, "project": "P", "documents": [{}]}', "$.documents[0]"),
    ],
)
def test_what_is_no_tdd_json_is_refused(tmp_path: Path, content: str | None, said: str) -> None:
    file = tmp_path / "tdd.json"
    if content is not None:
        file.write_text(content, encoding="utf-8")
    with pytest.raises(Failure, match=r"tdd\.json") as failure:
        read(file)
    assert said in str(failure.value)


OWED = [
    {"rule": "missing_section", "severity": "warning", "line": 7, "message": "no 'Risks'"},
    {"rule": "missing_item", "severity": "warning", "line": 3, "message": "…", "path": "a/b.md"},
]


def versions() -> list[dict[str, object]]:
    """Documents that follow versions of templates."""
    path = "specs/2025.1-template.rst"
    return [
        document("one", template="note@9", version="9", migration={"target": "10", "owes": OWED}),
        document("two", template="note", version="10", migration=None),
        document("x", template=path, version="2025.1", migration={"target": "2026", "owes": []}),
    ]


def test_versions_stand_beside_templates(tmp_path: Path) -> None:
    text = printed(tmp_path, *versions())
    names = [line.split()[1] for line in text.splitlines()[1:4]]
    assert names == ["note@9", "note@10", "specs/2025.1-template.rst"]
    assert text.endswith("; 2 documents follow an older version of their template\n")


def test_what_documents_would_owe(tmp_path: Path) -> None:
    plain = printed(tmp_path, *versions())
    out = io.StringIO()
    write(read(tmp_path / "tdd.json"), out, migration=True)
    assert out.getvalue() == plain + (
        "\n"
        "note@9 to 10: one.md\n"
        "  one.md:7: no 'Risks'\n"
        "  a/b.md:3: …\n"
        "specs/2025.1-template.rst to 2026: x.md\n"
        "  nothing more\n"
    )


def test_no_document_is_to_migrate(tmp_path: Path) -> None:
    printed(tmp_path, document("two", template="note", version="10"))
    out = io.StringIO()
    write(read(tmp_path / "tdd.json"), out, migration=True)
    assert out.getvalue().endswith(
        "\nNo document follows another version of its template than it is to reach.\n"
    )

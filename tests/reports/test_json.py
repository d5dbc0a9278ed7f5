"""A report as JSON can be read again, and is then the same."""

from __future__ import annotations

import json

import msgspec
import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from sphinx_tdd.model.report import Report, TemplateVersions
from sphinx_tdd.reports import Rendering
from sphinx_tdd.reports.json import NotAReport, read_json, write_json
from sphinx_tdd.reports.json_schema import schema
from tests.reports.awkward import REPORT
from tests.reports.strategies import reports
from tests.reports.values import document, finding, report

SCHEMA = Draft202012Validator(schema())


def written(value: Report) -> str:
    return write_json(value, Rendering())


@given(reports())
def test_what_is_written_is_read(value: Report) -> None:
    read = read_json(written(value))
    assert msgspec.structs.replace(read, templates=()) == value
    assert written(read) == written(value)


def test_the_awkward_one_is_read() -> None:
    assert written(read_json(written(REPORT))) == written(REPORT)


def test_versions_keep_an_order_of_their_own() -> None:
    made = [
        msgspec.structs.replace(document(v), template=f"note@{v}", version=v) for v in ("2", "10")
    ]
    known = (TemplateVersions("note", ("10", "2"), "2"),)
    value = msgspec.structs.replace(report(*made), templates=known)
    assert list(read_json(written(value)).versions["note"]) == ["10", "2"]


def test_old_debt_alone_is_marked() -> None:
    data = json.loads(written(report(document("a", finding(), finding(known=True)))))
    new, old = data["documents"][0]["findings"]
    assert "known" not in new
    assert old["known"] is True
    assert data["summary"]["findings"] == {"empty_section": 1}


@given(reports())
def test_what_is_written_is_as_its_schema_says(value: Report) -> None:
    SCHEMA.validate(json.loads(written(value)))


def test_the_schema_refuses_what_is_not_written() -> None:
    data = json.loads(written(REPORT))
    del data["documents"][0]["complete"]
    assert not SCHEMA.is_valid(data)


def test_every_key_that_is_written_is_in_the_schema() -> None:
    closed = schema()
    for mapping in closed["$defs"].values():
        mapping["additionalProperties"] = False
    Draft202012Validator(closed).validate(json.loads(written(REPORT)))


@pytest.mark.parametrize("text", ["", "{", "[]", '{"version": 1}', "\xff", '{"version": "1"}'])
def test_what_is_no_report_is_refused(text: str) -> None:
    with pytest.raises(NotAReport, match="is no report of sphinx-tdd"):
        read_json(text.encode("latin-1"))


def test_a_later_version_is_refused() -> None:
    with pytest.raises(NotAReport, match="is of version 2; only 1 is understood"):
        read_json('{"version": 2}')

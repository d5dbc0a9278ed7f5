"""Reports joined: shards are what one run would have said, projects stay apart."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_tdd.model.finding import After, Finding
from sphinx_tdd.model.kind import Record
from sphinx_tdd.model.report import DocumentReport, Report, TemplateVersions, incomplete
from sphinx_tdd.reports import FORMATS
from sphinx_tdd.reports.json import read_json
from sphinx_tdd.reports.merge import Clash, merge
from tests.reports.strategies import reports
from tests.reports.values import document, finding, report


def joined(*shards: Report) -> Report:
    return merge([(f"{number}.json", shard) for number, shard in enumerate(shards)])


def part(whole: Report, names: set[str]) -> Report:
    """A shard that looked at some of the documents."""
    return msgspec.structs.replace(
        whole,
        documents=tuple(each for each in whole.documents if each.docname in names),
        records=tuple(each for each in whole.records if each.docname in names),
    )


# -- properties -------------------------------------------------------------------------------

docnames = st.sets(st.sampled_from(["a", "b", "sub/c", "d e", "é"]))


@given(reports(), docnames, docnames)
def test_shards_make_the_whole_again_also_where_they_overlap(
    whole: Report, some: set[str], more: set[str]
) -> None:
    rest = {each.docname for each in whole.documents} - some
    assert joined(part(whole, some), part(whole, rest | more)) == joined(whole)


@given(reports(), docnames)
def test_the_order_of_shards_does_not_matter(whole: Report, some: set[str]) -> None:
    rest = {each.docname for each in whole.documents} - some
    one, other = part(whole, some), part(whole, rest)
    assert joined(one, other) == joined(other, one)


@given(reports())
def test_one_report_stays_what_it_is_but_for_the_order_of_its_findings(whole: Report) -> None:
    again = joined(whole)
    assert again.documents == whole.documents
    assert again.records == whole.records
    assert set(again.findings) <= set(whole.findings)
    assert joined(again, again) == again


@given(reports(), docnames)
def test_sums_are_made_again(whole: Report, some: set[str]) -> None:
    rest = {each.docname for each in whole.documents} - some
    made = joined(part(whole, some), part(whole, rest))
    assert read_json(FORMATS["json"](made)).counted == joined(whole).counted


@given(reports(), reports())
def test_projects_of_two_names_keep_all_their_documents(one: Report, other: Report) -> None:
    one = msgspec.structs.replace(one, project="One")
    other = msgspec.structs.replace(other, project="Two/Three")
    made = joined(one, other)
    assert made.project == "One, Two/Three"
    names = [f"One/{d.docname}" for d in one.documents]
    names += [f"Two-Three/{d.docname}" for d in other.documents]
    assert [each.docname for each in made.documents] == sorted(names)
    assert len(made.records) == len(one.records) + len(other.records)
    assert joined(other, one) == made


# -- shards -----------------------------------------------------------------------------------


def unmatched(text: str) -> Finding:
    return finding(f"tdd_documents: {text}", rule="unmatched_glob")


NOWHERE = unmatched("the pattern 'old/**' matches no document")
ELSEWHERE = unmatched("earlier patterns took all that 'old/**' matches")
NOTHING = finding("no document was held against a template: say", rule="no_documents")


def test_a_pattern_that_one_shard_matches_is_no_finding() -> None:
    assert joined(report(findings=(NOWHERE,)), report(document("old/a"))).findings == ()


def test_a_pattern_that_no_shard_matches_is_one() -> None:
    shards = report(findings=(NOWHERE,)), report(findings=(ELSEWHERE,))
    (kept,) = joined(*shards).findings
    assert kept.rule == "unmatched_glob"


def test_that_nothing_was_checked_is_told_only_where_no_shard_checked_anything() -> None:
    other = finding("no document was held against a template: 'a' looks", rule="no_documents")
    assert len(joined(report(findings=(NOTHING,)), report(findings=(other,))).findings) == 1
    assert not joined(report(findings=(NOTHING,)), report(document("a"))).findings


def test_other_findings_of_the_project_are_told_once() -> None:
    fault = finding("unknown key", rule="template_file", source="own.yaml", line=3)
    other = finding("unknown key", rule="template_file", source="own.yaml", line=4)
    made = joined(report(findings=(fault,)), report(findings=(other, fault)))
    assert made.findings == (fault, other)


def share(*documents: DocumentReport) -> Report:
    """A shard that says where too little of its own documents is filled."""
    found = incomplete(documents, 70)
    return report(*documents, findings=(found,) if found else ())


def test_what_is_filled_is_counted_over_all_shards() -> None:
    low, high = share(document("a", filled=1)), share(document("b"))
    (told,) = joined(low, high).findings
    assert told.message == (
        "5 of 8 owed sections are filled, 62.5 %; tdd_min_complete asks for 70 %"
    )
    assert told.severity == "error"


def test_where_the_whole_is_filled_no_shard_is_too_low() -> None:
    shards = [share(document("a", filled=1)), *(share(document(n)) for n in "bcdefg")]
    assert not joined(*shards).findings


def test_old_debt_in_all_shards_is_old_debt() -> None:
    old = msgspec.structs.replace(NOWHERE, known=True)
    (told,) = joined(report(findings=(old,)), report(findings=(NOWHERE,))).findings
    assert not told.known
    (told,) = joined(report(findings=(old,)), report(findings=(old,))).findings
    assert told.known


def test_two_states_of_a_document_are_refused() -> None:
    with pytest.raises(Clash) as refused:
        joined(report(document("a")), report(document("a", finding())))
    assert "0.json and 1.json say different things of 'a'" in str(refused.value)


def test_two_states_of_records_are_refused() -> None:
    record = Record(kind="risk", id="R", title="t", docname="a", line=3)
    with pytest.raises(Clash, match="'a'"):
        joined(
            msgspec.structs.replace(report(), records=(record,)),
            msgspec.structs.replace(report(), records=(msgspec.structs.replace(record, line=4),)),
        )


def test_versions_of_all_shards_are_known() -> None:
    one = TemplateVersions("note", ("1", "2"), "2")
    other = TemplateVersions("note", ("1", "2", "10"), "10")
    shards = [msgspec.structs.replace(report(), templates=(each,)) for each in (one, other)]
    assert joined(*shards).templates == (other,)


# -- projects ---------------------------------------------------------------------------------


def test_a_project_becomes_a_folder() -> None:
    found = finding(source="part.md", page="a/more", after=After("A", 3, "part.md"))
    other = finding("in a file", source="own.yaml")
    one = msgspec.structs.replace(
        report(document("a/b", found), findings=(NOWHERE, other)),
        records=(Record(kind="risk", id="R", title="t", docname="a/b", line=3, source="r.csv"),),
    )
    two = msgspec.structs.replace(report(document("a/b")), project="Two")
    made = joined(one, two)
    first, second = made.documents
    assert (first.docname, first.path) == ("Payments/a/b", "Payments/a/b.md")
    assert (second.docname, second.path) == ("Two/a/b", "Two/a/b.md")
    (said,) = first.findings
    assert (said.source, said.page) == ("Payments/part.md", "Payments/a/more")
    assert said.after == After("A", 3, "Payments/part.md")
    assert made.records[0].docname == "Payments/a/b"
    assert made.records[0].source == "Payments/r.csv"
    messages = [each.message for each in made.findings]
    assert messages == [f"Payments: {NOWHERE.message}", "in a file"]
    assert made.findings[1].source == "Payments/own.yaml"


def test_absolute_paths_stay() -> None:
    at = finding(source="/tpl/own.yaml")
    two = msgspec.structs.replace(report(), project="Two")
    assert joined(report(findings=(at,)), two).findings[0].source == "/tpl/own.yaml"


def test_nothing_joined_is_nothing() -> None:
    assert merge([]) == Report(project="")

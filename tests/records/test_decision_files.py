"""What the words of a file say of the decision that it is, and what files say of each other."""

from __future__ import annotations

import pytest

from sphinx_tdd.model.kind import Record
from sphinx_tdd.model.kind_library import KindLibrary
from sphinx_tdd.model.titles import title_key
from sphinx_tdd.records.decision_files import DecisionFile, Page, Part, read_file
from sphinx_tdd.records.decision_records import make, problem_of
from sphinx_tdd.records.lookup import Lookup
from sphinx_tdd.records.numbers import file_id, name_key, split_title
from sphinx_tdd.records.statements import Statement, from_front_matter, relations, status_in

KIND = KindLibrary()["decision"]


@pytest.mark.parametrize(
    ("text", "status", "named"),
    [
        ("Accepted", "accepted", []),
        ("✅ **Approved** (2024-01-02)", "accepted", []),
        ("superseded by ADR-0123", "superseded", [("superseded-by", "ADR-0123")]),
        ("Superceded by [Use Kafka](0009.md)", "superseded", [("superseded-by", "Use Kafka")]),
        (
            "Accepted, superseded by ADR-9 and ADR 10 on 2026-05-12",
            "superseded",
            [("superseded-by", "ADR-9"), ("superseded-by", "ADR 10")],
        ),
        ("OPEN\nReplaced by [19. Ports](0019.md)", "superseded", [("superseded-by", "19. Ports")]),
        ("Accepted. The part on skins is superseded by [ADR 3](3.md)", "accepted", []),
        ("Partially superseded by ADR-9", "", [("links", "ADR-9")]),
        ("Draft. Amends 7", "proposed", [("links", "7")]),
        ("Amended by [4. More](4.md)", "", [("links", "4. More")]),
        (
            "Supersedes ADR-3, ADR-4. Final",
            "accepted",
            [("supersedes", "ADR-3"), ("supersedes", "ADR-4")],
        ),
        ("Superseded by the new platform.", "superseded", [("superseded-by", "the new platform")]),
        ("On ice", "on ice", []),
        ("", "", []),
        ("Angenommen", "accepted", []),
        ("Ersetzt durch [3](3.md)", "superseded", [("superseded-by", "3")]),
        ("ersetzt", "superseded", []),
        ("Akzeptiert. Ersetzt ADR-3", "accepted", [("supersedes", "ADR-3")]),
        ("Ersetzt ADR-3", "", [("supersedes", "ADR-3")]),
        ("Remplacée par ADR-9", "superseded", [("superseded-by", "ADR-9")]),
        ("Acceptée. Remplace ADR-2", "accepted", [("supersedes", "ADR-2")]),
        ("承認済み", "accepted", []),
    ],
)  # fmt: skip
def test_what_a_status_says(text: str, status: str, named: list[tuple[str, str]]) -> None:
    said = [from_front_matter(text)]
    assert status_in(said) == status
    assert [(field, reference.text) for field, reference in relations(said)] == named


@pytest.mark.parametrize(
    ("title", "rest", "id_"),
    [
        ("ADR-0007: Use Kafka", "Use Kafka", "ADR-0007"),
        ("ADR 7 Use Kafka", "Use Kafka", "ADR-7"),
        ("ADR032: Permissions", "Permissions", "ADR-032"),
        ("ADR-0077 | Admit", "Admit", "ADR-0077"),
        ("PAY-12: Keep keys", "Keep keys", "PAY-12"),
        ("7. Use Kafka", "Use Kafka", "ADR-7"),
        ("HTTP 2 for calls", "HTTP 2 for calls", ""),
        ("3 retries each", "3 retries each", ""),
        ("2026-01-02 Use Kafka", "2026-01-02 Use Kafka", ""),
        ("Use 2 clusters", "Use 2 clusters", ""),
    ],
)
def test_the_number_of_a_title(title: str, rest: str, id_: str) -> None:
    found = split_title(title)
    assert (found.title, found.id) == (rest, id_)


@pytest.mark.parametrize(
    ("docname", "id_"),
    [
        ("adr/0007-use-kafka", "ADR-0007"),
        ("7", "ADR-7"),
        ("pay-012-keep", "PAY-012"),
        ("ADR043-access", "ADR-043"),
        ("2020-05-01-use-kafka", ""),
        ("3d-models", ""),
        ("adr/index", ""),
    ],
)
def test_the_number_of_a_file(docname: str, id_: str) -> None:
    assert file_id(docname) == id_


def test_a_number_in_all_its_forms() -> None:
    assert {name_key(name) for name in ("ADR-0009", "adr 9", "9", "#9", "0009", "ADR9")} == {
        "adr-9"
    }
    assert name_key("PAY-9") == "pay-9"
    assert name_key("Use Kafka") == name_key("2026-01-02") == ""


def page(name: str, status: str = "Accepted", title: str = "", **more: object) -> DecisionFile:
    part = Part(("Status",), frozenset({"status"}), (from_front_matter(status, 5),), (status,))
    parts = (part, Part(("Context",), frozenset({"context"}), (), ("We forget.",)))
    return read_file(Page(name, title or name, 3, "a", parts=parts, **more), KIND)  # type: ignore[arg-type]


def test_what_stands_under_a_title() -> None:
    head = (
        Statement("Date: 2024-01-02"),
        Statement("Deciders: Ann, Bo"),
        Statement("Supersedes: ADR-2", 4),
    )
    found = page("0003-x", head=head)
    assert found.fields == {
        "status": "accepted",
        "date": "2024-01-02",
        "deciders": ("Ann", "Bo"),
        "context": "We forget.",
        "rationale": "We forget.",
    }
    assert [(field, ref.text, ref.line) for field, ref in found.related] == [
        ("supersedes", "ADR-2", 4)
    ]
    assert found.lines == {"status": 5, "supersedes": 4}


def test_labels_and_headings_in_other_languages() -> None:
    head = (Statement("Status: vorgeschlagen", 2), Statement("Entscheider: Ann, Bo", 3))
    part = Part(("Kontext",), frozenset({"kontext"}), (), ("We forget.",))
    links = Statement("Ersetzt ADR-2", 9)
    more = Part(("Weitere Informationen",), frozenset({"weitere informationen"}), (links,))
    found = read_file(Page("0003-x", "X", head=head, parts=(part, more)), KIND)
    assert found.fields["status"] == "proposed"
    assert found.fields["deciders"] == ("Ann", "Bo")
    assert found.fields["context"] == "We forget."
    assert [(field, ref.text) for field, ref in found.related] == [("supersedes", "ADR-2")]
    japanese = read_file(Page("0003-x", "X", head=(Statement("ステータス：承認済み"),)), KIND)
    assert japanese.fields["status"] == "accepted"


def test_a_table_in_the_section_status() -> None:
    rows = (
        Statement("Stage: State"),
        Statement("Status: Accepted"),
        Statement("Date: 2024-01-02"),
    )
    part = Part(("Status",), frozenset({"status"}), rows)
    found = read_file(Page("0003-x", "X", parts=(part,)), KIND)
    assert (found.fields["status"], found.fields["date"]) == ("accepted", "2024-01-02")


def test_a_list_of_related_decisions() -> None:
    items = (Statement("ADR-2", 9), Statement("Replaces ADR-1", 10), Statement("The handbook", 11))
    part = Part(("Related Decisions",), frozenset({"related decision"}), items)
    found = read_file(Page("0003-x", "X", parts=(part,)), KIND)
    assert [(f, r.text) for f, r in found.related] == [("links", "ADR-2"), ("supersedes", "ADR-1")]
    for title in ("More Information", "Notes", "References"):
        part = Part((title,), frozenset({title_key(title)}), (Statement("Replaces ADR-1"),))
        found = read_file(Page("0003-x", "X", parts=(part,)), KIND)
        assert [(f, r.text) for f, r in found.related] == [("supersedes", "ADR-1")]


def test_both_sides_of_a_supersession_say_it() -> None:
    made = make(
        [page("0001-a", "Superseded by ADR-2"), page("0002-b"), page("0003-c", "Supersedes 2")], []
    )
    said = {name: made.whole(record) for name, record in made.records.items()}
    assert said["0002-b"].fields["supersedes"] == ("ADR-0001",)
    assert said["0003-c"].fields["supersedes"] == ("ADR-0002",)
    assert made.superseding == {"0002-b": {"a": ("ADR-0001",)}}
    assert made.broken == ()


def test_said_on_both_sides_it_is_said_once() -> None:
    made = make(
        [page("0001-a", "Superseded by ADR-2"), page("0002-b", "Accepted. Supersedes ADR 1")], []
    )
    assert made.superseding == {}
    assert made.records["0002-b"].fields["supersedes"] == ("ADR-0001",)


def test_a_decision_that_a_directive_states_can_be_the_newer_one() -> None:
    stated = Record(
        kind="decision", id="D-9", title="Use Kafka", docname="design", line=4, anchor="d"
    )
    made = make([page("0001-a", "Superseded by D-9")], [stated])
    assert made.whole(stated).fields["supersedes"] == ("ADR-0001",)


def test_names_that_lead_nowhere() -> None:
    made = make([page("0001-a", "Superseded by ADR-9"), page("0002-b", "Superseded by ADR-2")], [])
    told = [problem_of(each, ["ADR-0001", "ADR-0002"], lambda name: False) for each in made.broken]
    assert [each.message for each in told if each] == [
        "the decision 'ADR-0001' says that it is superseded by 'ADR-9', and there is no such "
        "decision; did you mean 'ADR-0002'?",
        "the decision 'ADR-0002' says that it is superseded by 'ADR-2', which is itself",
    ]
    assert problem_of(made.broken[0], [], lambda name: name == "ADR-9") is None


def test_words_that_may_be_no_name_are_no_fault() -> None:
    made = make([page("0001-a", "Superseded by the new platform")], [])
    assert made.broken == ()
    found = make(
        [page("0001-a", "Superseded by Use Kafka"), page("0002-b", title="Use Kafka")], []
    )
    assert found.superseding == {"0002-b": {"a": ("ADR-0001",)}}


def test_numbers_that_two_files_have_name_neither() -> None:
    made = make([page("pay/0001-a"), page("ship/0001-b"), page("ship/0002-c")], [])
    assert {name: each.named for name, each in made.records.items()} == {
        "pay/0001-a": False,
        "ship/0001-b": False,
        "ship/0002-c": True,
    }
    lookup = Lookup(made.records.values())
    found = lookup.find("decision", "ADR-1", "ship/0002-c")
    assert found is not None
    assert found.docname == "ship/0001-b"
    assert lookup.find("decision", "ADR-1", "index") is None

"""How titles are compared: what writers vary makes no difference, what they mean does."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sphinx_tdd.model.titles import closest, cut_number, did_you_mean, part_keys, title_key

WORDS = (
    "Background", "Goal", "Component", "Interface", "Data", "Model", "Security", "Architecture",
    "Deployment", "Rollback", "Monitoring", "Service", "Risk", "Mitigation", "Strategy",
    "Policy", "Cache", "Database", "Release", "Plan", "Test", "Cost", "Overview", "Process",
    "Status", "Dependency", "Requirement", "Batch", "Query", "Class", "Response", "Message",
)  # fmt: skip
NUMBERS = (
    "1 ", "1. ", "1.1 ", "1.1. ", "1.1.1 ", "12.3.4 ", "2) ", "(3) ", "4: ", "5 - ", "6 – ", "A. ",
    "b) ", "A.1. ", "C - ", "IV. ", "ii) ", "§ 3 ", "§4 ", "Section 3: ", "Section 3.1 ",
    "Appendix A ", "Appendix B: ", "Chapter 7 – ", "Part II: ", "Annex C. ",
    "Abschnitt 3: ", "Kapitel 4 ", "Teil II: ", "Anhang A ", "Chapitre 3 : ", "Partie 2 – ",
    "Annexe B : ", "第1章 ", "第２節　", "第三章：", "１．", "2、", "（3） ", "④", "付録A ",
)  # fmt: skip
ENDINGS = (
    "", ":", ".", "?", " …", "!", " (optional)", " [optional]", " (Optional)", ":  ", " 🚀", " –",
    " (facultatif)", " (optionnel)", "（任意）", " (falls zutreffend)", "：", "。", " :",
)  # fmt: skip

titles = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
"""Titles of one to four words."""


@given(titles, st.sampled_from(NUMBERS))
def test_a_number_makes_no_difference(title: str, number: str) -> None:
    assert title_key(number + title) == title_key(title)
    assert title_key(cut_number(number + title)) == title_key(title)


@given(titles, st.sampled_from([str.upper, str.lower, str.title, str.swapcase]))
def test_case_makes_no_difference(title: str, change: object) -> None:
    assert callable(change)
    assert title_key(change(title)) == title_key(title)


@given(titles, st.sampled_from(ENDINGS))
def test_the_ending_makes_no_difference(title: str, ending: str) -> None:
    assert title_key(title + ending) == title_key(title)


@given(
    titles,
    titles,
    st.sampled_from(
        ["&", " & ", "/", " / ", " + ", "  and ", " AND ", " und ", " et ", "・", "および", "と"]
    ),
)
def test_all_ways_to_join_are_one(first: str, second: str, joiner: str) -> None:
    assert title_key(first + joiner + second) == title_key(f"{first} and {second}")


@given(titles, st.sampled_from(["-", "‑", "  ", "\t", " \n ", "_", " - "]))
def test_what_stands_between_words_makes_no_difference(title: str, between: str) -> None:
    assert title_key(between.join(title.split())) == title_key(title)


@given(titles, st.sampled_from(["*{}*", "**{}**", "`{}`", '"{}"', "“{}”", "🚀 {}", " {} "]))
def test_marks_around_make_no_difference(title: str, form: str) -> None:
    assert title_key(form.format(title)) == title_key(title)


@given(titles)
def test_the_plural_of_regular_words_is_the_singular(title: str) -> None:
    def plural(word: str) -> str:
        if word.endswith("y"):
            return word[:-1] + "ies"
        return word + ("es" if word.endswith(("s", "ch", "x")) else "s")

    plurals = " ".join(plural(word) for word in title.split())
    assert title_key(plurals) == title_key(title)
    assert title_key(f"{title}(s)") == title_key(title)


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("Policy", "Policies"),
        ("Cache", "Caches"),
        ("Branch", "Branches"),
        ("Process", "Processes"),
        ("Status", "Statuses"),
        ("Database", "Databases"),
        ("Index", "Indexes"),
        ("Author(s)", "Authors"),
        ("Use Case", "Use-Cases"),
        ("Analysis", "Analyses"),
    ],
)
def test_singular_and_plural_are_one(one: str, many: str) -> None:
    assert title_key(one) == title_key(many)


@given(titles, st.sampled_from(NUMBERS), st.sampled_from(ENDINGS))
def test_all_at_once(title: str, number: str, ending: str) -> None:
    assert title_key(f"  {number}{title.upper()}{ending}") == title_key(title)


@given(st.text())
@example("")
@example("1.")
@example("§")
@example("(optional)")
@example("İ ﬁ ǅ")
def test_any_text_has_a_key(text: str) -> None:
    key = title_key(text)
    assert key == " ".join(key.split())
    assert isinstance(part_keys(text), tuple)
    assert bool(cut_number(text)) is bool(text)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Goals", "Non-Goals"),
        ("References", "Reference Implementation"),
        ("Authentication", "Authorization"),
        ("Scope", "Out of Scope"),
        ("Risk", "Risk Table"),
        ("C# Client", "C Client"),
        ("Phase 1", "Phase 2"),
        ("Component A", "Component B"),
        ("I/O", "O"),
        ("A Plan", "B Plan"),
        ("3 Tiers", "4 Tiers in One"),
    ],
)
def test_other_titles_stay_apart(left: str, right: str) -> None:
    assert title_key(left) != title_key(right)


@pytest.mark.parametrize(
    ("title", "parts"),
    [
        ("Authentication & Authorization", ["Authentication", "Authorization"]),
        ("4.2 Scalability and Performance", ["Scalability", "Performance"]),
        ("Goals / Non-Goals", ["Goals", "Non-Goals"]),
        ("Risks, Costs and Plans", ["Risks", "Costs", "Plans"]),
        ("Overview", []),
        ("Brand Andes", []),
        ("Tests and Tests", ["Tests"]),
    ],
)
def test_parts_of_a_title(title: str, parts: list[str]) -> None:
    assert part_keys(title) == tuple(title_key(part) for part in parts)


def test_likeness_is_only_asked_about() -> None:
    offered = ["Out of Scope", "Plans"]
    assert closest("Plan of Work", offered, cutoff=0.9) is None
    assert closest("Out of scopes", offered) == "Out of Scope"
    assert did_you_mean("Plann", offered) == "; did you mean 'Plans'?"
    assert did_you_mean("Zebra", offered) == ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("目標と非目標", "目標・非目標"),
        ("監視およびログ", "監視とログ"),
        ("リスクと対策", "リスク 及び 対策"),
        ("サーバー構成", "サーバ構成"),
        ("ステークホルダ", "ステークホルダー"),
        ("ＡＰＩ設計", "API設計"),
        ("État", "Etat"),
        ("Mise en œuvre", "Mise en oeuvre"),
        ("Vue d'ensemble", "VUE D’ENSEMBLE"),
        ("Größe", "GRÖSSE"),
        ("Risiken & Maßnahmen", "Risiken und Massnahmen"),
    ],
)
def test_what_other_languages_vary_makes_no_difference(one: str, other: str) -> None:
    assert title_key(one) == title_key(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("まとめ", "ま とめ"),
        ("コピー", "コピ機"),
        ("キー", "キ"),
        ("第1章", "第2章"),
        ("目標", "非目標"),
        ("Grund", "Gr und"),
        ("Sujet", "Suj et"),
        ("Ziele", "Nicht-Ziele"),
        ("Teil A", "Teil B"),
        ("Teile im Überblick", "Im Überblick"),
        ("Sections in Short", "In Short"),
    ],
)
def test_other_titles_of_other_languages_stay_apart(one: str, other: str) -> None:
    assert title_key(one) != title_key(other)


@pytest.mark.parametrize(
    ("title", "parts"),
    [
        ("認証・認可", ["認証", "認可"]),
        ("3. 背景と目的", ["背景", "目的"]),
        ("認証、認可および暗号化", ["認証", "認可", "暗号化"]),
        ("Kosten, Risiken und Ziele", ["Kosten", "Risiken", "Ziele"]),
        ("Coûts et délais", ["Coûts", "Délais"]),
        ("まとめ", []),
        ("Hintergrund", []),
    ],
)
def test_parts_of_a_title_in_other_languages(title: str, parts: list[str]) -> None:
    assert part_keys(title) == tuple(title_key(part) for part in parts)

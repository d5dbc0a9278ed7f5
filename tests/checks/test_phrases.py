"""Short phrases in other languages: they count where they are all of a text, and only there."""

from __future__ import annotations

import pytest

from sphinx_tdd.checks.held import fold_answer, is_answer
from sphinx_tdd.checks.placeholders import left_in
from sphinx_tdd.model.settings import Settings
from sphinx_tdd.records.levels import Scale
from sphinx_tdd.records.nothing import is_nothing

ANSWERS = tuple(map(fold_answer, Settings().empty_answers))


@pytest.mark.parametrize(
    "text",
    [
        "Entfällt.", "Nicht zutreffend: es gibt keine Kunden", "Keine, weil neu", "keine",
        "Sans objet", "Non applicable (interne)", "Aucun.", "aucune pour le moment",
        "該当なし", "なし。", "特になし（初版のため）", "なし、後で見直す",
    ],
)  # fmt: skip
def test_answers(text: str) -> None:
    assert is_answer(text, ANSWERS)


@pytest.mark.parametrize(
    "text",
    [
        "Keine Abhängigkeit bleibt ungeprüft.", "Keinesfalls billig",
        "Entfällt der Dienst, wartet er",
        "Aucune requête ne se perd.", "Aucunement", "なしでは動かない", "特になしとは言えない",
        "None of them", "Nonetheless",
    ],
)  # fmt: skip
def test_sentences_are_no_answers(text: str) -> None:
    assert not is_answer(text, ANSWERS)


@pytest.mark.parametrize(
    "text",
    [
        "Noch zu klären", "noch zu klären.", "(folgt)", "*Wird noch ergänzt*", "à compléter…",
        "À définir", "[à venir]", "未定", "（要検討）", "追って記載。", "Hoch/Mittel/Niedrig",
        "Élevé | Moyen | Faible", "高／中／低", "高/中/低",
    ],
)  # fmt: skip
def test_left_in(text: str) -> None:
    assert left_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "Noch zu klären ist, wer zahlt.", "Es folgt die Liste.", "Folgt dem Muster", "offen",
        "À définir par le client : la date", "未定義の動作", "検討中", "要検討事項は三つある",
        "Hoch/Tief", "Ein/Aus", "高/中", "Entrée/Sortie/Erreur", "作成中",
    ],
)  # fmt: skip
def test_texts_of_a_writer(text: str) -> None:
    assert not left_in(text)


@pytest.mark.parametrize("text", ["Keine", "entfällt", "Aucun", "なし", "未定", "Noch zu klären"])
def test_nothing_is_given(text: str) -> None:
    assert is_nothing(text)
    assert not is_nothing(f"{text} zwei drei vier")


@pytest.mark.parametrize(
    ("steps", "words"),
    [
        (("low", "medium", "high"), ("Niedrig", "mittel", "HOCH")),
        (("low", "medium", "high"), ("faible", "Moyenne", "Élevé")),
        (("low", "medium", "high"), ("低", "中", "高")),
        (("low", "medium", "high"), ("gering", "3", "h")),
        (("low", "medium", "high", "critical"), ("小", "中程度", "大", "重大")),
        (
            ("very low", "low", "medium", "high", "very high"),
            ("sehr niedrig", "faible", "mittel", "高", "très élevée"),
        ),
    ],
)
def test_steps_of_a_scale(steps: tuple[str, ...], words: tuple[str, ...]) -> None:
    scale = Scale(steps)
    found = [scale.step(word) for word in words]
    if words[0] == "gering":
        assert found == [1, 3, 3]
    else:
        assert found == list(range(1, len(steps) + 1))


def test_a_scale_of_its_own_words_has_no_others() -> None:
    assert Scale(("klein", "groß")).step("hoch") is None

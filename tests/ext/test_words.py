"""The words that the extension prints: all translated, and in the language of the project."""

from __future__ import annotations

import gettext
import re

import pytest

from tests import locale_catalogs as catalogs
from tests.conftest import MakeProject

LANGUAGES = ("de", "fr", "ja")
_NAMES = re.compile(r"%\(\w+\)s")


def test_the_languages() -> None:
    assert tuple(catalogs.languages()) == LANGUAGES


def test_the_template_of_the_catalogs_is_current() -> None:
    """What mends it: `python -m tests.locale_catalogs`, and translations for what is new."""
    assert catalogs.POT.read_text(encoding="utf-8") == catalogs.written(catalogs.messages(), {})


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_message_is_translated(language: str) -> None:
    translations = catalogs.read(catalogs.po_of(language))
    ids = [message.id for message in catalogs.messages()]
    assert list(translations) == ids
    for text, words in translations.items():
        assert words.strip(), text
        assert sorted(_NAMES.findall(words)) == sorted(_NAMES.findall(text)), text
    same = [text for text, words in translations.items() if words == text]
    assert len(same) < len(ids) / 5, same
    written = catalogs.written(catalogs.messages(), translations, language)
    assert catalogs.po_of(language).read_text(encoding="utf-8") == written


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_compiled_is_current(language: str) -> None:
    translations = catalogs.read(catalogs.po_of(language))
    compiled = catalogs.po_of(language).with_suffix(".mo")
    assert compiled.read_bytes() == catalogs.compiled(translations, language)
    found = gettext.translation(catalogs.CATALOG, str(catalogs.LOCALE), [language])
    assert {text: found.gettext(text) for text in translations} == translations


RISKS = """\
# Risks

```{risk-table}
- id: RISK-1
  risk: Queue is full
  impact: high
  likelihood: low
  mitigation: More disks
```

```{risk-register}
```

```{risk-matrix}
```

```{decision-record} One queue
status: accepted
context: Two were slow
decision: Use one
```

```{tdd-report}
```
"""
SHOWN = {
    "de": (
        "Auswirkung", "Wahrscheinlichkeit", "Gegenmaßnahme", "Hoch", "1 Risiko",
        "Als CSV herunterladen", "Mittel", "Auswirkung / Wahrscheinlichkeit",
        "Kontext<span", "Angenommen", "Befunde filtern", "Warnung",
    ),
    "fr": (
        "Impact", "Probabilité", "Atténuation", "Élevé", "1 risque", "Télécharger au format CSV",
        "Impact / probabilité", "Contexte<span", "Acceptée",
        "Filtrer les constats", "Avertissement",
    ),
    "ja": (
        "影響度", "発生確率", "軽減策", "高", "リスク：1件", "CSVでダウンロード",
        "影響度 / 発生確率", "背景<span", "承認済み", "指摘を絞り込む", "警告",
    ),
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_in_the_language_of_the_project(make_project: MakeProject, language: str) -> None:
    build = make_project({"index.md": RISKS}, language=language).build()
    page = build.body().replace("&nbsp;", "\N{NO-BREAK SPACE}").replace("&#160;", " ")
    for text in SHOWN[language]:
        assert text in page, text
    for english in ("Impact:", "Likelihood", "Mitigation", "Download", "1 risk<", "Finding"):
        assert english not in page, english
    assert build.others == []


@pytest.mark.parametrize("language", ["de_AT", "fr_CA"])
def test_a_language_of_one_country(make_project: MakeProject, language: str) -> None:
    page = make_project({"index.md": RISKS}, language=language).build().body()
    assert SHOWN[language[:2]][1] in page


def test_a_language_without_a_catalog(make_project: MakeProject) -> None:
    page = make_project({"index.md": RISKS}, language="nl").build().body()
    assert "Likelihood" in page
    assert "1 risk" in page
    assert "Impact / likelihood" in page

"""Short phrases that mean the same in German, French and Japanese: plain data, in small letters.

They count only where they are all of a text. To add a language, add its phrases here.
"""

from __future__ import annotations

ANSWERS = (
    "Entfällt", "Nicht zutreffend", "Nicht anwendbar", "Keine", "Keiner", "Keines",
    "Sans objet", "Non applicable", "Aucun", "Aucune", "Néant",
    "該当なし", "なし", "特になし", "適用外",
)  # fmt: skip
"""What a section may say to owe nothing more, as "Not applicable" in English."""

TO_DO = frozenset({
    "noch zu klären", "zu klären", "noch offen", "noch zu ergänzen", "wird noch ergänzt",
    "wird ergänzt", "noch zu definieren", "zu definieren", "noch festzulegen", "festzulegen",
    "noch zu bestimmen", "noch auszufüllen", "noch zu beschreiben", "folgt", "folgt noch",
    "à compléter", "à définir", "à déterminer", "à préciser", "à venir", "à faire", "à rédiger",
    "à renseigner", "reste à définir", "reste à préciser", "en attente de rédaction",
    "未定", "要検討", "要確認", "要追記", "未記入", "未記載", "追記予定", "記載予定", "後日記載",
    "後で記載", "追って記載", "今後記載", "別途記載予定",
})  # fmt: skip
"""What says that something is still to be written, as "to be done" in English."""

NOTHING = frozenset({*(text.casefold() for text in ANSWERS), *TO_DO})
"""What says that a field of a record has no value, as "none" or "TBD" in English."""

CHOICES = frozenset({
    "sehr niedrig", "niedrig", "gering", "mittel", "hoch", "sehr hoch", "kritisch", "keine",
    "entwurf", "in prüfung", "vorgeschlagen", "angenommen", "freigegeben", "abgelehnt", "offen",
    "in arbeit", "erledigt", "geschlossen", "ja", "nein",
    "très faible", "faible", "moyen", "moyenne", "élevé", "élevée", "fort", "forte",
    "très élevé", "très élevée", "critique", "aucun", "aucune", "brouillon", "en relecture",
    "proposé", "proposée", "accepté", "acceptée", "approuvé", "rejeté", "rejetée", "ouvert",
    "en cours", "terminé", "fermé", "oui", "non",
    "高", "中", "低", "大", "小", "有", "無", "なし", "下書き", "レビュー中", "承認済み", "提案中",
    "却下", "未着手", "未対応", "対応中", "完了", "はい", "いいえ",
})  # fmt: skip
"""What a form offers to choose from, as "High/Medium/Low" in English."""

LEVELS: dict[str, tuple[str, ...]] = {
    "very low": ("sehr niedrig", "sehr gering", "très faible", "非常に低い"),
    "low": ("niedrig", "gering", "faible", "低", "低い", "小"),
    "medium": ("mittel", "moyen", "moyenne", "中", "中程度"),
    "high": ("hoch", "élevé", "élevée", "fort", "forte", "高", "高い", "大"),
    "very high": ("sehr hoch", "très élevé", "très élevée", "非常に高い", "kritisch", "critique"),
    "critical": (
        "kritisch",
        "critique",
        "重大",
        "致命的",
        "sehr hoch",
        "très élevé",
        "非常に高い",
    ),
}
"""The steps of a scale, and what they are called."""

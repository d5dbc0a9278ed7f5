"""A report as SARIF 2.1.0, for code scanning and editors."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import msgspec

from .. import __version__
from ..model.finding import RULE_NAMES, Rule
from ..model.report import Report
from ..model.rule_docs import first_sentence
from .fingerprint import fingerprints
from .rendering import CAN_BE_PUT_IN, OLD_DEBT, Place, Rendering, is_absolute, places

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "info": "note", "off": "none"}
_ROOT = "SRCROOT"
_FINGERPRINT = "sphinxTdd/v1"
_OF_GITHUB = "primaryLocationLineHash"
"""The one fingerprint by which GitHub knows an alert again. Left to its upload, it is made of the
line, and all sections that are missing at one line are one alert."""


def write_sarif(report: Report, rendering: Rendering) -> str:
    """Return one run with all findings; those that are kept quiet say why."""
    found = list(places(report, rendering))
    used = sorted({place.finding.rule for place in found})
    compared = any(place.finding.known for place in found)
    named = fingerprints(found)
    results = [_result(place, name, used, rendering, compared) for place, name in named]
    driver = {
        "name": "sphinx-tdd",
        "semanticVersion": __version__,
        "rules": [_rule(name, rendering.rules) for name in used],
    }
    run = {
        "tool": {"driver": driver},
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The root of the repository."}}},
        "columnKind": "unicodeCodePoints",
        "results": results,
        "properties": {"project": report.project},
    }
    data = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return msgspec.json.format(msgspec.json.encode(data), indent=1).decode() + "\n"


# -- rules ----------------------------------------------------------------------------------


def _rule(name: str, others: Mapping[str, str]) -> dict[str, Any]:
    text = " ".join((_documented().get(name) or others.get(name, "")).split())
    severity = Rule(name).default_severity if name in RULE_NAMES else "warning"
    said: dict[str, Any] = {"id": name}
    if "_" in name:  # else it would be the id again, which the standard forbids
        said["name"] = "".join(word.capitalize() for word in name.split("_"))
    said["shortDescription"] = {"text": first_sentence(text) or name.replace("_", " ")}
    if text:
        said["fullDescription"] = {"text": text}
    said["help"] = _help(name, text)
    said["defaultConfiguration"] = {"level": _LEVELS[severity]}
    return said


def _help(name: str, text: str) -> dict[str, str]:
    """Return what is shown to those who open an alert: what is owed, and what can be done."""
    fix = ["`sphinx-tdd fix` puts in what is missing."] if name in CAN_BE_PUT_IN else []
    more = f"`sphinx-tdd explain {name}` says more, and how it is silenced."
    words = "\n\n".join([*([text] if text else []), *fix, more])
    return {"text": words.replace("`", ""), "markdown": words}


@cache
def _documented() -> dict[str, str]:
    # Imported late: it reads the source of the rules, which no other format needs.
    from ..model.member_docs import member_docs

    return member_docs(Rule)


# -- results --------------------------------------------------------------------------------


def _result(
    place: Place, name: str, rules: list[str], rendering: Rendering, compared: bool
) -> dict[str, Any]:
    finding = place.finding
    said: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": rules.index(finding.rule),
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message},
    }
    said["locations"] = [_location(place, rendering)]
    said["partialFingerprints"] = {_FINGERPRINT: name, _OF_GITHUB: name}
    if compared:
        said["baselineState"] = "unchanged" if finding.known else "new"
    # Where any result says whether it is suppressed, all have to.
    said["suppressions"] = _suppressions(place)
    return said


def _location(place: Place, rendering: Rendering) -> dict[str, Any]:
    # GitHub refuses a whole report with one result that names no file.
    path = place.path or rendering.settings or rendering.path(".")
    said: dict[str, Any] = {
        "physicalLocation": {
            "artifactLocation": _artifact(path),
            "region": {"startLine": place.line},
        }
    }
    if section := place.finding.section:
        full = " > ".join(section)
        made = {"name": section[-1], "fullyQualifiedName": full, "kind": "section"}
        said["logicalLocations"] = [made]
    return said


def _artifact(path: str) -> dict[str, str]:
    # Imported late: no other format needs it.
    from urllib.parse import quote

    if is_absolute(path):
        drive = "" if path.startswith("/") else "/"
        return {"uri": f"file://{drive}{quote(path, safe='/:')}"}
    return {"uri": quote(path), "uriBaseId": _ROOT}


def _suppressions(place: Place) -> list[dict[str, str]]:
    finding = place.finding
    said = []
    if finding.ignored is not None:
        why = {"justification": finding.ignored} if finding.ignored else {}
        said.append({"kind": "inSource", "status": "accepted", **why})
    if finding.suppressed:
        why = {"justification": "suppress_warnings"}
        said.append({"kind": "external", "status": "accepted", **why})
    if finding.known:
        why = {"justification": OLD_DEBT}
        said.append({"kind": "external", "status": "accepted", **why})
    return said

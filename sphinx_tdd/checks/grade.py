"""How severe a finding is, after the settings. Apart, so that a build without news is quick."""

from __future__ import annotations

import msgspec

from ..model.finding import RULE_NAMES, SEVERITIES, Finding, Rule, Severity
from ..model.settings import Settings


def grade(finding: Finding, settings: Settings, status: str) -> Finding:
    """Return a finding with the severity that the settings give it."""
    usual = default_severity(finding.rule) or finding.severity
    severity = settings.severity.get(finding.rule, usual)
    most = settings.severity_by_status.get(status, "error")
    weight = min(SEVERITIES.index(_severity(severity)), SEVERITIES.index(_severity(most)))
    return msgspec.structs.replace(finding, severity=SEVERITIES[weight])


def default_severity(rule: str) -> Severity | None:
    """Return the severity of a rule where the settings say nothing; None for one of a kind's."""
    return Rule(rule).default_severity if rule in RULE_NAMES else None


def _severity(name: str) -> Severity:
    return next(severity for severity in SEVERITIES if severity == name)

"""How severe a finding is, after the settings. Apart, so that a build without news is quick."""

from __future__ import annotations

import msgspec

from ..model.finding import SEVERITIES, Finding, Severity
from ..model.settings import Settings


def grade(finding: Finding, settings: Settings, status: str) -> Finding:
    """Return a finding with the severity that the settings give it."""
    severity = settings.severity.get(finding.rule, finding.severity)
    most = settings.severity_by_status.get(status, "error")
    weight = min(SEVERITIES.index(_severity(severity)), SEVERITIES.index(_severity(most)))
    return msgspec.structs.replace(finding, severity=SEVERITIES[weight])


def _severity(name: str) -> Severity:
    return next(severity for severity in SEVERITIES if severity == name)

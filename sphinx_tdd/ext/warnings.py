"""Findings told as Sphinx tells its own: warnings of type `tdd`, the rule as subtype."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.util import logging

from ..model.finding import Finding
from ..model.report import Report

if TYPE_CHECKING:
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

logger = logging.getLogger(__name__)

Location = str | tuple[str, int] | None


def tell(report: Report, env: BuildEnvironment, config: Config) -> bool:
    """Tell all findings that no comment silences; return whether one is an error that counts."""
    failed = False
    for finding in report.findings:
        place = f"{finding.source}:{finding.line}" if finding.source else None
        _tell(finding, place, config)
        failed |= finding.severity == "error" and finding.counts
    for document in report.documents:
        for finding in document.findings:
            if finding.ignored is None:
                _tell(finding, _location(finding, document.docname, env), config)
                failed |= finding.severity == "error" and finding.counts
    return failed


def _location(finding: Finding, docname: str, env: BuildEnvironment) -> Location:
    if finding.source:
        return f"{env.srcdir / finding.source}:{finding.line}"
    return (docname, finding.line)


def _tell(finding: Finding, location: Location, config: Config) -> None:
    """Log a finding; Sphinx filters warnings that are suppressed, but not information."""
    if finding.severity == "error":
        logger.error(finding.message, type="tdd", subtype=finding.rule, location=location)
    elif finding.severity == "warning":
        logger.warning(finding.message, type="tdd", subtype=finding.rule, location=location)
    elif not finding.suppressed:
        suffix = f" [tdd.{finding.rule}]" if config.show_warning_types else ""
        logger.info("%s%s", finding.message, suffix, location=location)

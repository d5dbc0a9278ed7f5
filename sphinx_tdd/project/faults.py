"""What is wrong with a project's own files: settings, templates, kinds of record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..model.finding import Finding, Rule
from ..model.kind_library import KindLibrary
from ..model.template_library import Library


def faults_of(
    settings: Iterable[str], templates: Library, kinds: KindLibrary
) -> Iterator[Finding]:
    """Yield what is wrong with settings, in words, with template files and with kinds."""
    for text in settings:
        yield Finding(rule=Rule.CONFIG.value, message=text)
    for fault in templates.faults:
        message = f"{fault.key}: {fault.message}" if fault.key else fault.message
        rule = Rule.TEMPLATE_FILE.value
        yield Finding(rule=rule, line=fault.line, message=message, source=fault.path)
    for each in kinds.problems:
        yield Finding(rule=each.rule, line=each.line, message=each.message, source=each.source)

"""A report as Checkstyle's XML, which Jenkins, reviewdog and many others read."""

from __future__ import annotations

from itertools import groupby

from ..model.report import Report
from .plain import xml_attributes
from .rendering import Place, Rendering, loud

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_VERSION = "4.3"
"""The version of Checkstyle whose output this is like; readers expect one."""


def write_checkstyle(report: Report, rendering: Rendering) -> str:
    """Return an element for each file in which something was found."""
    without_file = rendering.settings or rendering.path(".")
    found = sorted(
        ((place.path or without_file, place) for place in loud(report, rendering)),
        key=lambda pair: (pair[0], pair[1].line, pair[1].finding.rule, pair[1].finding.message),
    )
    text = f"{_HEAD}<checkstyle{xml_attributes(version=_VERSION)}>\n"
    for path, places in groupby(found, key=lambda pair: pair[0]):
        text += f" <file{xml_attributes(name=path)}>\n"
        text += "".join(_error(place) for _, place in places)
        text += " </file>\n"
    return f"{text}</checkstyle>\n"


def _error(place: Place) -> str:
    finding = place.finding
    attributes = xml_attributes(
        line=place.line,
        severity=finding.severity,
        message=finding.message,
        source=f"sphinx_tdd.{finding.rule}",
    )
    return f"  <error{attributes}/>\n"

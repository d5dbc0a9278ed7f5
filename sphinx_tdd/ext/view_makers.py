"""All sorts of views: the one table that names them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import msgspec
from docutils import nodes

from .coverage import coverage_content
from .coverage_nodes import render_coverage
from .diagram_nodes import render_diagram
from .diagrams import component_content, decision_content, entity_content
from .documents_nodes import render_documents
from .documents_view import documents_content
from .matrix import matrix_content
from .matrix_nodes import render_matrix
from .register_nodes import render_register
from .registers import register_content
from .report_nodes import render_report
from .report_view import report_content
from .versions_nodes import render_versions
from .versions_view import versions_content

if TYPE_CHECKING:
    from ..directives.view import View
    from .project import Project
    from .view_nodes import Page


class ViewMaker(msgspec.Struct, frozen=True):
    """One sort of view.

    Attributes:
        content: finds out what a view shows: a value that msgspec can encode.
        render: makes nodes of that value, and of nothing else that may change.
    """

    content: Callable[[Project, View], Any]
    render: Callable[[Any, View, Page], list[nodes.Node]]


MAKERS: dict[str, ViewMaker] = {
    "coverage": ViewMaker(coverage_content, render_coverage),
    "component-diagram": ViewMaker(component_content, render_diagram),
    "decision-graph": ViewMaker(decision_content, render_diagram),
    "documents": ViewMaker(documents_content, render_documents),
    "entity-diagram": ViewMaker(entity_content, render_diagram),
    "matrix": ViewMaker(matrix_content, render_matrix),
    "register": ViewMaker(register_content, render_register),
    "report": ViewMaker(report_content, render_report),
    "versions": ViewMaker(versions_content, render_versions),
}
"""How each sort of view finds out what it shows, and how that is shown."""

"""The attributes that directives write on nodes for those who come later."""

from __future__ import annotations

DOCNAME = "tdd-docname"
"""Of the place of a record: the document that the record stands in."""

ENTRIES = "tdd-entries"
"""Of a row's place where a cell of the row may hold entries with labels."""

VIEW = "tdd-view"
"""Of a placeholder: the name of the view that stands there."""

NUMBER = "tdd-number"
"""Of a placeholder: the number of its view in the document."""

ROLE, TARGET = "tdd-role", "tdd-target"
"""Of a reference where no build resolves it: the name of its role, and where it leads to."""

FIELD = "tdd-field"
"""Of a node of a record's block: the name of the field that it shows."""

COLUMNS = "tdd-columns"
"""Of a table: the names of the fields that its columns show."""

"""Rules and findings: what can be wrong with a document, and one fault found."""

from __future__ import annotations

import re
from enum import Enum
from typing import Literal

import msgspec

Severity = Literal["off", "info", "warning", "error"]
"""How much a finding matters, from the least to the most."""

SEVERITIES: tuple[Severity, ...] = ("off", "info", "warning", "error")


class Rule(Enum):
    """A rule: its value is the name users write, its docstring their documentation."""

    MISSING_SECTION = "missing_section"
    """A section that the template owes is not in the document.

    One finding stands for the topmost missing section and lists what went with it. The message
    says under and after which heading it belongs. Where a heading looks alike, it asks whether
    that one was meant.
    """
    EMPTY_SECTION = "empty_section"
    """A section has a heading and nothing under it, or comments or empty subsections alone.

    The message lists what the section owes. Where there is nothing to say, `N/A` fills it.
    """
    PLACEHOLDER = "placeholder"
    """Text of the template was left in: `[Goal 1]`, `TBD`, `High/Med/Low`, an instruction.

    Only a text that is the whole of its paragraph, list item, cell, heading or labelled value
    counts; a bracket within a sentence doesn't. A comment of a template document that was left in
    is told as information alone.
    """
    MISSING_ITEM = "missing_item"
    """A labelled item that the template owes in a section is not there.

    It counts as a list item, a field, a term, a table row or a subsection.
    """
    EMPTY_ITEM = "empty_item"
    """A labelled item has its label and nothing after it."""
    MISSING_TABLE = "missing_table"
    """A section owes a table and holds none with any of its columns."""
    MISSING_COLUMN = "missing_column"
    """A table lacks a column that the template owes.

    Columns may stand in any order and have usual other names. More columns are fine.
    """
    EMPTY_TABLE = "empty_table"
    """A table that the template owes has no row with anything in it, or says nothing in a column.

    Where only some cells of a column are blank, it is filled.
    """
    MISSING_DIAGRAM = "missing_diagram"
    """A section owes a diagram and holds none: no image, drawing or literal block."""
    SECTION_ORDER = "section_order"
    """A section stands in another place than in a template whose order is strict.

    It names the fewest sections that would have to move. Where `tdd_documents` asks for the order,
    and not the template file, it is a warning.
    """
    MISPLACED_SECTION = "misplaced_section"
    """A section stands under another parent than in the template.

    It counts as there; only its place is reported.
    """
    DUPLICATE_SECTION = "duplicate_section"
    """A section of the template stands twice under one parent.

    The message says in which line the other one is.
    """
    ONE_OF = "one_of"
    """None of the alternatives of which a template owes at least one is complete.

    The message says which of them is nearest, and what it lacks.
    """
    TOO_SHORT = "too_short"
    """A section has fewer words of its own than `min_words` asks for.

    Prose, lists, tables and records count; code, drawings, raw markup and headings don't. Two
    Chinese or Japanese characters count as one word.
    """
    TOO_LONG = "too_long"
    """A section has more words of its own than `max_words` allows."""
    ITEM_VALUE = "item_value"
    """The value of an item or of a field at the top is not one that the template allows.

    It is not among `choices`, or has not the `pattern` or the `format` asked for. An empty value,
    template text and `N/A` are not judged.
    """
    MISSING_FIELD = "missing_field"
    """A field that the template owes at the top of a document is not there, or says nothing.

    It counts in front matter, docinfo, or as a label right under the document's title.
    """
    EXTRA_SECTION = "extra_section"
    """A section is not in the template, and the template is `closed` to others at this place."""
    UNKNOWN_TEMPLATE = "unknown_template"
    """A document or `tdd_documents` names a template that does not exist.

    Documents that only this name covers are not checked.
    """
    UNMATCHED_GLOB = "unmatched_glob"
    """A pattern in `tdd_documents` takes no document.

    Nothing matches it, the folder that it names has no page `index`, or earlier patterns took all
    that it matches.
    """
    NO_DOCUMENTS = "no_documents"
    """The build held no document against any template.

    Where a document looks like a template, the message names both. `tdd_documents = {}` says
    that this is meant.
    """
    INCOMPLETE = "incomplete"
    """Fewer of all owed sections are filled than `tdd_min_complete` asks for."""
    UNUSED_IGNORE = "unused_ignore"
    """A `tdd: ignore` comment silences nothing.

    What it was for has been mended, or it names a rule or a section that is not there.
    """
    TEMPLATE_FILE = "template_file"
    """A template file has a fault; the other templates go on working.

    Each fault is told with its file, line and key.
    """
    KIND_FILE = "kind_file"
    """A file that describes a kind of record has a fault."""
    CONFIG = "config"
    """A configuration value can't be used; its default is taken."""
    RECORD_YAML = "record_yaml"
    """The body of a directive can't be read as rows.

    The message says how to write it. What can be read is rendered all the same.
    """
    RECORD_FIELD = "record_field"
    """A row names a field, or a directive a column or an option, that is not known.

    A field that is given twice is reported too; the first one counts.
    """
    RECORD_VALUE = "record_value"
    """A field or an option holds a value that is not among those allowed.

    It is shown as it was written.
    """
    RECORD_MISSING_FIELD = "record_missing_field"
    """A row lacks a field that its kind requires."""
    DUPLICATE_RECORD = "duplicate_record"
    """Two records of one kind have the same id, in one document or in two."""
    BROKEN_REFERENCE = "broken_reference"
    """A field of a record names another record that does not exist.

    A name is an id or a title, here or in a project that intersphinx knows. What is no part of the
    project is marked `(external)`. Roles in text have Sphinx's own warnings.
    """
    REGISTER = "register"
    """A directive that shows what the project holds can't do what it was told.

    It names a field that the kind does not have, or a condition can't be read.
    """
    RECORD_FILE = "record_file"
    """The file that a directive names is not there, can't be read, or lies outside the source."""

    @property
    def default_severity(self) -> Severity:
        """The severity where `tdd_severity` says nothing."""
        if self is Rule.SECTION_ORDER:
            return "info"
        return "error" if self is Rule.INCOMPLETE else "warning"


_BELONGS = re.compile(r"[:;] it belongs")
_QUOTED = re.compile(r"'[^']+'|\"[^\"]+\"")
_NUMBER = re.compile(r"\d+(?:\.\d+)*\.?")

RULE_NAMES: tuple[str, ...] = tuple(rule.value for rule in Rule)


class After(msgspec.Struct, frozen=True, omit_defaults=True):
    """The heading after which a missing part belongs.

    Attributes:
        line: from 1.
        path: the file that the line is one of, where that is not the document's own.
    """

    title: str
    line: int
    path: str = ""


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One fault at one place.

    Attributes:
        rule: the rule's name, a value of `Rule`.
        severity: how much it matters here, after the settings.
        line: the place in the document, from 1.
        section: the titles from the top of the template (or outline) to the section meant.
        missing: the parts that are missing with it.
        after: the heading after which it belongs, where something is missing.
        message: what a writer reads.
        suppressed: whether `suppress_warnings` keeps it quiet.
        ignored: the reason of the comment that silences it, or None.
        source: the path of another file of which the line is one: a page of the document that is
            not its first, or an included file.
        anchor: the id of the heading it stands under, or after which what is missing belongs; ""
            for the document itself.
        page: the docname of the page that the anchor is on, "" for the document's first.
        known: whether it is old debt: it was there when the baseline was made.
    """

    rule: str
    severity: Severity = "warning"
    line: int = 1
    section: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    after: After | None = None
    message: str
    suppressed: bool = False
    ignored: str | None = None
    source: str = msgspec.field(default="", name="path")  # so reports call it
    anchor: str = ""
    page: str = ""
    known: bool = False

    @property
    def counts(self) -> bool:
        """Whether the finding stands against its document."""
        return self.severity in {"warning", "error"} and not self.silent

    @property
    def silent(self) -> bool:
        """Whether a comment, `suppress_warnings` or a baseline keeps it quiet."""
        return self.suppressed or self.known or self.ignored is not None

    @property
    def gist(self) -> str:
        """What its message says wherever it stands: without numbers, and where it belongs.

        So it stays the same where lines move, headings are numbered anew or others come between.
        """
        # Imported late: it takes patterns that a build in which nothing changed does without.
        from .titles import cut_number

        said = _BELONGS.split(self.message, maxsplit=1)[0]
        said = _QUOTED.sub(lambda q: f"{q[0][0]}{cut_number(q[0][1:-1])}{q[0][0]}", said)
        return _NUMBER.sub("#", said)

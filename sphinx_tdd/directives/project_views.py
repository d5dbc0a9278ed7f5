"""The directives that show how documents stand: coverage, findings, versions, a list of them."""

from __future__ import annotations

from ..model.finding import RULE_NAMES, SEVERITIES
from ..model.kind import rules_of
from ..model.report import Stand
from ..model.titles import did_you_mean, title_key
from ..records.query import QueryError
from ..records.sorting import names_in
from .view_directive import Check, ViewDirective, number_from_one
from .view_options import flag, listed, named, parts_of

# -- coverage -----------------------------------------------------------------------------

SHOWN: dict[str, str] = {
    Stand.FILLED.value: "filled",
    Stand.ANSWERED.value: "N/A",
    Stand.IN_PART.value: "in part",
    Stand.PLACEHOLDER.value: "placeholder",
    Stand.EMPTY.value: "empty",
    Stand.MISSING.value: "missing",
    "": "not owed",
}
"""The words for how a section stands; "" is for one that is neither owed nor there."""

_LETTERS: dict[str, str] = {
    **{words: letter for letter, words in SHOWN.items() if letter},
    "lacking": "".join(stand.value for stand in Stand if not stand.is_filled),
}
"""What `:only:` takes, with the letters that each name means."""


class CoverageDirective(ViewDirective):
    """Leaves the place of the tables of coverage."""

    view = "coverage"

    def checks(self) -> dict[str, Check]:
        """Return the options of its own."""
        return {"template": listed, "depth": number_from_one, "only": letters_of}


def letters_of(text: str) -> set[str]:
    """Return the letters of the states that `:only:` names.

    Raises:
        QueryError: a name is that of no state.
    """
    return {letter for name in named(text, _LETTERS, "state") for letter in _LETTERS[name]}


# -- the list of documents ----------------------------------------------------------------

COLUMNS = (
    "title", "template", "status", "version", "owner", "complete", "findings", "risk",
)  # fmt: skip
"""The columns of the list by the names that writers give them."""

_NAMES = {title_key(name): name for name in COLUMNS} | {
    title_key(other): name
    for other, name in {
        "document": "title", "sections": "complete", "filled": "complete", "top risk": "risk",
    }.items()
}  # fmt: skip


class DocumentsDirective(ViewDirective):
    """Leaves the place of the list of documents."""

    view = "documents"

    def checks(self) -> dict[str, Check]:
        """Return the options of its own."""
        return {
            "status": listed,
            "template": listed,
            "columns": columns_of,
            "sort": keys_of,
            "limit": number_from_one,
            "all": flag,
        }


def columns_of(text: str) -> list[str]:
    """Return the names of columns.

    Raises:
        QueryError: a name is that of no column.
    """
    return [name for name, _ in keys_of(text)]


def keys_of(text: str) -> list[tuple[str, bool]]:
    """Return the names of columns, each with whether the greatest comes first.

    Raises:
        QueryError: a name is that of no column.
    """
    found = []
    for name in names_in(text):
        found_name = _NAMES.get(title_key(name.text))
        if found_name is None:
            hint = did_you_mean(name.text, COLUMNS) or f"; there are {', '.join(COLUMNS)}"
            raise QueryError(f"there is no column {name.text!r}{hint}", name.position)
        found.append((found_name, name.down))
    return found


# -- findings -----------------------------------------------------------------------------

DOCUMENT, RULE = "document", "rule"
_SEVERITIES = tuple(name for name in SEVERITIES if name != "off")


class ReportDirective(ViewDirective):
    """Leaves the place of the findings."""

    view = "report"

    def checks(self) -> dict[str, Check]:
        """Return the options of its own."""
        return {
            "by": by_what,
            "rule": lambda text: named(text, self._rules(text), "rule"),
            "severity": lambda text: named(text, _SEVERITIES, "severity"),
            "limit": number_from_one,
            "ignored": flag,
        }

    def _rules(self, text: str) -> tuple[str, ...]:
        """Return the names of all rules; kinds are read where the text names one of theirs."""
        known = {title_key(name) for name in RULE_NAMES}
        if all(title_key(part) in known for part in parts_of(text)):
            return RULE_NAMES
        return (*RULE_NAMES, *rules_of(self.host.kinds.values()))


def by_what(text: str) -> str:
    """Return what the tables are made by.

    Raises:
        QueryError: it is neither documents nor rules.
    """
    return named(text, (DOCUMENT, RULE), "way to group")[0]


# -- versions -----------------------------------------------------------------------------


class VersionsDirective(ViewDirective):
    """Leaves the place of the versions."""

    view = "versions"

    def checks(self) -> dict[str, Check]:
        """Return the options of its own."""
        return {"template": listed, "limit": number_from_one}

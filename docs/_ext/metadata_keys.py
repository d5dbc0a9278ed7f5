"""What a document may say of itself at its top, from the code that reads it."""

from __future__ import annotations

from markdown import code, joined, table

from sphinx_tdd.checks.information import LABELS
from sphinx_tdd.model.banner import KEY as BANNER
from sphinx_tdd.model.banner import WORDS as BANNER_WORDS
from sphinx_tdd.project.binding import FRONT_MATTER
from sphinx_tdd.project.many_pages import PAGES, TOCTREE

KEYS = {
    FRONT_MATTER: "The template that it follows: an id, an id with a version (`design-doc@2`), "
    "the path of a template document, or `none`. It comes before {confval}`tdd_documents`.",
    PAGES: f"`{TOCTREE}`: the document is the first page of a design over many pages, which are "
    "those that its toctrees reach ({doc}`/how-to/many-pages`).",
    BANNER: f"Whether it has a banner below its title: {joined(BANNER_WORDS, '`')}. It comes "
    "before {confval}`tdd_document_banner`.",
}
"""The keys that mean something to the extension alone."""

WORDS = {
    "status": "Where it stands: one of {confval}`tdd_statuses`. It counts for "
    "{confval}`tdd_severity_by_status`, and for sections that are owed from a status on.",
    "version": "Its version, for lists and conditions.",
    "id": "What it is known by, for lists and conditions.",
    "owner": "Who answers for it, for lists and conditions.",
}
"""What a document says of itself, as `LABELS` reads it."""


def metadata_keys() -> str:
    """Return the keys of the extension."""
    return table(["Key", "What it says"], ([code(key), words] for key, words in KEYS.items()))


def metadata_labels() -> str:
    """Return what else is read, by any of its names.

    Raises:
        LookupError: something has no words, or words are of nothing.
    """
    if LABELS.keys() != WORDS.keys():
        raise LookupError("front matter: " + ", ".join(sorted(LABELS.keys() ^ WORDS.keys())))
    rows = [
        [code(f"tdd-{name}"), joined(dict.fromkeys(map(_key, labels)), "`"), WORDS[name]]
        for name, labels in LABELS.items()
    ]
    return table(["Key", "Also read as", "What it says"], rows)


def _key(label: str) -> str:
    return label.lower().replace("(s)", "s").replace(" ", "-")

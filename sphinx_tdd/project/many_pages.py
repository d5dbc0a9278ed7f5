"""Designs over many pages: which pages belong to the design of which index page."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from ..model.titles import did_you_mean

PAGES = "tdd-pages"
"""The name by which a document says that it is the first page of a design over many of them."""

TOCTREE = "toctree"
"""What it says then: the other pages are those that its toctrees reach."""

_INDEX = "index"

Toctrees = Mapping[str, Sequence[str]]
"""The pages that the toctrees of each page include, by docname, in their order."""


class Designs:
    """The designs over many pages; each page belongs to the first design that takes it.

    Args:
        toctrees: what includes what.
        apart: the pages that belong to no design of others: they say what they are themselves.
        names: the docnames of all documents.

    Attributes:
        pages: the pages of each design but its first, in the order of its toctrees, by docname of
            that first one.
        of: the first page of the design that a page belongs to.
    """

    def __init__(self, toctrees: Toctrees, apart: Collection[str], names: Iterable[str]) -> None:
        self.toctrees = toctrees
        self.apart = frozenset(apart)
        self.names = frozenset(names)
        self.pages: dict[str, tuple[str, ...]] = {}
        self.of: dict[str, str] = {}

    def take(self, first: str, taken: Collection[str] = ()) -> None:
        """Give a design the pages that its toctrees reach.

        Args:
            first: its first page.
            taken: pages that are something else, and what only they include.
        """
        if first in self.pages:
            return
        free = self.names - self.apart - self.of.keys() - self.pages.keys() - set(taken)
        self.pages[first] = tuple(reached(first, self.toctrees, free))
        self.of.update(dict.fromkeys(self.pages[first], first))


def reached(first: str, toctrees: Toctrees, free: Collection[str]) -> Iterator[str]:
    """Yield the free pages that toctrees reach from a page through free ones, each of them once.

    They come in the order of a document that holds them all, as Sphinx's `singlehtml` makes one.
    """
    left = set(free) - {first}
    waiting = list(reversed(toctrees.get(first, ())))
    while waiting:
        name = waiting.pop()
        if name in left:
            left.remove(name)
            yield name
            waiting.extend(reversed(toctrees.get(name, ())))


def is_of_pages(pattern: str) -> bool:
    """Whether a pattern of `tdd_documents` takes folders as designs over many pages."""
    return pattern.endswith("/")


def of_first(pattern: str) -> str:
    """Return the pattern of the first pages; any other pattern as it is."""
    if not is_of_pages(pattern):
        return pattern
    return f"{pattern}{_INDEX}".removeprefix("./").removeprefix("/")


def no_first(pattern: str, names: Sequence[str]) -> str:
    """Return what is wrong with a pattern of folders that takes none of them."""
    folder = pattern.removeprefix("./").rstrip("/")
    what = f"{pattern!r} takes folders as designs over many pages"
    have = [name.removesuffix(_INDEX) for name in names if name.endswith(f"/{_INDEX}")]
    if not set(pattern).isdisjoint("*?[{"):
        return f"{what}: no folder that it matches has a page {_INDEX!r}"
    if any(name.startswith(f"{folder}/") for name in names):
        return f"{what}: {pattern!r} has no page {_INDEX!r}"
    return f"{what}: there is no document {of_first(pattern)!r}{did_you_mean(pattern, have)}"

"""One outline of a design over many pages, as Sphinx's `singlehtml` would put them on one page.

The headings of a page stand below the heading under which the toctree that includes it stands,
before that heading's own subsections. A heading such as "Contents" is there for its toctree: the
pages stand beside it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

import msgspec

from ..model.outline import Block, Heading, Ignore, Outline
from ..model.titles import title_key
from .trees import CONTENTS_KEYS, top_level

_LIST = "toctree"
"""The text of a list of pages that are documents of their own: a reader sees links to them."""


class Page(msgspec.Struct, frozen=True):
    """A page of a design that is not its first: its file's path, relative to the source folder."""

    docname: str
    path: str
    outline: Outline


def assemble(first: Outline, pages: Iterable[Page], apart: Collection[str] = ()) -> Outline:
    """Return a design as one outline.

    Its metadata are those of its first page. What stands on another page says on which; each
    page stands where a toctree of the design first includes it, and none where none does.

    Args:
        first: the page whose toctrees include others.
        pages: the other pages of the design, in any order.
        apart: the docnames of pages in its toctrees that are documents of their own.
    """
    joining = _Joining(pages, apart)
    root = joining.join_root(first.root, None)
    outline = Outline(first.title, root, first.metadata, (*first.ignores, *joining.ignores))
    return msgspec.structs.replace(outline, root=_leveled(root, top_level(outline) - 1, "", 0))


class _Joining:
    """Puts pages where toctrees include them; each of them once."""

    def __init__(self, pages: Iterable[Page], apart: Collection[str]) -> None:
        self.left = {page.docname: page for page in pages}
        self.apart = frozenset(apart)
        self.ignores: list[Ignore] = []

    def join_root(self, root: Heading, page: Page | None) -> Heading:
        """Return the root of a page with all pages that its toctrees include."""
        # A page whose title is "Contents" is no list of contents within one.
        if len(root.sections) == 1:
            title = root.sections[0]
            included = self._included(root, page)
            whole = self._with(title, page, self._included(title, page))
            return _put(root, included, [*included.sections, whole], page)
        return self._with(root, page, self._included(root, page))

    def _with(self, heading: Heading, page: Page | None, included: Heading) -> Heading:
        """Return a heading with what its toctrees include before its own subsections."""
        own = [each for child in heading.sections for each in self._join(child, page)]
        return _put(heading, included, [*included.sections, *own], page)

    def _join(self, heading: Heading, page: Page | None) -> Iterator[Heading]:
        """Yield a heading with what is included in it, or beside it where it lists contents."""
        included = self._included(heading, page)
        if title_key(heading.title) not in CONTENTS_KEYS:
            yield self._with(heading, page, included)
            return
        beside = included.sections
        yield self._with(heading, page, msgspec.structs.replace(included, sections=()))
        yield from beside

    def _included(self, heading: Heading, page: Page | None) -> Heading:
        """Return what the toctrees in a heading's own content include, as one root."""
        found = [self._take(self.left.pop(name)) for name in heading.pages if name in self.left]
        blocks = [block for root in found for block in root.blocks]
        if not self.apart.isdisjoint(heading.pages):
            source = heading.source or (page.path if page else "")
            blocks.append(Block("other", max(heading.own_end, 1), _LIST, source=source))
        return Heading(
            "",
            0,
            0,
            0,
            blocks=tuple(blocks),
            sections=tuple(section for root in found for section in root.sections),
            comments=tuple(comment for root in found for comment in root.comments),
        )

    def _take(self, page: Page) -> Heading:
        for ignore in page.outline.ignores:
            marked = msgspec.structs.replace(ignore, page=page.docname, source=page.path)
            self.ignores.append(marked)
        root = self.join_root(page.outline.root, page)
        return msgspec.structs.replace(root, blocks=tuple(_of(b, page.path) for b in root.blocks))


def _put(
    heading: Heading, included: Heading, sections: Iterable[Heading], page: Page | None
) -> Heading:
    """Return a heading with content of pages after its own, and the page that it stands on."""
    return msgspec.structs.replace(
        heading,
        blocks=(*heading.blocks, *included.blocks),
        comments=(*heading.comments, *included.comments),
        sections=tuple(sections),
        page=page.docname if page else "",
        source=heading.source or (page.path if page else ""),
        pages=(),
    )


def _of(block: Block, path: str) -> Block:
    """Return a block with the file that it stands in, for it may come under another's heading."""
    inside = tuple(_of(each, path) for each in block.blocks)
    return msgspec.structs.replace(block, source=block.source or path, blocks=inside)


def _leveled(heading: Heading, above: int, page: str, shift: int) -> Heading:
    """Return a heading of which the levels of other pages count from where they are included.

    Args:
        above: the level of the heading above.
        page: the page of the heading above.
        shift: how much deeper than written the headings of that page stand.
    """
    level = heading.level
    if heading.page != page:
        shift = above + 1 - (level or 1)
    if heading.page:
        level = level + shift if level else above + 1
    depth = level or (above + 1 if heading.line else above)
    below = tuple(_leveled(each, depth, heading.page, shift) for each in heading.sections)
    return msgspec.structs.replace(heading, level=level, sections=below)

"""What stands at the head of a view on pages of HTML: numbers that lead to their places, bars."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from .markup import Html, element, for_the_eye, joined


class Figure(msgspec.Struct, frozen=True):
    """A number with the words for what it counts.

    Attributes:
        href: where what it counts is; "" for nowhere.
        tag: the tag of what it counts, by which the script shows that alone; "" for none.
        look: a value of the classes `tdd-look-…`, as "good"; "" for none.
    """

    number: str
    words: str
    href: str = ""
    tag: str = ""
    look: str = ""


def tag_of(words: str) -> str:
    """Return the tag for words: how what they hold for is asked for in the field of a filter."""
    return f"#{'-'.join(words.casefold().split())}" if words else ""


def figures(found: Iterable[Figure], label: str) -> Html:
    """Return the numbers beside each other.

    Args:
        label: what they are, for those who hear the page.
    """
    items = (element("li", _figure(each)) for each in found)
    return element("ul", *items, class_="tdd-figures", aria_label=label)


def _figure(figure: Figure) -> Html:
    look = f"tdd-look-{figure.look}" if figure.look else None
    content = joined(
        [element("b", figure.number, class_=look), " ", element("span", figure.words)]
    )
    if not figure.href:
        return element("div", content)
    return element("a", content, href=figure.href, data_tag=figure.tag or None)


def bar(parts: Iterable[tuple[int, str]]) -> Html:
    """Return a bar of parts, each so many and of a look; the words beside it say the same.

    A drawing, since lengths in a style would be kept out by a strict policy for pages.
    """
    known = [(count, look) for count, look in parts if count]
    whole = sum(count for count, _look in known) or 1
    drawn, start, gap = [], 0.0, 3
    room = 1000 - gap * (len(known) - 1)
    for count, look in known:
        share = room * count / whole
        drawn.append(
            f'<rect class="tdd-look-{look}" x="{start:.0f}" width="{share:.0f}" height="8"></rect>'
        )
        start += share + gap
    return Html(
        '<svg class="tdd-share" viewBox="0 0 1000 8" preserveAspectRatio="none" '
        f'aria-hidden="true" focusable="false">{"".join(drawn)}</svg>'
    )


def progress(part: int, whole: int, look: str) -> Html:
    """Return a bar of a part of a whole; the words beside it say the same."""
    return Html(
        f'<progress class="tdd-bar tdd-look-{look}" value="{part}" max="{max(whole, 1)}" '
        'aria-hidden="true"></progress>'
    )


def swatch(look: str) -> Html:
    """Return the colour of a part of a bar, before its words."""
    return for_the_eye("", f"tdd-swatch tdd-look-{look}")

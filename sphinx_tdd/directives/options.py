"""Options of directives: taken as text whatever their name, and checked when they run."""

from __future__ import annotations

from collections.abc import Callable


class AnyOptions(dict[str, Callable[[str], str]]):
    """An option specification that takes every option as text.

    docutils drops a directive for an option it does not know, MyST-Parser drops the option: either
    way something is lost before we could say what was meant.
    """

    def __missing__(self, name: str) -> Callable[[str | None], str]:
        return _text


def _text(argument: str | None) -> str:
    return (argument or "").strip()


ANY_OPTIONS = AnyOptions(dict.fromkeys(("class", "name"), _text))

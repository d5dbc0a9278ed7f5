"""Inline markup of MyST Markdown as pieces: what a paragraph or a heading is made of.

Reads what is certain; of anything else it says that it is not sure.
"""

from __future__ import annotations

import re
from html import unescape

from .emphasis import Mark, flanks, pair
from .ignores import MARK
from .markdown_nodes import Node, code_text, joined
from .markdown_references import defined, normal
from .unsure import Unsure, is_too_much

MARKUP = re.compile(r"[\n\\`*_\[!<&{$~]")
"""What a text without any markup has none of."""

_STOPS = re.compile(r"[\n\\`*_\[!<&{]")
_ESCAPABLE = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_ROLE = re.compile(r"\{([a-zA-Z0-9_\-+:]+)\}(`+)")
_ROLE_TARGET = re.compile(r"\s<[^<>]*>$")
_CODE_ROLES = frozenset({"code", "literal"})
_ATTRIBUTE = (
    r"\s+[a-zA-Z_:][a-zA-Z0-9:._-]*(?:\s*=\s*(?:[^\"'=<>`\x00-\x20]+|'[^']*'|\"[^\"]*\"))?"
)
TAG = rf"<[A-Za-z][A-Za-z0-9-]*(?:{_ATTRIBUTE})*\s*/?>|</[A-Za-z][A-Za-z0-9-]*\s*>"
_HTML = re.compile(rf"{TAG}|<!---?>|<!--(?:[^-]|-[^-]|--[^>])*-->")
_AUTOLINK = re.compile(r"<(https?://[A-Za-z0-9./?=#&_~,;+-]+(?::\d+)?[A-Za-z0-9./?=#&_~,;+-]*)>")
_MAYBE_LINK = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]{1,31}:[^<>\x00-\x20]*>|<[^<>\s]+@[^<>\s]+>")
_ENTITY = re.compile(r"&(?:#[xX][0-9a-fA-F]{1,6}|#[0-9]{1,7}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_NAMED = frozenset({
    "&amp;", "&lt;", "&gt;", "&quot;", "&nbsp;", "&copy;", "&mdash;", "&ndash;", "&hellip;",
    "&rarr;", "&larr;", "&times;", "&ge;", "&le;", "&rsquo;", "&lsquo;", "&rdquo;", "&ldquo;",
})  # fmt: skip
_DESTINATION = re.compile(
    r"\([ \t\n]*(?:<(?P<angled>[^<>\n\\&]*)>|(?P<bare>(?:[^\s()\\<&\x00-\x20\x7f]"
    r"|&(?![#a-zA-Z0-9]+;)|\([^\s()\\<&\x00-\x20\x7f]*\))*))"
    r"(?:[ \t\n]+(?:\"[^\"\\]*\"|'[^'\\]*'|\([^()\\]*\)))?[ \t\n]*\)"
)
_UNUSUAL = re.compile(r"(?:javascript|vbscript|file|data|inv|path|project):", re.IGNORECASE)
_MOST_BRACKETS = 15
"""Deeper brackets than these are cut off by the nesting that markdown-it allows."""


def parse(text: str) -> tuple[Node, ...]:
    """Return what a text is made of.

    Raises:
        Unsure: it holds markup that is not known here.
    """
    if not MARKUP.search(text):
        return (("text", text, ()),) if text else ()
    if is_too_much(text):
        raise Unsure("too much markup")
    if text.count("[") > _MOST_BRACKETS and "[" * _MOST_BRACKETS in text.replace(" ", ""):
        raise Unsure("deep brackets")
    if "~~" in text or "[^" in text or text.count("$") > 1:
        raise Unsure("strikethrough, a footnote or mathematics")
    return _Inline(text).nodes(0, len(text))


class _Inline:
    """Reads one text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.links: dict[int, tuple[int, int] | None] = {}

    def nodes(self, start: int, end: int) -> tuple[Node, ...]:
        """Return what stands between two places."""
        text = self.text
        found: list[Node] = []
        marks: list[Mark] = []
        pending = ""
        runs = 0
        position = start
        while position < end:
            stop = _STOPS.search(text, position, end)
            if stop is None:
                pending += text[position:end]
                break
            at = stop.start()
            pending += text[position:at]
            sign = text[at]
            if sign in "*_":
                if pending:
                    found.append(("text", pending, ()))
                    pending = ""
                position = self._marks(at, start, end, found, marks, runs)
                runs += 1
            elif sign == "\n":
                pending = self._line_break(pending, found)
                position = _past_spaces(text, at + 1, end)
            else:
                position, node, shown = self._token(at, end)
                pending += shown
                if node is not None:
                    if pending:
                        found.append(("text", pending, ()))
                        pending = ""
                    found.append(node)
        if pending:
            found.append(("text", pending, ()))
        return joined(found, pair(marks) if marks else {})

    def _marks(
        self, at: int, start: int, end: int, found: list[Node], marks: list[Mark], run: int
    ) -> int:
        """Note a run of marks of emphasis; return the place after it."""
        text = self.text
        sign = text[at]
        after = at
        while after < end and text[after] == sign:
            after += 1
        before = text[at - 1] if at else " "
        opens, closes = flanks(sign, before, text[after] if after < end else " ")
        for _ in range(after - at):
            marks.append(Mark(len(found), sign, run, after - at, opens, closes))
            found.append(("text", sign, ()))
        return after

    def _line_break(self, pending: str, found: list[Node]) -> str:
        """Note the end of a line; return what of the text before it is still to be noted."""
        hard = pending.endswith("  ")
        pending = pending.rstrip(" ") if hard else pending.removesuffix(" ")
        if pending:
            found.append(("text", pending, ()))
        found.append(("hard", "", ()) if hard else ("soft", "\n", ()))
        return ""

    def _token(self, at: int, end: int) -> tuple[int, Node | None, str]:
        """Return the place after what begins here, its node if it has one, else its text."""
        sign = self.text[at]
        if sign == "\\":
            return self._escape(at, end)
        if sign == "`":
            return self._code(at, end)
        if sign == "{":
            return self._role(at, end)
        if sign == "<":
            return self._angle(at, end)
        if sign == "&":
            return self._entity(at, end)
        return self._bracket(at, end)

    def _escape(self, at: int, end: int) -> tuple[int, Node | None, str]:
        text = self.text
        if at + 1 >= end:
            return at + 1, None, "\\"
        following = text[at + 1]
        if following == "\n":
            return _past_spaces(text, at + 2, end), ("hard", "", ()), ""
        shown = following if following in _ESCAPABLE else "\\" + following
        return at + 2, ("text", shown, ()), ""

    def _code(self, at: int, end: int) -> tuple[int, Node | None, str]:
        text = self.text
        after = at
        while after < end and text[after] == "`":
            after += 1
        fence = text[at:after]
        close = after
        while (close := text.find(fence, close)) >= 0 and close < end:
            past = close
            while past < len(text) and text[past] == "`":
                past += 1
            if past > end:
                break
            if past - close == len(fence):
                return past, ("code", code_text(text[after:close]), ()), ""
            close = past
        return after, None, fence

    def _role(self, at: int, end: int) -> tuple[int, Node | None, str]:
        match = _ROLE.match(self.text, at)
        if match is None:
            return at + 1, None, "{"
        close = self.text.find(match[2], match.end() + 1)
        if close < 0:
            return at + 1, None, "{"
        if close + len(match[2]) > end:
            raise Unsure("a role that ends outside of its link")
        content = self.text[match.end() : close].replace("\n", " ")
        shown = _ROLE_TARGET.sub("", content).rstrip() or content
        kind = "code" if match[1].casefold() in _CODE_ROLES else "role"
        return close + len(match[2]), (kind, shown, ()), ""

    def _angle(self, at: int, end: int) -> tuple[int, Node | None, str]:
        text = self.text
        link = _AUTOLINK.match(text, at, end)
        if link:
            if "xn--" in link[1].casefold():
                raise Unsure("an address in another script")
            return link.end(), ("link", "", (("text", link[1], ()),)), ""
        if _MAYBE_LINK.match(text, at, end):
            raise Unsure("an unusual address")
        tag = _HTML.match(text, at, end)
        if tag:
            if MARK in tag[0]:
                raise Unsure("a comment for us inside a text")
            return tag.end(), ("raw", tag[0], ()), ""
        if text[at + 1 : at + 2] in ("!", "?"):
            raise Unsure("unusual HTML")
        return at + 1, None, "<"

    def _entity(self, at: int, end: int) -> tuple[int, Node | None, str]:
        match = _ENTITY.match(self.text, at, end)
        if match is None:
            return at + 1, None, "&"
        if match[0] not in _NAMED:
            raise Unsure("an unusual entity")
        return match.end(), ("text", unescape(match[0]), ()), ""

    def _bracket(self, at: int, end: int) -> tuple[int, Node | None, str]:
        """Read a link or an image; a bracket that begins neither is text."""
        text = self.text
        image = text[at] == "!"
        if image and text[at + 1 : at + 2] != "[":
            return at + 1, None, "!"
        opening = at + image
        link = self._link(opening, end, image)
        if link is None:
            return at + 1, None, text[at]
        close, after = link
        if image:
            alt = text[opening + 1 : close]
            if MARKUP.search(alt):
                raise Unsure("markup in the text of an image")
            return after, ("image", alt, ()), ""
        inner = self.nodes(opening + 1, close)
        if not inner:
            raise Unsure("a link without a text")
        return after, ("link", "", inner), ""

    def _link(self, opening: int, end: int, image: bool) -> tuple[int, int] | None:
        """Return where the text of a link ends, and the place after the link."""
        key = opening if image else -1 - opening
        if key not in self.links:
            self.links[key] = self._find_link(opening, end, image)
        return self.links[key]

    def _find_link(self, opening: int, end: int, image: bool) -> tuple[int, int] | None:
        close = self._label_end(opening, end, image)
        if close < 0:
            return None
        if self.text[close + 1 : close + 2] != "(" or close + 1 >= end:
            return self._find_named(opening, close, end) if defined() else None
        match = _DESTINATION.match(self.text, close + 1, end)
        if match is None:
            raise Unsure("an unusual address of a link")
        if _UNUSUAL.match(match["angled"] or match["bare"] or ""):
            raise Unsure("an unusual kind of link")
        return close, match.end()

    def _find_named(self, opening: int, close: int, end: int) -> tuple[int, int] | None:
        """Return where a link ends that says the name of its definition, or nothing."""
        after = close + 1
        name = ""
        if after < end and self.text[after] == "[":
            last = self._label_end(after, end, True)
            if last >= 0:
                name, after = self.text[after + 1 : last], last + 1
        name = name or self.text[opening + 1 : close]
        return (close, after) if normal(name) in defined() else None

    def _label_end(self, opening: int, end: int, image: bool) -> int:
        """Return the place of the bracket that closes another one, or -1."""
        text = self.text
        level = 1
        position = opening + 1
        while position < end:
            sign = text[position]
            if sign == "]":
                level -= 1
                if not level:
                    return position
                position += 1
            elif sign in "[!" and (sign == "[" or text[position + 1 : position + 2] == "["):
                link = self._link(position + (sign == "!"), end, sign == "!")
                if link is None:
                    level += sign == "["
                    position += 1
                elif sign == "[" and not image:
                    return -1
                else:
                    position = link[1]
            elif sign in "\\`{<&":
                position = self._token(position, end)[0]
            else:
                position += 1
        return -1


def _past_spaces(text: str, position: int, end: int) -> int:
    while position < end and text[position] in " \t":
        position += 1
    return position

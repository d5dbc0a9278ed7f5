"""Comments that silence findings: `tdd: ignore missing_section "Cost": not in the cloud`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model.outline import Ignore

_IGNORE = re.compile(
    r"""tdd:\s*ignore\b
        (?P<rules>[^"“”:]*)
        (?:["“](?P<target>[^"“”]*)["”])?
        \s*(?::\s*(?P<reason>.*))?$""",
    re.VERBOSE,
)
MARK = "tdd:"
"""What every such comment holds."""

_NOISE = re.compile(r"^(?:<!--|%|\.\.)?\s*|\s*-->\s*$")


def parse_comment(text: str) -> Iterator[tuple[str, Ignore]]:
    """Yield each ignore in a comment, with the text it was read from.

    The lines of the result are 0: who has the comment knows where it stands.
    """
    if MARK not in text:
        return
    for line in text.splitlines():
        words = _NOISE.sub("", line).strip()
        match = _IGNORE.match(words)
        if match:
            rules = (
                tuple(re.split(r"[\s,]+", match["rules"].strip()))
                if match["rules"].strip()
                else ()
            )
            target = (match["target"] or "").strip()
            yield words, Ignore(rules, target, (match["reason"] or "").strip(), 0, 0)


def is_ignore_alone(text: str) -> bool:
    """Whether an HTML comment holds nothing but ignores, so that a page can do without it."""
    body = text.strip()
    if not (body.startswith("<!--") and body.endswith("-->")):
        return False
    lines = [line for line in body[4:-3].splitlines() if line.strip()]
    return bool(lines) and all(_IGNORE.match(line.strip()) for line in lines)

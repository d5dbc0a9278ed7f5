"""Small pieces of Markdown, from which the generated pages are made."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def code(text: str) -> str:
    """Return a text as a code span, whatever backticks it holds."""
    return f"`` {text} ``" if "`" in text else f"`{text}`"


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table; a row's cells may hold inline markup, and no line break."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(map(_cell, line)) + " |" for line in lines) + "\n"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", r"\|")


def directive(name: str, argument: str, options: dict[str, str], body: str) -> str:
    """Return a directive with its options and a body in Markdown."""
    head = [f"::::{{{name}}} {argument}".rstrip(), *(f":{k}: {v}" for k, v in options.items())]
    return "\n".join([*head, "", body.strip(), "::::", ""])


def joined(names: Iterable[str], mark: str = "") -> str:
    """Return names in a row, each in the mark given (`` ` `` or `*`)."""
    return ", ".join(f"{mark}{name}{mark}" for name in names)

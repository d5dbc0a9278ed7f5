"""conf.py changed as a text: extensions added to its list, lines added at its end.

Nothing is run, and nothing else in the file is touched.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterable, Iterator, Sequence

import msgspec

NAME = "extensions"

_LINE_END = re.compile(r"\r\n|\r|\n")
_SKIPPED = frozenset({tokenize.NL, tokenize.COMMENT, tokenize.NEWLINE})


class Unchangeable(ValueError):
    """A text that can't be changed; its text says why."""


class _Display(msgspec.Struct, frozen=True):
    """A list that is written out, by its tokens.

    Attributes:
        last: what stands right before its closing bracket, but for comments.
        closing: its closing bracket.
        quote: the quotation mark of its texts.
    """

    last: tokenize.TokenInfo
    closing: tokenize.TokenInfo
    quote: str
    multiline: bool


def mentions(text: str, extension: str) -> bool:
    """Whether a conf.py gives an extension to its list, in whatever way."""
    return any(
        isinstance(node, ast.Constant) and node.value == extension
        for statement in _parsed(text).body
        if _names(statement)
        for node in ast.walk(statement)
    )


def with_extensions(text: str, wanted: Sequence[str]) -> str:
    """Return a conf.py in which extensions are added to those that it has.

    They are written into the list where that is written out, else in a line at the end.

    Raises:
        Unchangeable: it is no Python.
    """
    tree = _parsed(text)
    new = [name for name in wanted if not mentions(text, name)]
    if not new:
        return text
    display = _display(text, tree)
    if display is not None:
        changed = _inserted(text, display, new)
        if all(_is_listed(changed, name) for name in new):
            return changed
    return with_lines(text, [_line(tree, new)])


def with_lines(text: str, lines: Iterable[str]) -> str:
    """Return a text with lines at its end, an empty one before them.

    Raises:
        Unchangeable: its end takes no more lines.
    """
    end = line_end(text)
    before = text if not text or text.endswith(("\n", "\r")) else f"{text}{end}"
    gap = end if before.strip() and not before.endswith(end * 2) else ""
    changed = f"{before}{gap}" + "".join(f"{line}{end}" for line in lines)
    _parsed(changed)
    return changed


def line_end(text: str) -> str:
    """Return how the lines of a text end."""
    found = _LINE_END.search(text)
    return found[0] if found else "\n"


def _parsed(text: str) -> ast.Module:
    try:
        return ast.parse(text)
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        line = getattr(error, "lineno", None)
        where = f", see line {line}" if line else ""
        raise Unchangeable(f"it is no Python{where}") from error


def _names(statement: ast.stmt) -> bool:
    """Whether a statement speaks of the list of extensions."""
    return any(isinstance(node, ast.Name) and node.id == NAME for node in ast.walk(statement))


def _stores(statement: ast.stmt) -> bool:
    """Whether a statement gives the name a value; what only adds to it does not count."""
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return False
    added = {id(node.target) for node in ast.walk(statement) if isinstance(node, ast.AugAssign)}
    return any(
        isinstance(node, ast.Name)
        and node.id == NAME
        and isinstance(node.ctx, ast.Store | ast.Del)
        and id(node) not in added
        for node in ast.walk(statement)
    )


def _line(tree: ast.Module, new: Sequence[str]) -> str:
    """Return the line that adds extensions to a list that is computed, or not there."""
    names = ", ".join(f'"{name}"' for name in new)
    stores = [each for each in tree.body if _stores(each)]
    if stores and any(isinstance(each, ast.Assign) for each in stores) and not _gone(stores):
        return f"{NAME} = [*{NAME}, {names}]"
    if stores or any(map(_brings_names, tree.body)):
        return f'{NAME} = [*globals().get("{NAME}", ()), {names}]'
    return f"{NAME} = [{names}]"


def _gone(statements: Iterable[ast.stmt]) -> bool:
    """Whether the name may be taken back."""
    nodes = (node for each in statements for node in ast.walk(each))
    return any(isinstance(n, ast.Name) and isinstance(n.ctx, ast.Del) for n in nodes)


def _brings_names(statement: ast.stmt) -> bool:
    """Whether names may come from elsewhere: `from … import *`, `exec(…)`."""
    for node in ast.walk(statement):
        if isinstance(node, ast.ImportFrom) and any(name.name == "*" for name in node.names):
            return True
        if isinstance(node, ast.ImportFrom | ast.Import):
            names = (name.asname or name.name for name in node.names)
            if NAME in names:
                return True
        if isinstance(node, ast.Name) and node.id in {"exec", "globals"}:
            return True
    return False


# -- a list that is written out ---------------------------------------------------------------


def _display(text: str, tree: ast.Module) -> _Display | None:
    """Return the list of extensions, None where it is computed in any way."""
    statement = next((each for each in reversed(tree.body) if _stores(each)), None)
    if not isinstance(statement, ast.Assign | ast.AnnAssign):
        return None
    value = statement.value
    if not isinstance(value, ast.List | ast.Tuple):
        return None
    tokens = list(_tokens_of(value, text))
    if len(tokens) < 2 or tokens[0].string not in {"[", "("}:  # a, b without parentheses
        return None
    texts = [token.string for token in tokens if token.type == tokenize.STRING]
    quote = "'" if texts and texts[-1].endswith("'") else '"'
    return _Display(tokens[-2], tokens[-1], quote, tokens[0].start[0] != tokens[-2].start[0])


def _tokens_of(node: ast.expr, text: str) -> Iterator[tokenize.TokenInfo]:
    """Yield the tokens of an expression, without comments and line ends."""
    lines = _LINE_END.split(text)
    begin = (node.lineno, _characters(lines[node.lineno - 1], node.col_offset))
    last = (node.end_lineno or 0, node.end_col_offset or 0)
    end = (last[0], _characters(lines[last[0] - 1], last[1]))
    for token in tokenize.generate_tokens(io.StringIO("\n".join(lines) + "\n").readline):
        if begin <= token.start and token.end <= end and token.type not in _SKIPPED:
            yield token


def _characters(line: str, offset: int) -> int:
    """Return how many characters the first bytes of a line have."""
    return len(line.encode()[:offset].decode())


def _inserted(text: str, display: _Display, new: Sequence[str]) -> str:
    """Return a text with more texts at the end of a list, written as the others are."""
    last, closing = display.last, display.closing
    words = [f"{display.quote}{name}{display.quote}" for name in new]
    same_line = last.end[0] == closing.start[0]
    comma = last.string == ","
    if last.string in {"[", "("}:
        return _put(text, last.end, _first(words, closing.string, same_line, line_end(text)))
    if not display.multiline or (comma and same_line):
        return _put(text, last.end, f" {', '.join(words)}," if comma else f", {', '.join(words)}")
    end, line = line_end(text), _LINE_END.split(text)[last.end[0] - 1]
    begin = _LINE_END.split(text)[last.start[0] - 1]
    indent = begin[: len(begin) - len(begin.lstrip())]
    between = f",{end}{indent}"
    if same_line:
        return _put(text, last.end, f"{between}{between.join(words)}")
    # A comment after the last one stays where it is.
    below = f"{end}{indent}{between.join(words)}{',' if comma else ''}"
    text = _put(text, (last.end[0], len(line)), below)
    return text if comma else _put(text, last.end, ",")


def _first(words: Sequence[str], closing: str, same_line: bool, end: str) -> str:
    """Return what stands in a list that was empty."""
    if not same_line:
        return "".join(f"{end}    {word}," for word in words)
    return f"{', '.join(words)}{',' if closing == ')' and len(words) == 1 else ''}"


def _put(text: str, place: tuple[int, int], piece: str) -> str:
    """Return a text with a piece put in at a line, from 1, and a character in it, from 0."""
    starts = [0, *(found.end() for found in _LINE_END.finditer(text))]
    at = starts[place[0] - 1] + place[1]
    return f"{text[:at]}{piece}{text[at:]}"


def _is_listed(text: str, extension: str) -> bool:
    try:
        tree = _parsed(text)
    except Unchangeable:
        return False
    statement = next((each for each in reversed(tree.body) if _stores(each)), None)
    value = getattr(statement, "value", None)
    listed = value.elts if isinstance(value, ast.List | ast.Tuple) else ()
    return any(isinstance(each, ast.Constant) and each.value == extension for each in listed)

"""One field's value: from what the body says to what the record holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import msgspec

from ..model.dates import is_date
from ..model.finding import Rule
from ..model.kind import Field, Problem, Value
from ..model.titles import did_you_mean, title_key
from .levels import Scale
from .nothing import is_nothing
from .plain import plain_text
from .tasks import marked, tasks_in
from .tree import Items, Node, Pair, Pairs, Text, texts

_ID = re.compile(r"[^\s<>`|\"']+$")
_ROLE = re.compile(r"(?:\{[\w:.+-]+\}|:[\w:.+-]+:)?`(?:[^`<]*<)?([^`<>]*)>?`")
_BRACKETS = re.compile(r"\[(.*)\]$")
_NAMES = re.compile(r"(?:[^,;\n()]|\([^()\n]*\)|[()])+")
_LIKE_AN_ID = re.compile(r"[\w.]*[\d_-][\w.-]*$")
_NUMBER = r"\d(?:[\d.,_']|\s(?=\d))*"
_NO_UNIT = re.compile(rf"[<>≤≥=~≈±\s]*{_NUMBER}(?:\s*(?:[-–—]|\.\.|to)\s*{_NUMBER})?")


class Given(msgspec.Struct, frozen=True, gc=False):
    """A value with the line of each text in it, in the order of `flat`."""

    value: Value
    lines: tuple[int, ...]


def flat(value: Value) -> Iterator[str]:
    """Yield each text of a value, in order."""
    if isinstance(value, str):
        yield value
        return
    for part in value:
        if isinstance(part, str):
            yield part
        else:
            for inner in part.values():
                yield from flat(inner)


class Values:
    """Reads values; what is wrong with them goes to `problems`."""

    def __init__(self, scale: Scale, source: str = "") -> None:
        self.scale = scale
        self.source = source
        self.problems: list[Problem] = []
        self._readers: dict[str, Callable[[Field, Node], Given | None]] = {
            "text": self._text,
            "list": self._list,
            "links": self._links,
            "entries": self._entries,
            "tasks": self._tasks,
            "quantity": self._quantity,
        }
        self._words: dict[str, Callable[[Field, Text], Given]] = {
            "level": self._level,
            "choice": self._choice,
            "date": self._date,
            "id": self._id,
        }

    def note(self, rule: Rule, line: int, message: str, lacking: str = "") -> None:
        """Note what is wrong at a line, and the name of the field where it is not given."""
        problem = Problem(rule.value, line, message, self.source, field=lacking)
        self.problems.append(problem)

    def read(self, field: Field, node: Node) -> Given | None:
        """Return the value of a field, or None where nothing is given.

        A value that the field does not take is noted and kept as the text that was written.
        """
        if not any(text.value for text in texts(node)):
            return None
        if field.type in self._words:
            parts = list(_parts(node))
            one = len(parts) == 1
            return self._words[field.type](field, parts[0]) if one else self._several(field, parts)
        return self._readers[field.type](field, node)

    def _text(self, field: Field, node: Node) -> Given | None:
        parts = list(_parts(node))
        if isinstance(node, Text) or (isinstance(node, Pairs) and len(parts) == 1):
            return Given(parts[0].value, (parts[0].line,))
        return _given(parts)

    def _list(self, field: Field, node: Node) -> Given | None:
        if isinstance(node, Text) and "\n" not in node.value:
            between = r";\s+|;$" if field.prose else r",\s+|,$|;\s*"
            return _given([Text(part, node.line) for part in _split(node.value, between)])
        if isinstance(node, Text):
            return Given(node.value, (node.line,))
        return _given(list(_parts(node)))

    def _links(self, field: Field, node: Node) -> Given | None:
        names = [
            Text(name, text.line)
            for text in _parts(node)
            for name in _names(_ROLE.sub(r"\1", text.value), field)
        ]
        return _given(names)

    def _tasks(self, field: Field, node: Node) -> Given | None:
        if isinstance(node, Text):
            return _given(list(tasks_in(node)))
        return _given([Text(marked(text.value), text.line) for text in _parts(node)])

    def _quantity(self, field: Field, node: Node) -> Given | None:
        for text in _parts(node):
            number = plain_text(text.value)
            if _NO_UNIT.fullmatch(number):
                what = f"has no unit: {number} of what? Write it as in '{number} ms'"
                self._off(field, text, what, ())
        return self._text(field, node)

    def _several(self, field: Field, parts: list[Text]) -> Given:
        """Note a list where one word is wanted, and keep it as text."""
        message = f"{field.name!r} takes one value, and a list of {len(parts)} is given"
        self.note(Rule.RECORD_VALUE, parts[0].line, message)
        return Given(", ".join(text.value for text in parts), (parts[0].line,))

    def _level(self, field: Field, text: Text) -> Given:
        step = self.scale.step(plain_text(text.value))
        if step is not None:
            return Given(self.scale.name(step), (text.line,))
        steps = self.scale.steps
        self._off(field, text, f"is not on the scale {', '.join(steps)}", steps)
        return Given(text.value, (text.line,))

    def _choice(self, field: Field, text: Text) -> Given:
        key = title_key(plain_text(text.value))
        for choice in field.choices:
            if title_key(choice) == key:
                return Given(choice, (text.line,))
        self._off(field, text, f"is not one of {', '.join(field.choices)}", field.choices)
        return Given(text.value, (text.line,))

    def _date(self, field: Field, text: Text) -> Given:
        if not is_date(text.value):
            self._off(field, text, "is not a day written as YYYY-MM-DD", ())
        return Given(text.value, (text.line,))

    def _id(self, field: Field, text: Text) -> Given:
        if not _ID.match(text.value):
            self._off(field, text, "is no id: it holds a space or a sign that names nothing", ())
        return Given(text.value, (text.line,))

    def _off(self, field: Field, text: Text, what: str, offered: tuple[str, ...]) -> None:
        if is_nothing(text.value):
            return
        hint = did_you_mean(text.value, offered)
        shown = " ".join(text.value.split())
        self.note(Rule.RECORD_VALUE, text.line, f"{field.name!r}: {shown!r} {what}{hint}")

    def _entries(self, field: Field, node: Node) -> Given | None:
        if isinstance(node, Text):
            return Given(node.value, (node.line,))
        if isinstance(node, Pairs):
            node = _named(field, node)
        entries = [entry for item in node.items if (entry := self._entry(field, item))]
        value = tuple({name: given.value for name, given in entry} for entry in entries)
        lines = tuple(line for entry in entries for _, given in entry for line in given.lines)
        return Given(_plain_values(value), lines) if entries else None

    def _entry(self, field: Field, node: Node) -> list[tuple[str, Given]]:
        """Return the fields of one entry; a text alone is the entry's first field."""
        by_key = {key: part for part in field.fields for key in part.keys}
        if not isinstance(node, Pairs) or not any(title_key(p.key) in by_key for p in node.pairs):
            given = self._text(field.fields[0], node)
            return [(field.fields[0].name, given)] if given else []
        found: dict[str, Given] = {}
        for pair in node.pairs:
            part = by_key.get(title_key(pair.key))
            if part is None:
                names = [part.name for part in field.fields]
                self.note(
                    Rule.RECORD_FIELD,
                    pair.line,
                    f"{pair.key!r} is no field of {field.name!r}, which has {', '.join(names)}"
                    f"{did_you_mean(pair.key, names)}",
                )
            elif part.name in found:
                self.twice(part, pair)
            elif (given := self.read(part, pair.value)) is not None:
                found[part.name] = given
        return list(found.items())

    def twice(self, field: Field, pair: Pair) -> None:
        """Note a field that is given a second time."""
        self.note(
            Rule.RECORD_FIELD,
            pair.line,
            f"{field.name!r} is given twice, here as {pair.key!r}; the first one counts",
        )


def _plain_values(entries: tuple[dict[str, Value], ...]) -> Value:
    """Return entries with the type that records hold: no entry holds entries."""
    return tuple(
        {
            name: value if isinstance(value, str) else tuple(flat(value))
            for name, value in e.items()
        }
        for e in entries
    )


def _given(parts: list[Text]) -> Given | None:
    kept = [text for text in parts if text.value]
    return Given(tuple(t.value for t in kept), tuple(t.line for t in kept)) if kept else None


def _parts(node: Node) -> Iterator[Text]:
    """Yield the texts of a list; a mapping in it is text that holds a colon."""
    if isinstance(node, Text):
        yield node
    elif isinstance(node, Items):
        for item in node.items:
            yield from _parts(item)
    else:
        for pair in node.pairs:
            inner = ", ".join(text.value for text in texts(pair.value))
            yield Text(f"{pair.key}: {inner}" if inner else f"{pair.key}:", pair.line)


def _named(field: Field, node: Pairs) -> Items:
    """Return a mapping as a list of entries: one entry, or one under each of its names."""
    keys = {key for part in field.fields for key in part.keys}
    if any(title_key(pair.key) in keys for pair in node.pairs):
        return Items((node,), node.line)
    first = field.fields[0].name
    entries: list[Node] = []
    for pair in node.pairs:
        inner = pair.value.pairs if isinstance(pair.value, Pairs) else ()
        if not inner:
            entries.append(Pairs((pair,), pair.line))
            continue
        name = Pair(first, pair.line, Text(pair.key, pair.line))
        entries.append(Pairs((name, *inner), pair.line))
    return Items(tuple(entries), node.line)


def _split(text: str, pattern: str) -> list[str]:
    inside = _BRACKETS.match(text.strip())
    parts = re.split(pattern, inside[1] if inside else text)
    if inside and len(parts) == 1:  # "[Pro 1]" is left from a template
        parts = [text]
    return [part.strip() for part in parts if part.strip()]


def _names(text: str, field: Field) -> list[str]:
    """Return the names in a text: spaces part ids alone, and only where one kind is named.

    A name may hold spaces ("Order ledger"), and commas within parentheses.
    """
    names: list[str] = []
    inside = _BRACKETS.match(text.strip())
    for part in _NAMES.findall(inside[1] if inside else text):
        words = part.split()
        ids = len(field.targets) <= 1 and all(_LIKE_AN_ID.match(word) for word in words)
        names += words if ids else [" ".join(words)]
    return [name for name in names if name]

"""The operations of an OpenAPI 3 description as rows: one for each path and method."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from .body import Body
from .openapi_file import Description, Spot, name_of
from .openapi_types import content_of, first_of
from .tree import Items, Node, Pair, Pairs, Text
from .wording import code, escape, from_markdown

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")
_ID = re.compile(r"[^\s<>`|\"']+")
_CODE = re.compile(r"[1-5](?:\d\d|XX)", re.IGNORECASE)


def read_openapi(
    text: str, known: Callable[[str], bool] = lambda _: True, *, rst: bool = False
) -> Body:
    """Return the operations that a description has, in its order. Never raises.

    References within the file are followed; those to other files are named, not read.

    Args:
        text: the file's text, YAML or JSON.
        known: whether a key is the name of a field of the kind that rows are read into.
        rst: whether the document that shows them is reStructuredText; Markdown if not.
    """
    file = Description(text)
    operations = _Operations(file, known, rst)
    rows = tuple(operations.rows())
    problems = tuple(sorted(file.problems, key=lambda problem: problem.line))
    return Body(Items(rows, rows[0].line) if rows else None, problems)


class _Operations:
    """Makes rows of a description."""

    def __init__(self, file: Description, known: Callable[[str], bool], rst: bool) -> None:
        self.file = file
        self.known = known
        self.rst = rst
        self.root = file.root

    def rows(self) -> Iterator[Pairs]:
        for path, place in self.root.part("paths").pairs():
            items = self._items(path, place)
            for item in items:
                for method, operation in _operations(item):
                    yield self._row(path, method, operation, items)

    def _items(self, path: str, place: Spot) -> list[Spot]:
        """Return what says the operations of a path: itself, and what it refers to."""
        found = self.file.follow(place)
        if found is None and not place.reference.startswith("#"):
            self.file.note(
                place,
                f"the operations of {path!r} are in {place.reference!r}, which is not read: "
                "bundle the description into one file",
            )
        return [place] if found is None or found is place else [place, found]

    def _row(self, path: str, method: str, operation: Spot, shared: list[Spot]) -> Pairs:
        """Return the row of an operation; what its path says, all its operations share."""
        answers = dict(operation.part("responses").pairs())
        good, bad = _good(answers), _bad(answers)
        responses = ((name, self._response(answers[name])) for name in good)
        values: dict[str, str | list[str]] = {
            "id": self._id(operation),
            "endpoint": code(path, self.rst),
            "method": escape(method.upper()),
            "description": self._words([operation, *shared]),
            "request": self._request(operation, shared),
            "response": next((text for _, text in responses if text), ""),
            "status": ", ".join(name for name in good if name != "default"),
            "errors": [self._error(name, answers[name]) for name in bad],
            "authentication": self._security(operation),
            "tags": [escape(tag.text) for tag in operation.part("tags").items()],
        }
        return Pairs(tuple(self._pairs(values, operation)), self.file.line(operation))

    def _pairs(self, values: dict[str, str | list[str]], operation: Spot) -> Iterator[Pair]:
        for name, value in values.items():
            if value and self.known(name):
                line = self.file.line(operation.part(_PLACES.get(name, "")))
                yield Pair(name, line, _node(value, line))

    def _id(self, operation: Spot) -> str:
        """Return the id that the operation has, if one can refer to it by that."""
        name = operation.part("operationId").text
        return name if _ID.fullmatch(name) else ""

    def _words(self, spots: Iterable[Spot]) -> str:
        """Return what the first says that says anything: its summary, or its description."""
        for spot in spots:
            for key in ("summary", "description"):
                text = from_markdown(spot.part(key).text, self.rst)
                if text:
                    return text
        return ""

    def _request(self, operation: Spot, shared: list[Spot]) -> str:
        """Return what goes in: the parameters that have to be given, and the body."""
        names: dict[tuple[str, str], str] = {}
        for spot in (*reversed(shared), operation):
            for parameter in spot.part("parameters").items():
                found = self.file.follow(parameter)
                if found is None:
                    names[parameter.reference, ""] = name_of(parameter.reference)
                else:
                    name, where = found.part("name").text, found.part("in").text
                    names[name, where] = name if found.part("required").value is True else ""
        given = [code(name, self.rst) for name in dict.fromkeys(names.values()) if name]
        place = operation.part("requestBody")
        body = self.file.follow(place)
        if body is None:
            return ", ".join([*given, code(name_of(place.reference), self.rst)])
        return ", ".join([*given, *content_of(body, self.rst)])

    def _response(self, place: Spot) -> str:
        """Return what an answer holds, else what is said of it."""
        found = self.file.follow(place)
        if found is None:
            return code(name_of(place.reference), self.rst)
        return ", ".join(content_of(found, self.rst)) or self._words([found])

    def _error(self, name: str, place: Spot) -> str:
        found = self.file.follow(place)
        said = self._words([found]) if found else code(name_of(place.reference), self.rst)
        return f"{name}: {said}" if said else name

    def _security(self, operation: Spot) -> str:
        """Return the names of what a caller may prove itself by, alternatives set apart."""
        wanted = first_of(operation.part("security"), self.root.part("security"))
        ways = (" + ".join(escape(name) for name, _ in way.pairs()) for way in wanted.items())
        return " / ".join(dict.fromkeys(filter(None, ways)))


_PLACES = {
    "id": "operationId",
    "description": "summary",
    "request": "requestBody",
    "response": "responses",
    "status": "responses",
    "errors": "responses",
    "authentication": "security",
    "tags": "tags",
}
"""The key of an operation that a field is made of."""


def _node(value: str | list[str], line: int) -> Node:
    if isinstance(value, str):
        return Text(value, line)
    return Items(tuple(Text(text, line) for text in value), line)


def _operations(item: Spot) -> Iterator[tuple[str, Spot]]:
    """Yield the operations of a path, in the file's order, by the names of their methods."""
    for key, spot in item.pairs():
        if key == "additionalOperations":
            yield from ((name, each) for name, each in spot.pairs() if each.value)
        elif key in METHODS and isinstance(spot.value, dict):
            yield key, spot


def _good(answers: dict[str, Spot]) -> list[str]:
    """Return the codes that say that all went well, else where the caller is sent to."""
    codes = sorted(name for name in answers if _CODE.fullmatch(name))
    for first in ("2", "3", "1"):
        found = [name for name in codes if name.startswith(first)]
        if found:
            return found
    return ["default"] if "default" in answers and not codes else []


def _bad(answers: dict[str, Spot]) -> list[str]:
    """Return the codes of errors, and the one for all others."""
    codes = sorted(name for name in answers if _CODE.fullmatch(name) and name[0] in "45")
    others = ["default"] if "default" in answers and "default" not in _good(answers) else []
    return codes + others

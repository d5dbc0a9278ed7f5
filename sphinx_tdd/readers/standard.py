"""The directives of Sphinx read into nodes that say the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import Directive, directives
from docutils.parsers.rst.directives.admonitions import BaseAdmonition
from docutils.statemachine import StringList

from ..directives.options import ANY_OPTIONS
from ..directives.plain import parse_nested

_CHANGES = {
    "versionadded": "Added in version",
    "version-added": "Added in version",
    "versionchanged": "Changed in version",
    "version-changed": "Changed in version",
    "deprecated": "Deprecated since version",
    "version-deprecated": "Deprecated since version",
    "versionremoved": "Removed in version",
    "version-removed": "Removed in version",
}
_text = directives.unchanged


def tagged(node: nodes.Element, tag: str) -> nodes.Element:
    """Return a node under the name by which readers know what Sphinx would have made."""
    node.tagname = tag
    return node


class Standard(Directive):
    """What they share: where they stand, and their content as nodes."""

    has_content = True
    final_argument_whitespace = True

    def placed(self, node: nodes.Element) -> nodes.Element:
        """Return a node that stands where the directive does."""
        node.source, node.line = self.state_machine.get_source_and_line(self.lineno)
        return node

    def inside(self) -> list[nodes.Node]:
        """Return the nodes of the content."""
        return parse_nested(self.state, self.content, self.content_offset)

    def inline(self, text: str, line: int = 0) -> list[nodes.Node]:
        """Return the nodes of a text in a line."""
        found, messages = self.state.inline_text(text, line or self.lineno)
        return [*found, *messages]


class SeeAlso(BaseAdmonition):
    """A note that leads elsewhere."""

    class seealso(nodes.Admonition, nodes.Element):
        """Known by its name alone."""

    node_class = seealso


class VersionChange(Standard):
    """What a version brought."""

    required_arguments = 1
    optional_arguments = 1
    option_spec: ClassVar[Any] = {"class": _text, "name": _text}

    def run(self) -> list[nodes.Node]:
        """Return the version and the text."""
        said = f"{_CHANGES[self.name.casefold()]} {self.arguments[0]}"
        made = self.placed(tagged(nodes.Element(), "versionmodified"))
        made.document = self.state.document  # from which nodes without a line get one
        if len(self.arguments) > 1:
            text = self.arguments[1]
            paragraph = nodes.paragraph(text, "", *self.inline(text, self.lineno + 1))
            made += self.placed(paragraph)
        made += self.inside() if self.content else []
        first = made.children[0] if made.children else None
        if not isinstance(first, nodes.paragraph):
            end = "." if first is None else ": "
            made.insert(0, nodes.paragraph("", "", nodes.inline("", f"{said}{end}")))
            return [made]
        if first.rawsource:
            again = nodes.paragraph("", "", nodes.inline("", "", *first.children))
            first.replace_self(again)
            first = again
        first.insert(0, nodes.inline("", f"{said}: "))
        return [made]


class Centered(Standard):
    """A centred line."""

    has_content = False
    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the line."""
        return [tagged(nodes.Element("", *self.inline(self.arguments[0])), "centered")]


class Math(Standard):
    """A formula."""

    optional_arguments = 1
    option_spec: ClassVar[Any] = {
        "label": _text, "name": _text, "class": _text, "no-wrap": _text, "nowrap": _text,
    }  # fmt: skip

    def run(self) -> list[nodes.Node]:
        """Return the formula as one block."""
        text = "\n".join(self.content)
        if self.arguments and self.arguments[0]:
            text = f"{self.arguments[0]}\n\n{text}"
        node = nodes.math_block(text, text)
        self.add_name(node)
        return [self.placed(node)]


class Code(Standard):
    """Code, perhaps with a caption."""

    optional_arguments = 1
    final_argument_whitespace = False
    option_spec: ClassVar[Any] = {
        "linenos": _text, "force": _text, "lineno-start": _text, "emphasize-lines": _text,
        "caption": directives.unchanged_required, "class": _text, "name": _text, "dedent": _text,
        "number-lines": _text,
    }  # fmt: skip

    def run(self) -> list[nodes.Node]:
        """Return the code."""
        return self.code("\n".join(self.content), "".join(self.arguments))

    def code(self, text: str, language: str) -> list[nodes.Node]:
        """Return a text as code of a language."""
        made = self.placed(nodes.literal_block(text, text, language=language))
        if caption := self.options.get("caption"):
            parsed = parse_nested(self.state, StringList([caption], ""), self.content_offset)
            first = parsed[0] if parsed else nodes.paragraph()
            title = nodes.caption("", "", *first.children)
            made = nodes.container("", self.placed(title), made)
        self.add_name(made)
        return [made]


class Glossary(Standard):
    """Terms with what they mean, several terms above one meaning."""

    option_spec: ClassVar[Any] = {"sorted": _text}

    def run(self) -> list[nodes.Node]:
        """Return the terms as a list of definitions."""
        made = nodes.definition_list()
        for terms, meaning in self._entries():
            item = nodes.definition_list_item()
            for text, source, line in terms:
                shown = text.partition(" : ")[0]
                term = nodes.term(text, "", *self.inline(shown, line))
                term.source, term.line = source, line
                item += term
            offset = meaning.items[0][1] if meaning else 0
            found = parse_nested(self.state, meaning, offset) if meaning else []
            item += nodes.definition("", *found)
            made += item
        return [tagged(nodes.Element("", made), "glossary")]

    def _entries(self) -> list[tuple[list[tuple[str, str, int]], StringList]]:
        entries: list[tuple[list[tuple[str, str, int]], StringList]] = []
        meant, hidden, indent = True, False, 0
        for text, (source, line) in zip(self.content, self.content.items, strict=True):
            if not text:
                if meant and entries:
                    entries[-1][1].append("", source, line)
            elif not text[0].isspace():
                hidden = text.startswith(".. ")
                if not hidden and meant:
                    entries.append(([(text, source, line)], StringList()))
                    meant = False
                elif not hidden:
                    entries[-1][0].append((text, source, line))
            elif not hidden:
                indent = indent if meant else len(text) - len(text.lstrip())
                meant = True
                if entries:
                    entries[-1][1].append(text[indent:], source, line)
        return entries


class Productions(Standard):
    """Rules of a grammar."""

    has_content = False
    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the rules as text, a definition sign after each name."""
        made = nodes.Element()
        for line in self.arguments[0].replace("\\\n", "").splitlines():
            name, colon, tokens = line.partition(":")
            shown = f"{name.strip()} ::= {tokens.strip()}" if colon else line.strip()
            made += nodes.inline("", f"{shown} ".replace("`", ""))
        return [self.placed(tagged(made, "productionlist"))]


class Described(Standard):
    """Something that is described: a function, an option, a variable of the environment."""

    required_arguments = 1
    option_spec: ClassVar[Any] = ANY_OPTIONS

    def run(self) -> list[nodes.Node]:
        """Return what is described, a line each, and what is said of it."""
        made = self.placed(nodes.container())
        for line in self.arguments[0].splitlines():
            text = line.strip().translate({ord(sign): None for sign in "()"})
            made += self.placed(
                tagged(nodes.Element("", nodes.literal("", text)), "desc_signature")
            )
        made += self.inside()
        return [made]


class FigureMarkdown(Standard):
    """A figure of MyST-Parser: an image and its caption as Markdown."""

    optional_arguments = 1
    option_spec: ClassVar[Any] = ANY_OPTIONS

    def run(self) -> list[nodes.Node]:
        """Return the figure."""
        whole = nodes.Element()
        self.state.nested_parse(self.content, self.content_offset, whole)
        image = next(whole.findall(nodes.image), None)
        if image is None:
            return whole.children
        made = self.placed(nodes.figure("", image))
        captions = [c for c in whole.children[1:2] if isinstance(c, nodes.paragraph)]
        for paragraph in captions:
            made += nodes.caption("", "", *paragraph.children)
        if len(whole.children) > 2:
            made += nodes.legend("", *whole.children[2:])
        return [made]


class Only(Standard):
    """Content for some builders alone, which may hold sections."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the content; sections of a level that the document has go where that stands."""
        made = self.placed(nodes.Element())
        made.document = self.state.document
        tagged(made, "only")
        memo = self.state.memo
        outer, level = list(memo.title_styles), memo.section_level
        memo.title_styles, memo.section_level = [], 0
        try:
            self.state.nested_parse(self.content, self.content_offset, made, match_titles=True)
            inner = memo.title_styles
        finally:
            memo.title_styles, memo.section_level = outer, level
        if not inner or inner[0] not in outer or not self.state.parent:
            return [made]
        self._parent(outer.index(inner[0])).append(made)
        return []

    def _parent(self, depth: int) -> nodes.Element:
        """Return the node in which sections of a depth, from 0, stand."""
        parents: list[nodes.Element] = []
        node = self.state.parent
        while node is not None:
            parents.insert(0, node)
            node = node.parent
        return parents[min(depth, len(parents) - 1)]


def described(names: Sequence[str]) -> dict[str, type[Directive]]:
    """Return the directives that describe something."""
    return dict.fromkeys(names, Described)


STANDARD: dict[str, type[Directive]] = {
    **dict.fromkeys(_CHANGES, VersionChange),
    **described((
        "describe", "object", "option", "cmdoption", "envvar", "confval", "function", "data",
        "class", "exception", "method", "classmethod", "staticmethod", "attribute", "property",
        "type", "decorator", "decoratormethod",
    )),
    "centered": Centered,
    "code": Code,
    "code-block": Code,
    "figure-md": FigureMarkdown,
    "glossary": Glossary,
    "math": Math,
    "only": Only,
    "productionlist": Productions,
    "seealso": SeeAlso,
    "sourcecode": Code,
}  # fmt: skip
"""The directives by name."""

"""A page for each rule, and the directives `tdd-rule-page` and `tdd-rules` that fill them.

The pages are written to `docs/reference/rules` before each build; Git ignores the folder. What
they say is read from the rules themselves. An example is `docs/warned/rules/NAME.md`, and the same
put right `docs/warned/rules-mended/NAME.md`: a rule without them has to be in `_ELSEWHERE`, or the
build fails.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from kind_reference import KINDS
from markdown import code, table
from package import watch
from sphinx.util.docutils import SphinxDirective
from warned import PROJECTS

from sphinx_tdd.model.finding import Rule
from sphinx_tdd.model.rule_docs import OF_PROJECT, RuleDoc, rule_docs

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

DOCS = Path(__file__).parents[1]
FOLDER = DOCS / "reference" / "rules"
_EXAMPLES = PROJECTS / "rules"
_PAGE = """\
# `{name}`

```{{tdd-rule-page}} {name}
```
"""
_ELSEWHERE = {
    Rule.NO_DOCUMENTS: "nothing",
    Rule.TEMPLATE_FILE: "templates",
    Rule.KIND_FILE: "kinds",
    Rule.CONFIG: "config",
    Rule.INCOMPLETE: "config",
    Rule.UNMATCHED_GLOB: "config",
}
"""The rules about a whole project, each with the project that breaks it."""

_MENDED = "-mended"
"""What the name of a project ends with that has the same files, put right."""

GROUPS = {
    "documents": (Rule.MISSING_SECTION, Rule.UNUSED_IGNORE),
    "directives": (Rule.RECORD_YAML, Rule.RECORD_FILE),
}
"""Groups of rules that stand side by side, by their first and last; the rest is of a project."""


def rules_told() -> dict[str, RuleDoc]:
    """Return all rules by name, those of kinds last."""
    return rule_docs(KINDS)


def write(app: Sphinx, config: Config) -> None:
    """Write the pages whose text differs, and remove those of no rule."""
    FOLDER.mkdir(exist_ok=True)
    rules = rules_told()
    for path in FOLDER.glob("*.md"):
        if path.stem not in rules:
            path.unlink()
    for name in rules:
        path, text = FOLDER / f"{name}.md", _PAGE.format(name=name)
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")


# -- a page -----------------------------------------------------------------------------------


class RulePage(SphinxDirective):
    """`{tdd-rule-page} NAME`: what the rule says, an example, and how to change it."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the content, with the rule noted as something to refer to."""
        told = rules_told()[self.arguments[0]]
        watch(self.env)
        target = nodes.target("", "", ids=[f"rule-{told.name}"])
        self.state.document.note_explicit_target(target)
        domain = self.env.domains.standard_domain
        domain.note_object("tdd-rule", told.name, target["ids"][0], location=target)
        return [target, *self.parse_text_to_nodes("\n".join(_page(told)))]


def _page(told: RuleDoc) -> Iterator[str]:
    yield told.text
    yield ""
    yield f"By default: {code(told.severity)}."
    yield ""
    if told.kind and told.stated:
        yield f"{{ref}}`{told.kind.title} <kind-{told.kind.name}>`: a record breaks it where"
        yield ""
        yield f"```{{code-block}} text\n:class: wrapped\n\n{told.stated.where}\n```"
    yield from _example(told)
    yield from _change(told)


def _example(told: RuleDoc) -> Iterator[str]:
    yield "**Wrong**"
    yield ""
    if not told.can_be_silenced:
        yield from _of_project(told.name, _ELSEWHERE[Rule(told.name)])
        return
    found = sorted(_EXAMPLES.glob(f"{told.name}.*"))
    if not found:
        raise LookupError(f"no example for {told.name}: {_EXAMPLES}")
    if told.severity in {"off", "info"}:
        yield "With the severity `warning`:"
        yield ""
    template = _EXAMPLES / "templates" / f"{told.name}.yaml"
    if template.is_file():
        yield (
            f"```{{literalinclude}} /warned/rules/templates/{template.name}\n"
            f":language: yaml\n:caption: {template.name}, the template\n```"
        )
    for path in found:
        yield f"```{{tdd-warned}} rules/{path.name}\n:rules: {told.name}\n```"
    yield "**Right**"
    yield ""
    for path in found:
        yield f"```{{tdd-warned}} rules{_MENDED}/{path.name}\n:silent:\n```"


def _of_project(name: str, project: str) -> Iterator[str]:
    """Yield the files of a project that are wrong, what a build says of it, and the right ones."""
    yield from _files(project)
    yield f"```{{tdd-warned}} {project}/\n:rules: {name}\n```"
    yield "**Right**"
    yield ""
    yield from _files(f"{project}{_MENDED}")
    yield f"```{{tdd-warned}} {project}{_MENDED}/\n:rules: {name}\n:silent:\n```"


def _files(project: str) -> Iterator[str]:
    """Yield the settings of a project, or the files of templates and kinds that it has."""
    folder = PROJECTS / project
    own = [path.relative_to(folder).as_posix() for path in sorted(folder.glob("*/*.yaml"))]
    conf = (folder / "conf.py").read_text(encoding="utf-8")
    for name in own or ["conf.py"] * ("\ntdd_" in conf):
        start = "\n:language: python\n:start-at: tdd_" if name == "conf.py" else ""
        yield f"```{{literalinclude}} /warned/{project}/{name}{start}\n:caption: {name}\n```"


_OTHER = {"off": "warning", "info": "warning", "warning": "info", "error": "warning"}


def _change(told: RuleDoc) -> Iterator[str]:
    other = _OTHER[told.severity]
    yield "**In conf.py**"
    yield ""
    yield "```python"
    if told.severity != "off":
        yield f'tdd_severity = {{"{told.name}": "off"}}  # or "{other}"'
    else:
        yield f'tdd_severity = {{"{told.name}": "{other}"}}'
    yield "```"
    yield ""
    if told.can_be_silenced:
        comment = f"`tdd: ignore {told.name}: …`"
        yield f"In one place, with a comment ({{doc}}`/how-to/silencing`): {comment}"


# -- lists ------------------------------------------------------------------------------------


class Rules(SphinxDirective):
    """`{tdd-rules} documents|directives|project|kinds`: a table of rules, each with its page."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the table."""
        watch(self.env)
        chosen = [told for told in rules_told().values() if _group(told) == self.arguments[0]]
        rows = [
            [f"{{tdd-rule}}`{told.name}`", code(told.severity), told.text.split("\n\n")[0]]
            for told in chosen
        ]
        return list(self.parse_text_to_nodes(table(["Rule", "By default", "Told when"], rows)))


def _group(told: RuleDoc) -> str:
    if told.kind:
        return "kinds"
    order = [rule.value for rule in Rule]
    for group, (first, last) in GROUPS.items():
        span = order[order.index(first.value) : order.index(last.value) + 1]
        if told.name in span and Rule(told.name) not in OF_PROJECT:
            return group
    return "project"


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the directives, rules as things to refer to, and the pages."""
    app.add_object_type("tdd-rule", "tdd-rule", indextemplate="pair: %s; rule")
    app.add_directive("tdd-rule-page", RulePage)
    app.add_directive("tdd-rules", Rules)
    app.connect("config-inited", write)
    return {"parallel_read_safe": True, "parallel_write_safe": True}

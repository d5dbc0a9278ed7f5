"""`fix`: what documents lack of their templates put where it belongs."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from sphinx_tdd.derive.contracts import with_version
from sphinx_tdd.model.finding import Finding, Rule
from sphinx_tdd.model.follows import follows
from sphinx_tdd.project.checking import Examiner
from sphinx_tdd.project.facts import Facts, Source, text_of
from sphinx_tdd.project.faults import faults_of
from sphinx_tdd.project.judge import Judge
from sphinx_tdd.project.many_pages import is_of_pages
from sphinx_tdd.readers.syntax import Unreadable
from sphinx_tdd.reports.plain import count
from sphinx_tdd.reports.rendering import CAN_BE_PUT_IN

from .failure import Failure
from .selection import Selection, select
from .written import write_file, write_output

if TYPE_CHECKING:
    from sphinx_tdd.edit.mend import Mended
    from sphinx_tdd.edit.sound import Check
    from sphinx_tdd.model.template import Template
    from sphinx_tdd.project.binding import Binding

LEFT = 1
"""The exit status where something is left, or would be changed."""

_NO_END = "\n\\ No newline at end of file\n"
"""What diffs say of a last line that does not end."""

_MARK = "\ufeff"
"""What some editors put before all text."""


@click.command("fix")
@click.argument("paths", metavar="[PATH]...", nargs=-1)
@click.option("--diff", "shown", is_flag=True, help="Show what would change, and write nothing.")
@click.option("--order", is_flag=True, help="Move sections to where they belong, too.")
@click.option("--template", default="", help="What all documents are held against.")
@click.option(
    "--source",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="The source folder; that of the nearest conf.py if not said.",
)
def fix(
    paths: tuple[str, ...], shown: bool, order: bool, template: str, source: Path | None
) -> int:
    """Put into documents what they lack of their templates, where it belongs.

    Missing sections, items, tables and columns are written as the document writes its own, with
    hints as comments. All else stays as it is. The exit status is 0 where nothing is left to be
    put in, 1 where something is, or would be changed by --diff, and 2 where it could not be done.
    """
    selection = select(list(paths), source, strangers=bool(template))
    fixing = Fixing(selection, template, order)
    status, number, touched = 0, 0, False
    for name, text, mended in fixing.documents():
        number += 1
        changed = mended.text != text
        touched |= changed or bool(mended.left)
        if changed and shown:
            write_output(_diff(text, mended.text, selection.path(name)))
        elif changed and not fixing.write(name, text, mended.text):
            continue
        _tell(selection, name, mended, shown=shown)
        status = max(status, int(bool(mended.left) or (changed and shown)))
    _tell_faults(fixing)
    _tell_of_pages(fixing)
    if fixing.failed:
        raise Failure("\n".join(["not all could be done:", *fixing.failed]))
    if not number and not fixing.of_pages:
        words = "no document here is held against a template"
        hint = [] if fixing.unknown else [f"{words}; name one with --template"]
        raise Failure("\n".join(hint or [f"{words}:", *fixing.unknown]))
    if number and not touched:
        click.echo(f"sphinx-tdd: nothing to put in: {count(number, 'document')} read", err=True)
    for text in fixing.unknown:
        click.echo(f"sphinx-tdd: {text}", err=True)
    return max(status, LEFT) if fixing.unknown or any(fixing.of_pages.values()) else status


class Fixing:
    """Documents of a project, each with what it lacks put in.

    Attributes:
        failed: the files that could not be read or written, with the reason.
        unknown: who asks for a template that can't be had, and why it can't.
        of_pages: what designs over many pages lack, which is left to their writers.
    """

    def __init__(self, selection: Selection, template: str, order: bool) -> None:
        self.selection = selection
        self.order = order
        configuration = selection.configuration
        self.source = Source(configuration, selection.files, dict(selection.given))
        self.examiner = Examiner(self.source, template)
        self.failed = list(selection.unread)
        self.unknown: list[str] = []
        self.of_pages: dict[str, list[Finding]] = {}
        problem = self._problem(self.examiner.template) if self.examiner.template else ""
        if problem:
            raise Failure(f"--template: {problem}")

    def _problem(self, template: str) -> str:
        """Return why a template can't be had, "" where it can."""
        return self.examiner.contracts.problem(with_version(follows(template).contract()))

    def documents(self) -> Iterator[tuple[str, str, Mended]]:
        """Yield the name, the text and what it becomes of each document with a template."""
        judge = self._judge()
        wanted = self.selection.names
        self.unknown += self._unknown(judge.binding)
        for name in sorted(judge.binding.contracts):
            if wanted is not None and name not in wanted:
                continue
            if name in judge.binding.pages:
                self.of_pages |= {name: [f for f in judge.found(name) if _can_be_put_in(f)]}
                continue
            template = judge.contracts.template(judge.binding.contracts[name])
            try:
                text = self.source.data(name).decode("utf-8")
                yield name, text, self._mended(name, text, template)
            except (OSError, UnicodeDecodeError, Unreadable) as error:
                self._note(name, error)

    def _unknown(self, binding: Binding) -> Iterator[str]:
        wanted = self.selection.names
        for name, finding in binding.own.items():
            if wanted is None or name in wanted:
                yield f"{self.selection.path(name)}: {finding.message}"
        rule = Rule.UNKNOWN_TEMPLATE.value
        yield from (each.message for each in binding.findings if each.rule == rule)

    def write(self, name: str, before: str, after: str) -> bool:
        """Write what a document becomes, and return whether it could be done.

        Args:
            before: what it was when it was read: what was changed since is not lost.
        """
        path = self.selection.files.source / self.selection.files.paths[name]
        try:
            if path.read_bytes() != before.encode():
                raise Failure(f"{path} was changed while it was read; run it again")
            write_file(path, after)
        except (OSError, Failure) as error:
            said = error.strerror if isinstance(error, OSError) else str(error)
            self.failed.append(f"{said}".replace(str(path), self.selection.path(name)))
            return False
        return True

    def _note(self, name: str, error: Exception) -> None:
        said = error.strerror if isinstance(error, OSError) else error
        self.failed.append(f"{self.selection.path(name)}: {said}")

    def _judge(self) -> Judge:
        """Return what knows which document follows which template."""
        facts: dict[str, Facts] = {}
        patterns = self.examiner.settings.documents or {}
        every = self.selection.names is None or any(map(is_of_pages, patterns))
        wanted = self.selection.files.paths if every else self.selection.names or ()
        for name in sorted(wanted):
            try:
                facts[name] = self.source.read(name, self.source.data(name))[0]
            except (OSError, Unreadable) as error:
                self._note(name, error)
        return self.examiner.judge(self.examiner.documents(facts))

    def _mended(self, name: str, text: str, template: Template) -> Mended:
        # Imported late: only a document that is read needs it.
        from sphinx_tdd.edit.mend import mend
        from sphinx_tdd.edit.style import syntax_of

        mark = _MARK if text.startswith(_MARK) else ""
        syntax = syntax_of(self.source.context(name).suffix)
        kinds = self.selection.configuration.kinds
        check = self._check(name, template)
        found = mend(text.removeprefix(mark), syntax, check, kinds, order=self.order)
        return msgspec.structs.replace(found, text=f"{mark}{found.text}")

    def _check(self, name: str, template: Template) -> Check:
        """Return what holds a text against a template as a check of the project does."""
        from sphinx_tdd.checks.hold import hold
        from sphinx_tdd.checks.information import information
        from sphinx_tdd.checks.verdict import judge
        from sphinx_tdd.edit.sound import Checked
        from sphinx_tdd.readers.document import read_document

        settings, kinds = self.examiner.settings, self.selection.configuration.kinds
        context = self.source.context(name)

        def check(text: str) -> Checked:
            found = read_document(text_of(text.encode()), context)
            said = {**information(found.outline), **found.information}
            status = said.get("status", "")
            verdict = judge(found.outline, template, settings, kinds, found.problems, status)
            facts = hold(
                template, found.outline, status=status.casefold(), statuses=settings.statuses,
                answers=settings.empty_answers, kinds=kinds,
            )  # fmt: skip
            return Checked(facts, verdict.findings)

        return check


def _tell_of_pages(fixing: Fixing) -> None:
    selection = fixing.selection
    for name, findings in fixing.of_pages.items():
        for each in findings:
            path = selection.seen(each.source) if each.source else selection.path(name)
            why = "it is a design over many pages"
            click.echo(f"{path}:{each.line}: left: {each.message} ({why})", err=True)


def _can_be_put_in(finding: Finding) -> bool:
    return finding.rule in CAN_BE_PUT_IN and not finding.silent


def _tell_faults(fixing: Fixing) -> None:
    """Tell what is wrong with settings and templates: what is owed may be more than was read."""
    configuration = fixing.selection.configuration
    templates = fixing.examiner.contracts.template_files
    for fault in faults_of(configuration.faults, templates, configuration.kinds):
        place = f"{fault.source}:{fault.line}: " if fault.source else ""
        click.echo(f"sphinx-tdd: {place}{fault.message}", err=True)


def _diff(before: str, after: str, path: str) -> str:
    """Return what changes as a unified diff, which `git apply` takes."""
    old, new = (re.findall(r"[^\n]*\n|[^\n]+", text) for text in (before, after))
    found = difflib.unified_diff(old, new, f"a/{path}", f"b/{path}")
    return "".join(line if line.endswith("\n") else f"{line}{_NO_END}" for line in found)


def _tell(selection: Selection, name: str, mended: Mended, *, shown: bool) -> None:
    """Tell what was put in, and what is left to the writer."""
    path = selection.path(name)
    put_in = [f.rule for f in mended.mended if f.rule in _WORDS]
    moved = len(mended.mended) - len(put_in)
    if put_in:
        what = ", ".join(count(n, _WORDS[rule]) for rule, n in Counter(put_in).items())
        click.echo(f"{path}: {'to put in' if shown else 'put in'}: {what}", err=shown)
    if moved:
        words = "to move" if shown else "moved"
        click.echo(f"{path}: {words}: {count(moved, 'section')}", err=shown)
    for left in mended.left:
        source = left.finding.source
        place = f"{selection.seen(source) if source else path}:{left.finding.line}"
        click.echo(f"{place}: left: {left.finding.message} ({left.why})", err=shown)


_WORDS = {
    "missing_section": "section",
    "missing_item": "item",
    "missing_table": "table",
    "missing_column": "column",
}
"""What one of the findings is called that is put in, by rule; the others are moved."""

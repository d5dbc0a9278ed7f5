"""`check`: what documents lack, without a build."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
import msgspec

from sphinx_tdd.model.finding import RULE_NAMES
from sphinx_tdd.model.kind import rules_of
from sphinx_tdd.model.report import Report
from sphinx_tdd.project.cache import Cache
from sphinx_tdd.project.checking import Examiner
from sphinx_tdd.project.configuration import MATTERS, PREFIX, Configuration
from sphinx_tdd.project.facts import Source
from sphinx_tdd.project.run import Check, Outcome
from sphinx_tdd.project.settings_file import FAIL_ON
from sphinx_tdd.reports import Rendering
from sphinx_tdd.reports.baseline import Scope

from .failure import Failure
from .outputs import WithOutputs, options, wanted, write
from .progress import progress
from .rules import chosen, fails, names_of
from .selection import STDIN, Selection, select, unreadable

FINDINGS = 1
"""The exit status where something was found."""

_WARNING = "warning"


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What `check` was asked, its options by name."""

    paths: tuple[str, ...] = ()
    stdin_filename: str = ""
    source: Path | None = None
    template: str = ""
    fail_on: str | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    changed_since: str = ""
    baseline: Path | None = None
    update_baseline: bool = False
    statistics: bool = False
    jobs: int = 0
    no_cache: bool = False


@click.command("check", cls=WithOutputs)
@click.argument("paths", metavar="[PATH]...", nargs=-1)
@click.option(
    "--stdin-filename", default="", metavar="FILE", help="Whose text it is, where PATH is `-`."
)
@click.option(
    "--source",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="The source folder; that of the nearest conf.py if not said.",
)
@click.option("--template", default="", help="What all documents are held against.")
@options
@click.option(
    "--fail-on",
    type=click.Choice(FAIL_ON),
    help="The least severity of a finding that makes the exit status 1 (usually: warning).",
)
@click.option("--select", multiple=True, metavar="RULE,...", help="Tell findings of these rules.")
@click.option("--ignore", multiple=True, metavar="RULE,...", help="Tell none of these rules.")
@click.option(
    "--changed-since",
    default="",
    metavar="REVISION",
    help="Check what changed since the branch left this revision, by git.",
)
@click.option(
    "--baseline",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The file of old debt, which does not fail.",
)
@click.option(
    "--update-baseline",
    is_flag=True,
    help="Make the baseline where there is none, of what is found now; take out what is paid.",
)
@click.option("--statistics", is_flag=True, help="Count findings by rule and document.")
@click.option(
    "--jobs",
    "-j",
    type=click.IntRange(min=0),
    default=0,
    metavar="NUMBER",
    help="How many processes work on it; as many as there are processors if not said.",
)
@click.option("--no-cache", is_flag=True, help="Use and keep nothing in .tdd_cache.")
@click.option("--watch", is_flag=True, help="Check again whenever a file changes.")
@click.pass_context
def check(ctx: click.Context, /, **given: Any) -> int:
    """Tell what documents lack of their templates.

    PATH is a file, a folder, a pattern, or `-` for standard input; without any, all documents of
    the project are checked. The exit status is 0 where nothing is lacking, 1 where something is,
    and 2 where it could not be told.
    """
    asked = Asked(**{name: given[name] for name in Asked.__struct_fields__})
    pairs = wanted(ctx)
    if given["watch"]:
        # Imported late: few ask for it.
        from .watch import watched

        return watched(lambda: run(asked, pairs), asked)
    return run(asked, pairs)


def run(asked: Asked, pairs: Sequence[tuple[str, str]]) -> int:
    """Check once, write the reports and return the exit status.

    Raises:
        Failure: it can't be done as asked, or there is nothing to check.
    """
    selection = _select(asked)
    configuration = selection.configuration
    rules = [names_of(names, configuration.kinds) for names in (asked.select, asked.ignore)]
    _tell_computed(configuration, asked.template)
    outcome = _check(asked, selection)
    report, paid = _forgiven(asked, selection, outcome, rules)
    rendering = _rendering(selection, paid, pairs)
    if asked.changed_since and not outcome.documents:
        click.echo(f"sphinx-tdd: no document changed since {asked.changed_since}", err=True)
        # A program that waits for a report gets one.
        write(report, rendering, [pair for pair in pairs if pair != ("text", "")])
        return 0
    write(report, rendering, pairs)
    if asked.statistics:
        from sphinx_tdd.reports.statistics import write_statistics

        click.echo("\n" + write_statistics(report, rendering), nl=False)
    if told := unreadable(outcome, selection):
        raise Failure("\n".join(["not all could be checked:", *told]))
    fail_on = asked.fail_on or configuration.fail_on or _WARNING
    return FINDINGS if fails(report, fail_on) else 0


def _select(asked: Asked) -> Selection:
    paths = [path for path in asked.paths if path != STDIN]
    stdin = None
    if len(paths) < len(asked.paths):
        if not asked.stdin_filename:
            raise Failure("say whose text it is: --stdin-filename docs/designs/orders.md")
        stdin = (asked.stdin_filename, sys.stdin.buffer.read())
    elif asked.stdin_filename:
        raise Failure("--stdin-filename goes with `-`, which stands for standard input")
    selection = select(paths, asked.source, stdin, strangers=bool(asked.template))
    if asked.changed_since:
        from .changes import changed_since

        changed = changed_since(selection, asked.changed_since)
        names = changed if selection.names is None else changed & selection.names
        return msgspec.structs.replace(selection, names=names)
    if selection.names is not None and not selection.names:
        raise Failure("none of these is a document of the project")
    return selection


def _check(asked: Asked, selection: Selection) -> Outcome:
    configuration = selection.configuration
    source = Source(configuration, selection.files, dict(selection.given))
    # What is held against another template than usual is not what is to be known next time.
    kept = None if asked.no_cache or asked.template else configuration.root
    cache = Cache(kept)
    examiner = Examiner(source, asked.template)
    number = len(selection.files.paths if selection.names is None else selection.names)
    with progress(number) as tell:
        outcome = Check(examiner, cache, asked.jobs, tell).run(selection.names)
    if not outcome.documents and not outcome.unreadable and not asked.changed_since:
        raise Failure(f"there is no document in {selection.files.source}")
    if not outcome.report.checked and not asked.changed_since and not outcome.unreadable:
        raise Failure(_nothing(outcome, selection))
    return outcome


def _nothing(outcome: Outcome, selection: Selection) -> str:
    """Return what to say where no document was held against a template."""
    about = [finding.message for finding in outcome.report.findings]
    about += [f.message for each in outcome.report.documents for f in each.findings]
    named = sorted(selection.names or ())
    which = f" ({selection.path(named[0])})" if len(named) == 1 else ""
    if about and not which:
        return "\n  ".join([f"nothing was checked: {about[0]}", *about[1:]])
    words = f"nothing was checked: no document{which} is held against a template"
    return "\n  ".join([words, *about]) if about else f"{words}; name one with --template"


def _forgiven(
    asked: Asked, selection: Selection, outcome: Outcome, rules: Sequence[frozenset[str]]
) -> tuple[Report, int]:
    """Return the report with the findings asked for, and how much old debt is paid."""
    report = chosen(outcome.report, *rules)
    file = asked.baseline or selection.configuration.baseline
    if file is None:
        if asked.update_baseline:
            raise Failure("--update-baseline needs --baseline FILE, or `baseline` in tdd.toml")
        return report, 0
    from .debt import forgiven

    told = {*RULE_NAMES, *rules_of(selection.configuration.kinds.values())}
    seen = (rules[0] or told) - rules[1] if any(rules) else None
    return forgiven(report, file, Scope(_read(outcome, selection), seen), asked.update_baseline)


def _read(outcome: Outcome, selection: Selection) -> list[str] | None:
    """Return the files that were read, None for all: debt of others may not be paid."""
    paths, names = selection.files.paths, selection.names
    if names is None and not unreadable(outcome, selection):
        return None
    lost = {path for path, _ in outcome.unreadable}
    found = (paths[name] for name in (paths if names is None else names))
    return [path for path in found if path not in lost]


def _rendering(selection: Selection, paid: int, pairs: Sequence[tuple[str, str]]) -> Rendering:
    # Kinds are read from their files for the one format that says what rules ask for.
    documented = any(name == "sarif" for name, _ in pairs)
    kinds = selection.configuration.kinds.values() if documented else ()
    rules = {rule.name: rule.hint for kind in kinds for rule in kind.rules}
    file = selection.configuration.file or selection.configuration.conf
    folder = Path.cwd()
    inside = file is not None and file.is_relative_to(folder)
    settings = file.relative_to(folder).as_posix() if file is not None and inside else ""
    return Rendering(prefix=selection.prefix, settings=settings, rules=rules, paid=paid)


def _tell_computed(configuration: Configuration, template: str) -> None:
    """Tell which settings conf.py computes: it is not run, so they are not known."""
    for name, line in configuration.computed.items():
        if name not in MATTERS and not name.startswith(PREFIX):
            continue
        if name == "tdd_documents" and template:
            continue
        where = f"{configuration.conf}:{line}"
        message = (
            f"{where}: {name} is not written out, and conf.py is not run: it is left out here"
        )
        click.echo(f"sphinx-tdd: {message}", err=True)

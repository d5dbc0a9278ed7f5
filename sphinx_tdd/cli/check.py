"""`check`: what documents lack, without a build."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from sphinx_tdd.project.cache import Cache
from sphinx_tdd.project.checking import Examiner
from sphinx_tdd.project.configuration import Unusable, configure
from sphinx_tdd.project.facts import Source
from sphinx_tdd.project.files import find_files
from sphinx_tdd.project.run import Check
from sphinx_tdd.reports import FORMATS

from .failure import Failure


@click.command("check")
@click.argument("paths", metavar="[PATH...]", nargs=-1)
@click.option("--source", type=click.Path(path_type=Path, file_okay=False))
@click.option("--template", default="")
@click.option("--format", "formats", multiple=True, type=click.Choice(sorted(FORMATS)))
@click.option("--jobs", type=click.IntRange(min=0), default=0)
@click.option("--no-cache", is_flag=True)
def check(
    paths: tuple[str, ...],
    source: Path | None,
    template: str,
    formats: tuple[str, ...],
    jobs: int,
    no_cache: bool,
) -> int:
    """Tell what documents lack of their templates."""
    try:
        configuration = configure(Path.cwd(), source)
    except Unusable as error:
        raise Failure(str(error)) from error
    files = find_files(configuration)
    examiner = Examiner(Source(configuration, files), template)
    cache = Cache(None if no_cache else configuration.root)
    outcome = Check(examiner, cache, jobs).run()
    for name in formats or ("text",):
        sys.stdout.write(FORMATS[name](outcome.report))
    return 1 if outcome.report.counted else 0

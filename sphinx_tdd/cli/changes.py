"""What git says has changed."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from pathlib import Path

from sphinx_tdd.project.configuration import Configuration
from sphinx_tdd.project.folders import folders
from sphinx_tdd.project.resting import resting_on

from .failure import Failure
from .selection import Selection

_SECONDS = 60


def changed_since(selection: Selection, revision: str) -> frozenset[str]:
    """Return the docnames of what changed since a revision, new files included.

    What is compared with is where the branch began. A document that includes a changed file, or
    names one of data, counts as changed; where the settings or a template changed, all documents
    do.

    Raises:
        Failure: there is no git, no repository or no such revision.
    """
    source = selection.files.source
    top = Path(_git(source, "rev-parse", "--show-toplevel").strip()).resolve()
    base = _base(source, revision)
    listed = _git(top, "diff", "--name-only", "-z", "--no-ext-diff", base, "--")
    new = _git(top, "ls-files", "--others", "--exclude-standard", "-z")
    changed = {top / name for name in f"{listed}\0{new}".split("\0") if name}
    paths = selection.files.paths
    if _concerns_all(changed, selection.configuration):
        return frozenset(paths)
    root = source.resolve()
    own = {name for name, path in paths.items() if root / path in changed}
    return frozenset({*own, *resting_on(changed, selection.files)})


def _base(folder: Path, revision: str) -> str:
    """Return the commit in which the history of a revision and ours part."""
    commit = _git(folder, "rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}")
    try:
        return _git(folder, "merge-base", commit.strip(), "HEAD").strip()
    except Failure:
        return commit.strip()


def _concerns_all(changed: Iterable[Path], configuration: Configuration) -> bool:
    """Whether a file changed that says what all documents owe."""
    own = {path.resolve() for path in (configuration.conf, configuration.file) if path}
    settings = configuration.settings
    named = folders((*settings.template_path, *settings.kind_path), configuration.base)
    above = [path.resolve() for path, _ in named]
    documents = {said.template for said in (settings.documents or {}).values()}
    own |= {(configuration.source / path).resolve() for path in documents}
    return any(path in own or any(map(path.is_relative_to, above)) for path in changed)


def _git(folder: Path, *arguments: str) -> str:
    try:
        done = subprocess.run(  # noqa: S603
            ["git", "-C", str(folder), *arguments],  # noqa: S607
            capture_output=True,
            text=True,
            check=False,
            timeout=_SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Failure(f"git can't be run: {error}") from error
    if done.returncode:
        why = done.stderr.strip().splitlines()
        raise Failure(f"git says: {why[0] if why else 'nothing'}")
    return done.stdout

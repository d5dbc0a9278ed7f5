"""Judgement at `env-updated`, which fires on every build, also where nothing changed.

So an edited template needs no document read again, and a document from the cache still reports.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from sphinx.util.display import status_iterator

from ..derive.contracts import Contracts
from ..model.finding import Finding
from ..model.kind import Problem
from ..model.outline import Outline, decode
from ..model.report import Report
from ..model.settings import Settings
from ..project.binding import FRONT_MATTER
from ..project.judge import Judge
from ..project.many_pages import PAGES, TOCTREE
from .decision_files import note_decision_files

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

    from .domain import TddDomain
    from .project import Project

_PROBLEMS = "problems of templates"
"""Under which name the environment keeps what is wrong with templates."""


class BuildDocuments:
    """The documents of a build: what the domain and the environment know of them."""

    def __init__(self, env: BuildEnvironment, domain: TddDomain) -> None:
        self.env = env
        self.domain = domain

    @property
    def names(self) -> Collection[str]:
        """The docnames of all of them."""
        return self.domain.marks.keys()

    @property
    def templates(self) -> Mapping[str, str]:
        """What documents say themselves of the template that they follow, by docname."""
        metadata = self.env.metadata.items()
        return {name: str(said[FRONT_MATTER]) for name, said in metadata if FRONT_MATTER in said}

    @property
    def paged(self) -> Collection[str]:
        """Those that say that they are the first pages of designs over many."""
        return {name for name, said in self.env.metadata.items() if said.get(PAGES) == TOCTREE}

    @property
    def toctrees(self) -> Mapping[str, Sequence[str]]:
        """The pages that the toctrees of each document include, by docname."""
        return self.env.toctree_includes

    @property
    def verdicts(self) -> dict[str, tuple[bytes, bytes]]:
        """Each document's verdict as bytes, under the key of what it was judged by."""
        return self.domain.verdicts

    def path(self, docname: str) -> str:
        """Return a document's file, relative to the source folder, with `/`."""
        return self.env.doc2path(docname, base=False).__fspath__().replace("\\", "/")

    def mark(self, docname: str) -> bytes:
        """Return a digest of a document's outline."""
        return self.domain.marks[docname]

    def outline(self, docname: str) -> Outline:
        """Return what a document has."""
        return decode(self.domain.outline_of(docname))

    def status(self, docname: str) -> str:
        """Return what a document says of its status, or ""."""
        return self.domain.said(docname).get("status", "")

    def problems(self, docname: str) -> Sequence[Problem]:
        """Return what is wrong with the records of a document by themselves."""
        return self.domain.problems.get(docname, ())


def judge_build(
    project: Project,
    settings: Settings,
    contracts: Contracts,
    faults: Iterable[Finding],
    verbosity: int = 0,
) -> Report:
    """Return the report on a build.

    Args:
        project: all documents together; it is told which follows which template.
        faults: what is wrong with its configuration and files.
        verbosity: how much Sphinx is to tell of its progress.
    """
    env, domain = project.env, project.domain
    contracts.problems = dict(domain.memo.get(_PROBLEMS, {}))
    judge = Judge(
        BuildDocuments(env, domain),
        settings,
        contracts,
        project.kinds,
        env.config.suppress_warnings,
    )
    domain.memo[_PROBLEMS] = contracts.used_problems()
    project.template_of = judge.binding.template_of
    project.first_of = judge.binding.first_of
    note_decision_files(project, judge.binding, contracts)
    judge.of_project, judge.risks = project.problems(), project.risks()

    def progress(names: list[str]) -> Iterable[str]:
        return status_iterator(names, "checking designs... ", "brown", len(names), verbosity)

    report = judge.report(str(env.config.project), faults, domain.all_records(), progress)
    domain.outlines.clear()  # not kept in the environment: see `note_outline`
    return report

"""One build: its settings, templates and report, from Sphinx's first event to its last."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from sphinx.util import logging

from ..derive.contracts import Contracts
from ..model.finding import Finding
from ..model.kind import rules_of
from ..model.kind_library import KindLibrary
from ..model.report import Report
from ..model.template_library import Library
from ..project.faults import faults_of
from ..project.folders import folders, own_folders
from ..project.kinds import builtin, conditions
from ..reports import BESIDE_PAGES, HERE
from ..reports.summary import in_short
from . import config as configuration
from .domain import domain_of
from .downloads import csv_files, write_all, write_changed, written_files
from .judge import judge_build
from .project import Project
from .registry import register_kinds
from .stale import stale
from .terms import TERM, forget_terms, note_terms
from .unwritten import Unwritten
from .warnings import tell

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

    from .domain import TddDomain

logger = logging.getLogger(__name__)

KIND_FILES = "tdd_kind_files"
"""A value of our own in the configuration: where it changes, Sphinx reads all documents again."""

DEFAULT_JSON = "tdd.json"


class Build:
    """The state of one build; a new application makes a new one.

    Args:
        faults: what is wrong with the settings file, in words.
    """

    def __init__(self, faults: Sequence[str] = ()) -> None:
        self.file_faults = faults
        self.config_faults: list[str] = []
        self.contracts = Contracts(Library(), Path())
        self.report: Report | None = None
        self.kinds = builtin()
        self.excluded: list[str] = []
        self.unwritten: Unwritten | None = None
        self.written: set[str] = set()

    def connect(self, app: Sphinx) -> None:
        """Listen to Sphinx's events."""
        # Before others read the configuration, so that all see checked values.
        app.connect("config-inited", self.take_config, priority=100)
        app.connect("builder-inited", self.load_templates)
        app.connect("builder-inited", self.leave_summary_out)
        app.connect("env-get-outdated", self.documents_are_found)
        app.connect("env-before-read-docs", self.before_reading)
        # Not env-check-consistency: it does not fire on a build in which nothing changed.
        app.connect("env-updated", self.judge)
        # Not in the configuration itself: Sphinx would read all documents again where it changes.
        app.connect("write-started", self.keep_out_of_epub)
        app.connect("doctree-resolved", self.note_written)
        app.connect("build-finished", self.write)

    def take_config(self, app: Sphinx, config: Config) -> None:
        """Check the configuration; what is wrong with it is told with the report."""
        own = own_folders(config[f"{configuration.PREFIX}kind_path"], Path(app.confdir))
        if own:
            self.kinds = KindLibrary(own, conditions)
            register_kinds(app, self.kinds, again=True)
        config[KIND_FILES] = self.kinds.digest.hex()
        faults = configuration.take(config, lambda: rules_of(self.kinds.values()))
        self.config_faults = [*self.file_faults, *faults]

    def leave_summary_out(self, app: Sphinx) -> None:
        """Keep our summary from being a document, where the output is inside the source folder.

        Not in the configuration itself: Sphinx would read all documents again where it changes.
        """
        # Also the one by its usual name, which an earlier build may have left.
        usual = paths_beside(DEFAULT_JSON)["markdown"]
        summaries = {usual, report_paths(app.config).get("markdown", usual)}
        self.excluded = app.config.exclude_patterns
        found = (f"**/{summary}" for summary in sorted(summaries))
        app.config.exclude_patterns = [*self.excluded, *found]

    def documents_are_found(
        self, app: Sphinx, env: BuildEnvironment, *of: set[str]
    ) -> Sequence[str]:
        """Put the configuration back as it was; no more documents are out of date for that."""
        app.config.exclude_patterns = self.excluded
        return ()

    def keep_out_of_epub(self, app: Sphinx, builder: Builder) -> None:
        """Keep the reports out of an EPUB, and out of its list of unknown files."""
        paths = report_paths(app.config).values()
        if builder.name == "epub":
            app.config.epub_exclude_files = [*app.config.epub_exclude_files, *paths]

    def load_templates(self, app: Sphinx) -> None:
        """Load the templates; what is wrong with their files is told with the report."""
        found = folders(app.config.tdd_template_path, Path(app.confdir))
        library = Library(found, app.config.tdd_statuses)
        extensions = getattr(app.config, "myst_enable_extensions", None)
        syntax = configuration.syntax_of(app.config)
        self.contracts = Contracts(library, Path(app.srcdir), syntax, extensions)

    def before_reading(self, app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
        """Take our glossary terms back where documents are read that may bring others."""
        domain = domain_of(env)
        ours = {docname for docname, _ in domain.memo.get(TERM, {}).values()}
        if docnames or ours - env.all_docs.keys():
            forget_terms(env, domain)

    def judge(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """Judge all documents, tell the findings, and return the pages to write again."""
        settings = configuration.settings(app.config)
        domain = domain_of(env)
        project = Project(env, domain, settings, self.kinds, app.builder)
        project.templates = self.contracts
        self.report = project.report = judge_build(
            project, settings, self.contracts, self._faults(), app.verbosity
        )
        domain.project = project
        if TERM not in domain.memo:
            note_terms(project)
        if tell(self.report, env, app.config):
            app.statuscode = 1
        self.unwritten = unwritten_of(app, domain)
        return stale(domain, project, self.unwritten)

    def note_written(self, app: Sphinx, doctree: nodes.document, docname: str) -> None:
        """Note that a page is written; where several processes write, they come here first."""
        self.written.add(docname)

    def _faults(self) -> tuple[Finding, ...]:
        """Return what is wrong with the configuration and the template files."""
        return tuple(faults_of(self.config_faults, self.contracts.template_files, self.kinds))

    def write(self, app: Sphinx, exception: Exception | None) -> None:
        """Write the reports and say in short what they hold."""
        if exception is not None or self.report is None:
            return
        paths = report_paths(app.config)
        domain = domain_of(app.env)
        count = self._write_downloads(app, domain)
        for name, path in paths.items():
            write_changed(Path(app.outdir) / path, BESIDE_PAGES[name](self.report, HERE))
        if self.unwritten is not None:
            # Builders that make one file of all documents say so in words.
            makes_one = isinstance(app.builder.get_outdated_docs(), str)
            written = app.env.found_docs if makes_one else self.written
            key = domain.project.shown_key if domain.project else ""
            self.unwritten.finish(written, key, count)
        if self.report.checked or self.report.counted:
            where = f" (see {paths['json']})" if paths else ""
            logger.info("designs: %s%s", in_short(self.report), where)

    def _write_downloads(self, app: Sphinx, domain: TddDomain) -> int:
        """Write the files of registers where anything in them may be new; return their number."""
        if app.builder.format != "html" or app.builder.name == "epub" or not domain.project:
            return 0
        outdir = Path(app.outdir)
        if not _shown_before(self.unwritten, domain.project, outdir):
            write_all(dict(csv_files(domain.project)) if domain.views else {}, outdir)
        return len(written_files(outdir))


def _shown_before(unwritten: Unwritten | None, project: Project, outdir: Path) -> bool:
    """Whether the files beside the pages are those that a build would write now."""
    if unwritten is None or unwritten.finished.files != project.shown_key:
        return False
    return len(written_files(outdir)) == unwritten.finished.count


def unwritten_of(app: Sphinx, domain: TddDomain) -> Unwritten:
    """Return what is still to be written where this build writes."""
    place = f"{app.builder.name} {app.builder.outdir}"
    return Unwritten(domain, place, Path(app.doctreedir))


def report_paths(config: Config) -> dict[str, str]:
    """Return the path of each report in the output folder by its format; none where not wanted."""
    wanted = config.tdd_json
    path = wanted if isinstance(wanted, str) else DEFAULT_JSON if wanted else ""
    return paths_beside(path) if PurePosixPath(path).name else {}


def paths_beside(json: str) -> dict[str, str]:
    """Return the paths of all reports by their format.

    The others lie beside the JSON file and have its name: `tdd-badge.json`, `tdd-summary.md`.
    """
    path = PurePosixPath(json)
    return {
        "json": str(path),
        "badge": str(path.with_name(f"{path.stem}-badge.json")),
        "markdown": str(path.with_name(f"{path.stem}-summary.md")),
    }

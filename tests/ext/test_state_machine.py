"""Whatever was edited, an incremental build shows and tells what a clean one does.

Random sequences of edits on a small project, each built as Sphinx builds it again and from
scratch. The same edits are made on the same project without the extension: what plain Sphinx
leaves stale there is Sphinx's own, and nothing else is excused.

`TDD_EXAMPLES` sets how many sequences are tried for each way of building; more than a few take
minutes.
"""

from __future__ import annotations

import copy
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from tests.conftest import Result
from tests.ext import side_by_side as side
from tests.ext.project_model import (
    DOCUMENT_STATUSES,
    HEADINGS,
    KINDS,
    LEVELS,
    NAMES,
    PREFIXES,
    SECTIONS,
    STATUSES,
    TEMPLATES,
    TEXTS,
    TITLES,
    VIEWS,
    Entry,
    Page,
    names_of,
    start,
)

EXAMPLES = int(os.environ.get("TDD_EXAMPLES", "0"))
SETTINGS = settings(
    max_examples=EXAMPLES or 3,
    stateful_step_count=20 if EXAMPLES else 8,
    deadline=None,
    phases=(Phase.generate, Phase.shrink),
    database=None,
    suppress_health_check=list(HealthCheck),
)
NUMBER = st.integers(0, 99)
"""Chooses one of a list, whatever its length."""

KEPT = ("ours", "control", "shown", "written")
"""What is known of a project once it was built for the first time."""


class Machine(RuleBasedStateMachine):
    """Edits, and now and then a build of each sort.

    Attributes:
        builders: the builders that are run one after the other, sharing one environment.
        jobs: the number of processes of incremental builds; clean ones take turns.
        folder: where all is built.
        begun: what is known of both editions before the first edit.
        named: the pages that were built alone since the last check.
        shown: by builder, the main block of each page in the last clean build.
        written: by builder and edition (ours or not), when each page was written last.
    """

    builders: ClassVar[tuple[str, ...]]
    jobs: ClassVar[int]
    folder: ClassVar[Path]
    begun: ClassVar[list[dict[str, Any]]]

    def __init__(self) -> None:
        super().__init__()
        self.model = start()
        self.checks = self.waiting = 0
        self.every = 1
        self.failed = False
        self.named: set[str] = set()
        self.shown: dict[str, dict[str, str]] = {}
        self.written: dict[tuple[str, bool], dict[str, int]] = {}
        if not self.begun:
            shutil.rmtree(self.folder / "work", ignore_errors=True)
            self.ours = side.Edition(self.folder / "work/ours", self.model, ours=True)
            self.control = side.Edition(self.folder / "work/control", self.model, ours=False)

    @initialize(every=st.integers(1, 3))
    def begin(self, every: int) -> None:
        """Build the project for the first time; later sequences go on from a copy of that."""
        self.every = every
        side.COUNTS["sequences"] += 1
        work, kept = self.folder / "work", self.folder / "kept"
        if not self.begun:
            self.check()
            shutil.copytree(work, kept)
            self.begun.append({name: vars(self)[name] for name in KEPT})
        else:
            shutil.rmtree(work)
            shutil.copytree(kept, work)
        vars(self).update(copy.deepcopy(self.begun[0]))

    # -- edits ----------------------------------------------------------------------------

    def entry(self, pick: int) -> tuple[Page, Entry] | None:
        """One of all records, with its document."""
        every = [(page, entry) for page in self.model.pages for entry in page.entries]
        return every[pick % len(every)] if every else None

    def page(self, pick: int) -> Page:
        return self.model.pages[pick % len(self.model.pages)]

    def edited(self) -> None:
        self.waiting += 1
        side.COUNTS["edits"] += 1

    def edit_entry(self, pick: int, edit: Callable[[Entry], None]) -> None:
        found = self.entry(pick)
        if found:
            edit(found[1])
            self.edited()

    @rule(pick=NUMBER, title=st.sampled_from(TITLES))
    def title_of_record(self, pick: int, title: str) -> None:
        self.edit_entry(pick, lambda entry: setattr(entry, "title", title))

    @rule(pick=NUMBER, number=st.integers(0, 3))
    def id_of_record(self, pick: int, number: int) -> None:
        def edit(entry: Entry) -> None:
            entry.id = f"{PREFIXES[entry.kind]}-{number}" if number else ""

        self.edit_entry(pick, edit)

    @rule(pick=NUMBER, impact=st.sampled_from(LEVELS), likelihood=st.sampled_from(LEVELS[:3]))
    def level_of_record(self, pick: int, impact: str, likelihood: str) -> None:
        risks = [e for page in self.model.pages for e in page.entries if e.kind == "risk"]
        if risks:
            risks[pick % len(risks)].steps = (impact, likelihood)
            self.edited()

    @rule(pick=NUMBER, number=st.integers(0, 2))
    def status_of_record(self, pick: int, number: int) -> None:
        def edit(entry: Entry) -> None:
            entry.status = STATUSES[entry.kind][number]

        self.edit_entry(pick, edit)

    @rule(pick=NUMBER, text=st.sampled_from(TEXTS))
    def text_of_record(self, pick: int, text: str) -> None:
        self.edit_entry(pick, lambda entry: setattr(entry, "text", text))

    @rule(pick=NUMBER, kind=st.sampled_from(sorted(PREFIXES)), number=st.integers(0, 3))
    def links_of_record(self, pick: int, kind: str, number: int) -> None:
        links = f"{PREFIXES[kind]}-{number}" if number else ""
        self.edit_entry(pick, lambda entry: setattr(entry, "links", links))

    @rule(pick=NUMBER)
    def form_of_record(self, pick: int) -> None:
        self.edit_entry(pick, lambda entry: setattr(entry, "block", not entry.block))

    @rule(
        pick=NUMBER,
        kind=st.sampled_from(sorted(SECTIONS)),
        number=st.integers(0, 3),
        title=st.sampled_from(TITLES),
        text=st.sampled_from(TEXTS),
        block=st.booleans(),
    )
    def add_record(
        self, pick: int, kind: str, number: int, title: str, text: str, block: bool
    ) -> None:
        name = f"{PREFIXES[kind]}-{number}" if number else ""
        self.page(pick).entries.append(Entry(kind, name, title, text=text, block=block))
        self.edited()

    @rule(pick=NUMBER)
    def remove_record(self, pick: int) -> None:
        found = self.entry(pick)
        if found:
            found[0].entries.remove(found[1])
            self.edited()

    @rule(pick=NUMBER, to=NUMBER)
    def move_record(self, pick: int, to: int) -> None:
        found = self.entry(pick)
        if found:
            found[0].entries.remove(found[1])
            self.page(to).entries.append(found[1])
            self.edited()

    @rule(pick=NUMBER, name=st.sampled_from(NAMES))
    def rename_document(self, pick: int, name: str) -> None:
        designs = self.model.designs
        if designs and f"designs/{name}" not in names_of(self.model.pages):
            designs[pick % len(designs)].name = f"designs/{name}"
            self.edited()

    @rule(pick=NUMBER, name=st.sampled_from(NAMES))
    def add_document(self, pick: int, name: str) -> None:
        designs = self.model.designs
        if designs and f"designs/{name}" not in names_of(self.model.pages):
            added = copy.deepcopy(designs[pick % len(designs)])
            added.name = f"designs/{name}"
            self.model.pages.append(added)
            self.edited()

    @rule(pick=NUMBER)
    def remove_document(self, pick: int) -> None:
        self.model.pages.remove(self.page(pick))
        self.edited()

    @rule(pick=NUMBER, title=st.sampled_from(HEADINGS))
    def retitle_document(self, pick: int, title: str) -> None:
        self.page(pick).title = title
        self.edited()

    @rule(pick=NUMBER, status=st.sampled_from(("", *DOCUMENT_STATUSES)))
    def status_of_document(self, pick: int, status: str) -> None:
        self.page(pick).status = status
        self.edited()

    @rule(pick=NUMBER, text=st.sampled_from(TEXTS))
    def prose(self, pick: int, text: str) -> None:
        self.page(pick).prose = text
        self.edited()

    @rule(pick=NUMBER, title=st.sampled_from(("Data Flow", "Rollout")), what=st.integers(0, 2))
    def section(self, pick: int, title: str, what: int) -> None:
        page = self.page(pick)
        page.sections.pop(title, None)
        if what:
            page.sections[title] = ("", "One way.")[what - 1]
        self.edited()

    @rule(number=st.integers(0, len(TEMPLATES) - 1))
    def template(self, number: int) -> None:
        self.model.template = number
        self.edited()

    @rule(number=st.integers(0, len(KINDS) - 1))
    def kind(self, number: int) -> None:
        self.model.kind = number
        self.edited()

    @rule(steps=st.sampled_from((3, 5)))
    def scale(self, steps: int) -> None:
        self.model.scale = steps
        self.edited()

    @rule(drawn=st.booleans())
    def drawing(self, drawn: bool) -> None:
        self.model.drawn = drawn
        self.edited()

    @rule(pick=NUMBER)
    def syntax_of_document(self, pick: int) -> None:
        page = self.page(pick)
        if page.name != "runbook":  # it has a part of one syntax alone
            page.rst = not page.rst
            self.edited()

    @rule(quiet=st.booleans())
    def severity(self, quiet: bool) -> None:
        self.model.quiet = quiet
        self.edited()

    @rule(pick=NUMBER, view=st.sampled_from(VIEWS))
    def add_view(self, pick: int, view: tuple[str, dict[str, str]]) -> None:
        page = self.page(pick)
        page.views.insert(pick % (len(page.views) + 1), view)
        self.edited()

    @rule(pick=NUMBER)
    def remove_view(self, pick: int) -> None:
        shown = [page for page in self.model.pages if page.views]
        if shown:
            page = shown[pick % len(shown)]
            del page.views[pick % len(page.views)]
            self.edited()

    @rule(impact=st.sampled_from(LEVELS[:3]))
    def shared_file(self, impact: str) -> None:
        self.model.csv = impact
        self.edited()

    @rule(title=st.sampled_from(TITLES[:3]))
    def shared_part(self, title: str) -> None:
        self.model.part = title
        self.edited()

    @rule(pick=NUMBER, out=st.booleans())
    def exclude(self, pick: int, out: bool) -> None:
        self.model.excluded = self.page(pick).name if out else ""
        self.edited()

    @rule()
    def nothing(self) -> None:
        self.edited()

    # -- builds ---------------------------------------------------------------------------

    @rule(pick=NUMBER, turn=NUMBER)
    def build_one_page(self, pick: int, turn: int) -> None:
        """Build as a writer does who looks at one page alone, and go on editing."""
        page, builder = self.page(pick), self.builders[turn % len(self.builders)]
        for edition in (self.ours, self.control):
            edition.edit(self.model)
            edition.build(builder, self.jobs, [page.file])
        self.named.add(page.name)
        self.edited()

    @invariant()
    def as_clean(self) -> None:
        if self.waiting >= self.every:
            self.check()

    def teardown(self) -> None:
        if self.waiting and not self.failed:
            self.check()

    def check(self) -> None:
        """Hold an incremental build against a clean one, by each builder in turn."""
        self.waiting, self.failed = 0, True
        self.checks += 1
        side.COUNTS["checks"] += 1
        self.ours.edit(self.model)
        self.control.edit(self.model)
        reasons: set[str] = set()
        for builder in self.builders:
            found = self.ours.build(builder, self.jobs)
            control = self.control.build(builder, self.jobs)
            wanted = self.ours.clean(builder, self.checks % 2 * self.jobs)
            assert side.ours_beside(found) == side.ours_beside(wanted)
            self.same_pages(builder, found, control, wanted)
            if "html" in self.builders:
                reasons |= self.reasons(builder, control, wanted)
                self.written_with_reason(builder, found, reasons)
        self.ours.changed.clear()
        self.named.clear()
        self.failed = False

    def same_pages(self, builder: str, found: Result, control: Result, wanted: Result) -> None:
        """All pages are the same, but for what plain Sphinx leaves stale in the control."""
        here, there = side.bodies(found), side.bodies(wanted)
        assert here.keys() == there.keys()
        stale = {name for name in here if here[name] != there[name]}
        if stale:
            plain = side.bodies(control)
            clean = side.bodies(self.control.clean(builder, 0))
        for name in sorted(stale):
            own = set(side.changes(plain[name], clean[name]))
            for change in side.changes(here[name], there[name]):
                assert change in own, (builder, name, here[name], there[name])
            side.COUNTS["excused"] += 1

    def reasons(self, builder: str, control: Result, wanted: Result) -> set[str]:
        """The pages that have to do with the edits: their sources, or what they show in HTML.

        What plain Sphinx writes again too has a reason of its own.
        """
        shown, now = side.bodies(wanted), side.stamps(control)
        shown_before, then = self.shown.get(builder, {}), self.written.get((builder, False), {})
        self.shown[builder], self.written[builder, False] = shown, now
        found = {name for name in shown if shown[name] != shown_before.get(name)}
        found |= {name for name in now if now[name] != then.get(name)}
        found |= {name for name in shown if self.has_changed(name)} | self.named
        return found | ({"index"} if found else set())  # Sphinx: their titles are in its toctree

    def written_with_reason(self, builder: str, result: Result, reasons: set[str]) -> None:
        """No page is written again that has nothing to do with the edits."""
        now, then = side.stamps(result), self.written.get((builder, True), {})
        self.written[builder, True] = now
        written = {name for name in now if now[name] != then.get(name)}
        assert written <= reasons, (builder, sorted(written - reasons), self.ours.changed)

    def has_changed(self, docname: str) -> bool:
        """Whether an edit was made in a document, or in a file that it is read with."""
        changed = self.ours.changed
        if any(name == "conf.py" or name.startswith("kinds/") for name in changed):
            return True
        page = next((page for page in self.model.pages if page.name == docname), None)
        files = {f"{docname}.md", f"{docname}.rst"}
        files |= {"shared/risks.csv"} if page and page.listed else set()
        files |= {"shared/part.md", "shared/part.rst"} if page and page.part else set()
        return not files.isdisjoint(changed)


WAYS: dict[str, tuple[tuple[str, ...], int]] = {
    "html": (("html",), 0),
    "html in parallel": (("html",), 2),
    "text": (("text",), 0),
    "text in parallel": (("text",), 2),
    "html and text in turn": (("html", "text"), 0),
    "dirhtml": (("dirhtml",), 0),
    "singlehtml": (("singlehtml",), 0),
}


@pytest.mark.parametrize("way", WAYS)
def test_any_edits(way: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1780000000")
    builders, jobs = WAYS[way]
    attributes = {"builders": builders, "jobs": jobs, "folder": tmp_path, "begun": []}
    machine: Any = type("Designs", (Machine,), attributes)
    if not EXAMPLES:  # the same sequences at every run, and others for each way
        machine = seed(list(WAYS).index(way))(machine)
    run_state_machine_as_test(machine, settings=SETTINGS)
    if EXAMPLES:
        print(way, dict(side.COUNTS))

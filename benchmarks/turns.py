"""Several projects built in turn, each build a process of its own."""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from measure import Cost, Project
from tables import say

Costs = dict[tuple[str, str], list[Cost]]
"""What each step of each variant cost, in the order of the runs."""

Edit = Callable[[str, int], None]
"""Changes the sources of the named variant; the number is another one each time."""


@dataclass(frozen=True)
class Step:
    """A kind of build."""

    name: str
    fresh: bool = False
    """Whether nothing is there yet."""
    edit: Edit | None = None
    """What is done to the sources before."""
    repeats: int = 1
    """How often a run takes it: short builds more often, since they are noisier."""
    jobs: int = 0
    """As `sphinx-build -j`, where it is not what the other steps have."""


class Turns:
    """Takes the steps, in each of them one project after the other."""

    def __init__(self, projects: Mapping[str, Project], steps: Sequence[Step]) -> None:
        self.projects = projects
        self.steps = steps
        self.costs: Costs = defaultdict(list)
        self._names = list(projects)
        self._edits = 0

    def warm_up(self) -> None:
        """Build each project once, so that files and bytecode are in their caches."""
        for name, project in self.projects.items():
            say(f"warm-up: {name}")
            replace(project, counted=False).build(seed=0)

    def measure(self, runs: int) -> None:
        """Take every measure."""
        for run in range(runs):
            for step in self.steps:
                for turn in range(step.repeats):
                    say(f"run {run + 1} of {runs}: {step.name}")
                    self._turn(step, seed=run * 10 + turn, first=run + turn)

    def _turn(self, step: Step, seed: int, first: int) -> None:
        """Build each project once, beginning with another one each time."""
        self._edits += 1
        shift = first % len(self._names)
        for name in self._names[shift:] + self._names[:shift]:
            project = self.projects[name]
            if step.fresh:
                shutil.rmtree(project.output)
            if step.edit:
                step.edit(name, self._edits)
            self.costs[step.name, name].append(project.build(seed, step.jobs))

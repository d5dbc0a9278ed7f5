"""The hooks for pre-commit: they run commands that there are, on the whole project."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml

from sphinx_tdd.cli import COMMANDS, command

ROOT = Path(__file__).parents[1]
HOOKS: list[dict[str, Any]] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: str(hook["id"]))
def test_a_hook_runs_a_command_that_there_is(hook: dict[str, Any]) -> None:
    program, name, *options = shlex.split(hook["entry"])
    assert program == "sphinx-tdd"
    assert name in COMMANDS
    assert hook["id"] == f"{program}-{name}"
    assert hook["language"] == "python"
    assert hook["pass_filenames"] is False
    assert {"markdown", "rst"} <= set(hook["types_or"])
    made = command.get_command(None, name)  # type: ignore[arg-type]
    known = {option for each in made.params for option in each.opts}  # type: ignore[union-attr]
    assert set(options) <= known


def test_each_hook_is_one() -> None:
    ids = [hook["id"] for hook in HOOKS]
    assert len(set(ids)) == len(ids)
    assert "sphinx-tdd-check" in ids

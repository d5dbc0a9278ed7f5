"""What pages say of commands: each is there, and what is shown of it could be typed."""

from __future__ import annotations

import json
import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
import yaml

from sphinx_tdd.cli import command
from sphinx_tdd.model.finding import Finding
from sphinx_tdd.project.settings_file import OF_COMMAND, OF_SPHINX, find_settings_file
from tests.readers.test_same_as_build import UNEQUAL

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
FOLDERS = ("tutorials", "how-to", "explanation", "reference")
PAGES = [
    ROOT / "README.md",
    *(page for name in FOLDERS for page in sorted(DOCS.glob(f"{name}/*.md"))),
]
OF_CHECKS = (
    *("check", "baseline", "editors", "pre-commit"),
    *("github", "gitlab", "read-the-docs", "large-repository"),
)
CHECK = "\n".join((DOCS / "how-to" / f"{name}.md").read_text("utf-8") for name in OF_CHECKS)
LIMITS = (DOCS / "explanation" / "limits.md").read_text("utf-8")
_BLOCK = re.compile(r"^(`{3,})([^\n`]*)\n(.*?)^\1$", re.DOTALL | re.MULTILINE)
_LINE = re.compile(r"(?:^|\s)(sphinx-tdd [^\n|]+?)(?= [<>] |\||\n|$)")


def _commands(group: click.Command, above: str = "") -> Iterator[str]:
    """Yield the commands in the order of the help, with those in groups."""
    if not isinstance(group, click.Group):
        return
    for name in group.list_commands(click.Context(group)):
        found = group.get_command(click.Context(group), name)
        assert found is not None
        if not isinstance(found, click.Group) or found.invoke_without_command:
            yield f"{above}{name}"
        yield from _commands(found, f"{above}{name} ")


def test_every_command_is_on_the_page_with_its_help() -> None:
    text = (DOCS / "reference" / "command-line.md").read_text("utf-8")
    headings = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert headings == list(_commands(command))
    for name in headings:
        section = text.partition(f"\n## {name}\n")[2].partition("\n## ")[0]
        assert f"\nsphinx-tdd {name} --help\n" in section, name


def _blocks(language: str) -> list[str]:
    return [text for _, name, text in _BLOCK.findall(CHECK) if name.strip() == language]


def _shown() -> Iterator[tuple[str, str]]:
    """Yield each page with a command that a block on it shows."""
    for page in PAGES:
        for _, _, block in _BLOCK.findall(page.read_text("utf-8")):
            folded = re.sub(r">\n\s+(sphinx-tdd)", r"\1", block)
            folded = re.sub(r"\n\s+(?=--)", " ", folded)
            for text in _LINE.findall(folded):
                yield page.name, text


@pytest.mark.parametrize(("page", "text"), sorted(set(_shown())))
def test_what_is_shown_could_be_typed(page: str, text: str) -> None:
    words = shlex.split(text, comments=True)[1:]
    found: click.Command = command
    while isinstance(found, click.Group) and words and not words[0].startswith("-"):
        inner = found.get_command(click.Context(found), words.pop(0))
        assert inner is not None, text
        found = inner
    known = {option for each in found.params for option in (*each.opts, *each.secondary_opts)}
    used = {word.partition("=")[0] for word in words if re.match(r"--?[a-z]", word)}
    assert used <= known | {"--help", "--version", "-"}, text


def test_all_that_a_check_can_not_know_is_told() -> None:
    for reason in {row.reason for row in UNEQUAL}:
        assert f"\n| {reason[0].upper()}{reason[1:]} |" in LIMITS, reason


def test_the_recipes_are_yaml_and_the_settings_are_known(tmp_path: Path) -> None:
    recipes = [yaml.safe_load(text) for text in _blocks("yaml")]
    assert len(recipes) >= 5
    assert all(isinstance(recipe, dict) for recipe in recipes)
    settings = (DOCS / "reference" / "settings.md").read_text("utf-8")
    blocks = [*_blocks("toml"), *re.findall(r"```toml\n(.*?)```", settings, re.DOTALL)]
    assert len(blocks) >= 3
    for text in blocks:
        (tmp_path / "tdd.toml").write_text(text, "utf-8")
        found = find_settings_file(tmp_path)
        assert found is not None
        assert not found.faults
        assert found.values.keys() == tomllib.loads(text).keys()


def test_the_pattern_for_an_editor_fits_what_is_printed() -> None:
    (task,) = (json.loads(text) for text in _blocks("json"))
    pattern = task["problemMatcher"]["pattern"]
    line = "docs/a: b.md:12: warning: missing section 'Goals': it belongs here [missing_section]"
    found = re.match(pattern["regexp"], line)
    assert found
    parts = [found[pattern[name]] for name in ("file", "line", "severity")]
    assert parts == ["docs/a: b.md", "12", "warning"]


def test_keys_of_the_settings_file_have_help() -> None:
    assert all(text.endswith(".") for text in OF_COMMAND.values())
    assert not set(OF_SPHINX) & set(OF_COMMAND)


def test_what_an_integration_is_told_of_findings_is_in_the_report() -> None:
    told = (DOCS / "how-to" / "editors.md").read_text("utf-8").partition("| --- | --- |\n")[2]
    rows = told.partition("\n\n")[0].split("\n")
    names = [name for row in rows for name in re.findall(r"`([a-z]+)`", row.split("|")[1])]
    assert len(names) >= 8
    assert set(names) <= set(Finding.__struct_encode_fields__)

"""Who imports whom, and what the project's files promise of each other."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "sphinx_tdd"

MAY_IMPORT = {
    "model": set(),
    "records": {"model"},
    "checks": {"model"},
    "directives": {"model", "records"},
    "readers": {"model", "records", "directives"},
    "reports": {"model"},
    "derive": {"model", "checks", "readers"},
    "project": {"model", "records", "checks", "directives", "readers", "derive"},
    "edit": {"model", "records", "checks", "readers", "derive"},
    "ext": {"model", "records", "checks", "directives", "readers", "reports", "derive", "project"},
    "cli": {"model", "edit", "records", "checks", "readers", "reports", "derive", "project"},
}
WITHOUT_SPHINX = sorted(MAY_IMPORT.keys() - {"ext"})


def modules(package: str) -> list[str]:
    """Return the names of all modules of a package of ours."""
    files = sorted((PACKAGE / package).rglob("*.py"))
    names = (file.relative_to(ROOT).with_suffix("").as_posix() for file in files)
    return [name.replace("/", ".").removesuffix(".__init__") for name in names]


def imported(file: Path) -> Iterator[str]:
    """Yield the full name of all that a file imports."""
    package = file.relative_to(ROOT).parent.parts
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            module = [*above, *([node.module] if node.module else [])]
            yield from (".".join([*module, alias.name]) for alias in node.names)


@pytest.mark.parametrize("package", sorted(MAY_IMPORT))
def test_a_package_imports_only_those_below_it(package: str) -> None:
    allowed = MAY_IMPORT[package] | {package}
    wrong = [
        f"{file.relative_to(ROOT)} imports {name}"
        for file in sorted((PACKAGE / package).rglob("*.py"))
        for name in imported(file)
        if name.startswith("sphinx_tdd.") and name.split(".")[1] in MAY_IMPORT.keys() - allowed
    ]
    assert not wrong


@pytest.mark.parametrize("package", WITHOUT_SPHINX)
def test_a_pure_package_loads_no_sphinx(package: str) -> None:
    script = "import importlib, sys\n" + "".join(
        f"importlib.import_module({name!r})\n" for name in modules(package)
    )
    script += "print(*sorted(m for m in sys.modules if m.partition('.')[0] == 'sphinx'))"
    process = subprocess.run(
        [sys.executable, "-c", script], check=True, capture_output=True, text=True
    )
    assert process.stdout.split() == []


def test_importing_the_package_loads_nothing_else_of_it() -> None:
    script = "import sys, sphinx_tdd; print(*(m for m in sys.modules if 'sphinx' in m))"
    process = subprocess.run(
        [sys.executable, "-c", script], check=True, capture_output=True, text=True
    )
    assert process.stdout.split() == ["sphinx_tdd"]


def test_the_lower_bounds_are_those_that_are_tested() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    bounds = dict(dependency.split(">=") for dependency in project["dependencies"])
    pins = (ROOT / "tests" / "lowest.txt").read_text("utf-8")
    oldest = dict(re.findall(r"(?m)^([\w-]+)==([\d.]+)", pins)[::-1])
    assert oldest.keys() == bounds.keys()
    assert all(f"{oldest[name]}.".startswith(f"{bound}.") for name, bound in bounds.items())


def test_each_dependency_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"].values()
    reasons = (ROOT / "docs" / "explanation" / "dependencies.md").read_text("utf-8").casefold()
    for dependency in [*project["dependencies"], *(name for extra in extras for name in extra)]:
        name = re.split(r"[<>=~\[ ]", dependency)[0]
        assert re.search(rf"^\|.*\b{re.escape(name.casefold())}\b", reasons, re.MULTILINE), name

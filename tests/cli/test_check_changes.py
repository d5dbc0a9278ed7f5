"""`check --changed-since`, in repositories of git."""

from __future__ import annotations

import json
import shutil
import subprocess

import pytest

from .project import GOOD, Folder, folder, shop

__all__ = ["folder", "shop"]

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")

EMPTY = "# Nothing yet\n"


def _git(folder: Folder, *argv: str) -> str:
    options = ("-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false")
    done = subprocess.run(
        ["git", *options, "-C", str(folder.path), *argv],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    return done.stdout


def _commit(folder: Folder, message: str = "Change") -> None:
    _git(folder, "add", "--all")
    _git(folder, "commit", "--quiet", "--allow-empty", "-m", message)


@pytest.fixture
def repository(shop: Folder) -> Folder:
    """The project with everything committed, and a branch on it."""
    shutil.rmtree(shop.path / ".git")
    shop.write({".gitignore": ".tdd_cache\nignored.md\n", "docs/designs/more.md": GOOD})
    _git(shop, "init", "--quiet", "--initial-branch", "main")
    _commit(shop, "Begin")
    _git(shop, "checkout", "--quiet", "-b", "topic")
    return shop


def _checked(folder: Folder, *argv: str, revision: str = "main") -> list[str]:
    folder.run("check", "--changed-since", revision, "--format", "json", *argv)
    return [each["docname"] for each in json.loads(folder.out)["documents"]]


def test_where_nothing_changed_nothing_is_checked(repository: Folder) -> None:
    assert repository.run("check", "--changed-since", "main") == 0
    assert "no document changed since main" in repository.err
    assert repository.out == ""
    repository.write({"README.md": "# Shop\n"})  # what is no document
    assert repository.run("check", "--changed-since", "main") == 0


def test_where_nothing_changed_programs_get_their_reports(repository: Folder) -> None:
    argv = ("check", "--changed-since", "main", "--format", "sarif", "--output", "found.sarif")
    assert repository.run(*argv) == 0
    assert json.loads(repository.text("found.sarif"))["runs"][0]["results"] == []
    assert repository.out == ""
    assert _checked(repository) == []


def test_changed_new_renamed_untracked_and_deleted_files(repository: Folder) -> None:
    repository.write({"docs/designs/orders.md": EMPTY})  # changed, not staged
    repository.write({"docs/designs/untracked.md": EMPTY})
    repository.write({"docs/designs/ignored.md": EMPTY})
    assert _checked(repository) == ["designs/orders", "designs/untracked"]
    repository.write({"docs/designs/staged.md": EMPTY})
    _git(repository, "add", "docs/designs/staged.md")
    assert "designs/staged" in _checked(repository)
    _commit(repository)
    assert _checked(repository) == ["designs/orders", "designs/staged", "designs/untracked"]
    _git(repository, "mv", "docs/designs/more.md", "docs/designs/renamed é.md")
    (repository.path / "docs/designs/refunds.rst").unlink()
    assert _checked(repository) == [
        "designs/orders",
        "designs/renamed é",
        "designs/staged",
        "designs/untracked",
    ]


def test_the_branch_point_is_what_counts(repository: Folder) -> None:
    repository.write({"docs/designs/mine.md": EMPTY})
    _commit(repository)
    _git(repository, "checkout", "--quiet", "main")
    repository.write({"docs/designs/orders.md": EMPTY})
    _commit(repository)
    _git(repository, "checkout", "--quiet", "topic")
    assert _checked(repository) == ["designs/mine"]
    assert _checked(repository, revision="HEAD~1") == ["designs/mine"]
    assert repository.run("check", "--changed-since", "HEAD") == 0


def test_paths_and_changes_together(repository: Folder) -> None:
    repository.write({"docs/designs/orders.md": EMPTY, "docs/designs/refunds.rst": "R\n=\n"})
    assert _checked(repository, "docs/designs/*.md") == ["designs/orders"]
    assert repository.run("check", "--changed-since", "main", "docs/designs/more.md") == 0
    assert "no document changed since main" in repository.err


@pytest.mark.parametrize(
    "file", ["docs/conf.py", "docs/templates/small.yaml", "docs/templates/new.yaml", "tdd.toml"]
)
def test_what_all_documents_rest_on_checks_all(repository: Folder, file: str) -> None:
    path = repository.path / file
    kept = path.read_text("utf-8") if path.exists() else ""
    new = "id: new\ntitle: New\nsections:\n  - title: A\n" if file.endswith("new.yaml") else ""
    path.write_text(f"{kept}{new}\n# changed\n", "utf-8")
    assert _checked(repository) == ["designs/more", "designs/orders", "designs/refunds"]


def test_a_document_that_names_data_that_changed_is_checked(repository: Folder) -> None:
    table = "```{risk-table}\n:file: risks.csv\n```\n"
    repository.write({"docs/designs/orders.md": f"# Orders\n\n{table}"})
    repository.write({"docs/designs/risks.csv": "id,risk\nR-1,It breaks.\n"})
    _commit(repository)
    assert _checked(repository, revision="HEAD") == []
    repository.write({"docs/designs/risks.csv": "id,risk\nR-1,It breaks.\nR-1,Again.\n"})
    assert _checked(repository, revision="HEAD") == ["designs/orders"]
    (repository.path / "docs/designs/risks.csv").unlink()
    assert _checked(repository, revision="HEAD") == ["designs/orders"]


@pytest.mark.parametrize(
    "way",
    ["```{include} ../parts/a.inc\n```\n", "```{eval-rst}\n.. include:: /parts/a.inc\n```\n"],
)
def test_a_document_that_includes_what_changed_is_checked(repository: Folder, way: str) -> None:
    table = "```{risk-table}\n:file: /risks.csv\n```\n"
    part = "``` {include} ../parts/b.inc\n```\n\n.. include:: ../parts/b.inc\n"
    repository.write(
        {
            "docs/designs/orders.md": f"# Orders\n\n{way}",
            "docs/parts/a.inc": part,
            "docs/parts/b.inc": f"```{{include}} ../parts/a.inc\n```\n{table}",
            "docs/risks.csv": "id,risk\nR-1,It breaks.\n",
        }
    )
    _commit(repository)
    assert _checked(repository, revision="HEAD") == []
    for path in ("docs/parts/b.inc", "docs/risks.csv"):
        repository.write({path: f"{repository.text(path)}\n"})
        assert _checked(repository, revision="HEAD") == ["designs/orders"]
        _commit(repository)
    (repository.path / "docs/parts/a.inc").unlink()
    assert _checked(repository, revision="HEAD") == ["designs/orders"]


def test_a_template_document_that_changed_checks_all(repository: Folder) -> None:
    conf = 'extensions = ["myst_parser"]\ntdd_documents = {"designs/*": "template.md"}\n'
    repository.write({"docs/conf.py": conf, "docs/template.md": "# T\n\n## Goals\n"})
    _commit(repository)
    assert repository.run("check", "--changed-since", "HEAD") == 0
    repository.write({"docs/template.md": "# T\n\n## Costs\n"})
    assert len(_checked(repository, revision="HEAD")) == 3


def test_it_may_run_below_the_top(repository: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    repository.write({"docs/designs/orders.md": EMPTY})
    monkeypatch.chdir(repository.path / "docs" / "designs")
    assert _checked(repository) == ["designs/orders"]


def test_findings_of_other_documents_are_not_told(repository: Folder) -> None:
    repository.write({"docs/designs/more.md": f"{GOOD}\nMore.\n"})
    assert repository.run("check", "--changed-since", "main") == 0
    assert "refunds" not in repository.out


def test_a_history_without_a_common_commit(repository: Folder) -> None:
    _git(repository, "checkout", "--quiet", "--orphan", "other")
    repository.write({"docs/designs/orders.md": EMPTY})
    _commit(repository)
    assert _checked(repository) == ["designs/orders"]


@pytest.mark.parametrize(
    "revision", ["nowhere", "--upload-pack=x", "--output=x", "main..topic", "-"]
)
def test_a_revision_that_is_not_there(repository: Folder, revision: str) -> None:
    assert repository.run("check", f"--changed-since={revision}") == 2
    assert repository.err.startswith("sphinx-tdd: git says: ")
    assert not (repository.path / "x").exists()


def test_no_repository(repository: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.rmtree(repository.path / ".git")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(repository.path.parent))
    assert repository.run("check", "--changed-since", "main") == 2
    assert "not a git repository" in repository.err


def test_no_git(repository: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert repository.run("check", "--changed-since", "main") == 2
    assert "git can't be run" in repository.err

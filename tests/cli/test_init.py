"""`init`: what is shown, what is written, and that a second run changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from click import Abort

from sphinx_tdd.cli import init as module
from sphinx_tdd.project.conf_change import line_end
from sphinx_tdd.project.first_mapping import mapping

from .project import Folder, folder

__all__ = ["folder"]

DESIGNS = Path(__file__).parents[2] / "examples" / "designs"
QUICKSTART = "project = 'Shop'\n\nextensions = [\n    'sphinx.ext.todo',\n]\n"
INDEX = "Shop\n====\n"


@pytest.fixture
def shop(folder: Folder) -> Folder:
    folder.write({"docs/conf.py": QUICKSTART, "docs/index.rst": INDEX})
    return folder


def _designs(folder: Folder, into: str, *names: str) -> None:
    folder.write({f"{into}/{name}": (DESIGNS / name).read_bytes() for name in names})


def test_it_is_shown_and_nothing_is_written_without_a_terminal(shop: Folder) -> None:
    assert shop.run("init") == 1
    assert "--- a/docs/conf.py\n+++ b/docs/conf.py\n" in shop.out
    assert "\n+    'sphinx_tdd',\n" in shop.out
    assert "docs/conf.py is left as it was; --yes writes this" in shop.err
    assert shop.text("docs/conf.py") == QUICKSTART


def test_the_extension_and_a_mapping_are_added(shop: Folder) -> None:
    _designs(shop, "docs/designs", "order-ledger.rst")
    _designs(shop, "docs", "feature-flags.rst", "0041-keep-answers-for-a-day.rst")
    assert shop.run("init", "--yes") == 0
    assert shop.text("docs/conf.py") == (
        "project = 'Shop'\n\nextensions = [\n    'sphinx.ext.todo',\n    'sphinx_tdd',\n]\n"
        "\n# Which documents follow which template, by what they look like now.\n"
        "tdd_documents = {\n"
        '    "0041-keep-answers-for-a-day": "adr-nygard",\n'
        '    "feature-flags": "concise-design",\n'
        '    "designs/*": "formal-design",\n'
        "}\n"
    )
    assert shop.run("check", "--fail-on", "error") == 0
    assert "3 documents checked" in shop.out
    before = shop.text("docs/conf.py")
    assert shop.run("init", "--yes") == 0
    assert shop.out == "docs/conf.py has it all already; nothing is changed\n"
    assert shop.text("docs/conf.py") == before


def test_where_nothing_looks_like_a_template_an_example_is_added(shop: Folder) -> None:
    assert shop.run("init", "--yes") == 0
    assert "Now: say in tdd_documents which document follows" in shop.out
    text = shop.text("docs/conf.py")
    assert '# tdd_documents = {"designs/*": "design-doc"}\n' in text
    assert shop.run("init") == 0
    assert "nothing is changed" in shop.out
    assert shop.text("docs/conf.py") == text


@pytest.mark.parametrize(
    ("argv", "listed"),
    [
        ([], ["myst_parser", "sphinx_tdd"]),
        (["--no-markdown"], ["sphinx_tdd"]),
        (["--markdown"], ["myst_parser", "sphinx_tdd"]),
    ],
)
def test_myst_parser_is_added_where_documents_are_markdown(
    shop: Folder, argv: list[str], listed: list[str]
) -> None:
    _designs(shop, "docs/designs", "refund-tool.md")
    assert shop.run("init", "--yes", *argv) == 0
    text = shop.text("docs/conf.py")
    assert [name for name in ("myst_parser", "sphinx_tdd") if f"'{name}'," in text] == listed
    assert ("MyST-Parser is added, too" in shop.err) is (not argv)
    assert ('"designs/*": "feature-design"' in text) is ("myst_parser" in listed)


@pytest.mark.parametrize(
    "conf",
    [
        'extensions = ["myst_nb"]\n',
        'extensions = []\nextensions += ["myst_parser"]\n',
        "extensions = names()\n",
    ],
)
def test_myst_parser_is_not_added_where_something_may_read_markdown(
    folder: Folder, conf: str
) -> None:
    folder.write({"conf.py": conf, "index.md": "# Shop\n"})
    assert folder.run("init", "--yes") == 0
    assert folder.text("conf.py").count("myst_parser") == conf.count("myst_parser")
    assert folder.err == ""


def test_what_says_which_documents_follow_what_is_left_alone(shop: Folder) -> None:
    _designs(shop, "docs", "feature-flags.rst")
    shop.write({"tdd.toml": '[documents]\n"*" = "kep"\n'})
    assert shop.run("init", "--yes") == 0
    assert "tdd_documents" not in shop.text("docs/conf.py")
    folder_only = 'extensions = ["sphinx_tdd"]\ntdd_documents = made_elsewhere()\n'
    shop.write({"docs/conf.py": folder_only})
    assert shop.run("init") == 0
    assert shop.text("docs/conf.py") == folder_only


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_line_ends_and_a_byte_order_mark_stay(folder: Folder, mark: str, end: str) -> None:
    before = mark + end.join(["extensions = [", "    'é',", "]", ""])
    folder.write({"conf.py": before.encode(), "index.rst": INDEX})
    assert folder.run("init", "--yes") == 0
    after = folder.text("conf.py")
    assert after.startswith(before[: before.index("]")])
    assert line_end(after) == end
    assert after.replace("\r\n", "").count("\n") == (0 if end == "\r\n" else after.count("\n"))
    assert not after.removeprefix(mark).startswith("\ufeff")
    assert folder.run("init") == 0


@pytest.mark.parametrize(("answer", "status"), [(True, 0), (False, 1)])
def test_at_a_terminal_it_is_asked(
    shop: Folder, monkeypatch: pytest.MonkeyPatch, answer: bool, status: int
) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr(module.click, "confirm", lambda *_args, **_options: answer)
    assert shop.run("init") == status
    assert ("sphinx_tdd" in shop.text("docs/conf.py")) is answer


def test_ctrl_c_at_the_question_changes_nothing(
    shop: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_args: object, **_options: object) -> bool:
        raise Abort

    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr(module.click, "confirm", interrupted)
    assert shop.run("init") == 130
    assert shop.text("docs/conf.py") == QUICKSTART


def test_conf_py_is_not_run(folder: Folder) -> None:
    folder.write({"conf.py": "extensions = []\nopen('ran', 'w').close()\n", "index.rst": INDEX})
    assert folder.run("init", "--yes") == 0
    assert not (folder.path / "ran").exists()


@pytest.mark.parametrize(
    ("files", "argv", "said"),
    [
        ({}, [], "there is no conf.py in"),
        ({}, [], "`sphinx-quickstart` makes"),
        ({}, ["none"], "there is no folder none"),
        ({"conf.py": "extensions = [\n"}, [], "it is no Python, see line 1"),
        ({"conf.py": b"# coding: latin-1\nextensions = ['\xe9']\n"}, [], "written in iso-8859-1"),
        ({"conf.py": b"extensions = ['\xe9']\n"}, [], "conf.py"),
        (
            {"a/conf.py": "extensions = []\n", "b/conf.py": "extensions = []\n"},
            [],
            "there are several projects below (a, b)",
        ),
    ],
)
def test_what_can_not_be_done_is_told(
    folder: Folder, files: dict[str, str | bytes], argv: list[str], said: str
) -> None:
    folder.write(files)
    assert folder.run("init", "--yes", *argv) == 2
    assert said in folder.err


def test_one_of_several_projects_is_named(folder: Folder) -> None:
    folder.write({"a/conf.py": "extensions = []\n", "b/conf.py": "extensions = []\n"})
    folder.write({"a/index.rst": INDEX})
    assert folder.run("init", "a", "--yes") == 0
    assert "sphinx_tdd" in folder.text("a/conf.py")
    assert folder.text("b/conf.py") == "extensions = []\n"


def test_a_document_that_can_not_be_read_is_told(shop: Folder) -> None:
    shop.write({"docs/bad.rst": b"\xff"})
    assert shop.run("init", "--yes") == 0
    assert "bad.rst: it is no text in UTF-8" in shop.err


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ({}, {}),
        ({"a": ""}, {}),
        ({"index": "", "a": "kep", "b": "kep"}, {"a": "kep", "b": "kep"}),
        ({"d/a": "kep", "d/b": "kep", "d/c": ""}, {"d/*": "kep"}),
        ({"d/a": "kep", "d/b": "", "d/c": ""}, {"d/a": "kep"}),
        ({"d/a": "kep", "d/b": "madr"}, {"d/a": "kep", "d/b": "madr"}),
        ({"d/index": "", "d/a": "kep"}, {"d/index": "none", "d/*": "kep"}),
        ({"d/index": "kep"}, {"d/*": "kep"}),
        ({"d/e/a": "kep", "d/a": "madr"}, {"d/*": "madr", "d/e/*": "kep"}),
    ],
)
def test_mappings(found: dict[str, str], said: dict[str, str]) -> None:
    assert mapping(found) == said
    assert list(mapping(found)) == list(said)

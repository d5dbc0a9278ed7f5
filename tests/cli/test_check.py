"""`check` as it is typed: what it looks at, what it prints, its exit status."""

from __future__ import annotations

import io
import json
import sys

import pytest

from sphinx_tdd.reports import FORMATS

from .project import BAD, CONF, GOOD, Folder, folder, shop

__all__ = ["folder", "shop"]

MISSING = "docs/designs/refunds.rst:2: warning: missing section 'Goals'"


def _found(folder: Folder) -> list[tuple[str, str]]:
    """Return the documents and the rules of the findings in the JSON that was printed."""
    data = json.loads(folder.out)
    return [(d["docname"], f["rule"]) for d in data["documents"] for f in d["findings"]]


def _checked(folder: Folder) -> list[str]:
    return [document["docname"] for document in json.loads(folder.out)["documents"]]


# -- exit statuses ----------------------------------------------------------------------------


def test_findings_are_status_1_with_place_and_message(shop: Folder) -> None:
    assert shop.run("check") == 1
    assert MISSING in shop.out
    assert "2 documents checked, 1 complete" in shop.out
    assert "\x1b" not in shop.out
    assert shop.err == ""


def test_nothing_found_is_status_0(shop: Folder) -> None:
    shop.write({"docs/designs/refunds.rst": BAD.replace("Risks", "Goals")})
    shop.write({"docs/designs/refunds.rst": "Refunds\n=======\n\nGoals\n-----\n\nGiven back.\n"})
    assert shop.run("check") == 0
    assert "2 documents checked, 2 complete" in shop.out


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["none.md"], "there is no 'none.md'"),
        (["docs/designs/order.md"], "there is no 'docs/designs/order.md'; did you mean"),
        (["docs/**/*.txt"], "nothing matches 'docs/**/*.txt'"),
        (["docs/index.md"], "no document (docs/index.md) is held against a template"),
        (["docs/conf.py"], "none of these is a document of the project"),
        (["docs/templates"], "none of these is a document of the project"),
        (["--source", "none"], "the source folder none is not there"),
        (["--format", "jsn"], "there is no format 'jsn'; did you mean 'json'?"),
        (["--fail-on", "all"], "'all' is not one of 'info', 'warning', 'error', 'never'"),
        (["--select", "missing_sectoin"], "there is no rule 'missing_sectoin'; did you mean"),
        (["--ignore", "x, y"], "there is no rule 'x'"),
        (["--template", "smal"], "there is no template 'smal'; did you mean 'small'?"),
        (["--jobs", "-1"], "-1 is not in the range x>=0"),
        (["--frobnicate"], "No such option"),
        (["-"], "say whose text it is: --stdin-filename"),
        (["--stdin-filename", "a.md"], "--stdin-filename goes with `-`"),
        (["--update-baseline"], "--update-baseline needs --baseline FILE"),
        (["--baseline", "b.json"], "there is no baseline b.json; --update-baseline makes one"),
        (["--output", "docs/conf.py/x"], "docs/conf.py/x can't be written"),
        (["-f", "json", "-o", "x", "-f", "text", "-o", "x"], "two formats can't both go to x"),
    ],
)
def test_what_could_not_be_done_is_status_2(shop: Folder, argv: list[str], said: str) -> None:
    assert shop.run("check", *argv) == 2
    assert said in shop.err
    assert "Traceback" not in shop.err
    assert shop.out == ""


def test_a_check_of_no_document_is_never_green(folder: Folder) -> None:
    assert folder.run("check") == 2
    assert "there is no document in" in folder.err
    folder.write({"conf.py": "extensions = []\n", "index.rst": "T\n=\n"})
    assert folder.run("check") == 2
    assert "nothing was checked" in folder.err
    folder.write({"conf.py": 'extensions = []\ntdd_documents = {"design/*": "kep"}\n'})
    assert folder.run("check") == 2
    assert "the pattern 'design/*' matches no document" in folder.err
    folder.write({"conf.py": "extensions = []\ntdd_documents = {}\n"})
    assert folder.run("check") == 2


@pytest.mark.parametrize(
    ("argv", "status"),
    [
        ([], 1),
        (["--fail-on", "info"], 1),
        (["--fail-on", "warning"], 1),
        (["--fail-on", "error"], 0),
        (["--fail-on", "never"], 0),
        (["--select", "missing_section"], 1),
        (["--select", "empty_section,placeholder"], 0),
        (["--select", "empty_section", "--select", "missing_section"], 1),
        (["--ignore", "missing_section"], 0),
        (["--ignore", " empty_section , placeholder "], 1),
        (["--select", "missing_section", "--ignore", "missing_section"], 0),
    ],
)
def test_what_fails_is_chosen(shop: Folder, argv: list[str], status: int) -> None:
    assert shop.run("check", *argv) == status
    shown = not any("ignore" in word or "empty" in word for word in argv) or status == 1
    assert (MISSING in shop.out) is shown


def test_severities_of_the_project_count(shop: Folder) -> None:
    shop.write({"tdd.toml": '[severity]\nmissing_section = "info"\n'})
    assert shop.run("check") == 0
    assert "info: missing section 'Goals'" in shop.out
    assert shop.run("check", "--fail-on", "info") == 1
    shop.write({"tdd.toml": '[severity]\nmissing_section = "error"\n'})
    assert shop.run("check", "--fail-on", "error") == 1
    assert "error: missing section" in shop.out


# -- what is looked at ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("argv", "names"),
    [
        ([], ["designs/orders", "designs/refunds"]),
        (["docs"], ["designs/orders", "designs/refunds"]),
        (["."], ["designs/orders", "designs/refunds"]),
        (["docs/designs/orders.md"], ["designs/orders"]),
        (["./docs/../docs/designs/orders.md"], ["designs/orders"]),
        (["docs/designs/*.rst"], ["designs/refunds"]),
        (["docs/**/*.md"], ["designs/orders"]),
        (["docs/designs/refunds.rst", "docs/designs"], ["designs/orders", "designs/refunds"]),
    ],
)
def test_paths_folders_and_patterns(shop: Folder, argv: list[str], names: list[str]) -> None:
    shop.run("check", "--format", "json", *argv)
    assert _checked(shop) == names


def test_it_may_run_anywhere_in_the_project(shop: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(shop.path / "docs" / "designs")
    assert shop.run("check") == 1
    assert "\nrefunds.rst:2: " in shop.out or "../designs/refunds.rst:2:" in shop.out
    assert shop.run("check", "orders.md") == 0


def test_a_source_folder_elsewhere(shop: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    other = shop.path / "elsewhere"
    other.mkdir()
    monkeypatch.chdir(other)
    assert shop.run("check", "--source", "../docs") == 1
    assert "../docs/designs/refunds.rst:2: " in shop.out
    assert shop.run("check", "--source", "../docs", "../docs/designs/orders.md") == 0
    (other / "x.md").write_text("# X\n")
    assert shop.run("check", "--source", "../docs", "x.md") == 2
    assert "lies outside the source folder" in shop.err


def test_what_is_no_document_is_passed_over_beside_what_is(shop: Folder) -> None:
    assert shop.run("check", "docs/conf.py", "docs/designs/orders.md") == 0
    said = "docs/conf.py is no document of the project, and is passed over: the name of one ends"
    assert said in shop.err
    assert "1 document checked" in shop.out


def test_why_a_file_is_no_document_is_told(shop: Folder) -> None:
    shop.write({"docs/conf.py": CONF.replace('"myst_parser", ', "")})
    assert shop.run("check", "docs/designs/orders.md") == 2
    assert "passed over: no extension in conf.py reads Markdown; `sphinx-tdd init`" in shop.err
    shop.write({"docs/conf.py": CONF + 'exclude_patterns = ["designs/orders*"]\n'})
    assert shop.run("check", "docs/designs/orders.md") == 2
    assert "passed over: the settings of conf.py leave it out" in shop.err


def test_that_nothing_was_checked_is_told_once(shop: Folder) -> None:
    shop.write({"docs/conf.py": 'extensions = ["myst_parser", "sphinx_tdd"]\n'})
    assert shop.run("check") == 2
    assert "nothing was checked: no document was held against a template: say in" in shop.err
    assert shop.err.count("no document") == 1


def test_a_template_for_all(shop: Folder) -> None:
    assert shop.run("check", "--template", "kep", "docs/designs/orders.md") == 1
    assert "Orders (kep@1)" in shop.out
    assert shop.run("check", "--template", "small", "docs/index.md") == 1
    assert "docs/index.md:1: warning: missing section 'Goals'" in shop.out
    shop.write({"docs/designs/template.md": "# T\n\n## Costs\n"})
    assert shop.run("check", "--template", "designs/template.md", "docs/designs/orders.md") == 1
    assert "missing section 'Costs'" in shop.out
    assert shop.run("check") == 1
    assert "kep" not in shop.out


def test_a_template_for_files_of_no_project(folder: Folder) -> None:
    folder.write({"a.md": GOOD, "b.rst": "B\n=\n"})
    assert folder.run("check", "--template", "adr-nygard", "a.md") == 1
    assert "a.md:1: " in folder.out
    assert "b.rst" not in folder.out
    assert folder.run("check", "--template", "adr-nygard") == 1
    assert "b.rst" in folder.out


# -- standard input ---------------------------------------------------------------------------


def _stdin(monkeypatch: pytest.MonkeyPatch, text: str | bytes) -> None:
    data = text if isinstance(text, bytes) else text.encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


@pytest.mark.parametrize(("text", "status"), [(GOOD, 0), ("# Orders\n", 1)])
@pytest.mark.parametrize("name", ["docs/designs/orders.md", "docs/designs/new.md"])
def test_the_text_of_an_editor(
    shop: Folder, monkeypatch: pytest.MonkeyPatch, text: str, status: int, name: str
) -> None:
    _stdin(monkeypatch, text)
    assert shop.run("check", "-", "--stdin-filename", name) == status
    assert "1 document checked" in shop.out
    assert (f"{name}:1: warning: missing section 'Goals'" in shop.out) is bool(status)
    assert shop.run("check", "docs/designs/orders.md") == 0  # nothing of it is kept
    assert not (shop.path / "docs/designs/new.md").exists()


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("docs/designs/orders.md", b"# \xff\n", "it is no text in UTF-8, see line 1"),
        ("docs/designs/orders.pdf", "# T\n", "the name of a document ends in "),
        ("../orders.md", "# T\n", "lies outside the source folder"),
    ],
)
def test_what_an_editor_can_not_ask(
    shop: Folder, monkeypatch: pytest.MonkeyPatch, name: str, text: str | bytes, said: str
) -> None:
    _stdin(monkeypatch, text)
    assert shop.run("check", "-", "--stdin-filename", name, "--source", "docs") == 2
    assert said in shop.err


# -- what is written --------------------------------------------------------------------------


@pytest.mark.parametrize("name", FORMATS)
def test_each_format_names_the_finding(shop: Folder, name: str) -> None:
    assert shop.run("check", "--format", name) == 1
    assert "missing section" in shop.out.replace("\\", "")


def test_several_formats_in_one_run(shop: Folder) -> None:
    argv = ["check", "--format", "json", "--output", "out/tdd.json", "-fsarif", "-oout/x.sarif"]
    assert shop.run(*argv, "--format=github") == 1
    assert shop.out.startswith("::warning file=docs/designs/refunds.rst,line=2,")
    assert json.loads(shop.text("out/tdd.json"))["summary"]["documents"] == 2
    assert json.loads(shop.text("out/x.sarif"))["version"] == "2.1.0"
    assert sorted(path.name for path in (shop.path / "out").iterdir()) == ["tdd.json", "x.sarif"]


def test_a_file_gets_the_usual_format(shop: Folder) -> None:
    assert shop.run("check", "--output", "report.txt") == 1
    assert shop.out == ""
    assert MISSING in shop.text("report.txt")


def test_statistics_come_after_the_report(shop: Folder) -> None:
    assert shop.run("check", "--statistics") == 1
    report, tables = shop.out.split("\nRule ", 1)
    assert MISSING in report
    assert "missing_section  0       1" in tables
    assert shop.run("check", "--statistics", "--format", "json", "--output", "x.json") == 1
    assert "missing_section  0       1" in shop.out


def test_the_same_is_said_whatever_is_kept_and_however_many_work(shop: Folder) -> None:
    shop.write({f"docs/designs/{n}.md": GOOD if n % 2 else "# T\n" for n in range(140)})
    reports = []
    for argv in (["--no-cache"], [], [], ["--jobs", "2"], ["--jobs", "2", "--no-cache"]):
        assert shop.run("check", "--format", "json", *argv) == 1
        reports.append(shop.out)
    assert len(_checked(shop)) == 142
    assert len(set(reports)) == 1


def test_nothing_is_kept_where_nothing_is_to_be(shop: Folder) -> None:
    shop.run("check", "--no-cache")
    shop.run("check", "--template", "kep")
    assert not list(shop.path.rglob(".tdd_cache"))
    shop.run("check")
    found = list(shop.path.rglob(".tdd_cache"))
    assert [path.parent for path in found] == [shop.path / "docs"]
    assert (found[0] / ".gitignore").read_text() == "*\n"

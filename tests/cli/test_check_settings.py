"""`check` and the configuration of projects: conf.py, `tdd.toml`, `pyproject.toml`."""

from __future__ import annotations

import json

import pytest

from sphinx_tdd.project.configuration import Unusable, configure

from .project import BAD, FILES, GOOD, SMALL, Folder, folder, shop

__all__ = ["folder", "shop"]

TOML = 'template_path = ["templates"]\n[documents]\n"designs/*" = "small"\n'


def _documents(folder: Folder) -> dict[str, str]:
    folder.run("check", "--format", "json")
    return {d["docname"]: d["template"] for d in json.loads(folder.out)["documents"]}


# -- where settings are found -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("tdd.toml", TOML),
        ("tdd.toml", TOML.replace("template_path", "template-path")),
        ("tdd.toml", TOML.replace("template_path", "tdd_template_path")),
        ("tdd.toml", f"\ufeff{TOML}".replace("\n", "\r\n")),
        ("pyproject.toml", TOML.replace("[documents]", "[tool.sphinx-tdd.documents]").replace(
            "template_path", "tool.sphinx-tdd.template_path")),
    ],
)  # fmt: skip
def test_settings_without_a_conf_py(folder: Folder, name: str, text: str) -> None:
    folder.write({name: text, "templates/small.yaml": SMALL})
    folder.write({"designs/orders.md": GOOD, "designs/refunds.rst": BAD, ".venv/x.md": "# X\n"})
    assert _documents(folder) == {"designs/orders": "small", "designs/refunds": "small"}
    assert folder.run("check") == 1
    assert folder.err == ""


def test_conf_py_counts_more_than_the_settings_file(shop: Folder) -> None:
    shop.write({"tdd.toml": 'min_complete = 90\n[documents]\n"*" = "kep"\n'})
    assert _documents(shop) == {"designs/orders": "small", "designs/refunds": "small"}
    assert "tdd_min_complete asks for 90 %" in shop.out  # what conf.py does not say counts


def test_folders_are_seen_from_the_file_that_names_them(shop: Folder) -> None:
    conf = 'extensions = ["myst_parser"]\ntdd_documents = {"designs/*": "small"}\n'
    shop.write({"docs/conf.py": conf, "team/small.yaml": SMALL})
    shop.write({"tdd.toml": 'template_path = ["team"]\n'})
    (shop.path / "docs/templates/small.yaml").unlink()
    assert shop.run("check") == 1
    assert "missing section 'Goals'" in shop.out


@pytest.mark.parametrize("key", ["source", "--source"])
def test_the_source_folder_is_said(shop: Folder, key: str) -> None:
    shop.write({"other/conf.py": "extensions = []\n", "other/index.rst": "T\n=\n"})
    assert shop.run("check") == 2
    assert "there are several projects below (docs, other)" in shop.err
    if key == "source":
        shop.write({"tdd.toml": 'source = "docs"\n'})
        assert shop.run("check") == 1
    else:
        assert shop.run("check", "--source", "docs") == 1
    assert "docs/designs/refunds.rst:2: " in shop.out


def test_a_settings_file_beside_conf_py_counts_from_anywhere(shop: Folder) -> None:
    shop.write({"docs/tdd.toml": '[severity]\nmissing_section = "off"\n'})
    shop.write({"elsewhere/tdd.toml": '[severity]\nmissing_section = "error"\n'})
    assert shop.run("check") == 0  # as a build has it, which looks from conf.py
    assert shop.run("check", "docs/designs/refunds.rst") == 0
    assert shop.run("check", "--source", "docs") == 0


def test_a_settings_file_above_the_repository_does_not_count(shop: Folder) -> None:
    inner = {f"inner/{name}": text for name, text in FILES.items()}
    shop.write({**inner, "tdd.toml": "no_such_key = 1\n"})
    (shop.path / "inner/.git").mkdir()
    assert shop.run("check", "inner/docs/designs/orders.md") == 0
    assert shop.err == ""


@pytest.mark.parametrize(
    ("text", "status"), [("error", 0), ("never", 0), ("info", 1), ("warning", 1)]
)
def test_what_fails_may_stand_in_the_file(shop: Folder, text: str, status: int) -> None:
    shop.write({"tdd.toml": f'fail_on = "{text}"\n'})
    assert shop.run("check") == status
    assert shop.run("check", "--fail-on", "warning") == 1


# -- what is wrong with them ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"tdd.toml": '[severity]\nplaceholdr = "off"\n'}, "there is no rule 'placeholdr'"),
        ({"tdd.toml": '[severity]\nplaceholder = "of"\n'}, "allowed are off, info"),
        ({"tdd.toml": "statuses = 7\n"}, "expected a list of statuses"),
        ({"docs/templates/x.yaml": "id: x\n"}, "x.yaml:1: "),
    ],
)
def test_a_bad_setting_is_a_finding(shop: Folder, files: dict[str, str], said: str) -> None:
    shop.write({"docs/designs/refunds.rst": "Refunds\n=======\n\nGoals\n-----\n\nAll.\n"})
    shop.write(files)
    assert shop.run("check") == 1
    assert said in shop.out


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"tdd.toml": "severty = 1\n"}, "there is no key 'severty'; did you mean 'sev"),
        (
            {"pyproject.toml": "[tool.sphinx-tdd]\nfail-onn = 1\n"},
            "there is no key 'fail-onn'; did you mean 'fail_on'?",
        ),
        ({"tdd.toml": "a = [\n"}, "tdd.toml is no TOML: "),
        ({"tdd.toml": b"a = '\xff'\n"}, "tdd.toml is no TOML: "),
        ({"tdd.toml": b"a = 1\0\n"}, "tdd.toml is no TOML: "),
        ({"pyproject.toml": "[tool\n"}, "pyproject.toml is no TOML: "),
        ({"tdd.toml": 'source = "none"\n'}, "none is not there"),
        ({"tdd.toml": 'fail_on = "errors"\n'}, "fail_on"),
        ({"tdd.toml": "fail_on = 7\n"}, "fail_on"),
        ({"tdd.toml": "baseline = 7\n"}, "baseline"),
        ({"tdd.toml": "source = 7\n"}, "source"),
        ({"docs/conf.py": "extensions = [\n"}, "it is no Python, see line 1"),
        ({"docs/conf.py": b"\0"}, "it is no Python"),
    ],
)
def test_settings_that_can_not_be_read_are_status_2(
    shop: Folder, files: dict[str, str | bytes], said: str
) -> None:
    shop.write(files)
    if "docs/conf.py" in files:
        assert shop.run("check", "--source", "docs") == 2
    else:
        assert shop.run("check") == 2
    assert said in shop.err
    assert "Traceback" not in shop.err


@pytest.mark.parametrize(
    "text",
    [
        "",
        'documents = "kep"\n', "documents = []\n", "severity = []\n", "template_path = 7\n",
        "kind_path = [7]\n", "exclude_patterns = 7\n", "language = 7\n", "project = []\n",
        "source_suffix = 7\n", "myst_enable_extensions = 7\n", "suppress_warnings = 7\n",
        "risk_scale = 9\n", "json = 7\n", "min_complete = true\n",
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["tdd.toml", "pyproject.toml"])
def test_values_of_another_type_are_told_or_left_out(folder: Folder, name: str, text: str) -> None:
    if name == "pyproject.toml":
        text = f"[tool.sphinx-tdd]\n{text}"
    folder.write({name: text, "a.md": GOOD, "b.rst": BAD})
    assert folder.run("check", "--template", "adr-nygard") == 1
    assert "Traceback" not in folder.err
    assert "a.md:1: warning: missing section 'Status'" in folder.out


@pytest.mark.parametrize("text", ["tool = 7\n", "[tool]\nsphinx-tdd = 7\n", "[tool.x]\ny = 1\n"])
def test_a_file_of_other_tools_has_no_settings(shop: Folder, text: str) -> None:
    shop.write({"pyproject.toml": text})
    assert shop.run("check", "docs/designs/orders.md") == 0
    assert shop.err == ""


# -- conf.py ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("more", "names"),
    [
        ('exclude_patterns = ["designs/o*"]', ["designs/refunds"]),
        ('exclude_patterns = []\nexclude_patterns += ["designs/o*"]', ["designs/refunds"]),
        ('include_patterns = ["designs/o*"]', ["designs/orders"]),
        ('source_suffix = ".rst"', ["designs/orders", "designs/refunds"]),
        ('source_suffix = {".txt": "restructuredtext"}', ["designs/orders", "designs/text"]),
        ('source_suffix = [".txt", ".md"]', ["designs/orders", "designs/text"]),
        ('templates_path = ["designs"]', []),
        ("extensions = []", ["designs/refunds"]),
    ],
)
def test_what_sphinx_would_read_is_checked(shop: Folder, more: str, names: list[str]) -> None:
    shop.write({"docs/designs/text.txt": BAD})
    shop.write({"docs/conf.py": f"{FILES['docs/conf.py']}{more}\n"})
    if names:
        assert list(_documents(shop)) == names
    else:
        assert shop.run("check") == 2


def test_suppressed_findings_do_not_fail(shop: Folder) -> None:
    conf = FILES["docs/conf.py"] + 'suppress_warnings = ["tdd.missing_section"]\n'
    shop.write({"docs/conf.py": conf})
    assert shop.run("check") == 0


def test_what_is_computed_is_told_with_its_line(shop: Folder) -> None:
    conf = FILES["docs/conf.py"] + "import os\ntdd_severity = dict(os.environ)\nproject = f()\n"
    shop.write({"docs/conf.py": conf})
    assert shop.run("check") == 1
    told = [line for line in shop.err.splitlines() if "is not written out" in line]
    assert len(told) == 1
    assert "conf.py:6: tdd_severity is not written out, and conf.py is not run" in told[0]


def test_conf_py_is_not_run(shop: Folder) -> None:
    conf = FILES["docs/conf.py"] + "open('ran', 'w').close()\nraise SystemExit(9)\n"
    shop.write({"docs/conf.py": conf})
    assert shop.run("check") == 1
    assert not list(shop.path.rglob("ran"))


def test_which_conf_py_is_meant(folder: Folder) -> None:
    folder.write({"tools/conf.py": "import x\n", "docs/conf.py": "extensions = []\n"})
    assert configure(folder.path).source == folder.path / "docs"  # the other is not of Sphinx
    folder.write({"docs/a/b/c.md": "", "docs/a/conf.py": "extensions = []\n"})
    assert configure(folder.path / "docs/a/b").source == folder.path / "docs/a"
    folder.write({"more/conf.py": "tdd_documents = {}\n", "node_modules/x/conf.py": "tdd_ = 1\n"})
    with pytest.raises(Unusable, match=r"several projects below \(docs, more\)"):
        configure(folder.path)


def test_of_many_projects_some_are_named(folder: Folder) -> None:
    for letter in "abcdefg":
        folder.write({f"{letter}/conf.py": "extensions = []\n"})
    assert folder.run("check") == 2
    assert "several projects below (a, b, c, d, e and 2 more): say which" in folder.err

"""`rules` and `explain`."""

from __future__ import annotations

import json

import pytest

from sphinx_tdd.model.finding import RULE_NAMES, Rule
from sphinx_tdd.model.kind import rules_of
from sphinx_tdd.model.rule_docs import OF_PROJECT, first_sentence, rule_docs
from sphinx_tdd.project.kinds import builtin

from .project import Folder, folder, shop

__all__ = ["folder", "shop"]

ALL = (*RULE_NAMES, *rules_of(builtin().values()))


def test_every_rule_is_one_line_with_its_severity(folder: Folder) -> None:
    assert folder.run("rules") == 0
    rows = [line.split(None, 2) for line in folder.out.splitlines()]
    assert [row[0] for row in rows] == list(ALL)
    docs = rule_docs(builtin())
    assert [row[1:] for row in rows] == [[d.severity, d.summary] for d in docs.values()]
    assert all(len(row[2]) > 10 for row in rows)


def test_what_settings_change_is_told(shop: Folder) -> None:
    shop.write({"docs/tdd.toml": '[severity]\nplaceholder = "off"\nrisk_unowned = "error"\n'})
    assert shop.run("rules") == 0
    told = {line.split()[0]: line.split()[1:3] for line in shop.out.splitlines()}
    assert told["placeholder"] == ["off", "(warning)"]
    assert told["risk_unowned"] == ["error", "(off)"]
    assert told["missing_section"][0] == "warning"
    assert shop.run("rules", "--format", "json") == 0
    data = {each["name"]: each for each in json.loads(shop.out)}
    assert list(data) == list(ALL)
    assert data["risk_unowned"]["severity"] == "error"
    assert data["risk_unowned"]["default"] == "off"
    assert data["risk_unowned"]["kind"] == "risk"
    assert data["placeholder"]["kind"] is None


def test_rules_of_own_kinds_are_among_them(folder: Folder) -> None:
    kind = """\
        name: tariff
        title: Tariff
        subject: name
        fields:
          - {name: name, required: true}
          - {name: price}
        rules:
          - name: tariff_without_price
            where: price = none
            message: "{name} has no price"
            hint: A tariff has no price. Nobody can pay it.
        """
    folder.write({"conf.py": 'extensions = []\ntdd_kind_path = ["kinds"]\n', "kinds/t.yaml": kind})
    assert folder.run("rules") == 0
    rows = [line.split(None, 2) for line in folder.out.splitlines()]
    assert ["tariff_without_price", "warning", "A tariff has no price."] in rows
    assert folder.run("explain", "tariff_without_price") == 0
    assert "Nobody can pay it." in folder.out
    assert "    price = none\n" in folder.out
    assert "    {name} has no price\n" in folder.out
    folder.write({"kinds/u.yaml": "name: toll\n"})
    assert folder.run("rules") == 0
    assert "u.yaml:1: " in folder.err


@pytest.mark.parametrize("name", ALL)
def test_each_rule_is_explained(folder: Folder, name: str) -> None:
    doc = rule_docs(builtin())[name]
    assert folder.run("explain", name) == 0
    assert folder.out.startswith(f"{name} ({doc.severity})\n\n{doc.text}\n")
    to = "warning" if doc.severity == "off" else "off"
    assert f'tdd_severity = {{"{name}": "{to}"}}' in folder.out
    silenced = f"% tdd: ignore {name}: why" in folder.out
    assert silenced is (name not in {rule.value for rule in OF_PROJECT})
    if doc.stated is not None:
        assert " ".join(doc.stated.where.split()) in folder.out


def test_a_rule_is_explained_as_it_is_set_here(folder: Folder) -> None:
    folder.write({"tdd.toml": '[severity]\nplaceholder = "off"\n'})
    assert folder.run("explain", "tdd.placeholder") == 0
    assert folder.out.startswith("placeholder (off, usually warning)\n")
    assert '    [severity]\n    placeholder = "warning"\n' in folder.out
    (folder.path / "tdd.toml").unlink()
    folder.write({"pyproject.toml": '[tool.sphinx-tdd.severity]\nplaceholder = "info"\n'})
    assert folder.run("explain", "placeholder") == 0
    assert '    [tool.sphinx-tdd.severity]\n    placeholder = "off"\n' in folder.out


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("placehoder", "there is no rule 'placehoder'; did you mean 'placeholder'?"),
        ("xyz", "there is no rule 'xyz'; `sphinx-tdd rules` lists them"),
    ],
)
def test_a_rule_that_is_not_there(folder: Folder, name: str, said: str) -> None:
    assert folder.run("explain", name) == 2
    assert said in folder.err


def test_first_sentences() -> None:
    assert first_sentence("One. Two. Three.") == "One."
    assert first_sentence("One") == "One"
    docs = rule_docs({})
    assert [docs[rule.value].severity for rule in Rule] == [r.default_severity for r in Rule]

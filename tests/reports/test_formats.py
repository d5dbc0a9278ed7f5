"""Each format as a whole: golden files, and the schemas that others publish."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest
import xmlschema
from pytest_regressions.file_regression import FileRegressionFixture

from sphinx_tdd.model.finding import Finding
from sphinx_tdd.model.report import Report
from sphinx_tdd.reports import FORMATS, Rendering, sarif
from sphinx_tdd.reports.statistics import write_statistics
from tests.reports.awkward import EMPTY, RENDERING, REPORT, every_finding
from tests.reports.values import document, finding, report

DATA = Path(__file__).parents[1] / "data"
SUFFIXES = {"json": ".json", "xml": ".xml", "markdown": ".md", "text": ".txt"}
LOUD = [each for each in every_finding(REPORT) if not each.silent]
COUNTED = [each for each in LOUD if each.counts]


def written(name: str, value: Report = REPORT, rendering: Rendering = RENDERING) -> str:
    return FORMATS[name](value, rendering)


@pytest.fixture(autouse=True)
def _same_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif, "__version__", "0.0.0")


def test_the_formats_have_the_names_that_are_promised() -> None:
    names = "text json sarif junit github gitlab checkstyle markdown"
    assert list(FORMATS) == names.split()


@pytest.mark.parametrize("name", [*FORMATS, "statistics"])
def test_as_a_whole(name: str, file_regression: FileRegressionFixture) -> None:
    if name == "statistics":
        text, suffix = write_statistics(REPORT, RENDERING), ".txt"
    else:
        text, suffix = written(name), SUFFIXES[FORMATS[name].language]
    file_regression.check(text, encoding="utf-8", newline="", extension=suffix, basename=name)


@pytest.mark.parametrize("name", FORMATS)
def test_findings_are_told_by_file_and_line(name: str) -> None:
    if name == "json":  # it keeps the order of the report
        return
    turned = [
        msgspec.structs.replace(each, findings=each.findings[::-1]) for each in REPORT.documents
    ]
    other = msgspec.structs.replace(REPORT, documents=tuple(turned[::-1]))
    if name == "markdown":  # its tables keep it
        assert sorted(written(name, other).split("\n")) == sorted(written(name).split("\n"))
    else:
        assert written(name, other) == written(name)


@pytest.mark.parametrize("name", FORMATS)
def test_a_report_of_nothing(name: str) -> None:
    text = written(name, EMPTY)
    assert text == "" or text.endswith("\n")
    assert (name == "github") == (text == "")


# -- the schemas of others ------------------------------------------------------------------


def sarif_faults(text: str) -> list[str]:
    schema = json.loads((DATA / "sarif-2.1.0.json").read_text("utf-8"))
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    validator = jsonschema.Draft202012Validator(schema, format_checker=checker)
    return [
        f"{each.json_path}: {each.message}" for each in validator.iter_errors(json.loads(text))
    ]


@pytest.mark.parametrize("value", [REPORT, EMPTY], ids=["awkward", "empty"])
def test_sarif_is_valid_by_the_published_schema(value: Report) -> None:
    assert sarif_faults(written("sarif", value)) == []


def test_the_schema_of_sarif_refuses_what_is_wrong() -> None:
    text = written("sarif").replace('"startLine": 45', '"startLine": 0', 1)
    assert any("startLine" in fault for fault in sarif_faults(text))


@pytest.mark.parametrize("value", [REPORT, EMPTY], ids=["awkward", "empty"])
def test_junit_is_valid_by_the_schema_of_jenkins(value: Report) -> None:
    schema = xmlschema.XMLSchema(str(DATA / "junit-10.xsd"))
    assert [str(error) for error in schema.iter_errors(written("junit", value))] == []


def test_junit_holds_what_the_schema_of_ant_asks_for() -> None:
    """Attributes that must be there, parts in their order, one result at most in a case."""
    root = xmlschema.XMLResource(written("junit")).root
    assert not root.attrib
    asked = {"name", "timestamp", "hostname", "tests", "failures", "errors", "time", "package"}
    for number, suite in enumerate(root):
        assert suite.attrib.keys() - {"skipped"} == asked | {"id"}
        assert suite.attrib["id"] == str(number)
        parts = [part.tag for part in suite]
        cases = parts.count("testcase")
        assert parts == ["properties", *["testcase"] * cases, "system-out", "system-err"]
        assert suite.attrib["tests"] == str(cases) != "0"
        assert all(case.attrib.keys() == {"name", "classname", "time"} for case in suite[1:-2])
        assert all(len(case) <= 1 for case in suite[1:-2])


# -- nothing is lost, nothing is told twice ---------------------------------------------------


def test_sarif_holds_all_findings_and_says_which_are_quiet() -> None:
    (run,) = json.loads(written("sarif"))["runs"]
    assert len(run["results"]) == len(every_finding(REPORT))
    quiet = [result for result in run["results"] if result["suppressions"]]
    assert len(quiet) == len(every_finding(REPORT)) - len(LOUD)
    reasons = {each.get("justification") for result in quiet for each in result["suppressions"]}
    assert "no data leaves\nthe cloud, says “Eve”" in reasons
    states = Counter(result["baselineState"] for result in run["results"])
    assert states["unchanged"] == sum(each.known for each in every_finding(REPORT))
    rules = run["tool"]["driver"]["rules"]
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])


def test_sarif_without_a_baseline_compares_with_none() -> None:
    (run,) = json.loads(written("sarif", report(document("a", finding()))))["runs"]
    assert "baselineState" not in run["results"][0]


def test_sarif_takes_the_words_of_rules_from_their_documentation() -> None:
    (run,) = json.loads(written("sarif"))["runs"]
    rules = {rule["id"]: rule for rule in run["tool"]["driver"]["rules"]}
    said = rules["missing_section"]["shortDescription"]["text"]
    assert said == "A section that the template owes is not in the document."
    assert rules["missing_section"]["fullDescription"]["text"].startswith(said)
    assert rules["risk_unmitigated"]["shortDescription"]["text"].endswith("done about it.")


def uris(text: str) -> list[tuple[str, str | None]]:
    (run,) = json.loads(text)["runs"]
    found = [location for each in run["results"] for location in each.get("locations", ())]
    artifacts = [each["physicalLocation"]["artifactLocation"] for each in found]
    return [(each["uri"], each.get("uriBaseId")) for each in artifacts]


def test_sarif_writes_paths_as_uris() -> None:
    found = uris(written("sarif"))
    assert ("docs/designs/refund.md", "SRCROOT") in found
    assert ("shared/part%20%251%2Cx%3Ay.md", "SRCROOT") in found
    assert ("file:///C:/docs/kinds/a%20b.yaml", None) in found


def gitlab(value: Report = REPORT) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(written("gitlab", value))
    return found


def test_gitlab_has_the_documented_keys() -> None:
    for each in gitlab():
        assert each.keys() == {"description", "check_name", "fingerprint", "severity", "location"}
        assert each["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert each["location"].keys() == {"path", "lines"}
        path, lines = each["location"]["path"], each["location"]["lines"]
        assert path
        assert not path.startswith("./")
        assert lines == {"begin": lines["begin"]}
        assert lines["begin"] >= 1
        assert each["description"]


def test_gitlab_tells_each_finding_apart() -> None:
    names = [each["fingerprint"] for each in gitlab()]
    assert len(names) == len(set(names)) == len(LOUD)


@pytest.mark.parametrize("name", ["github", "checkstyle"])
def test_what_is_kept_quiet_is_left_out(name: str) -> None:
    text = written(name)
    assert len(re.findall(r"(?m)^::|<error ", text)) == len(LOUD)
    assert not re.search(r"agreed|kept quiet|[^']\bold\b", text)


def test_junit_counts_what_counts() -> None:
    root = xmlschema.XMLResource(written("junit")).root
    failures = "\n".join(str(each.text) for each in root.iter("failure"))
    lines = re.findall(r"(?m)^(docs/|shared/|C:|60 %|tdd_documents)", failures)
    assert len(lines) == len(COUNTED)
    assert sum(int(suite.attrib["failures"]) for suite in root) == len(list(root.iter("failure")))
    assert [s.attrib["name"] for s in root if s[1].attrib["name"] == "complete"] == ["pay"]


@pytest.mark.parametrize("name", ["junit", "checkstyle"])
def test_characters_that_xml_forbids_are_left_out(name: str) -> None:
    root = xmlschema.XMLResource(written(name)).root
    text = " ".join([*root.itertext(), *(v for each in root.iter() for v in each.attrib.values())])
    assert "]]> and ::error::\na second line,\twith: é 漢字 🙂 \\ [31mred | {0}" in text


def test_github_escapes_what_ends_a_value_or_a_line() -> None:
    lines = written("github").splitlines()
    assert len(lines) == len(LOUD)
    assert any(
        line.startswith("::warning file=shared/part %251%2Cx%3Ay.md,line=9,title=")
        for line in lines
    )
    assert any("100 %25 of" in line and "::error::%0Aa second line" in line for line in lines)


def test_nothing_in_the_text_steers_a_terminal() -> None:
    text = written("text")
    assert all(character == "\n" or character.isprintable() for character in text)


# -- what names a finding ----------------------------------------------------------------------


def named(*findings: Finding) -> list[str]:
    (run,) = json.loads(written("sarif", report(document("a", *findings))))["runs"]
    return [each["partialFingerprints"]["sphinxTdd/v1"] for each in run["results"]]


def where(text: str, line: int, *section: str) -> Finding:
    return finding(f"missing section 'X': {text}", line=line, section=section)


def test_a_finding_keeps_its_name_where_lines_move_and_headings_are_numbered_anew() -> None:
    before = where("it belongs after '2.1 Overview' (line 43)", 45, "2. Architecture", "X")
    after = where("it belongs after '3.4 Context' (line 80)", 81, "3. Architecture", "X")
    assert named(before) == named(after)


def test_other_findings_have_other_names() -> None:
    assert len({*named(where("", 1, "A"), where("", 1, "B")), *named(finding("y", line=1))}) == 3


def test_each_alert_of_code_scanning_has_a_fingerprint_of_its_own() -> None:
    missing = [
        finding(f"missing section '{n}'", rule="missing_section", section=(n,)) for n in "ab"
    ]
    value = report(document("a", *missing, finding(), finding()), findings=(finding(line=0),))
    (run,) = json.loads(written("sarif", value, Rendering()))["runs"]
    names = [each["partialFingerprints"]["primaryLocationLineHash"] for each in run["results"]]
    assert len(set(names)) == len(names) == 5
    moved = [msgspec.structs.replace(each, line=99) for each in missing]
    (other,) = json.loads(written("sarif", report(document("a", *moved))))["runs"]
    again = [each["partialFingerprints"]["primaryLocationLineHash"] for each in other["results"]]
    assert set(again) < set(names)
    assert all(each["locations"][0]["physicalLocation"] for each in run["results"])


def test_rules_of_sarif_say_what_can_be_done() -> None:
    (run,) = json.loads(written("sarif"))["runs"]
    rules = {rule["id"]: rule for rule in run["tool"]["driver"]["rules"]}
    assert "`sphinx-tdd fix` puts in" in rules["missing_section"]["help"]["markdown"]
    assert "sphinx-tdd fix" not in rules["empty_section"]["help"]["text"]

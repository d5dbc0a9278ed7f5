"""Which pages are written again: each case by itself, beside the random edits elsewhere."""

from __future__ import annotations

from tests.conftest import MakeProject, Result

PAY = """
# Payments

```{risk-table}
- id: RISK-1
  risk: The processor is down
  impact: high
  likelihood: low
  mitigation: Queue and retry
```
"""
GUIDE = "# Guide\n\nBeware of {tdd:risk}`RISK-1`.\n"
REGISTERS = "# Registers\n\n```{risk-register}\n```\n"
FILES = {
    "index.md": "# Home\n\n```{toctree}\n:glob:\n\n*\n```\n",
    "guide.md": GUIDE,
    "pay.md": PAY,
    "registers.md": REGISTERS,
}
CONF = {"tdd_documents": {}}


def stamps(result: Result) -> dict[str, int]:
    """When each page was written."""
    return {path.stem: path.stat().st_mtime_ns for path in result.outdir.rglob("*.html")}


def written(before: dict[str, int], result: Result) -> set[str]:
    """The pages that a build wrote, but for those that Sphinx always writes."""
    found = {name for name, stamp in stamps(result).items() if before.get(name) != stamp}
    return found - {"genindex", "search"}


def test_prose_writes_its_own_page_alone_then_and_later(make_project: MakeProject) -> None:
    project = make_project({**FILES, "other.md": PAY.replace("RISK-1", "RISK-2")}, **CONF)
    first = stamps(project.build())
    project.replace("guide.md", "Beware", "Be aware")
    second = project.build()
    assert written(first, second) == {"guide", "index"}
    before = stamps(second)
    project.replace("other.md", "is down", "is slow")
    assert written(before, project.build()) == {"other", "registers", "index"}


def test_two_output_folders_of_one_environment(make_project: MakeProject) -> None:
    project = make_project(FILES, **CONF)
    other = project.beside("other")
    shared = str(project.output / "shared")

    def both() -> list[Result]:
        return [one.build(doctrees=shared) for one in (project, other)]

    both()
    project.replace("pay.md", "is down", "is slow")
    for result in both():
        assert "is slow" in result.body("registers")


def test_a_file_of_records_in_two_formats_of_one_environment(make_project: MakeProject) -> None:
    head = "id,risk,impact,likelihood,mitigation\n"
    listed = "# Listed\n\n```{risk-table}\n:file: risks.csv\n```\n"
    project = make_project({**FILES, "listed.md": listed}, **CONF)
    project.write("risks.csv", f"{head}RISK-5,Late,high,low,Ask\n")
    for builder in ("html", "text"):
        project.build(builder, doctrees="shared")
    project.write("risks.csv", f"{head}RISK-5,Too late,high,low,Ask\n")
    for builder in ("html", "text"):
        result = project.build(builder, doctrees="shared")
        for name in ("listed", "registers"):
            path = result.outdir / (f"{name}.txt" if builder == "text" else f"{name}.html")
            assert "Too late" in path.read_text(encoding="utf-8")

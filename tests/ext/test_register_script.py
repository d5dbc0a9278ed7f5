"""Registers in a browser: rows sorted by a click, filtered by words; skipped without Chromium."""

from __future__ import annotations

import gzip
import html
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

import sphinx_tdd
from tests.conftest import Project, Result

SCRIPT = Path(sphinx_tdd.__file__).parent / "ext" / "static" / "tdd.js"
CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium to run")

KIND = """
name: thing
title: Thing
subject: thing
fields:
  - name: id
    title: ID
    type: id
  - name: thing
    shown: true
  - name: impact
    type: level
    shown: true
  - name: state
    type: choice
    choices: [open, in progress, done]
    shown: true
  - name: due
    type: date
    shown: true
  - name: size
    type: quantity
    shown: true
"""
THINGS = """
# Things

```{thing-table}
- {id: T-10, thing: Émile, impact: low, state: done, due: 2026-03-01, size: 2 s}
- {id: T-9, thing: Zoë writes, impact: high, state: open, due: 2025-12-31, size: 30 ms}
- {id: T-1, thing: "apple, `code`", impact: medium, state: in progress, size: 100 ms}
- {id: T-2, thing: Apple}
- {id: X-1, thing: émile writes, impact: medium, state: open, due: 2026-03-01, size: 1 min}
```
"""
INDEX = """
# All

```{toctree}
things
```

```{thing-register}
```

```{thing-register}
:group-by: state
:caption: By state
```
"""
ONE = """
# One

```{risk-table}
- {risk: One, impact: low, likelihood: low, mitigation: None}
```

```{risk-register}
```
"""
FIRST = ["T-10", "T-9", "T-1", "T-2", "X-1"]
HELPERS = """
const registers = [...document.querySelectorAll(".tdd-register")];
const register = registers[0];
const tables = (of = register) => [...of.querySelectorAll("table")];
const ids = (of = register) => tables(of).filter((table) => !table.hidden).flatMap(
  (table) => [...table.tBodies[0].rows].map((row) => row.cells[0].textContent.trim()));
const heads = (of = register) => [...tables(of)[0].tHead.rows[0].cells];
const buttons = heads().map((head) => head.querySelector("button"));
const head = (name) => heads().find((each) => each.textContent.trim() === name);
const click = (name) => { head(name).querySelector("button").click(); return ids(); };
const pause = (time) => new Promise((resolve) => setTimeout(resolve, time));
const field = (of = register) => of.querySelector(".tdd-filter input");
const count = (of = register) => of.querySelector(".tdd-filter output");
const type = async (words, of = register) => {
  field(of).value = words;
  field(of).dispatchEvent(new Event("input"));
  await pause(400);
  return [ids(of), count(of).textContent];
};
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Result:
    files = {"index.md": INDEX, "things.md": THINGS, "kinds/thing.yaml": KIND}
    conf = {"tdd_documents": {}, "tdd_kind_path": ["kinds"]}
    result = Project(tmp_path_factory.mktemp("script"), files, conf).build()
    assert result.warnings == []
    return result


def run(result: Result, steps: str, page: str = "index", **words: str) -> Any:
    """Return what steps in a page come to: statements that fill `found`."""
    text = result.text(page)
    for name, value in words.items():
        text = re.sub(f'data-{name}="[^"]*"', f'data-{name}="{value}"', text)
    steps = f"(async () => {{ const found = {{}}; try {{ {HELPERS} {steps} }} " \
        "catch (error) { found.error = String(error); } " \
        "const made = document.createElement('pre'); made.id = 'found'; " \
        "made.textContent = JSON.stringify(found); document.body.append(made); })();"  # fmt: skip
    wait = f"addEventListener('load', () => {{ {steps} }});"
    path = result.outdir / "steps.html"
    path.write_text(text.replace("</body>", f"<script>{wait}</script></body>"), encoding="utf-8")
    done = subprocess.run(
        [str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
         "--dump-dom", "--virtual-time-budget=20000", path.as_uri()],
        check=True, capture_output=True, encoding="utf-8", timeout=300,
    )  # fmt: skip
    said = re.search(r'<pre id="found">(.*?)</pre>', done.stdout, re.S)
    assert said, done.stderr
    found = json.loads(html.unescape(said[1]))
    assert "error" not in found, found["error"]
    return found


@needs_browser
def test_a_click_on_a_heading_sorts(built: Result) -> None:
    found = run(built, """
        found.before = ids();
        found.names = buttons.map((button) => button.textContent);
        for (const name of ["ID", "Thing", "Impact", "State", "Due", "Size"]) {
          found[name] = [click(name), click(name), click(name)];
        }
        """)  # fmt: skip
    assert found["before"] == FIRST
    assert found["names"] == ["ID", "Thing", "Impact", "State", "Due", "Size", "Document"]
    up, down, back = found["ID"]
    assert up == ["T-1", "T-2", "T-9", "T-10", "X-1"]
    assert down == up[::-1]
    assert back == FIRST
    assert found["Thing"][0] == ["T-2", "T-1", "T-10", "X-1", "T-9"]
    assert found["Impact"][:2] == [
        ["T-10", "T-1", "X-1", "T-9", "T-2"], ["T-9", "T-1", "X-1", "T-10", "T-2"],
    ]  # fmt: skip
    assert found["State"][0] == ["T-9", "X-1", "T-1", "T-10", "T-2"]
    assert found["Due"][:2] == [
        ["T-9", "T-10", "X-1", "T-1", "T-2"], ["T-10", "X-1", "T-9", "T-1", "T-2"],
    ]  # fmt: skip
    assert found["Size"][0] == ["T-9", "T-1", "T-10", "X-1", "T-2"]


@needs_browser
def test_words_filter(built: Result) -> None:
    found = run(built, """
        found.label = field().closest("label").textContent.trim();
        found.live = count().ariaLive;
        found.one = await type("APPLE");
        found.accents = await type("emile");
        found.and = await type("  Émile writes ");
        found.code = await type("code");
        found.document = await type("things t-9");
        found.none = await type("nothing");
        found.hidden = tables()[0].hidden;
        found.sorted = [click("ID"), click("ID"), (await type("writes"))[0]];
        field().value = "apple";
        field().dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));
        found.reset = [field().value, count().textContent, ids(), tables()[0].hidden];
        """)  # fmt: skip
    assert found["label"] == "Filter records"
    assert found["live"] == "polite"
    assert found["one"] == [["T-1", "T-2"], "2 of 5"]
    assert found["accents"] == [["T-10", "X-1"], "2 of 5"]
    assert found["and"] == [["X-1"], "1 of 5"]
    assert found["code"] == [["T-1"], "1 of 5"]
    assert found["document"] == [["T-9"], "1 of 5"]
    assert found["none"] == [[], "0 of 5"]
    assert found["hidden"] is True
    assert found["sorted"] == [[], [], ["X-1", "T-9"]]
    assert found["reset"] == ["", "", ["X-1", "T-10", "T-9", "T-2", "T-1"], False]


@needs_browser
def test_what_a_screen_reader_is_told(built: Result) -> None:
    found = run(built, """
        const sorts = () => heads().map((each) => each.getAttribute("aria-sort"));
        found.tags = buttons.map((button) => [button.type, button.title]);
        found.scopes = heads().map((each) => each.getAttribute("scope"));
        buttons[0].focus();
        buttons[0].click();
        found.focus = document.activeElement === buttons[0];
        found.first = sorts();
        buttons[1].click();
        buttons[1].click();
        found.second = sorts();
        buttons[1].click();
        found.third = sorts();
        """)  # fmt: skip
    assert found["tags"] == [["button", "Sort by this column"]] * 7
    assert found["scopes"] == ["col"] * 7
    assert found["focus"] is True
    assert found["first"] == ["ascending", *[None] * 6]
    assert found["second"] == [None, "descending", *[None] * 5]
    assert found["third"] == [None] * 7


@needs_browser
def test_one_field_filters_all_groups(built: Result) -> None:
    found = run(built, """
        const groups = registers[1];
        found.fields = groups.querySelectorAll(".tdd-filter").length;
        found.before = tables(groups).map((table) => table.caption.textContent.trim());
        found.some = await type("writes", groups);
        found.left = tables(groups).filter((table) => !table.hidden).length;
        found.other = ids(register);
        found.all = await type("", groups);
        """)  # fmt: skip
    assert found["fields"] == 1
    assert [re.sub(r"\W*$", "", text) for text in found["before"]] == [
        "By state: Open", "By state: In progress", "By state: Done", "By state: (not given",
    ]  # fmt: skip
    assert found["some"] == [["T-9", "X-1"], "2 of 5"]
    assert found["left"] == 1
    assert found["other"] == FIRST
    assert found["all"] == [["T-9", "X-1", "T-1", "T-10", "T-2"], ""]


@needs_browser
def test_the_words_are_those_of_the_page(built: Result) -> None:
    steps = """
        found.words = [field().closest("label").textContent.trim(), buttons[0].title];
        found.count = (await type("apple"))[1];
        """
    words = {
        "filter": "Suchen &amp; finden",
        "sort": "Sortieren",
        "count": "von %(total)s: %(shown)s",
    }
    found = run(built, steps, **words)
    assert found == {"words": ["Suchen & finden", "Sortieren"], "count": "von 5: 2"}


@needs_browser
def test_thousands_of_rows_come_in_parts(built: Result) -> None:
    found = run(built, """
        click("ID");
        found.first = ids().length;
        await pause(3000);
        found.all = [ids().length, ids()[0], ids()[1], ids().at(-1)];
        click("ID");
        window.dispatchEvent(new Event("beforeprint"));
        found.printed = ids().length;
        found.odd = [...tables()[0].tBodies[0].rows].map((row) => row.className).slice(0, 2);
        """, page=large(built))  # fmt: skip
    assert 0 < found["first"] < 2500
    assert found["all"] == [2500, "T-1", "T-2", "T-2500"]
    assert found["printed"] == 2500
    assert found["odd"] == ["row-even", "row-odd"]


def large(built: Result) -> str:
    """Return the name of a copy of the page with 2,500 rows in its first register."""
    text = built.text("index")
    row = re.search(r'<tr class="row-even">.*?</tr>', text, re.S)
    assert row
    rows = "\n".join(row[0].replace("T-10", f"T-{2500 - number}") for number in range(2500))
    made = re.sub(r"(?s)<tbody>.*?</tbody>", f"<tbody>{rows}</tbody>", text, count=1)
    (built.outdir / "large.html").write_text(made, encoding="utf-8")
    return "large.html"


@needs_browser
def test_a_register_of_one_record_is_left_alone(tmp_path: Path) -> None:
    files = {"index.md": ONE}
    result = Project(tmp_path, files, {"tdd_documents": {}}).build()
    found = run(result, "found.added = register.querySelectorAll('button, input').length;")
    assert found == {"added": 0}


def test_the_script_is_small_and_asks_for_nothing() -> None:
    text = SCRIPT.read_text(encoding="utf-8")
    assert len(gzip.compress(SCRIPT.read_bytes())) < 6000
    for word in ("http", "fetch", "XMLHttp", "import", "Storage", "cookie", "innerHTML", "eval("):
        assert word not in text


def test_the_page_holds_all_rows_in_order_and_no_script_of_its_own(built: Result) -> None:
    page = built.body("index")
    assert re.findall(r">([TX]-\d+)<", page)[:5] == FIRST
    assert "<script" not in page
    assert "<button" not in page
    assert page.count('<th scope="col" class="head">') == 7 * 5
    for size, rank in {"30 ms": 1, "100 ms": 2, "2 s": 3, "1 min": 4}.items():
        assert f'<p class="tdd-rank-{rank}">{size}</p>' in page
    assert '<p class="tdd-rank-2">In progress</p>' in page

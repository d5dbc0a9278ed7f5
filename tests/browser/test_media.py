"""What readers ask of all pages: no script, no motion, colours of their own, paper."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from tests.browser.conftest import Visit
from tests.browser.seen import ask, listed, too_wide
from tests.browser.sites import IN_ONE_SYNTAX

FEW = ("risks", "documents", "coverage", "findings", "versions", "refund-tool", "order-ledger")
ACROSS = ("risks", "decisions", "documents", "coverage", "findings", "versions")
CONTROLS = "button, input, select, textarea, [role=button], [tabindex='-1']"


@pytest.mark.parametrize("name", FEW)
def test_all_is_there_without_script(name: str, visit: Visit) -> None:
    page = visit(name, java_script_enabled=False)
    rows = ask(page, """
        return ours.filter((element) => element.matches("tbody tr") && !isSeen(element)
          && !element.closest("details:not([open])")).map(name);
        """)  # fmt: skip
    assert not rows, listed(rows)
    hidden = ask(page, "return ours.filter((element) => element.hidden).map(name);")
    dead = ask(page, "return ours.filter((e) => isSeen(e) && e.matches(argument)).map(name);",
               CONTROLS)  # fmt: skip
    assert not dead, listed(dead)
    assert all(line.startswith(("button", "input", "div.tdd-filter")) for line in hidden), hidden


@pytest.mark.parametrize("name", ACROSS)
def test_nothing_moves_where_motion_is_unwanted(name: str, visit: Visit) -> None:
    page = visit(name, reduced_motion="reduce")
    moving = ask(page, """
        const parts = [null, "::before", "::after", "::marker"];
        return ours.filter((element) => parts.some((part) => {
          const style = getComputedStyle(element, part);
          const times = style.transitionDuration.split(", ");
          const lasts = times.some((each) => parseFloat(each) > 0.01);
          return style.animationName !== "none" || (element.matches(OURS) && lasts);
        })).map(name);
        """)  # fmt: skip
    assert not moving, listed(moving)


@pytest.mark.parametrize("name", ACROSS)
def test_bars_are_seen_in_the_colours_of_the_reader(name: str, visit: Visit) -> None:
    page = visit(name, forced_colors="active")
    bare = ask(page, """
        return ours.filter((element) => element.matches("progress, meter") && isSeen(element)
          && parseFloat(getComputedStyle(element).borderTopWidth) === 0).map(name);
        """)  # fmt: skip
    assert not bare, listed(bare)


@pytest.mark.parametrize("name", ("risks", "documents", "coverage", "refund-tool"))
def test_lines_are_as_strong_as_text_where_contrast_is_asked_for(name: str, visit: Visit) -> None:
    page = visit(name, contrast="more")
    pale = ask(page, """
        const framed = ".tdd-level, .tdd-status, .tdd-figures > li, .tdd-banner";
        return ours.filter((element) => element.matches(framed) && isSeen(element))
          .filter((element) => {
            const { borderTopColor, color } = getComputedStyle(element);
            return borderTopColor !== color;
          }).map(name);
        """)  # fmt: skip
    assert not pale, listed(pale)


def test_english_reads_forwards_where_a_page_runs_from_right_to_left(visit: Visit) -> None:
    page = visit("documents")
    page.evaluate("document.documentElement.dir = 'rtl'")
    left = """() => {
      const text = [...document.querySelectorAll(".tdd-documents-table td[data-sort]")]
        .find((cell) => / of /.test(cell.textContent)).firstChild;
      const range = document.createRange();
      const at = (word) => {
        const start = text.data.indexOf(word);
        range.setStart(text, start);
        range.setEnd(text, start + word.length);
        return range.getBoundingClientRect().left;
      };
      return [at(text.data.trim().split(" ")[0]), at("of")];
    }"""
    number, word = page.evaluate(left)
    assert number < word


@pytest.mark.parametrize("name", IN_ONE_SYNTAX)
def test_paper_has_all_and_nothing_to_operate(name: str, visit: Visit) -> None:
    page = visit(name)
    rows = ask(page, "return ours.filter((e) => e.matches('tbody tr')).length;")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 700, "height": 990})
    printed = ask(page, """
        return ours.filter((e) => e.matches("tbody tr") && (isSeen(e)
          || e.closest("details:not([open])"))).length;
        """)  # fmt: skip
    assert printed == rows
    controls = ask(page, """
        const drawn = (e) => isSeen(e) && e.getClientRects().length > 0;
        return ours.filter((e) => drawn(e) && e.matches("button, input, select, .headerlink"))
          .map(name);
        """)  # fmt: skip
    assert not controls, listed(controls)
    cut = ask(page, """
        return ours.filter((e) => isSeen(e) && e.matches(OURS)
          && /auto|scroll|hidden/.test(getComputedStyle(e).overflowX)
          && !e.matches("progress, .tdd-heard") && e.scrollWidth > e.clientWidth + 1).map(name);
        """)  # fmt: skip
    assert not cut, listed(cut)
    assert not (wide := too_wide(page)), listed(wide)


@pytest.mark.parametrize("name", ["documents", "refund-tool"])
def test_bars_are_filled_in_the_colours_of_the_reader(name: str, visit: Visit) -> None:
    """Half of a bar that is half full is painted."""
    page = visit(name, forced_colors="active")
    bar = page.locator('progress.tdd-bar[value="12"][max="25"]').first
    box = bar.bounding_box()
    assert box
    with Image.open(io.BytesIO(page.screenshot(full_page=True))) as whole:
        picture = whole.convert("L")
    line = int(box["y"] + box["height"] / 2)
    start, width = int(box["x"]), int(box["width"])
    shades = [int(str(picture.getpixel((start + width * part // 8, line)))) for part in (2, 6)]
    assert abs(shades[0] - shades[1]) > 100

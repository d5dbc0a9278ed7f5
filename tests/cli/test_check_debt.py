"""`check` over time: the baseline of old debt, and `--watch`."""

from __future__ import annotations

from pathlib import Path

import pytest

from .project import BAD, GOOD, Folder, folder, shop

__all__ = ["folder", "shop"]


def test_the_life_of_a_baseline(shop: Folder) -> None:
    argv = ["check", "--baseline", "debt.json"]
    assert shop.run(*argv, "--update-baseline") == 0  # the first day
    assert "1 finding of old debt" in shop.out or "old debt" in shop.out
    first = shop.text("debt.json")
    assert shop.run(*argv) == 0
    shop.write({"docs/designs/new.md": "# New\n"})  # new debt fails, and is not taken in
    assert shop.run(*argv) == 1
    assert "docs/designs/new.md:1: " in shop.out
    assert shop.run(*argv, "--update-baseline") == 1
    assert shop.text("debt.json") == first
    shop.write({"docs/designs/new.md": GOOD})
    shop.write({"docs/designs/refunds.rst": "Refunds\n=======\n\nGoals\n-----\n\nAll.\n"})
    assert shop.run(*argv) == 0  # paid, and told so
    assert "paid" in shop.out
    assert shop.text("debt.json") == first
    assert shop.run(*argv, "--update-baseline") == 0
    assert shop.text("debt.json") != first
    shop.write({"docs/designs/refunds.rst": BAD})  # paid debt does not come back
    assert shop.run(*argv) == 1


def test_a_baseline_stays_where_lines_move_and_parts_are_checked(shop: Folder) -> None:
    shop.write({"docs/designs/other.md": "# Other\n"})
    shop.write({"tdd.toml": 'baseline = "debt.json"\n'})
    assert shop.run("check", "--update-baseline") == 0
    moved = f".. moved\n\n{BAD}\n\nMore\n----\n\nOf it.\n"
    shop.write({"docs/designs/refunds.rst": moved})
    assert shop.run("check") == 0
    before = shop.text("debt.json")
    assert shop.run("check", "docs/designs/refunds.rst", "--update-baseline") == 0
    assert shop.run("check", "--select", "placeholder", "--update-baseline") == 0
    assert shop.text("debt.json") == before  # what was not looked at is not paid


def test_debt_of_what_can_not_be_read_is_not_paid(shop: Folder) -> None:
    argv = ["check", "--baseline", "debt.json", "--update-baseline"]
    assert shop.run(*argv) == 0
    before = shop.text("debt.json")
    shop.write({"docs/designs/refunds.rst": b"\xff"})
    assert shop.run(*argv) == 2
    assert shop.text("debt.json") == before
    (shop.path / "docs/designs/refunds.rst").unlink()
    assert shop.run(*argv) == 0  # it is gone for good
    assert shop.text("debt.json") != before


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b'{"version": 99}', b"\xff"])
def test_a_damaged_baseline_is_told_and_left(shop: Folder, data: bytes) -> None:
    shop.write({"debt.json": data})
    assert shop.run("check", "--baseline", "debt.json", "--update-baseline") == 2
    assert "debt.json" in shop.err
    assert (shop.path / "debt.json").read_bytes() == data


def test_it_is_checked_again_when_something_changes(
    shop: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sphinx_tdd.cli import watch

    rounds = iter(
        [
            lambda: None,
            lambda: shop.write({"docs/designs/refunds.rst": "Refunds\n=======\n"}),
            lambda: shop.write({"docs/conf.py": "extensions = [\n"}),
            lambda: (_ for _ in ()).throw(KeyboardInterrupt),
        ]
    )
    monkeypatch.setattr(watch.time, "sleep", lambda _seconds: next(rounds)())
    assert shop.run("check", "--watch") == 2
    assert shop.out.count("documents checked") == 2
    assert shop.err.count("Waiting for changes; Ctrl-C ends it.") == 3
    assert "it is no Python" in shop.err


def test_what_a_build_or_a_check_writes_is_not_watched(shop: Folder) -> None:
    from sphinx_tdd.cli.watch import state

    before = state(shop.path)
    shop.run("check")
    shop.write({"docs/_build/x.md": "# X\n", ".venv/y.py": ""})
    assert state(shop.path) == before
    assert Path(shop.path / "docs/conf.py").as_posix() in before

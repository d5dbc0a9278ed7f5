"""`check` twice: what is kept between checks, and what makes it be found out anew."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from sphinx_tdd.project import cache
from sphinx_tdd.project.facts import Source

from .project import FILES, GOOD, SMALL, Folder, folder, shop

__all__ = ["folder", "shop"]

ORDERS = "docs/designs/orders.md"


def test_a_template_that_changed_judges_anew(shop: Folder) -> None:
    assert shop.run("check", ORDERS) == 0
    shop.write({"docs/templates/small.yaml": SMALL.replace("required: false", "required: true")})
    assert shop.run("check", ORDERS) == 1
    assert "missing section 'Risks'" in shop.out
    shop.write({"docs/templates/small.yaml": SMALL})
    assert shop.run("check", ORDERS) == 0
    shop.write({"docs/templates/small.yaml": "id: small\n"})
    assert shop.run("check", ORDERS) != 0


def test_settings_that_changed_judge_anew(shop: Folder) -> None:
    assert shop.run("check") == 1
    shop.write({"tdd.toml": '[severity]\nmissing_section = "off"\n'})
    assert shop.run("check") == 0
    (shop.path / "tdd.toml").unlink()
    assert shop.run("check") == 1


def test_a_document_that_changed_is_read_anew_and_no_other(
    shop: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    original = Source.read

    def noted(self: Source, docname: str, data: bytes) -> object:
        read.append(docname)
        return original(self, docname, data)

    monkeypatch.setattr(Source, "read", noted)
    shop.run("check")
    assert read == ["designs/orders", "designs/refunds", "index"]
    shop.run("check")
    assert read[3:] == []
    stamp = (shop.path / ORDERS).stat()
    shop.write({ORDERS: GOOD.replace("Orders are", "Order  are")})  # of the same length and time
    os.utime(shop.path / ORDERS, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    shop.run("check")
    assert read[3:] == ["designs/orders"]


def _kept(shop: Folder) -> Path:
    return shop.path / "docs" / cache.FOLDER / cache.FILE


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: data[: len(data) // 2],
        lambda data: b"\xff" + data,
        lambda data: os.urandom(1000),
        lambda data: b"\x93" * 10_000,
        lambda data: data.replace(b"orders", b"\xff\xfe\xfdabc"),
        lambda data: b"\x80",
    ],
)
def test_a_damaged_cache_counts_as_none(shop: Folder, damage: Callable[[bytes], bytes]) -> None:
    assert shop.run("check", "--format", "json") == 1
    first, file = shop.out, _kept(shop)
    file.write_bytes(damage(file.read_bytes()))
    assert shop.run("check", "--format", "json") == 1
    assert shop.out == first
    assert shop.err == ""
    assert shop.run("check", "--format", "json") == 1  # and is mended
    assert len(file.read_bytes()) > 100


@pytest.mark.parametrize("at", range(0, 400, 13))
def test_a_cache_of_which_one_byte_is_wrong_breaks_nothing(shop: Folder, at: int) -> None:
    shop.run("check")
    file = _kept(shop)
    data = bytearray(file.read_bytes())
    data[at % len(data)] ^= 0x15
    file.write_bytes(data)
    assert shop.run("check") in {0, 1}
    assert "Traceback" not in shop.err


def test_a_cache_of_another_version_counts_as_none(
    shop: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop.run("check")
    monkeypatch.setattr(cache, "__version__", "0.0.0")
    assert shop.run("check") == 1


def test_a_cache_may_be_deleted_and_shared(shop: Folder, tmp_path: Path) -> None:
    shop.run("check", "--format", "json")
    first, data = shop.out, _kept(shop).read_bytes()
    inner = {f"elsewhere/{name}": text for name, text in FILES.items()}
    shop.write({**inner, f"elsewhere/docs/{cache.FOLDER}/{cache.FILE}": data})
    shop.run("check", "--format", "json", "elsewhere/docs")
    assert shop.out == first
    _kept(shop).unlink()
    shop.run("check", "--format", "json", "docs")
    assert shop.out == first


@pytest.mark.parametrize("what", ["a file", "a link to nowhere"])
def test_a_cache_that_can_not_be_written_is_none(shop: Folder, what: str) -> None:
    place = shop.path / "docs" / cache.FOLDER
    if what == "a file":
        place.write_text("mine")
    else:
        place.symlink_to("/nonexistent/folder")
    assert shop.run("check") == 1
    assert "docs/designs/refunds.rst:2: " in shop.out
    assert shop.err == ""
    if what == "a file":
        assert place.read_text() == "mine"

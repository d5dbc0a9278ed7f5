"""`check` where files, folders, disks and people are not as one would wish."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from sphinx_tdd.project import cache

from .project import BAD, GOOD, Folder, folder, shop

__all__ = ["folder", "shop"]

ORDERS = "docs/designs/orders.md"


def _files(folder: Folder) -> set[str]:
    paths = (path for path in folder.path.rglob("*") if ".git" not in path.parts)
    return {path.relative_to(folder.path).as_posix() for path in paths if path.is_file()}


# -- what stands in documents -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "line"),
    [(b"# Orders\n\n\xff\xfe\n", 3), (GOOD.encode("utf-16"), 1), (b"\xe9", 1)],
)
def test_a_file_that_is_no_text(shop: Folder, data: bytes, line: int) -> None:
    shop.write({ORDERS: data})
    assert shop.run("check") == 2
    assert f"not all could be checked:\n{ORDERS}: it is no text in UTF-8, see line {line}" in (
        shop.err
    )
    assert "docs/designs/refunds.rst:2: " in shop.out  # the others are checked
    assert shop.run("check", ORDERS) == 2


@pytest.mark.parametrize("suffix", [".md", ".rst"])
@pytest.mark.parametrize("end", ["\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_byte_order_marks(shop: Folder, suffix: str, end: str, mark: str) -> None:
    text = GOOD if suffix == ".md" else BAD
    shop.write({f"docs/designs/new{suffix}": (mark + text.replace("\n", end)).encode()})
    status = shop.run("check", f"docs/designs/new{suffix}")
    assert status == (0 if suffix == ".md" else 1)
    assert ("new.rst:2: warning: missing section 'Goals'" in shop.out) is bool(status)


@pytest.mark.parametrize("suffix", [".md", ".rst"])
@pytest.mark.parametrize(
    "text",
    [
        "a\0b\n",
        "\0",
        "# T\0\n\n## Goals\n\nx\0y\n",
        "\x1a\x0c\x0b\x85\u2028",
        "\x7f" * 50,
        "",
        "\n",
    ],
)
def test_strange_characters(shop: Folder, suffix: str, text: str) -> None:
    shop.write({f"docs/designs/new{suffix}": text.encode()})
    assert shop.run("check", "--format", "json", f"docs/designs/new{suffix}") in {0, 1}
    assert [d["docname"] for d in json.loads(shop.out)["documents"]] == ["designs/new"]


@pytest.mark.thorough
@pytest.mark.parametrize("text", ["a", "word "])
@pytest.mark.parametrize("suffix", [".md", ".rst"])
def test_a_line_of_100_megabytes(shop: Folder, suffix: str, text: str) -> None:
    head = {".md": "# T\n\n## Goals\n\n", ".rst": "T\n=\n\nGoals\n-----\n\n"}[suffix]
    line = text * (100_000_000 // len(text))
    shop.write({f"docs/designs/long{suffix}": f"{head}{line}\n".encode()})
    assert shop.run("check", f"docs/designs/long{suffix}") == 0
    assert "1 document checked, 1 complete" in shop.out


# -- folders and links ------------------------------------------------------------------------


def test_text_that_is_nested_too_deeply(shop: Folder) -> None:
    deep = "\n".join(f"{' ' * depth}x" for depth in range(1_500))
    shop.write({"docs/designs/deep.rst": deep})
    assert shop.run("check") == 2
    assert "docs/designs/deep.rst: what it holds is nested too deeply" in shop.err


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read anything")
def test_a_folder_that_may_not_be_read(shop: Folder) -> None:
    shop.write({"docs/designs/secret/x.md": GOOD})
    secret = shop.path / "docs/designs/secret"
    secret.chmod(0)
    try:
        assert shop.run("check") in {1, 2}
        assert "designs/secret: Permission denied" in shop.err
    finally:
        secret.chmod(0o755)


def test_a_folder_that_can_not_be_read(shop: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    shop.write({"docs/designs/secret/x.md": GOOD})
    scandir = os.scandir

    def refused(path: str) -> object:
        if str(path).endswith("secret"):
            raise PermissionError(errno.EACCES, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refused)
    assert shop.run("check") == 2
    assert "docs/designs/secret: Permission denied" in shop.err
    assert "docs/designs/refunds.rst:2: " in shop.out  # the others are checked


def test_a_file_that_may_not_be_read(shop: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    read = Path.read_bytes

    def refused(self: Path) -> bytes:
        if self.name == "orders.md":
            raise PermissionError(errno.EACCES, "Permission denied")
        return read(self)

    monkeypatch.setattr(Path, "read_bytes", refused)
    assert shop.run("check") == 2
    assert f"{ORDERS}: it can't be read: Permission denied" in shop.err
    assert "docs/designs/refunds.rst:2: " in shop.out


def test_a_broken_link(shop: Folder) -> None:
    (shop.path / "docs/designs/broken.md").symlink_to("nowhere.md")
    assert shop.run("check") == 2
    assert "docs/designs/broken.md: it can't be read: No such file" in shop.err
    assert "docs/designs/refunds.rst:2: " in shop.out


def test_links_that_lead_around_in_a_circle(shop: Folder) -> None:
    (shop.path / "docs/designs/again").symlink_to("..", target_is_directory=True)
    (shop.path / "docs/designs/itself.md").symlink_to("itself.md")
    assert shop.run("check", "--format", "json") == 2
    names = [document["docname"] for document in json.loads(shop.out)["documents"]]
    assert names == ["designs/orders", "designs/refunds"]
    assert "docs/designs/itself.md: it can't be read: " in shop.err


def test_a_link_to_a_document(shop: Folder) -> None:
    shop.write({"shared/orders.md": "# Orders\n"})
    (shop.path / "docs/designs/shared.md").symlink_to("../../shared/orders.md")
    for path in ("docs/designs/shared.md", "docs"):
        assert shop.run("check", path) == 1
        assert "docs/designs/shared.md:1: warning: missing section 'Goals'" in shop.out


def test_a_folder_with_the_name_of_a_document(shop: Folder) -> None:
    shop.write({"docs/designs/folder.md/inner.md": "# Inner\n"})
    shop.run("check", "--format", "json")
    names = [document["docname"] for document in json.loads(shop.out)["documents"]]
    assert "designs/folder" not in names


# -- a full disk, and Ctrl-C ------------------------------------------------------------------


def _full(*_args: object, **_options: object) -> int:
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("at", ["replace", "mkstemp", "write"])
def test_a_full_disk_loses_nothing(shop: Folder, monkeypatch: pytest.MonkeyPatch, at: str) -> None:
    shop.write({"tdd.json": "before"})
    before = _files(shop)
    with monkeypatch.context() as patched:
        _break(patched, at, _full)
        assert shop.run("check", "--output", "tdd.json", "--format", "json") == 2
        assert "tdd.json can't be written: No space left on device" in shop.err
        assert shop.run("check") == 1  # the cache can't be written, which is no harm
    assert shop.text("tdd.json") == "before"
    kept = {f"docs/{cache.FOLDER}/.gitignore", f"docs/{cache.FOLDER}/CACHEDIR.TAG"}
    assert _files(shop) - kept == before
    assert shop.run("check", "--output", "tdd.json", "--format", "json") == 1
    assert json.loads(shop.text("tdd.json"))["project"] == "Shop"


def _break(patched: pytest.MonkeyPatch, at: str, how: Callable[..., object]) -> None:
    """Let the writing of files fail at one of its steps."""
    if at == "replace":
        patched.setattr(Path, "replace", how)
    elif at == "mkstemp":
        patched.setattr("tempfile.mkstemp", how)
    else:
        fdopen = os.fdopen

        def opened(*args: object, **options: object) -> object:
            file = fdopen(*args, **options)  # type: ignore[call-overload]
            return _Full(file, how)

        patched.setattr(os, "fdopen", opened)


class _Full:
    """A file that can't be written."""

    def __init__(self, file: object, how: Callable[..., object]) -> None:
        self.file = file
        self.write = how

    def __enter__(self) -> _Full:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.file.close()  # type: ignore[attr-defined]


def _interrupted(*_args: object, **_options: object) -> object:
    raise KeyboardInterrupt


@pytest.mark.parametrize("at", ["replace", "mkstemp", "write"])
def test_ctrl_c_while_writing_leaves_nothing_half(
    shop: Folder, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    shop.write({"tdd.json": "before"})
    before = _files(shop)
    with monkeypatch.context() as patched:
        _break(patched, at, _interrupted)
        assert shop.run("check", "--output", "tdd.json", "--format", "json", "--no-cache") == 130
        assert shop.err.strip() == "sphinx-tdd: interrupted"
        assert shop.run("check") == 130
    kept = {f"docs/{cache.FOLDER}/.gitignore", f"docs/{cache.FOLDER}/CACHEDIR.TAG"}
    assert _files(shop) - kept == before
    assert shop.text("tdd.json") == "before"


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_while_reading(shop: Folder, monkeypatch: pytest.MonkeyPatch, jobs: str) -> None:
    shop.write({f"docs/designs/{n}.md": GOOD for n in range(70)})
    monkeypatch.setattr("sphinx_tdd.project.run.Check._documents", _interrupted)
    assert shop.run("check", "--jobs", jobs, "--output", "out.txt") == 130
    assert shop.err.strip() == "sphinx-tdd: interrupted"
    assert not (shop.path / "out.txt").exists()
    assert not list(shop.path.rglob(cache.FOLDER))

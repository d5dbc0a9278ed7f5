"""Books: valid by EPUBCheck, with a style sheet of their own and no script."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from tests.conftest import MakeProject
from tests.docs import trees

PAGE = """
# Risks

```{risk-table}
- id: RISK-1
  risk: Late
  impact: high
  likelihood: high
  mitigation: Wait
```

```{risk-register}
:columns: id, risk
```
"""


def checker() -> list[str]:
    """Return the command that checks a book; skips the test where there is none."""
    found, java = shutil.which("epubcheck"), shutil.which("java")
    if found is None:
        pytest.skip("epubcheck is not installed")
    # Debian's is an archive, which not every system runs by itself.
    is_archive = Path(found).read_bytes()[:2] == b"PK"
    return [java, "-jar", found] if is_archive and java else [found]


def test_a_book_has_a_style_sheet_of_its_own_and_no_script(make_project: MakeProject) -> None:
    conf = {"project": "P", "author": "A", "version": "1", "copyright": "A"}
    built = make_project({"index.md": PAGE}, **conf).build("epub")
    page = built.text("index.xhtml")
    assert "_static/tdd.css" in page
    assert "<script" not in page
    style = (built.outdir / "_static" / "tdd.css").read_text(encoding="utf-8")
    assert "var(" not in style
    assert ":hover" not in style
    assert not (built.outdir / "_static" / "tdd.js").exists()
    with zipfile.ZipFile(built.outdir / "P.epub") as book:
        assert not [name for name in book.namelist() if name.endswith(("tdd.js", ".sty"))]


@pytest.mark.parametrize("suffix", [".md", ".rst"])
def test_every_kind_and_view_is_valid_in_a_book(tmp_path: Path, suffix: str) -> None:
    command = checker()
    conf = {"project": "P", "author": "A", "version": "1", "copyright": "A"}
    built = trees.project(tmp_path, suffix).build("epub", **conf)
    book = str(built.outdir / "P.epub")
    ran = subprocess.run([*command, book], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr[-3000:]
    assert "WARNING" not in ran.stderr

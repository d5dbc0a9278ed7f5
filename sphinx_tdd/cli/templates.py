"""`templates`: about the files of templates."""

from __future__ import annotations

import json
from typing import TextIO

from sphinx_tdd.model.template_files import schema


def write_schema(out: TextIO) -> None:
    """Write the JSON Schema of a template file, for editors."""
    out.write(json.dumps(schema(), indent=2) + "\n")

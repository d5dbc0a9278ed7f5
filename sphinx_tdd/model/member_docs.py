"""What the source says about names that carry a text below them: enum members, attributes."""

from __future__ import annotations

import ast
import inspect
from enum import Enum
from itertools import pairwise


def member_docs(enum: type[Enum]) -> dict[str, str]:
    """Return the text below each member of an enum, by the member's value.

    Python keeps no docstring for a member, so it is read from the source.

    Raises:
        LookupError: a member has none.
    """
    body = ast.parse(inspect.getsource(enum)).body[0]
    found: dict[str, str] = {}
    for line, below in pairwise(body.body if isinstance(body, ast.ClassDef) else []):
        name = line.targets[0] if isinstance(line, ast.Assign) else None
        text = below.value if isinstance(below, ast.Expr) else None
        if isinstance(name, ast.Name) and isinstance(text, ast.Constant):
            found[enum[name.id].value] = inspect.cleandoc(str(text.value))
    without = [member.value for member in enum if member.value not in found]
    if without:
        raise LookupError(f"no text below {', '.join(without)}")
    return found

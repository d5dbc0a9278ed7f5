"""An extension with kinds of record of its own: data alone."""

from __future__ import annotations

from sphinx.application import Sphinx

from sphinx_tdd.ext.kinds import builtin
from sphinx_tdd.ext.registry import register_kinds
from sphinx_tdd.model import yamlfile
from sphinx_tdd.model.kind_files import read

QUESTION = """
name: question
title: Question
plural: Questions
subject: question
table: true
record: true
fields:
  - {name: id, title: ID, type: id}
  - {name: question, required: true, shown: true}
  - {name: state, type: choice, choices: [open, in progress, resolved], shown: true}
  - {name: answer, shown: true, aliases: [Reply]}
  - {name: tags, type: list}
  - name: options
    type: entries
    shown: true
    fields: [{name: option}, {name: cost}]
"""


def setup(app: Sphinx) -> dict[str, bool]:
    source = yamlfile.read_text(QUESTION, "question.yaml")
    kind = read(source)
    assert kind, source.faults
    register_kinds(app, {**builtin(), kind.name: kind}, again=True)
    return {"parallel_read_safe": True, "parallel_write_safe": True}

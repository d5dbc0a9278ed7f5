"""A kind is data alone: its table, its record, its role and its export follow from it."""

from __future__ import annotations

import re

from docutils import nodes

from sphinx_tdd.ext.domain import domain_of
from tests.conftest import MakeProject

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

MD = """
# Questions

```{question-table}
- id: Q-1
  question: Which *store*?
  state: in progress
  options:
    - option: `Redis`
      cost: low
    - A file
- question: When?
  reply: Soon
  state: maybe
```

:::{tdd:question-record} Who pays?
:id: Q-2
:state: resolved
:tags: a, b

answer: See {tdd:question}`Q-1` and {tdd:question}`when`
:::
"""


def test_a_kind_of_a_team(make_project: MakeProject) -> None:
    result = make_project(
        {"index.md": MD, "kinds/question.yaml": QUESTION},
        tdd_kind_path=["kinds"],
        myst_enable_extensions=["colon_fence"],
        tdd_documents={},
    ).build("html")
    assert [warning.split("WARNING: ")[1] for warning in result.warnings] == [
        "'state': 'maybe' is not one of open, in progress, resolved [tdd.record_value]"
    ]
    page = result.body()
    assert 'id="question-Q-1"' in page
    assert "<strong><code" in page, "the name of an entry is bold"
    assert "<strong>Cost:</strong> low" in page
    assert 'class="tdd-state tdd-state-resolved">Resolved</span>' in page
    assert 'href="#question-when"' in page
    assert re.search(r'Tags<span class="colon">:</span></dt>\s*<dd[^>]*><p>a, b</p>', page)
    assert "Question; Q-2: Who pays?" not in page
    domain = domain_of(result.app.env)
    assert [record.id for record in domain.records_of("index")] == ["Q-1", "when", "Q-2"]
    assert domain.records_of("index")[2].fields["question"] == "Who pays?"
    assert {"decision", "question", "risk"} <= set(domain.kinds)
    table = next(iter(result.doctree().findall(nodes.table)))
    assert table["tdd-fields"] == ["id", "question", "state", "answer", "options"]

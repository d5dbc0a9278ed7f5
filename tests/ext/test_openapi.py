"""Tables of endpoints from an OpenAPI description, in both syntaxes."""

from __future__ import annotations

import json

import pytest

from sphinx_tdd.ext.domain import domain_of
from tests.conftest import MakeProject, Project, Result

API = """\
openapi: 3.1.0
paths:
  /orders/{id}:
    get:
      operationId: readOrder
      summary: Read an order with its `lines`
      responses:
        '200':
          description: The order
          content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}
        '404': {description: No such order}
    delete:
      summary: Take it back
      responses: {'204': {description: Gone}}
components: {schemas: {Order: {type: object}}}
"""
MD = """
# Orders

```{endpoint-table}
:openapi: api/orders.yaml
:columns: endpoint, method, description, response, errors

- endpoint: /health
  method: GET
  response: Words
```
"""
RST = """
Orders
======

.. endpoint-table::
   :openapi: api/orders.yaml
   :columns: endpoint, method, description, response, errors

   - endpoint: /health
     method: GET
     response: Words
"""
INDEX = "# Designs\n\n```{toctree}\norders\n```\n\n```{endpoint-register}\n```\n"
SYNTAXES = {"orders.md": MD, "orders.rst": RST}
CODE = '<code class="docutils literal notranslate"><span class="pre">{}</span></code>'


@pytest.fixture(params=SYNTAXES)
def made(make_project: MakeProject, request: pytest.FixtureRequest) -> Project:
    files = {"index.md": INDEX, request.param: SYNTAXES[request.param], "api/orders.yaml": API}
    return make_project(files, tdd_documents={})


def test_operations_are_rows_above_those_of_the_body(made: Project) -> None:
    result = made.build()
    assert result.warnings == []
    page = result.body("orders")
    assert page.index("GET") < page.index("DELETE") < page.index("/health")
    for shown in (
        '<tr class="row-even" id="endpoint-readOrder">',
        CODE.format("/orders/{id}"),
        f"Read an order with its {CODE.format('lines')}",
        f"<td><p>{CODE.format('Order')}</p></td>",
        "404: No such order",
    ):
        assert shown in page
    register = result.body("index")
    assert 'href="orders.html#endpoint-readOrder"' in register
    assert "3 endpoints" in register


def test_the_records_name_the_file_and_its_lines(made: Project) -> None:
    first, second, third = domain_of(made.build().app.env).records_of("orders")
    lines = API.splitlines()
    assert [lines[each.line - 1].strip() for each in (first, second)] == ["get:", "delete:"]
    assert [each.source for each in (first, second, third)] == [*["api/orders.yaml"] * 2, ""]


def test_the_order_may_be_another(made: Project) -> None:
    name = "orders.md" if (made.source / "orders.md").exists() else "orders.rst"
    made.replace(name, ":columns:", ":sort: method\n   :columns:" if "rst" in name else
                 ":sort: method\n:columns:")  # fmt: skip
    result = made.build()
    assert result.warnings == []
    page = result.body("orders")
    assert page.index("DELETE") < page.index("GET") < page.index("/health")


def test_a_change_of_the_file_is_seen(made: Project) -> None:
    made.build()
    made.replace("api/orders.yaml", "Take it back", "Undo it")
    made.replace("api/orders.yaml", "operationId: readOrder", "operationId: getOrder")
    found = made.build()
    assert "Undo it" in found.body("orders")
    assert "orders.html#endpoint-getOrder" in found.body("index")
    clean = made.build(fresh=True)
    for page in ("orders", "index"):
        assert found.body(page) == clean.body(page)
    assert made.build().app.env.get_outdated_files(False) == (set(), set(), set())


def warnings(make_project: MakeProject, option: str, text: str = API, kind: str = "") -> list[str]:
    body = f"# Orders\n\n```{{{kind or 'endpoint'}-table}}\n:openapi: {option}\n```\n"
    result: Result = make_project(
        {"index.md": body, "api.yaml": text, "api.txt": text}, tdd_documents={}
    ).build()
    return result.warnings


REFUSED = {
    "none.yaml": "there is no file 'none.yaml' beside the document [tdd.record_file]",
    "../out.yaml": "the file '../out.yaml' lies outside the source folder; "
    "put it beside the document [tdd.record_file]",
    "api.txt": "the file 'api.txt' is neither YAML nor JSON (.yaml, .yml, .json) "
    "[tdd.record_file]",
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_can_not_be_used(make_project: MakeProject, name: str) -> None:
    assert warnings(make_project, name) == [f"index.md:4: WARNING: {REFUSED[name]}"]


FAULTS = {
    "swagger: '2.0'\n": "1: WARNING: this is Swagger, which is not read: convert it to OpenAPI 3 "
    "[tdd.record_file]",
    "openapi: 3.0.0\npaths: [\n": "3: WARNING: this is not YAML: did not find expected node "
    "content [tdd.record_yaml]",
    API.replace("operationId", "parameters: [{$ref: '#/parts/p'}]\n      operationId"): "5: "
    "WARNING: the reference '#/parts/p' leads nowhere [tdd.record_file]",
}


@pytest.mark.parametrize("text", FAULTS, ids=lambda text: text[:15])
def test_a_fault_is_told_at_the_line_of_the_file(make_project: MakeProject, text: str) -> None:
    assert warnings(make_project, "api.yaml", text) == [f"api.yaml:{FAULTS[text]}"]


def test_a_description_without_operations(make_project: MakeProject) -> None:
    (found,) = warnings(make_project, "api.yaml", "openapi: 3.0.0\npaths: {}\n")
    assert found == "index.md:3: WARNING: this endpoint-table has no rows [tdd.record_yaml]"


def test_tables_of_other_kinds_have_no_such_option(make_project: MakeProject) -> None:
    *_, last = warnings(make_project, "api.yaml", kind="risk")
    assert last.startswith("index.md:4: WARNING: 'risk-table' has no option 'openapi'")


OWN = """
name: call
title: Call
subject: endpoint
openapi: true
fields:
  - name: endpoint
    aliases: [path]
    shown: true
  - name: status
    shown: true
"""


def test_a_kind_of_a_team_may_take_it(make_project: MakeProject) -> None:
    files = {
        "index.md": "# Calls\n\n```{call-table}\n:openapi: api.json\n```\n",
        "api.json": json.dumps({"openapi": "3.1.0", "paths": {"/a": {"get": {"summary": "A"}}}}),
        "kinds/call.yaml": OWN,
    }
    result = make_project(files, tdd_documents={}, tdd_kind_path=["kinds"]).build()
    assert result.warnings == []
    assert CODE.format("/a") in result.body()

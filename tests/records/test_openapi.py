"""OpenAPI descriptions read as rows: what is said of each operation, and what can't be used."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml
from docutils.core import publish_doctree
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from myst_parser.parsers.docutils_ import Parser as MarkdownParser

from sphinx_tdd.model.kind_library import KindLibrary
from sphinx_tdd.records.openapi import METHODS, read_openapi
from sphinx_tdd.records.plain import plain_text
from sphinx_tdd.records.reader import Reader
from sphinx_tdd.records.tree import Items, Pairs, Text
from sphinx_tdd.records.wording import code, escape, from_markdown

ORDERS = """\
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
security:
  - bearer: []
  - key: []
    tenant: []
paths:
  /orders:
    x-team: ledger
    get:
      operationId: listOrders
      summary: List the orders of `me`
      tags: [orders, read_]
      parameters:
        - {name: limit, in: query, required: false}
        - $ref: '#/components/parameters/Tenant'
      responses:
        200:
          description: The orders
          content:
            application/json:
              schema: {type: array, items: {$ref: '#/components/schemas/Order'}}
            text/csv: {}
        202: {description: Later}
        4XX: {$ref: '#/components/responses/Bad'}
        503: {description: "Too busy: see `Retry-After`\\n\\nA second paragraph"}
        default: {description: Anything else}
    post:
      description: |
        Place an **order**: see [the guide](guide.md).
        It is booked once.

        It takes long.
      operationId: place an order
      security: []
      requestBody:
        required: true
        content:
          application/json: &order {schema: {$ref: '#/components/schemas/Order'}}
          application/xml: *order
          text/plain: {schema: {type: string}}
      responses:
        '201': {description: Placed}
  /orders/{id}:
    summary: One order
    parameters:
      - {name: id, in: path, required: true}
      - {name: trace, in: header, required: true}
    delete:
      parameters:
        - {name: trace, in: header, required: false}
      responses:
        '204': {description: Gone}
        '404': {$ref: './errors.yaml#/components/responses/NotFound'}
    head: {}
components:
  parameters:
    Tenant: {name: X-Tenant, in: header, required: true}
  responses:
    Bad: {$ref: '#/components/responses/Worse'}
    Worse: {description: What was sent is wrong}
  schemas:
    Order: {type: object}
"""
LIST = {
    "id": "listOrders",
    "endpoint": "`/orders`",
    "method": "GET",
    "description": "List the orders of `me`",
    "request": "`X-Tenant`",
    "response": "`Order[]` (application/json), text/csv",
    "status": "200, 202",
    "errors": [
        "4XX: What was sent is wrong",
        "503: Too busy: see `Retry-After`",
        "default: Anything else",
    ],
    "authentication": "bearer / key + tenant",
    "tags": ["orders", "read\\_"],
}
PLACE = {
    "endpoint": "`/orders`",
    "method": "POST",
    "description": "Place an order: see the guide. It is booked once.",
    "request": "`Order` (application/json, application/xml), `string` (text/plain)",
    "response": "Placed",
    "status": "201",
}
DELETE = {
    "endpoint": "`/orders/{id}`",
    "method": "DELETE",
    "description": "One order",
    "request": "`id`",
    "response": "Gone",
    "status": "204",
    "errors": ["404: `NotFound`"],
    "authentication": "bearer / key + tenant",
}
HEAD = {
    "endpoint": "`/orders/{id}`",
    "method": "HEAD",
    "description": "One order",
    "request": "`id`, `trace`",
    "authentication": "bearer / key + tenant",
}


def rows(text: str, rst: bool = False) -> list[dict[str, Any]]:
    """Return the rows of a description that has nothing wrong."""
    body = read_openapi(text, rst=rst)
    assert not body.problems
    return [] if body.root is None else [row(each) for each in items(body.root)]


def items(root: Any) -> tuple[Pairs, ...]:
    assert isinstance(root, Items)
    assert all(isinstance(each, Pairs) for each in root.items)
    return root.items  # type: ignore[return-value]


def row(pairs: Pairs) -> dict[str, Any]:
    return {pair.key: value(pair.value) for pair in pairs.pairs}


def value(node: Any) -> str | list[str]:
    return node.value if isinstance(node, Text) else [text.value for text in node.items]


def problems(text: str) -> list[tuple[str, int, str]]:
    return [(each.rule, each.line, each.message) for each in read_openapi(text).problems]


def of(operation: str, components: str = "{}", version: str = "3.1.0") -> dict[str, Any]:
    """Return the row of one operation."""
    text = f"openapi: {version}\npaths: {{/a: {{get: {operation}}}}}\ncomponents: {components}\n"
    (found,) = rows(text)
    return found


def test_each_operation_is_a_row() -> None:
    assert rows(ORDERS) == [LIST, PLACE, DELETE, HEAD]


def test_json_says_the_same() -> None:
    data = yaml.load(ORDERS, yaml.BaseLoader)
    for parameter in (
        *data["paths"]["/orders/{id}"]["parameters"], data["components"]["parameters"]["Tenant"],
    ):  # fmt: skip
        parameter["required"] = True
    for indent in (None, 2, "\t"):
        assert rows(json.dumps(data, indent=indent)) == [LIST, PLACE, DELETE, HEAD]


def test_json_may_escape_what_it_likes() -> None:
    get = {"summary": "Pay 🪙 \\ud83e or é/\u2028", "responses": {}}
    text = json.dumps({"openapi": "3.1.0", "paths": {"/a": {"get": get}}}).replace("/", "\\/")
    assert rows(text)[0]["description"] == "Pay 🪙 \\\\ud83e or é/"


def test_json_goes_without_saying() -> None:
    usual = "application/json"
    answer = f"{{responses: {{'200': {{content: {{{usual}: {{schema: {{title: Order}}}}}}}}}}}}"
    assert of(answer)["response"] == "`Order`"
    assert of(answer.replace(usual, "text/csv"))["response"] == "`Order` (text/csv)"
    bare = "{responses: {'200': {description: Done, content: {application/json: {}}}}}"
    assert of(bare)["response"] == "application/json"


def test_code_is_written_as_the_document_writes_it() -> None:
    listed, _, deleted, _ = rows(ORDERS, rst=True)
    assert deleted["endpoint"] == "``/orders/{id}``"
    assert listed["description"] == "List the orders of ``me``"
    assert listed["response"] == "``Order[]`` (application/json), text/csv"


def test_every_part_has_its_line() -> None:
    body = read_openapi(ORDERS)
    first, second, *_ = items(body.root)
    lines = ORDERS.splitlines()
    at = {pair.key: lines[pair.line - 1].strip() for pair in first.pairs}
    assert lines[first.line - 1].strip() == "get:"
    assert lines[second.line - 1].strip() == "post:"
    assert at["id"] == "operationId: listOrders"
    assert at["description"] == "summary: List the orders of `me`"
    assert at["tags"].startswith("tags:")
    assert at["response"] == at["errors"] == "responses:"
    assert at["authentication"] == "get:", "what the operation does not say itself"


def test_only_the_fields_that_a_kind_has_are_given() -> None:
    body = read_openapi(ORDERS, lambda key: key in {"endpoint", "status"})
    assert row(items(body.root)[0]) == {"endpoint": "`/orders`", "status": "200, 202"}


def test_the_rows_are_records_without_fault() -> None:
    kind = KindLibrary()["endpoint"]
    reading = Reader(kind, "api").rows(read_openapi(ORDERS).root)
    assert not reading.problems
    names = [(entry.record.id, entry.record.named) for entry in reading.entries]
    assert names[0] == ("listOrders", True)
    assert not any(named for _, named in names[1:])
    assert reading.entries[2].record.title == "/orders/{id}"


SCHEMAS = {
    "{type: string}": "`string`",
    "{type: [string, 'null']}": "`string`",
    "{type: [string, integer]}": "`string | integer`",
    "{$ref: '#/components/schemas/Order'}": "`Order`",
    "{$ref: '#/components/schemas/a~1b%20c'}": "`a/b c`",
    "{$ref: './orders.yaml'}": "`orders.yaml`",
    "{$ref: 'orders.yaml#/Order'}": "`Order`",
    "{title: A page of orders, type: object}": "`A page of orders`",
    "{properties: {a: {}}}": "`object`",
    "{type: array}": "`array`",
    "{type: array, items: {type: array, items: {$ref: '#/Order'}}}": "`Order[][]`",
    "{type: array, items: {oneOf: [{$ref: '#/A'}, {$ref: '#/B'}]}}": "`(A | B)[]`",
    "{anyOf: [{$ref: '#/A'}, {type: 'null'}]}": "`A`",
    "{allOf: [{$ref: '#/A'}, {$ref: '#/B'}]}": "`A & B`",
    "{allOf: [{}], type: object}": "`object`",
    "{title: 'a ` b'}": "a \\` b",
}


@pytest.mark.parametrize("schema", SCHEMAS)
def test_the_name_of_a_schema(schema: str) -> None:
    operation = f"{{requestBody: {{content: {{a/b: {{schema: {schema}}}}}}}}}"
    assert of(operation)["request"] == f"{SCHEMAS[schema]} (a/b)"


@pytest.mark.parametrize("schema", ["{}", "true", "[]", "{type: {}}", "{oneOf: 1}"])
def test_a_schema_that_has_no_name(schema: str) -> None:
    operation = f"{{requestBody: {{content: {{'*/*': {{schema: {schema}}}}}}}}}"
    assert of(operation)["request"] == "\\*/\\*"


ANSWERS = {
    "{'302': {description: Elsewhere}, '404': {description: No}}": ("302", "Elsewhere"),
    "{default: {description: An answer}}": (None, "An answer"),
    "{default: {description: An error}, '404': {description: No}}": (None, None),
    "{2XX: {description: Well}}": ("2XX", "Well"),
    "{'200': {}, '201': {content: {a/b: {}}}}": ("200, 201", "a/b"),
    "{'200': {$ref: 'a.yaml#/Ok'}}": ("200", "`Ok`"),
    "{'200': {summary: In short, description: At length}}": ("200", "In short"),
    "{'99': {description: None}, '2000': {description: None}}": (None, None),
}


@pytest.mark.parametrize("answers", ANSWERS)
def test_the_answer_when_all_goes_well(answers: str) -> None:
    found = of(f"{{responses: {answers}}}")
    assert (found.get("status"), found.get("response")) == ANSWERS[answers]


def test_references_to_a_path() -> None:
    text = """\
openapi: 3.1.0
paths:
  /a: {$ref: '#/components/pathItems/shared', description: Of the path}
  /b: {$ref: '#/paths/~1c'}
  /c:
    put: {summary: C}
components:
  pathItems:
    shared:
      parameters: [{name: p, in: query, required: true}]
      get: {}
"""
    assert rows(text) == [
        {"endpoint": "`/a`", "method": "GET", "description": "Of the path", "request": "`p`"},
        {"endpoint": "`/b`", "method": "PUT", "description": "C"},
        {"endpoint": "`/c`", "method": "PUT", "description": "C"},
    ]


def test_parameters_and_bodies_in_other_files() -> None:
    found = of("{parameters: [{$ref: 'p.yaml#/limit'}], requestBody: {$ref: 'b.yaml#/Order'}}")
    assert found["request"] == "`limit`, `Order`"


def test_methods_of_all_versions() -> None:
    text = "openapi: 3.2.0\npaths:\n  /a:\n    additionalOperations:\n      COPY: {summary: x}\n"
    text += "".join(f"    {method}: {{}}\n" for method in METHODS)
    found = [each["method"] for each in rows(text)]
    assert found == ["COPY", *(method.upper() for method in METHODS)]


ELSEWHERE = "which is not read: bundle the description into one file"
BAD = {
    "swagger: '2.0'\npaths: {}\n": (
        ("record_file", 1, "this is Swagger, which is not read: convert it to OpenAPI 3"),
    ),
    "# one\ninfo: {}\nswagger: 2.0\n": (
        ("record_file", 3, "this is Swagger, which is not read: convert it to OpenAPI 3"),
    ),
    "openapi: 4.0.0\npaths: {}\n": (
        ("record_file", 1, "OpenAPI 4.0.0 is not read, only OpenAPI 3"),
    ),
    "- a\n- b\n": (
        ("record_file", 1, "this is no OpenAPI 3 description, which begins with 'openapi: 3…'"),
    ),
    "": (("record_file", 1, "this is no OpenAPI 3 description, which begins with 'openapi: 3…'"),),
    "openapi: {}\n": (
        ("record_file", 1, "this is no OpenAPI 3 description, which begins with 'openapi: 3…'"),
    ),
    "openapi: 3.0.0\npaths: {a: [}\n": (
        ("record_yaml", 2, "this is not YAML: did not find expected node content"),
    ),
    "openapi: 3.0.0\npaths:\n  /a: {$ref: paths/a.yaml}\n": (
        ("record_file", 3, f"the operations of '/a' are in 'paths/a.yaml', {ELSEWHERE}"),
    ),
    "openapi: 3.0.0\npaths:\n  /a: {$ref: '#/nowhere'}\n": (
        ("record_file", 3, "the reference '#/nowhere' leads nowhere"),
    ),
    "openapi: 3.0.0\npaths:\n  /a: {$ref: '#/paths/~1b'}\n  /b: {$ref: '#/paths/~1a'}\n": (
        ("record_file", 3, "the reference '#/paths/~1b' leads back to itself"),
        ("record_file", 4, "the reference '#/paths/~1a' leads back to itself"),
    ),
    "openapi: 3.0.0\npaths:\n  /a:\n    get:\n      parameters:\n        - $ref: '#/x/9'\n": (
        ("record_file", 6, "the reference '#/x/9' leads nowhere"),
    ),
    "openapi: 3.0.0\npaths: {}\npaths: {}\n": (
        ("record_yaml", 3, "paths: this key stands twice; the last one counts"),
    ),
    "[" * 100_000: (
        ("record_yaml", 1, "the file is nested too deeply, or an alias holds itself"),
    ),
    "- " * 100_000: (
        ("record_yaml", 1, "the file is nested too deeply, or an alias holds itself"),
    ),
    "openapi: &a [*a]": (
        ("record_yaml", 1, "the file is nested too deeply, or an alias holds itself"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("text", BAD, ids=lambda text: text[:40])
def test_what_can_not_be_used_is_told_at_its_line(text: str) -> None:
    assert tuple(problems(text)) == BAD[text]


def test_aliases_of_aliases_end() -> None:
    levels = [f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]" for n in range(1, 9)]
    (problem,) = problems("\n".join(["openapi: 3.0.0", "l0: &l0 [x]", *levels]))
    assert "too many values" in problem[2]


def test_a_large_description_is_read_whole() -> None:
    get = {"responses": {str(code): {"description": "d"} for code in range(400, 420)}}
    data = {"openapi": "3.0.0", "paths": {f"/p{n}": {"get": get} for n in range(1000)}}
    assert len(rows(json.dumps(data))) == 1000


# -- anything at all --------------------------------------------------------------------------

KEYS = (
    "openapi", "paths", "/a", "get", "post", "parameters", "requestBody", "responses", "content",
    "a/b", "schema", "$ref", "200", "404", "default", "components", "summary", "description",
    "operationId", "tags", "security", "type", "items", "oneOf", "allOf", "title", "name", "in",
    "required", "additionalOperations", "swagger",
)  # fmt: skip
scalars = st.one_of(
    st.none(), st.booleans(), st.integers(-3, 3), st.floats(allow_nan=False), st.text(max_size=8),
    st.sampled_from(["3.0.0", "#/paths/~1a", "#", "#/", "a.yaml", "array", "object", "get"]),
)  # fmt: skip
anything = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=3), inner, max_size=6)
    ),
    max_leaves=25,
)
operations = st.dictionaries(st.sampled_from(KEYS), anything, max_size=6)
descriptions = st.fixed_dictionaries(
    {
        "openapi": st.just("3.1.0"),
        "paths": st.dictionaries(
            st.sampled_from(["/a", "/b"]),
            st.dictionaries(st.sampled_from(["get", "post", "$ref", "parameters"]), operations),
        ),
    },
    optional={"components": anything, "security": anything},
)


def check(text: str) -> None:
    """Whatever a text is, it is rows of texts, at lines that it has."""
    body = read_openapi(text)
    last = len(text.splitlines()) + 1
    assert all(1 <= problem.line <= last for problem in body.problems)
    for pairs in items(body.root) if body.root else ():
        found = row(pairs)
        assert found["endpoint"]
        assert found["method"]
        assert all(found.values())
        assert all(1 <= pair.line <= last for pair in pairs.pairs)


@settings(deadline=None)
@given(anything)
def test_any_json_is_read(data: Any) -> None:
    check(json.dumps(data))


@settings(deadline=None)
@given(descriptions)
def test_any_description_is_read(data: Any) -> None:
    check(json.dumps(data))
    check(yaml.safe_dump(data, allow_unicode=True))


@settings(deadline=None)
@given(st.text())
@example("openapi: 3.0.0\npaths: !!bool maybe\n")
@example("openapi: !!timestamp x\n")
@example("openapi: !!int ''\n")
@example("openapi: !!float ''\n")
@example("? [a]\n: b\nopenapi: 3.0.0\n<<: *x")
@example("openapi: 3.0.0\n--- 2\n")
def test_any_text_is_read(text: str) -> None:
    check(text)
    check(f"openapi: 3.0.0\npaths: {{/a: {{get: {{summary: {text}}}}}}}")


# -- words of elsewhere as markup -------------------------------------------------------------

signs = st.text(alphabet=st.sampled_from("ab1 .:`*_[]()<>|{}$~&;#-+=\\/\"'!%^@•x\n"), max_size=30)


def shown(text: str, rst: bool) -> str:
    """Return what a reader sees of a document with one line of markup."""
    settings = {"report_level": 5, "halt_level": 6, "smart_quotes": False}
    parser = None if rst else MarkdownParser()
    made = publish_doctree(text, parser=parser, settings_overrides=settings)  # type: ignore[arg-type]
    assert not list(made.findall(lambda node: node.tagname == "system_message"))
    return " ".join(made.astext().split())


@settings(deadline=None)
@given(signs)
@example("1986. A great wine")
@example("mix) it")
@example("# no title")
@example("- no list")
@example("a::")
@example("http://a.b/c_")
@example("*a* `b` _c_ [d](e) <f> &amp; $g$ {{h}} ~~i~~ |j| k_ l__ m_n_o")
def test_escaped_text_shows_itself(text: str) -> None:
    words = " ".join(text.split()).lstrip("•‣⁃ ")
    assume(set(words) != {"\\"})  # a rule in reStructuredText, whatever is done about it
    for rst in (False, True):
        assert shown(escape(text), rst) == words
    assert plain_text(escape(text)) == words


@settings(deadline=None)
@given(signs)
def test_code_shows_itself(text: str) -> None:
    words = " ".join(text.split())
    assume(set(words) != {"\\"})
    for rst in (False, True):
        assert shown(code(text, rst), rst).lstrip("•‣⁃ ") == words.lstrip("•‣⁃ ")


@settings(deadline=None)
@given(signs)
def test_markdown_is_read_in_either_syntax(text: str) -> None:
    assert shown(from_markdown(text, True), True) == shown(from_markdown(text, False), False)

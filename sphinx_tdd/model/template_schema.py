"""What a template file may hold: its form, and the JSON Schema that editors use.

The words that say what a key means stand here alone; the schema and the documentation have them
from here.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from .strictness import (
    CLOSED_WORDS,
    LEVELS_WORDS,
    MATCH_WORDS,
    OPTIONAL_WORDS,
    ORDER_WORDS,
    Levels,
    Match,
    Order,
)
from .template_schema_terms import Choices, Form, Format, OneOf, Pattern, When

Aliases = Annotated[
    list[str],
    Meta(description=("Other names under which it counts.")),
]
Required = Annotated[
    bool | str,
    Meta(
        description=(
            "`true`, `false`, or a status (such as `review`) from which on it is owed. See "
            "`tdd_statuses`."
        )
    ),
]
Diagram = Annotated[
    bool,
    Meta(
        description=(
            "Whether an image, a drawing (mermaid, graphviz, PlantUML) or a literal block is owed."
        )
    ),
]
DrawingOrRecords = Annotated[
    bool | Literal["or-records"],
    Meta(
        description=(
            "Whether an image, a drawing (mermaid, graphviz, PlantUML) or a literal block is "
            "owed. `or-records`: records of its `kind` do as well."
        )
    ),
]
RecordKind = Annotated[
    str,
    Meta(
        description=(
            "The kind of record, such as `risk`, that may be this content, as a table or as "
            "single records. After a slash the sorts that may, as in `goal/non-goal` or "
            "`goal/goal, design goal`: what the field `kind` of a record says, or, where the "
            "kind of record has no such field, the record's title."
        )
    ),
]
Prompts = Annotated[
    list[str],
    Meta(
        description=(
            "Texts that count as placeholders when they are left in. `*` stands for any text "
            "in them."
        )
    ),
]


class FieldFile(msgspec.Struct, forbid_unknown_fields=True):
    """A field owed in the front matter or docinfo, or as a label right under the title."""

    name: Annotated[str, Meta(description="The name of the field.")]
    aliases: Aliases = []
    required: Required = True
    when: When = None
    choices: Choices = []
    pattern: Pattern = ""
    format: Format = None
    form: Form = ""


class ColumnFile(msgspec.Struct, forbid_unknown_fields=True):
    """A column owed, with other names for it."""

    title: Annotated[str, Meta(description="The heading of the column.")]
    aliases: Aliases = []


class TableFile(msgspec.Struct, forbid_unknown_fields=True):
    """A table owed: its columns, in any order."""

    columns: Annotated[
        list[str | ColumnFile],
        Meta(description=("The columns owed, in any order. A table may have more.")),
    ]


class ItemFile(msgspec.Struct, forbid_unknown_fields=True):
    """A labelled item owed, as in `- **Purpose:** …`."""

    label: Annotated[str, Meta(description="The label, as in `- **Purpose:** …`.")]
    aliases: Aliases = []
    required: Required = True
    repeat: Annotated[bool, Meta(description="Owed once or more, under any label.")] = False
    diagram: Diagram = False
    kind: RecordKind = ""
    prompts: Prompts = []
    items: Annotated[list[str | ItemFile], Meta(description="Items owed inside it.")] = []
    when: When = None
    choices: Choices = []
    pattern: Pattern = ""
    format: Format = None
    form: Form = ""


class SectionFile(msgspec.Struct, forbid_unknown_fields=True):
    """A section owed, with everything owed in it."""

    title: Annotated[str, Meta(description="The heading, without a number.")]
    aliases: Aliases = []
    required: Required = True
    repeat: Annotated[
        bool,
        Meta(
            description=("Owed once or more, under any title, as one section for each component.")
        ),
    ] = False
    diagram: DrawingOrRecords = False
    front_matter: Annotated[
        bool,
        Meta(description=("Whether the document's front matter may give its items.")),
    ] = False
    kind: RecordKind = ""
    hint: Annotated[
        str,
        Meta(
            description=(
                "A sentence for the writer. Left in a document, it counts as a placeholder."
            )
        ),
    ] = ""
    prompts: Prompts = []
    items: Annotated[list[str | ItemFile], Meta(description="Labelled items owed in it.")] = []
    table: Annotated[
        list[str | ColumnFile] | TableFile,
        Meta(description=("Columns owed: a list, or a mapping with `columns`.")),
    ] = []
    sections: Annotated[list[SectionFile], Meta(description="Sections owed below it.")] = []
    since: Annotated[
        str | int | float,
        Meta(description="The version of the template from which on it is owed."),
    ] = ""
    until: Annotated[
        str | int | float,
        Meta(description="The last version of the template that owes it."),
    ] = ""
    when: When = None
    one_of: Annotated[
        OneOf,
        Meta(
            description=(
                "Groups of alternatives among its `sections`: of each group at least one "
                "alternative is owed, a title or a list of titles that belong together."
            )
        ),
    ] = []
    closed: Annotated[
        bool,
        Meta(description="Whether other subsections than those named right here are reported."),
    ] = False
    min_words: Annotated[
        int,
        Meta(
            ge=0,
            description=(
                "The least number of words of its own text. Code, drawings and headings don't "
                "count."
            ),
        ),
    ] = 0
    max_words: Annotated[
        int, Meta(ge=0, description="The most words of its own text; 0 for any number.")
    ] = 0


class AddFile(msgspec.Struct, forbid_unknown_fields=True):
    """A section to add to the template that is extended.

    `under` is the path of its parent (`Security Design > Authentication`; empty: the top),
    `before` and `after` name a sibling; without them it comes last.
    """

    section: Annotated[SectionFile, Meta(description="The section to add.")]
    under: Annotated[
        str,
        Meta(
            description=(
                "The path of its parent, as in `Security > Access`. Without it: at the top."
            )
        ),
    ] = ""
    before: Annotated[str, Meta(description="The title of the sibling that it comes before.")] = ""
    after: Annotated[
        str,
        Meta(
            description=(
                "The title of the sibling that it comes after. Without either, it comes last."
            )
        ),
    ] = ""


class ReplaceFile(msgspec.Struct, forbid_unknown_fields=True):
    """A section to put in the place of the one at `path`."""

    path: Annotated[str, Meta(description="The path of the section to replace.")]
    section: Annotated[SectionFile, Meta(description="The section to put there.")]


class TemplateFile(msgspec.Struct, forbid_unknown_fields=True):
    """A template as a YAML file."""

    id: Annotated[
        str,
        Meta(description=("The name that conf.py and documents use. `none` can't be one.")),
    ]
    title: Annotated[
        str,
        Meta(description=("A title for people. Without one, the id is made into a title.")),
    ] = ""
    version: Annotated[
        str | int | float,
        Meta(description="The newest version, of your own choosing; see `since` and `until`."),
    ] = ""
    versions: Annotated[
        list[str | int | float],
        Meta(
            description=(
                "All versions from the first to the newest, where their names don't tell: "
                "`[draft, launch, 2]`."
            )
        ),
    ] = []
    hint: Annotated[str, Meta(description="A sentence on what the template suits.")] = ""
    extends: Annotated[
        str,
        Meta(description=("The id of another template, whose sections this one starts from.")),
    ] = ""
    match: Annotated[Match | dict[int, Match] | None, Meta(description=MATCH_WORDS)] = None
    levels: Annotated[Levels | None, Meta(description=LEVELS_WORDS)] = None
    order: Annotated[Order | None, Meta(description=ORDER_WORDS)] = None
    closed: Annotated[
        bool | Literal["top", "all"] | None,
        Meta(description=CLOSED_WORDS),
    ] = None
    optional: Annotated[list[str], Meta(description=OPTIONAL_WORDS)] = []
    record: Annotated[
        Literal["decision", "none"] | None,
        Meta(
            description=(
                "`decision`: each document that follows the template is itself a decision, in "
                "registers and graphs too. `none`: it isn't, though the template that this one "
                "extends says so."
            )
        ),
    ] = None
    texts: Annotated[
        list[str],
        Meta(
            description=(
                "Sentences that count as placeholders, to the letter: a text is one where each of "
                "its sentences is among them. What a template document says is noted here."
            )
        ),
    ] = []
    prompts: Prompts = []
    sections: Annotated[
        list[SectionFile],
        Meta(
            description=(
                "The sections owed, in their order. With `extends`, one that has the title of a "
                "section at the top replaces it, and any other is added at the end."
            )
        ),
    ] = []
    one_of: Annotated[
        OneOf | None,
        Meta(
            description=(
                "Groups of alternatives among the sections at the top: of each group at least "
                "one alternative is owed, a title or a list of titles that belong together. "
                "With `extends`, they take the place of the parent's."
            )
        ),
    ] = None
    fields: Annotated[
        list[str | FieldFile],
        Meta(
            description=(
                "Fields owed at the top: in the front matter or docinfo, or labelled right under "
                "the title. With `extends`, one that has the name of another replaces it, and "
                "any other is added."
            )
        ),
    ] = []
    add: Annotated[
        list[AddFile],
        Meta(description=("With `extends`: sections to add, each at its place.")),
    ] = []
    replace: Annotated[
        list[ReplaceFile],
        Meta(description=("With `extends`: sections to put in the place of others.")),
    ] = []
    drop: Annotated[
        list[str],
        Meta(description=("With `extends`: paths of sections to leave out.")),
    ] = []
    languages: Annotated[
        dict[str, dict[str, str | list[str]]],
        Meta(
            description=(
                "Names in other languages, by language (such as `de`) and title, label, column or "
                "field: one name, or a list with the usual one first. Where a title needs "
                "different names at different places, its key is a path, as in "
                "`Security > Access`."
            )
        ),
    ] = {}


def schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a template file."""
    found = msgspec.json.schema(TemplateFile)
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A template of sphinx_tdd",
    }
    return {**head, **found}

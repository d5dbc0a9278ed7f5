"""What each key of a template file means. The page fails to build where one is left out here."""

_TITLE_ALIASES = "Other titles under which it counts."
_REQUIRED = (
    "`true`, `false`, or a status (such as `review`) from which on it is owed. See "
    "{confval}`tdd_statuses`."
)
_DIAGRAM = "Whether an image, a drawing (mermaid, graphviz, PlantUML) or a literal block is owed."
_KIND = "The kind of record, such as `risk`, whose table stands for this content."
_PROMPTS = (
    "Texts that count as placeholders when they are left in. `*` stands for any text in them."
)

KEYS = {
    "TemplateFile": {
        "id": "The name that conf.py and documents use. `none` can't be one.",
        "title": "A title for people. Without one, the id is made into a title.",
        "version": "A version of your own choosing.",
        "hint": "A sentence on what the template suits.",
        "extends": "The id of another template, whose sections this one starts from.",
        "order": "`strict` reports sections that stand in another order; `free`, the default, "
        "doesn't.",
        "closed": "Whether sections that the template does not name are reported. By default "
        "they aren't.",
        "prompts": _PROMPTS,
        "sections": "The sections owed, in their order. With `extends`, one that has the title of "
        "a section at the top replaces it, and any other is added at the end.",
        "add": "With `extends`: sections to add, each at its place.",
        "replace": "With `extends`: sections to put in the place of others.",
        "drop": "With `extends`: paths of sections to leave out.",
    },
    "SectionFile": {
        "title": "The heading, without a number.",
        "aliases": _TITLE_ALIASES,
        "required": _REQUIRED,
        "repeat": "Owed once or more, under any title, as one section for each component.",
        "diagram": _DIAGRAM,
        "front_matter": "Whether the document's front matter may give its items.",
        "kind": _KIND,
        "hint": "A sentence for the writer. Left in a document, it counts as a placeholder.",
        "prompts": _PROMPTS,
        "items": "Labelled items owed in it.",
        "table": "Columns owed: a list, or a mapping with `columns`.",
        "sections": "Sections owed below it.",
    },
    "ItemFile": {
        "label": "The label, as in `- **Purpose:** …`.",
        "aliases": "Other labels under which it counts.",
        "required": _REQUIRED,
        "repeat": "Owed once or more, under any label.",
        "diagram": _DIAGRAM,
        "kind": _KIND,
        "prompts": _PROMPTS,
        "items": "Items owed inside it.",
    },
    "TableFile": {"columns": "The columns owed, in any order. A table may have more."},
    "ColumnFile": {
        "title": "The heading of the column.",
        "aliases": "Other headings under which it counts.",
    },
    "AddFile": {
        "section": "The section to add.",
        "under": "The path of its parent, as in `Security > Access`. Without it: at the top.",
        "before": "The title of the sibling that it comes before.",
        "after": "The title of the sibling that it comes after. Without either, it comes last.",
    },
    "ReplaceFile": {
        "path": "The path of the section to replace.",
        "section": "The section to put there.",
    },
}

WHAT = {
    "TemplateFile": "A template file",
    "SectionFile": "A section",
    "ItemFile": "An item",
    "TableFile": "A table",
    "ColumnFile": "A column",
    "AddFile": "An addition, in add",
    "ReplaceFile": "A replacement, in replace",
}
"""The order of the page, with the words for each mapping."""

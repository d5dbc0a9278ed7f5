"""The mappings of a template file, in the order of the page that shows their keys."""

WHAT = {
    "TemplateFile": "A template file",
    "SectionFile": "A section",
    "ItemFile": "An item",
    "TableFile": "A table",
    "ColumnFile": "A column",
    "FieldFile": "A field of the front matter, in fields",
    "WhenFile": "A condition, in when",
    "AddFile": "An addition, in add",
    "ReplaceFile": "A replacement, in replace",
}
"""The order of the page, with the words for each mapping."""

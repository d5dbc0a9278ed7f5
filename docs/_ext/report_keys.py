"""What each key of `tdd.json` means. The page fails to build where a key is left out here."""

KEYS = {
    "version": "The version of this format. It rises when a key changes its meaning or goes.",
    "project": "The name of the project, from `project` in conf.py.",
    "summary": "The whole build in short.",
    "summary.documents": "How many documents were held against a template.",
    "summary.complete": "How many of them are complete.",
    "summary.versions": (
        "How many documents follow each version of a template, by template and version; those "
        "that have versions alone."
    ),
    "summary.sections": "The sum of the documents' `sections`.",
    "summary.sections.required": "How many sections are owed.",
    "summary.sections.present": "How many of those are there.",
    "summary.sections.filled": "How many of those are filled.",
    "summary.findings": "How many findings count, by rule. Ignored and suppressed ones, and those "
    "of severity `info`, don't.",
    "documents[]": "The documents that were checked, and others that have something to report, "
    "sorted by name.",
    "documents[].docname": "The document's name: its path without suffix.",
    "documents[].path": "Its file, relative to the source folder.",
    "documents[].pages[]": "Only of a design over many pages: the names of its other pages, in "
    "the order of its toctrees.",
    "documents[].title": "Its title as plain text.",
    "documents[].template": "The id of its template; null where it follows none.",
    "documents[].version": "The version of the template that it follows, null where it has none.",
    "documents[].status": "Its status as written; null where it gives none.",
    "documents[].complete": "Whether it has no finding of severity `warning` or `error` that "
    "counts.",
    "documents[].sections": "How much of its template is there.",
    "documents[].sections.required": "How many sections the document owes. A repeated part counts "
    "once.",
    "documents[].sections.present": "How many of those have a match in the document.",
    "documents[].sections.filled": "How many of those hold text, and no placeholder and no empty "
    "or missing item, table or diagram.",
    "documents[].migration": (
        "What it would owe in another version of its template, null where it follows the one "
        "that is to be reached: see `tdd_target_version`."
    ),
    "documents[].migration.target": "That version.",
    "documents[].migration.owes[]": "What would be missing, each like a finding.",
    "documents[].findings[]": "What was found in it, in the order of its lines.",
    "findings[]": "What belongs to no document, such as a pattern that takes none. The keys are "
    "those of a document's findings.",
    "FINDING.rule": "The rule's name.",
    "FINDING.severity": "`info`, `warning` or `error`, after the settings. What is `off` is left "
    "out.",
    "FINDING.path": "Only where the line is one of another file, such as an included one or "
    "another page of the design: that file.",
    "FINDING.line": "The line in the document, from 1. Where nothing is there: the line after "
    "which it belongs.",
    "FINDING.section[]": "The section's titles in the template, from the top down.",
    "FINDING.missing[]": "What is missing with it, or the template text that was left in.",
    "FINDING.after": "The heading after which a missing section belongs, or null.",
    "FINDING.after.title": "Its title.",
    "FINDING.after.line": "Its line.",
    "FINDING.after.path": "Only where that line is one of another file: that file.",
    "FINDING.message": "What the build says.",
    "FINDING.suppressed": "Whether `suppress_warnings` keeps it quiet.",
    "FINDING.ignored": "The reason of the comment that silences it (empty where it gives none); "
    "null where none does.",
    "FINDING.known": "Only where it is true: the finding is old debt, which the baseline of a "
    "check holds. It doesn't count.",
    "records[]": "The records of all directives, by document, in the order of the document.",
    "records[].kind": "The kind, such as `risk` or `endpoint`.",
    "records[].id": "Its id; made from its text where the writer gave none.",
    "records[].docname": "The document that it stands in.",
    "records[].line": "The line of its row.",
    "records[].title": "What names it, as plain text.",
    "records[].fields": "Its values by field, only those given, as they were written: a text, a "
    "list of texts, or a list of mappings.",
}

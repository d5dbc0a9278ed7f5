project = "Parcels"
extensions = ["myst_parser", "sphinx_tdd"]

tdd_documents = {
    "specs/*": {
        "template": "specs/template.rst",
        "keep": ["Proposals are discussed on Thursdays at ten in the design meeting."],
        "optional": ["Stored Data", "Costs"],
        "order": "strict",
        "closed": "top",
    }
}

tdd_severity_by_status = {"draft": "info"}

project = "Parcels"
extensions = ["myst_parser", "sphinx_tdd"]

tdd_documents = {
    "specs/*": {
        "template": "specs/template.rst",
        "keep": ["Proposals are discussed on Thursdays at ten in the design meeting."],
        "optional": ["Stored Data"],
        "order": "strict",
        "closed": "top",
    }
}

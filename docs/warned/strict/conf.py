project = "Strict"
extensions = ["myst_parser", "sphinx_tdd"]
suppress_warnings = ["toc.not_included"]
html_theme = "basic"

T = "specs/template.rst"
tdd_documents = {
    "specs/match": {"template": T, "match": "exact"},
    "specs/by-level": {"template": T, "match": {2: "exact", 3: "case"}},
    "specs/levels": {"template": T, "levels": "exact"},
    "specs/order": {"template": T, "order": "strict"},
    "specs/closed": {"template": T, "closed": "all", "optional": ["History"]},
    "specs/optional": {"template": T, "optional": ["Solution > Costs"]},
    "specs/keep": {"template": T, "keep": ["Ask in the channel #design for a date."]},
    "index": "none",
}

project = "Versions"
extensions = ["myst_parser", "sphinx_tdd"]
exclude_patterns = ["_build", "specs/*-template.md"]
suppress_warnings = ["toc.not_included"]
html_theme = "basic"

tdd_template_path = ["templates"]
tdd_documents = {
    "specs/{version}/*": "specs/{version}-template.md",
    "notes/*": "release-note",
}

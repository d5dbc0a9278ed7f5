project = "Documents"
extensions = ["myst_parser", "sphinx_tdd"]
suppress_warnings = ["toc.not_included"]
html_theme = "basic"

tdd_documents = {
    "index": "none",
    "designs/*.md": "design-doc",
    "designs/pay*": "formal-desing",
    "*/payout": "design-doc",
}

project = "Nothing, mended"
extensions = ["myst_parser", "sphinx_tdd"]
suppress_warnings = ["toc.not_included"]
html_theme = "basic"

tdd_documents = {"pay": "design-doc"}

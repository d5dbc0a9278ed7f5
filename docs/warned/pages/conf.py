project = "Pages"
extensions = ["myst_parser", "sphinx_tdd"]
suppress_warnings = ["toc.not_included"]
html_theme = "basic"

tdd_template_path = ["templates"]
tdd_documents = {"designs/refunds/": "service-design"}

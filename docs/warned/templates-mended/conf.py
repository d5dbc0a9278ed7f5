project = "Templates, mended"
extensions = ["myst_parser", "sphinx_tdd"]
html_theme = "basic"

tdd_documents = {}
tdd_template_path = ["templates"]

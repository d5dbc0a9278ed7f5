project = "Kinds, mended"
extensions = ["myst_parser", "sphinx_tdd"]
html_theme = "basic"

tdd_documents = {}
tdd_kind_path = ["kinds"]

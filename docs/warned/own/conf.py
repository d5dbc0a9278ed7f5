project = "Own"
extensions = ["myst_parser", "sphinx_tdd"]
html_theme = "basic"

tdd_template_path = ["templates"]
tdd_documents = {"index": "our-design"}

project = "Parcels"
extensions = ["myst_parser", "sphinx_tdd"]

tdd_template_path = ["templates"]
tdd_documents = {"designs/*": "proposal"}

project = "Parcels"
extensions = ["myst_parser", "sphinx_tdd"]

tdd_documents = {"specs/*": "specs/template.rst"}

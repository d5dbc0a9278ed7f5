project = "Shop"

extensions = ["myst_parser", "sphinx_tdd"]

tdd_documents = {
    "designs/*": "concise-design",
}

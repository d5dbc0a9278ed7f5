extensions = ["myst_parser", "sphinx_tdd"]
tdd_documents = {"decisions/*": "adr-nygard"}
tdd_document_banner = "all"

project = "Wrong settings"
extensions = ["myst_parser", "sphinx_tdd"]
suppress_warnings = ["toc.not_included"]
html_theme = "basic"

tdd_documents = {"index": "none", "designs/*": "concise-design", "desings/*": "design-doc"}
tdd_min_complete = 90
tdd_risk_scale = 7

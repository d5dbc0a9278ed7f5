project = "Right settings"
extensions = ["myst_parser", "sphinx_tdd"]
suppress_warnings = ["toc.not_included"]
html_theme = "basic"

tdd_documents = {"index": "none", "designs/*": "concise-design"}
tdd_min_complete = 5
tdd_risk_scale = 5

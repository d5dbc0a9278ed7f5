project = "Parcels"
extensions = ["myst_parser", "sphinx_tdd"]

tdd_template_path = ["templates"]
tdd_documents = {"specs/template": "none", "specs/*": "proposal"}
tdd_severity = {"section_order": "warning"}
tdd_severity_by_status = {"draft": "info"}

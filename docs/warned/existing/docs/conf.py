project = "Payments"
extensions = ["sphinx.ext.graphviz"]
html_theme = "alabaster"

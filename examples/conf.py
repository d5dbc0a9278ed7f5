"""The example project: finished design documents, one that is not, and pages about them all.

Build it with ``make demo``, or by hand::

    python -m sphinx -b html examples examples/_build/html
"""

import shutil
from importlib.util import find_spec

project = "Payments platform"
author = "The payments platform team"
copyright = "The payments platform team"
version = release = "1.0"
language = "en"

extensions = ["myst_parser", "sphinx_tdd"]

# Diagrams are drawn with what is there: graphviz where its program is, else mermaid where its
# extension is installed. Where there is neither, they are lists, and nothing is missing from them.
if shutil.which("dot"):
    extensions.append("sphinx.ext.graphviz")
    graphviz_output_format = "svg"
elif find_spec("sphinxcontrib.mermaid"):
    extensions.append("sphinxcontrib.mermaid")

# The same documents once more, in the other syntax: `other-syntax` says nothing new.
exclude_patterns = ["_build", "other-syntax"]

# Markdown: ``:::`` fences, definition lists and field lists.
myst_enable_extensions = ["colon_fence", "deflist", "fieldlist"]

html_theme = "furo" if find_spec("furo") else "alabaster"
html_title = project
numfig = True

# Which document follows which template. Patterns work too: "designs/**".
tdd_document_banner = "all"
tdd_documents = {
    "designs/payment-service": "detailed-design",
    "designs/settlement-pipeline": "design-doc",
    "designs/notification-preferences": "feature-design",
    "designs/order-ledger": "formal-design",
    "designs/feature-flags": "concise-design",
    "designs/refund-tool": "feature-design",
    "designs/0041-keep-answers-for-a-day": "adr-nygard",
    "designs/0042-keep-answers-as-long-as-refunds": "madr",
    "designs/seller-pages": "arc42",
    "designs/drain-payment-workers": "kep",
    "designs/partial-captures": "rust-rfc",
    "designs/multi-currency-ledger": "openstack-spec",
    "designs/refund-threats": "threat-model",
}

# The draft has gaps, and the build warns of them. Where drafts should be quiet:
# tdd_severity_by_status = {"draft": "info"}

# Drawings of boxes and lines in PDF output, which pdflatex does not have by itself; no numbers
# before headings, since some of the documents number their own; chapters begin on any page.
latex_elements = {
    "extraclassoptions": "openany,oneside",
    "extrapackages": r"\usepackage{pmboxdraw}",
    "preamble": r"\setcounter{secnumdepth}{0}",
}

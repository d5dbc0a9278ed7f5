"""Settings of the documentation, which is built with the extension itself."""

from importlib.util import find_spec

from sphinx_tdd import __version__

project = "sphinx_tdd"
author = "The sphinx_tdd contributors"
copyright = author
version = release = __version__

extensions = ["myst_parser", "sphinx_tdd"]
exclude_patterns = ["_build"]

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

# No page here is a Technical Design Document: only the directives are wanted.
tdd_documents = {}

html_theme = "furo" if find_spec("furo") else "alabaster"
html_title = "sphinx_tdd"

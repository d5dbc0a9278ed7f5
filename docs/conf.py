"""Settings of the documentation, which is built with the extension itself."""

import sys
from importlib.util import find_spec
from pathlib import Path

from sphinx_tdd import __version__

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

project = "sphinx_tdd"
author = "The sphinx_tdd contributors"
copyright = author
version = release = __version__

# Ours are in _ext: what they show is made from the code, from examples and by builds.
extensions = [
    "myst_parser",
    "sphinx.ext.graphviz",
    "sphinx_tdd",
    "asked",
    "built",
    "examples",
    "figures",
    "folded",
    "gallery",
    "kind_reference",
    "reference",
    "rule_pages",
    "same",
    "snippets",
    "tried",
    "warned",
]
exclude_patterns = ["_build", "_ext", "snippets", "steps", "warned"]
exclude_patterns += ["examples/versions/specs/*-template.md"]

myst_enable_extensions = ["colon_fence", "deflist", "fieldlist"]
myst_heading_anchors = 3
myst_heading_slug_func = "sphinx_tdd.readers.slugs.unnumbered_slug"
numfig = True
# Listings have captions, and need no number. The line break ends what LaTeX takes for a comment.
numfig_format = {"code-block": "%.0s\n"}

tdd_kind_path = ["snippets/kinds"]
tdd_template_path = ["warned/pages/templates", "warned/versions/templates"]
tdd_document_banner = "all"
# tdd_documents: see _ext/examples.py, which takes it from the example project.

graphviz_output_format = "svg"

# Hosts of made-up examples: their names are reserved, and lead nowhere.
linkcheck_ignore = [r"https://(\w+\.)?example\.(com|org)/"]

html_theme = "furo" if find_spec("furo") else "alabaster"
html_title = "sphinx_tdd"
html_static_path = ["_static"]
html_css_files = ["docs.css"]

# PDF: pages show drawings of boxes and lines, and documents in Japanese where there is a font.
latex_engine = "xelatex"
latex_elements = {
    "extraclassoptions": "openany,oneside",
    "preamble": r"""
\IfFontExistsTF{Noto Serif CJK JP}{
  \usepackage{xeCJK}
  \setCJKmainfont{Noto Serif CJK JP}
  \setCJKsansfont{Noto Sans CJK JP}
  \setCJKmonofont{Noto Sans Mono CJK JP}
}{}
""",
}

# EPUB: what stands beside the pages is for browsers.
epub_show_urls = "no"

"""Our directives, for docutils alone: what they read, and the nodes that they make.

What only Sphinx can do for them is asked of a host (`host.py`): a build has one, and whoever reads
documents without a build another (`plain.py`).
"""

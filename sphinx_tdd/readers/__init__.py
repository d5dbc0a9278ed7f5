"""A source read into an outline."""

"""Writing documents: skeletons of templates, and what a document lacks put where it belongs."""

"""Templates derived: from a document that is one, from documents that follow none yet."""

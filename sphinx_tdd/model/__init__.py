"""What things are: templates, outlines, kinds and records, findings, reports, settings."""

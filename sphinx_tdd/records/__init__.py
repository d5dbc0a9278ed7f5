"""YAML, CSV or table rows read into records, with what is wrong with them. No Sphinx here."""

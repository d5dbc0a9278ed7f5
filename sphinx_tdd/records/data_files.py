"""The suffixes of files beside documents that records are read from."""

from __future__ import annotations

YAML_SUFFIXES = (".yaml", ".yml")
CSV_SUFFIXES = (".csv", ".tsv")
JSON_SUFFIXES = (".json",)
DATA_SUFFIXES = frozenset((*YAML_SUFFIXES, *CSV_SUFFIXES, *JSON_SUFFIXES))

# All set-up is done here: Python 3.11 or newer and make are enough.
#
#   make demo        build the example documents and show how complete they are
#   make test        run every check: ruff, mypy, pytest
#   make test-browser  look at pages in five themes; needs Chromium (apt-get install chromium)
#   make pictures    make the pictures of README.md anew, with Chromium too
#   make docs        build the documentation
#   make benchmark   measure what the extension costs (SUITE=records OPTIONS="--runs 3")
#   make clean       remove all that the targets above made
#
# Another Python: make test PYTHON=python3.13

PYTHON ?= python3
SUITE ?= templates
OPTIONS ?=
VENV := .venv
BIN := $(VENV)/bin
DEMO := examples/_build/html

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help demo test test-browser pictures docs benchmark clean

help:
	@sed -n '/^#  /s/^# *//p' Makefile

demo: $(VENV)/.demo
	$(BIN)/python -m sphinx -q examples $(DEMO)
	@echo
	@$(BIN)/python -m sphinx_tdd summary $(DEMO)/tdd.json
	@echo
	@echo "Open $(DEMO)/index.html"

test: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n auto --dist worksteal

test-browser: $(VENV)/.test-browser
	@$(BIN)/python -m tests.browser.chromium
	$(BIN)/python -m pytest tests/browser -n 2 --dist worksteal

pictures: $(VENV)/.test-browser
	@$(BIN)/python -m tests.browser.chromium
	$(BIN)/python -m tests.browser.pictures docs/_static/pictures --shown

docs: $(VENV)/.docs
	$(BIN)/python -m sphinx -n -W --keep-going docs docs/_build/html
	@echo "Open docs/_build/html/index.html"

benchmark: $(VENV)/.benchmark
	$(BIN)/python benchmarks/run.py $(SUITE) $(OPTIONS)

clean:
	rm -rf $(VENV) dist examples/_build docs/_build docs/examples/designs docs/examples/refunds docs/examples/versions docs/reference/rules
	rm -rf .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage htmlcov
	find benchmarks docs examples sphinx_tdd tests -name __pycache__ -prune -exec rm -rf {} +

# The environment is made once; each stamp says that a set of extras is installed in it.

$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and \
		"Python 3.11 or newer is needed; name one: make PYTHON=python3.12")'
	$(PYTHON) -m venv --clear $(VENV)
	@touch $@

$(VENV)/.demo: EXTRAS :=
$(VENV)/.test: EXTRAS := [test]
$(VENV)/.test-browser: EXTRAS := [test,browser]
$(VENV)/.docs: EXTRAS := [docs]
$(VENV)/.benchmark: EXTRAS := [benchmark]

$(VENV)/.demo $(VENV)/.test $(VENV)/.test-browser $(VENV)/.docs $(VENV)/.benchmark: pyproject.toml | $(VENV)/.made
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".$(EXTRAS)"
	@touch $@

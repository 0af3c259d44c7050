# Needs Python 3.11 or newer, git and make; everything else comes into .venv.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PEERS  := .venv-peers
CORE   := $(VENV)/.core-installed
DEV    := $(VENV)/.dev-installed
PIP    := $(BIN)/python -m pip --disable-pip-version-check --quiet

.DEFAULT_GOAL := help
.PHONY: help demo test long lint format types contracts docs wheel wheel-test bench bench-peers clean
MAKEFLAGS += --no-print-directory

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 20

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo 'policyq needs Python 3.11 or newer, for instance: make PYTHON=python3.12'; exit 1; }
	@echo 'making $(VENV) …'
	@$(PYTHON) -m venv $(VENV)

$(CORE): pyproject.toml | $(BIN)/python
	@echo 'installing policyq …'
	@$(PIP) install --editable .
	@touch $@

$(DEV): pyproject.toml | $(BIN)/python
	@echo 'installing policyq and what its tests need …'
	@$(PIP) install --editable '.[dev]'
	@touch $(CORE) $@

demo: $(CORE) ## a policy checked, tested and replayed over a made-up community
	@PATH="$(CURDIR)/$(BIN):$$PATH" sh docs/demo.sh

test: $(DEV) ## every test but the long ones
	@# A test that hangs is to be named, and not to hang the run.
	@$(BIN)/python -m pytest -n auto --dist worksteal --timeout 600

long: $(DEV) ## the tests that are too slow for every run
	@HYPOTHESIS_PROFILE=long $(BIN)/python -m pytest -m long -n auto --dist worksteal

lint: $(DEV) ## style, and whether all is formatted
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

format: $(DEV) ## format and mend what can be mended
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format .

types: $(DEV) ## mypy, strict
	@$(BIN)/mypy

contracts: $(DEV) ## who may import whom
	@$(BIN)/lint-imports --no-cache

docs: $(DEV) ## write the generated pages, and run every code block of README and docs
	@$(BIN)/python docs/generate.py
	@$(BIN)/python -m pytest tests/house/test_house_documents.py

wheel: $(DEV) ## build dist/*.whl and the source archive
	@rm -rf dist
	@$(BIN)/python -m build --outdir dist . > /dev/null
	@ls dist

wheel-test: wheel ## install the wheel in a fresh environment elsewhere and test it there
	@$(BIN)/python tests/wheel/elsewhere.py dist

bench: $(DEV) ## measure start-up and checking
	@set -e; for file in tests/bench/bench_*.py; do $(BIN)/python $$file; done

bench-peers: ## policyq beside other engines and programs by hand; they go to a venv of their own
	@$(PYTHON) -m venv $(PEERS)
	@$(PEERS)/bin/python -m pip --disable-pip-version-check --quiet install --editable '.[parquet]' \
	  --requirement tests/bench/peers/requirements.txt
	@PYTHONPATH=tests/bench $(PEERS)/bin/python -m peers --json docs/parts/speed.json $(ARGS)

clean: ## remove what was built, and .venv
	@rm -rf $(VENV) $(PEERS) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

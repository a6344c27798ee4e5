# Everything happens in .venv, with the versions of constraints.txt. `make help` lists the targets.
PYTHON ?= python3
BIN := .venv/bin
RUN_STAMP := .venv/.run-installed
DEV_STAMP := .venv/.dev-installed
BENCH_STAMP := .venv/.bench-installed
FIT_STAMP := .venv/.fit-installed

.DEFAULT_GOAL := help
.PHONY: help refresh test dev score fit lint docs bench clean constraints

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

refresh: $(RUN_STAMP) ## read the sources (at first the sample) and publish data/chancery.duckdb
	@$(BIN)/chancery refresh

dev: $(RUN_STAMP) ## open Dagster on http://127.0.0.1:3000
	@$(BIN)/chancery dev

test: $(DEV_STAMP) ## run the tests
	@$(BIN)/python -m reading
	@$(BIN)/pytest

score: $(RUN_STAMP) ## measure how well texts are read, on the labelled releases
	@$(BIN)/chancery score

fit: $(FIT_STAMP) ## fit the models of events, roles and topics anew to the labelled releases
	@$(BIN)/python -m reading.fitting

lint: $(DEV_STAMP) ## check style, types, imports, SQL and definitions
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/sqlfluff lint --disable-progress-bar sql
	. $(BIN)/activate && dg check defs

docs: $(RUN_STAMP) ## write the data dictionary and the entity-relationship pictures from the contracts
	@$(BIN)/python -m warehouse.dictionary docs/data-dictionary.md
	@$(BIN)/python -m warehouse.diagram docs/entity-relationships.md

bench: $(BENCH_STAMP) ## measure reading beside other libraries, about 10 minutes; writes benchmarks/RESULTS.md
	@$(BIN)/python -m benchmarks.reading

constraints: $(DEV_STAMP) $(BENCH_STAMP) $(FIT_STAMP) ## write constraints.txt from what is installed
	@{ head -1 constraints.txt; $(BIN)/python -m pip list --format=freeze | grep -viE '^(pip|setuptools|chancery)=' | sort -f; } > constraints.new
	@mv constraints.new constraints.txt

clean: ## delete the environment and caches, but no data
	rm -rf .venv build *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Chancery needs Python 3.11 or later; say make PYTHON=python3.11")'
	$(PYTHON) -m venv .venv

$(RUN_STAMP): .venv/bin/python pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .
	@touch $@

$(DEV_STAMP): $(RUN_STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $@

$(BENCH_STAMP): $(RUN_STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[bench]'
	@touch $@

$(FIT_STAMP): $(RUN_STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[fit]'
	@touch $@

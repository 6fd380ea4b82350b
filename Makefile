# Two commands for a newcomer: make run, make test. Everything they need is set up on the way.
PYTHON ?= python3
PORT ?= 8000
export PORT
BIN := .venv/bin
LOCK = $(BIN)/uv pip compile -q --no-header --universal --python-version 3.11 --generate-hashes $(ARGS)

.PHONY: help run test test-everything check bench faults translations lock clean dev python

help:          ## this list
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/:.*##/\t/' | expand -t 16

run: python    ## set up what is missing, then serve http://localhost:8000 (PORT=… to change)
	@$(PYTHON) scripts/bootstrap.py run
	@$(BIN)/python scripts/serve.py

test: dev      ## the whole suite; the PostgreSQL and browser parts where they are found
	@$(BIN)/python scripts/test.py $(ARGS)

test-everything: dev ## all of the suite on SQLite and on PostgreSQL
	@$(BIN)/python scripts/test.py --everything $(ARGS)

check: dev     ## format, lint, types, migrations, deploy check, templates, spelling, translations
	@$(BIN)/python scripts/check.py

bench: dev     ## ratios against a bare view, measured side by side in one run
	@$(BIN)/python -m bench $(ARGS)

faults: dev    ## kills, collisions and bad mail servers, many times, on SQLite and PostgreSQL
	@$(BIN)/python -m faults $(ARGS)

translations: dev ## collect the strings, compile the catalogue
	@$(BIN)/python scripts/translations.py

lock: dev      ## write the locks anew from their .in files (ARGS=--upgrade for newer versions)
	$(LOCK) requirements.in -o requirements.txt
	$(LOCK) requirements-dev.in -o requirements-dev.txt
	$(LOCK) requirements-scale.in -o requirements-scale.txt

clean:         ## remove what the commands above made, the local database included
	rm -rf .venv var .mypy_cache .ruff_cache .pytest_cache .hypothesis

dev: python
	@$(PYTHON) scripts/bootstrap.py dev

python:
	@command -v $(PYTHON) >/dev/null || { echo "There is no $(PYTHON) here. Install Python 3.11 or newer, or name one: make run PYTHON=python3.12"; exit 1; }

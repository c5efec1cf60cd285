# `make` lists the targets. `make render` is all a fresh machine needs: it prepares .venv by itself.

DOSSIER ?= 2024
BIN := .venv/bin
BASE := .venv/base.stamp
DEV := .venv/dev.stamp
FRENCH := pmtdocs/cli/translations
GENERATED := docs pmtdocs/schemas pmtdocs/fonts $(FRENCH)
COMPILE = $(BIN)/uv pip compile --quiet --no-config --universal --python-version 3.11 \
	--generate-hashes --no-annotate --custom-compile-command "make lock" $(ARGS)

export PYTHON

.DEFAULT_GOAL := help
.PHONY: help render test cluster again coverage lint types imports docs docs-check pictures bench peers mutate lock wheels lowest clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

render: $(BASE) ## Make the documents of a dossier: make render, make render DOSSIER=2023
	@$(BIN)/pmtdocs render $(DOSSIER)

# A module a process: what its tests share (a browser, rendered documents) is made once.
PYTEST = $(BIN)/pytest --numprocesses auto --dist loadfile

test: $(DEV) ## Run the whole test suite: make test, make test ARGS="-k budget"
	@$(PYTEST) $(ARGS)

cluster: $(DEV) ## Run the tests of `render --dask`, with a Dask cluster of two workers on this machine
	@$(BIN)/pytest tests/whole/cluster.py $(ARGS)

again: $(DEV) ## Run fifty times, on busy cores, the tests that kill, lock, wait or watch
	@sh tools/again.sh $(ARGS)

coverage: $(DEV) ## Run it with branch coverage, which takes twice as long
	@$(PYTEST) --cov $(ARGS)

lint: $(DEV) ## Check style and format (ruff)
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check

types: $(DEV) ## Check types (mypy, strict), the package also as Windows and macOS see it
	@$(BIN)/mypy
	@$(BIN)/mypy --platform win32 pmtdocs
	@$(BIN)/mypy --platform darwin pmtdocs

imports: $(DEV) ## Check that each layer imports only those below it
	@$(BIN)/lint-imports --no-logo

docs: $(DEV) ## Write again the generated docs, JSON Schemas and translations
	@$(BIN)/python tools/generate.py
	@$(BIN)/pmtdocs schema pmtdocs/schemas
	@$(BIN)/pybabel --quiet compile --locale fr --directory $(FRENCH)

docs-check: docs ## Fail when the generated docs differ from the code
	@git diff --exit-code -- $(GENERATED) \
		&& test -z "$$(git ls-files --others --exclude-standard -- $(GENERATED))" \
		|| { echo "Stale docs: run 'make docs' and commit the result" >&2; exit 1; }

pictures: $(DEV) ## Make again the pictures of the docs (needs poppler-utils and chromium)
	@$(BIN)/python tools/pictures.py

bench: $(DEV) ## Measure the time that each step takes
	@$(BIN)/python tools/bench.py

peers: $(DEV) ## Measure other tools beside ours (needs npm and LibreOffice)
	@$(BIN)/python tools/peers.py

mutate: $(DEV) ## Count the slips of the pen that a check notices: make mutate ARGS=2024
	@$(BIN)/python tools/mutate.py $(ARGS)

lock: $(BASE) ## Pin the dependencies again: make lock, make lock ARGS=--upgrade
	@$(BIN)/pip install -qq uv
	@$(COMPILE) -o requirements/base.lock.txt pyproject.toml requirements/base.in
	@$(COMPILE) -o requirements/dev.lock.txt -c requirements/base.lock.txt \
		pyproject.toml requirements/base.in requirements/dev.in
	@sed -n '/^[a-z].*==/s/ \\$$//p' requirements/base.lock.txt > requirements/constraints.txt

wheels: $(BASE) ## Check that Windows and macOS find every pinned dependency ready made (network)
	@sh tools/wheels.sh $(BIN)/pip

lowest: $(BASE) ## Run with the oldest dependencies that pyproject.toml admits (network)
	@$(BIN)/pip install -qq uv
	@sh tools/lowest.sh $(BIN)/uv

# output/ stays: somebody may have written in a DOCX there.
clean: ## Remove .venv and every cache
	@rm -rf .venv .coverage .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache dist
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BASE): pyproject.toml requirements/base.lock.txt requirements/setup.sh
	@sh requirements/setup.sh base

$(DEV): pyproject.toml requirements/base.lock.txt requirements/dev.lock.txt requirements/setup.sh
	@sh requirements/setup.sh dev

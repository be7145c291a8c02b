# The one door for people and machines; `make help` lists what it opens.

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq install
RUNTIME := $(VENV)/.runtime-installed
DEV := $(VENV)/.dev-installed
BROWSER := $(VENV)/.browser-found
UV_LOCK := $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header \
	--python-version 3.11 --upgrade --extra build pyproject.toml
WORKERS := 3
CHECKS := pyright mypy fast-tests imports lint format-check

.DEFAULT_GOAL := help
.PHONY: help run test cover check bench docs pictures format lock migration clean $(CHECKS)

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-10s %s\n", $$1, $$2}' Makefile

run: $(RUNTIME) ## install what is needed and run the bot
	@$(BIN)/python -m bot run

test: $(DEV) $(BROWSER) ## every test, on SQLite and PostgreSQL
	@$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal

cover: $(DEV) $(BROWSER) ## the same with coverage, 95 % or it fails; twice as long
	@$(BIN)/python -m pytest --cov -n $(WORKERS) --dist worksteal

check: $(DEV) ## format, lint, types, imports and the fast tests
	@$(MAKE) --no-print-directory -k -j2 -Otarget $(CHECKS)
	@echo "check: all good"

bench: $(DEV) ## measure turns a second
	@$(BIN)/python -m benchmarks

docs: $(DEV) ## draw docs/lifecycle.md from the code
	@$(BIN)/python -m tests.support.lifecycle_page

pictures: $(DEV) $(BROWSER) ## take the pictures in docs/pictures from the demonstration
	@$(BIN)/python -m tests.support.screenshots

format: $(DEV) ## write the code as the linter wants it
	@$(BIN)/ruff format --quiet .
	@$(BIN)/ruff check --fix --quiet .

migration: $(DEV) ## write the next migration: make migration MESSAGE="what changes"
	@$(BIN)/python -m migrations $(MESSAGE)
	@$(BIN)/ruff format --quiet migrations

lock: $(DEV) ## resolve the dependencies of pyproject.toml anew
	@echo "· resolving"
	@$(UV_LOCK) --output-file requirements.lock
	@$(UV_LOCK) --extra test --extra dev --constraints requirements.lock \
		--output-file requirements-dev.lock

clean: ## remove what make made, but not the data
	@rm -rf $(VENV) .*_cache .coverage .coverage.* build *.egg-info
	@find . -name __pycache__ -prune -exec rm -rf {} +

# The slowest comes first, so that two cores finish together.
pyright:
	@echo "· basedpyright" && $(BIN)/basedpyright --level error

mypy:
	@echo "· mypy" && $(BIN)/mypy --no-error-summary

fast-tests:
	@echo "· fast tests" && $(BIN)/python -m pytest -q tests/unit tests/test_house.py \
		tests/test_docs.py tests/test_lifecycle_page.py

imports:
	@echo "· imports" && $(BIN)/lint-imports --no-cache >$(VENV)/imports.log 2>&1 \
		|| { cat $(VENV)/imports.log; exit 1; }

lint:
	@echo "· ruff check" && $(BIN)/ruff check --quiet .

format-check:
	@echo "· ruff format" && $(BIN)/ruff format --check --quiet .

$(BIN)/python:
	@deploy/make-venv $(VENV)

# A stamp is written last: an interrupted installation begins again, a finished one is not looked at twice.
$(RUNTIME): requirements.lock pyproject.toml | $(BIN)/python
	@echo "· installing the program's dependencies"
	@$(PIP) --require-hashes -r requirements.lock
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

$(BROWSER): | $(BIN)/python
	@deploy/find-browser
	@touch $@

$(DEV): requirements-dev.lock $(RUNTIME)
	@echo "· installing the tools and the tests' PostgreSQL"
	@$(PIP) --require-hashes -r requirements-dev.lock
	@touch $@

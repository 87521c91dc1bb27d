# Juesuan: published final accounts and budgets in, a DuckDB warehouse out. `make help` explains every target.

.DEFAULT_GOAL := all
.PHONY: all setup ingest query sql export status audit samples test check eval bench faults golden lock clean help

VENV   := .venv
READY  := $(VENV)/.ready
BIN    := $(VENV)/bin
# The first Python of at least 3.11 on the path; PYTHON=... overrides it.
PYTHON ?= $(firstword $(foreach p,python3.11 python3.12 python3.13 python3,$(shell \
            $(p) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $(p))))

IN     ?= samples/reports
DB     ?= data/warehouse.duckdb
N      ?= 1000
SEED   ?= 2026
OUT    ?=
FORMAT ?= parquet

all: $(READY) ## set up, ingest the sample reports into data/warehouse.duckdb, print what came out and one answer
	@$(BIN)/juesuan ingest "$(IN)" --db "$(DB)"
	@echo
	@$(BIN)/juesuan query execution_rate --db "$(DB)"

setup: $(READY) ## make .venv with the pinned and hashed packages of requirements.lock

$(READY): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "juesuan needs Python 3.11 or later; name one with PYTHON=..." >&2; exit 1; }
	@echo "setting up $(VENV) with $$($(PYTHON) --version) (about a minute)"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

ingest: $(READY) ## load a file or a folder: make ingest IN=reports/ DB=data/warehouse.duckdb
	@$(BIN)/juesuan ingest "$(IN)" --db "$(DB)"

query: $(READY) ## list the named questions, or answer one: make query Q=three_public_by_year (or Q="SELECT ...")
	@$(BIN)/juesuan query $(if $(Q),"$(Q)") --db "$(DB)"

sql: $(READY) ## an SQL prompt over the warehouse (read-only)
	@$(BIN)/juesuan sql --db "$(DB)"

export: $(READY) ## write tables and headings as files: make export FORMAT=parquet|csv|xlsx OUT=data/export
	@$(BIN)/juesuan export --format "$(FORMAT)" --out "$(or $(OUT),data/export)" --db "$(DB)"

status: $(READY) ## what the warehouse holds, and the files set aside
	@$(BIN)/juesuan status --db "$(DB)"

audit: $(READY) ## judge every report by every check: make audit DB=data/warehouse.duckdb
	@$(BIN)/juesuan audit --db "$(DB)"

samples: $(READY) ## write N fictional reports for trials: make samples N=1000 OUT=data/samples
	@$(BIN)/python -m samples --count "$(N)" --out "$(or $(OUT),data/samples)"

test: $(READY) ## run the tests
	@$(BIN)/python -m pytest

check: $(READY) ## what .ci/run runs: ruff, mypy --strict, the tests
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy --strict
	@$(MAKE) --no-print-directory test

bench: $(READY) ## measure reading, loading, whole runs, growth, queries and bytes in one run (a quarter of an hour)
	@$(BIN)/python -m tests.bench

eval: $(READY) ## recall and precision of the text stage by wording and by concept, and what the audit sees of mutated samples
	@$(BIN)/python -m tests.evaluation
	@$(BIN)/python -m tests.mutations

faults: N = 10000
faults: $(READY) ## ingest N damaged and hostile files among good ones and check that nothing is lost: make faults N=10000 SEED=2026
	@$(BIN)/python -m tests.faults --count "$(N)" --seed "$(SEED)" $(if $(OUT),--out "$(OUT)")

golden: $(READY) ## rewrite tests/golden, docs/DICTIONARY.md, docs/CHECKS.md and what the READMEs print, to be reviewed as a diff
	@$(BIN)/python -m warehouse.dictionary
	@$(BIN)/python -m warehouse.check_list
	@$(BIN)/python -m pytest tests/test_golden.py tests/test_docs.py -k "golden or printed" --golden

lock: ## pin every package anew (needs uv on the path); the lock names no index
	@uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes \
	    --no-annotate --no-header --no-emit-index-url --no-emit-find-links --upgrade --quiet -o requirements.lock

clean: ## remove .venv, caches and builds (data/ stays: it may hold reports of yours)
	@rm -rf $(VENV) build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

help: ## this list
	@echo "make              $(shell sed -n 's/^all:.*## //p' $(firstword $(MAKEFILE_LIST)))"
	@sed -n '/^all:/d; s/^\([a-z]*\):.*## \(.*\)/\1\t\2/p' $(firstword $(MAKEFILE_LIST)) \
	    | while IFS="$$(printf '\t')" read -r name text; do printf 'make %-12s %s\n' "$$name" "$$text"; done

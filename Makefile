# Sets up and checks; `dbt build` is the program.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
RAW := $(or $(GROWTHMART_RAW),data/demo)
BIN := .venv/bin
# sqlfluff compiles the models and needs databases, but not those of the user. dbt parses the
# project for it once, with the same paths and the same vars
LINTED := target/lint
# A file that is one call of a macro has no SQL of its own. sqlfluff would lint the SQL of the
# macro, and then ignore all that it finds.
WITH_SQL = $(shell grep -rlw --include='*.sql' --exclude-dir=generic --exclude-dir=python select models snapshots tests)
# every source, also one that a build does not enable
SOURCES := $(shell sed -n 's/^sources = //p' pyproject.toml)
SIZES ?= demo M L
PARTS ?= stages without_dbt gates side_by_side

.PHONY: build setup setup-spark data lint lint-python lint-sql test test-full parity parity-full bench bench-science model-cards lock clean

build: setup data  ## Build everything: environment and demo data when absent, then dbt build.
	$(BIN)/dbt build

setup: .venv/installed  ## Create .venv and install the locked versions.

.venv/installed: requirements.lock pyproject.toml
	@echo "Installing into .venv; the first time takes a few minutes."
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --requirement requirements.lock
	$(BIN)/pip install --quiet --no-deps --editable .
	@touch $@

setup-spark: .venv/installed-spark  ## Add Apache Spark; it needs Java 17 or later.

.venv/installed-spark: .venv/installed requirements-spark.lock
	$(BIN)/pip install --quiet --requirement requirements-spark.lock
	@touch $@

data: setup  ## Simulate the demo data when the raw folder is absent.
	@test -d "$(RAW)" || $(BIN)/growthmart simulate --out "$(RAW)"

lint: setup  ## Check style and rules of the project; Python and SQL run in parallel.
	@$(MAKE) --no-print-directory --jobs=2 lint-python lint-sql

lint-python:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/yamllint --strict .

lint-sql: export GROWTHMART_WAREHOUSE := $(LINTED)/warehouse.duckdb
lint-sql: export GROWTHMART_STATE := $(LINTED)/state.duckdb
lint-sql: export GROWTHMART_PUBLISHED := $(LINTED)/growthmart.duckdb
lint-sql:
	$(BIN)/dbt --quiet parse --target-path $(LINTED) --vars '{sources: $(SOURCES)}'
	$(BIN)/growthmart lint --manifest $(LINTED)/manifest.json
	@# in a narrow terminal, its table shows neither the file nor the message
	COLUMNS=160 $(BIN)/dbt-bouncer
	@echo "sqlfluff on every file with SQL of its own"
	@$(BIN)/sqlfluff lint --processes 0 $(WITH_SQL)

test: setup  ## Unit and end-to-end tests on the tiny size.
	$(BIN)/pytest --numprocesses auto --dist worksteal -m "not slow"

test-full: setup  ## Also the long matrices.
	$(BIN)/pytest --numprocesses auto --dist worksteal

parity: setup-spark  ## Build the tiny size on DuckDB and on Spark, and compare every row.
	SPARK_CONF_DIR=$(CURDIR)/tests/spark $(BIN)/python tests/spark/parity.py

parity-full: setup-spark  ## The demo size on a cluster that loses a worker, then its driver; writes docs/parity.md.
	$(BIN)/python tests/spark/parity_full.py

bench: export PYTHONPATH := src
bench: setup-spark  ## Measure the cost: SIZES="demo M L" PARTS="stages without_dbt gates side_by_side".
	$(BIN)/python -m benchmarks --sizes $(SIZES) --parts $(PARTS)
	$(BIN)/python -m benchmarks.report

bench-science: export PYTHONPATH := src
bench-science: setup  ## Measure the models on public data and simulated people: ONLY=cdnow,telco.
	$(BIN)/python -m benchmarks.science $(if $(ONLY),--only $(ONLY))

model-cards: build  ## Write docs/models/*.md from the models of this build.
	$(BIN)/growthmart model-cards

lock:  ## Resolve requirements.lock again from pyproject.toml.
	rm -rf .venv && $(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --editable '.[dev]'
	$(BIN)/pip freeze --exclude-editable | sed 's/+cpu$$//' > requirements.lock
	$(BIN)/pip install --quiet --editable '.[spark]'
	$(BIN)/pip freeze --exclude-editable | sed 's/+cpu$$//' | grep -vxFf requirements.lock > requirements-spark.lock

clean:  ## Remove what dbt and tests wrote; state and published files stay.
	rm -rf target logs .mypy_cache .pytest_cache .ruff_cache .hypothesis

# One word for each thing a person wants to do here; `make help` lists them.
# Everything runs from .venv, which is made from the lock files alone.

PYTHON ?= python3
BIN := .venv/bin
# Fits the networks of the second look and does nothing else: large, and so in no lock file.
TORCH := torch==2.13.0

.PHONY: help venv demo test browser check format bench accuracy fit kill fuzz lock clean system-packages

help:
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

venv: .venv/installed ## make .venv from requirements.lock, with the command .venv/bin/omr

.venv/installed: requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/installed-dev: .venv/installed requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

demo: .venv/installed ## the whole way on made-up sheets: print, fill in, scan, read, tally
	$(BIN)/omr demo

system-packages:
	@sh tests/system_packages.sh

# Each worker begins with its own half, so that what a module or a session prepares is seldom made twice.
test: .venv/installed-dev system-packages ## all tests
	$(BIN)/python -m pytest -n auto --dist worksteal

browser: .venv/installed-dev system-packages ## the tests in a real browser alone
	$(BIN)/python -m pytest tests/browser

check: .venv/installed-dev ## format, lint, types, import contracts
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: .venv/installed-dev ## put the code in its format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: .venv/installed-dev ## speed, as ratios measured in one run
	$(BIN)/python -m bench.speed
	$(BIN)/python -m bench.tally

accuracy: .venv/installed-dev ## silent errors, review and calibration by grade; keeps the curve for --one-wrong-in
	$(BIN)/python -m bench.accuracy --pages 1000 --keep-curve --diagram docs/pictures/reliability.svg

fit: .venv/installed-dev ## fit the recogniser anew on simulated sheets (three to four hours on two cores; fetches PyTorch)
	$(BIN)/python -m bench.fit
	$(BIN)/python -m pip install --quiet --disable-pip-version-check $(TORCH)
	$(BIN)/python -m bench.fit_look
	$(BIN)/python -m bench.fit_look --further
	$(BIN)/python -m bench.fit --adopted --pages 1800

kill: .venv/installed-dev ## kill a run 50 times at random points, on SQLite and PostgreSQL; the end is as undisturbed
	$(BIN)/python -m tests.batches.kill 50

fuzz: .venv/installed-dev ## 10,000 spoiled files: none ends, hangs or misleads a reader (a quarter of an hour)
	$(BIN)/python -m tests.batches.fuzz 10000

lock: ## renew both lock files (needs uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate -q --group build -o requirements.lock pyproject.toml
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate -q --group build --group dev -o requirements-dev.lock pyproject.toml

clean: ## remove what was made here
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis demo

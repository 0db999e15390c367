# Two commands for everybody: make run, make test. The rest is for those who develop.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: run test setup bench bench-matching bench-load fuzz chaos audit screenshots clean

run: setup
	@$(BIN)/python -m bot run

test: .venv/dev
	sh scripts/install-system-packages
	sh scripts/check-code
	$(BIN)/python -m bot check
	$(BIN)/python -m bot prepare
	$(BIN)/python -m pytest

setup: .venv/run
	@$(BIN)/python -m bot prepare

bench: .venv/dev
	@for bench in bench/matching.py bench/whole_path.py bench/wiping.py; do PYTHONPATH=. $(BIN)/python $$bench || exit 1; done

# Other engines beside ours over the same examples, and how each grows; a quarter of an hour.
bench-matching: .venv/bench
	@for bench in bench/engines.py bench/growth.py; do PYTHONPATH=. $(BIN)/python $$bench || exit 1; done

# Polling, webhook and replicas beside a bare echo bot; then memory after 50,000 updates. Ten minutes.
bench-load: .venv/dev
	sh scripts/install-system-packages
	PYTHONPATH=. $(BIN)/python bench/load.py
	PYTHONPATH=. $(BIN)/python bench/load.py memory

# A hundred thousand strange messages for the matcher; make test asks two thousand.
fuzz: .venv/dev
	FUZZ_EXAMPLES=100000 $(BIN)/python -m pytest tests/matching/test_matcher.py -k any_message

# Kills and faults by the hundred, for minutes; nothing asked may be lost.
chaos: .venv/dev
	sh scripts/install-system-packages
	PYTHONPATH=. $(BIN)/python bench/chaos.py

# Known vulnerabilities of what is locked; asks the network.
audit: .venv/audit
	$(BIN)/pip-audit --disable-pip --require-hashes -r requirements/run.txt -r requirements/train.txt -r requirements/dev.txt

screenshots: .venv/dev
	sh scripts/install-system-packages
	PYTHONPATH=. $(BIN)/python scripts/screenshots.py

.venv/run: requirements/run.txt requirements/train.txt
	@echo "Setting up .venv (a minute, once)…"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; set PYTHON=python3.11"; exit 1; }
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt -r requirements/train.txt
	@touch $@

.venv/dev: .venv/run requirements/dev.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

.venv/bench: .venv/dev requirements/bench.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bench.txt
	@touch $@

.venv/audit: .venv/dev requirements/audit.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/audit.txt
	@touch $@

# What can be made again; the store and its key in var/ stay.
clean:
	rm -rf .venv var/cache .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache tests/artefacts

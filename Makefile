# make package   build the course into dist/
# make setup     install what is needed to work on the project
# make player     bundle the player after a change of its scripts or styles
# make test      install what the tests need, and run them all
# make screenshots  make the pictures of the docs anew
# make faults       write the table of docs/faults.md anew
# make soak         kill the browser two hundred times
# make bench        measure speed, sizes and load on the LMS, and write docs/benchmarks.md
# make clean     remove everything that was made or installed here

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
NODE := $(BIN)/node

.PHONY: package setup player test faults soak screenshots bench clean

package: $(VENV)/.package
	@$(BIN)/scorm-export build

# Installed as a link to this folder, so that a change needs no new installation.
$(VENV)/.package: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

# Debian keeps venv in a package of its own.
$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); tests/support/install/apt python3-venv && $(PYTHON) -m venv $(VENV); }

setup: $(VENV)/.test node_modules/.installed
	tests/support/install/browser $(BIN)/python

player: setup
	$(NODE) scorm_export/player/build.js

test: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(NODE) node_modules/typescript/bin/tsc --project .
	$(NODE) --test "tests/player/unit/*.test.js"
	$(BIN)/pytest --numprocesses 2

$(VENV)/.test: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --editable '.[test]'
	@touch $@ $(VENV)/.package

# npm comes with the Node.js in the virtual environment, so the machine needs none.
node_modules/.installed: package.json package-lock.json $(VENV)/.test
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/npm ci --no-audit --no-fund --silent
	@touch $@

faults: setup
	$(BIN)/python tests/support/fault_table.py

soak: setup
	$(BIN)/pytest tests/lms/test_kills.py --kills 200 --capture no

screenshots: setup
	$(BIN)/python tests/support/screenshots.py

# BENCH: sections and options, such as BENCH="page --runs 9"; all of it when empty.
bench: setup
	$(BIN)/python tests/bench/bench.py $(BENCH)

clean:
	rm -rf $(VENV) node_modules dist build *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis

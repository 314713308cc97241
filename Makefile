# Needs Python 3.11 or later, pip and make; everything else is set up here.
# Without make (Windows): see README.md.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
UV := $(or $(shell command -v uv 2>/dev/null),.tools/bin/uv)

.PHONY: report test check browser shots fix lock strip clean
.DEFAULT_GOAL := report

report: $(READY)  ## build the newest edition, HTML and PDF
	$(BIN)/spfbook build

test: $(READY)  ## run the tests
	$(BIN)/pytest

check: $(READY)  ## what CI checks besides the tests
	$(BIN)/ruff check src tests benchmarks
	$(BIN)/spfbook framework check
	$(BIN)/spfbook data check

# The book that `make report` built last.
HTML = $(abspath $(shell ls -dt _build/*/html 2>/dev/null | head -n 1))

browser: $(READY)  ## check every page of the book that was built last, in Chromium
	SPFBOOK_HTML=$(HTML) $(BIN)/pytest --dist load tests/browser tests/acceptance/test_html_of_book.py

shots: $(READY)  ## pictures of some pages of the book that was built last, in _build/shots
	$(BIN)/python tests/browser/shots.py $(HTML) _build/shots

fix: $(READY)  ## mend what can be mended by a tool
	$(BIN)/ruff check --fix src tests benchmarks

strip: $(READY)  ## clear the outputs of all notebooks
	$(BIN)/python -m nbconvert --clear-output --inplace notebooks/*/*.ipynb book/*.ipynb

lock: | $(UV)  ## choose new versions of the dependencies, on purpose
	$(UV) pip compile --quiet --universal --generate-hashes --no-header \
	  --group dev pyproject.toml -o requirements.lock
	$(PYTHON) .ci/uv_constraints.py

clean:
	rm -rf _build $(VENV) .tools

# The environment, as the lock file says, made again when that changes. All is compiled: every
# build starts several processes, and some machines (CI) let none of them keep what it compiled.
$(READY): requirements.lock pyproject.toml | $(UV)
	test -x $(BIN)/python || $(UV) venv --quiet --python $(PYTHON) $(VENV)
	$(UV) pip sync --quiet --require-hashes --compile-bytecode --python $(BIN)/python requirements.lock
	$(UV) pip install --quiet --no-deps --no-build-isolation --python $(BIN)/python --editable .
	$(BIN)/python -m compileall -q src
	touch $@

# uv, where the machine has none, in a folder of its own: nothing outside the repository changes.
.tools/bin/uv:
	$(PYTHON) -m pip install --quiet --disable-pip-version-check --target .tools uv

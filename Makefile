# Needs Python 3.11 or later, pip and make; everything else is set up here.
# Without make (Windows): see README.md.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: report test check fix lock strip clean
.DEFAULT_GOAL := report

report: $(READY)  ## build the newest edition, HTML and PDF
	$(BIN)/spfbook build

test: $(READY)  ## run the tests
	$(BIN)/pytest

check: $(READY)  ## what CI checks besides the tests
	$(BIN)/ruff check src tests
	$(BIN)/spfbook framework check
	$(BIN)/spfbook data check

fix: $(READY)  ## mend what can be mended by a tool
	$(BIN)/ruff check --fix src tests

strip: $(READY)  ## clear the outputs of all notebooks
	$(BIN)/python -m nbconvert --clear-output --inplace notebooks/*/*.ipynb book/*.ipynb

lock:  ## choose new versions of the dependencies, on purpose
	$(PYTHON) -m uv pip compile --quiet --universal --generate-hashes --no-header \
	  --group dev pyproject.toml -o requirements.lock
	$(PYTHON) .ci/uv_constraints.py

clean:
	rm -rf _build $(VENV)

# The environment, as the lock file says, made again when that changes.
$(READY): requirements.lock pyproject.toml
	$(PYTHON) -m uv --version >/dev/null 2>&1 || $(PYTHON) -m pip install --quiet --user uv \
	  || $(PYTHON) -m pip install --quiet --break-system-packages --user uv
	test -x $(BIN)/python || $(PYTHON) -m uv venv --quiet --python $(PYTHON) $(VENV)
	$(PYTHON) -m uv pip sync --quiet --require-hashes --compile-bytecode --python $(BIN)/python requirements.lock
	$(PYTHON) -m uv pip install --quiet --no-deps --no-build-isolation --python $(BIN)/python --editable .
	touch $@

# Everything runs inside .venv, made here from the pinned and hashed requirements. `make demo` and `make test` are the two
# commands a newcomer needs.
PY ?= python3
VENV := .venv
PORT ?= 8000
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready
export KEEPSIGHT_DATA ?= $(CURDIR)/$(VENV)/data
RUN_STAMP := $(VENV)/.run-ready

.PHONY: demo test fast install bench lint types docs lock clean

demo: $(RUN_STAMP)
	@$(BIN)/keepsight review samples/child-a --out out/child-a
	@echo "Files are in out/child-a: timeline.html, questions.html, briefing.pdf. Now the workbench:"
	@KEEPSIGHT_DATA=$(CURDIR)/out/workbench $(BIN)/keepsight serve --demo samples/child-a --bind 127.0.0.1:$(PORT)

test: $(STAMP)
	@./scripts/check.sh

fast: $(STAMP)
	$(BIN)/python -m pytest -x -m "not documents and not browser"

install: $(STAMP)

bench: $(STAMP)
	@$(BIN)/python benchmarks/run.py

lint: $(STAMP)
	$(BIN)/ruff check . && $(BIN)/ruff format --check .

types: $(STAMP)
	$(BIN)/mypy

docs: $(STAMP)
	@for page in tests.docs.cli_reference tests.docs.settings_reference tests.dates.reference tests.lenses.reference tests.web.matrix; do \
		$(BIN)/python -m $$page || exit 1; done

lock:
	for name in run build dev; do uv pip compile -q --generate-hashes --universal --python-version 3.11 --no-header \
		--no-emit-index-url requirements/$$name.in -o requirements/$$name.txt; done

clean:
	rm -rf $(VENV) out build dist

$(VENV)/bin/python:
	@./scripts/make_venv.sh $(PY) $(VENV)

$(RUN_STAMP): $(VENV)/bin/python requirements/run.txt requirements/build.txt
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/run.txt -r requirements/build.txt
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(STAMP): $(RUN_STAMP) requirements/dev.txt
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

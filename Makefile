# `make demo` shows slimmer at work, `make test` runs every check; both set up what they need in .venv first.
# Needed beforehand: make and Python 3.11 or newer, no more. With Go, BuildKit's own parser is built and asked, too.
.PHONY: help setup demo test lint oracle docs test-main test-others engine-up engine-down engine-status \
  engine-for-tests bench-cases browser browser-for-tests screenshots lock clean
.DEFAULT_GOAL := help

# Tests start slimmer some thousand times: without bytecode each start would compile its modules anew.
unexport PYTHONDONTWRITEBYTECODE

BIN := .venv/bin
INPUTS := requirements/dev.txt pyproject.toml setup.py .ci/venv .ci/pythons

help:
	@echo 'make demo    set up, and show slimmer at work on a file and on a whole application'
	@echo 'make test    set up, and run every check on each Python found (3.11, 3.12, 3.13)'
	@echo 'make lint    ruff, mypy and import-linter only'
	@echo 'make setup   create .venv with the pinned tools and this tree'
	@echo 'make bench-cases   build the applications of benchmarks/cases before, after and by hand, and compare'
	@echo 'make engine-up [BASES=python,node]   where there is no Docker: start one, with stand-ins for base images'
	@echo 'make engine-down, engine-status      end it; tell whether it runs'
	@echo 'make screenshots         pictures of the HTML reports in build/screenshots (with Chromium)'
	@echo 'make clean   remove all that the other targets made'

setup: .venv/.ready

.venv/.ready: $(INPUTS)
	@python=$$(.ci/pythons | head -n 1 | cut -d ' ' -f 2-) && [ -n "$$python" ] && .ci/venv .venv "$$python"

.venv-%/.ready: $(INPUTS)
	@python=$$(.ci/pythons $*) && .ci/venv .venv-$* "$$python"

# A file that needs no context, a whole application, and, where an engine is found, the proof that it still works.
APP := benchmarks/cases/flask-gunicorn
GIVEN := --context $(APP)/context $(APP)/context/Dockerfile

demo: setup
	@echo '$$ slimmer rewrite examples/flask      # what is certain'
	@$(BIN)/slimmer rewrite examples/flask
	@echo
	@echo '$$ slimmer estimate $(GIVEN)      # an application: what its image weighs, and why'
	@$(BIN)/slimmer estimate $(GIVEN)
	@echo
	@if docker buildx version >/dev/null 2>&1 && docker info >/dev/null 2>&1; then \
	  echo '$$ slimmer rewrite --verify --smoke $(APP)/case.toml $(GIVEN)      # built and run, before and after'; \
	  $(BIN)/slimmer rewrite --verify --smoke $(APP)/case.toml $(GIVEN); \
	else \
	  echo '$$ slimmer rewrite --unverified $(GIVEN)      # with Docker here, --verify would build and run both'; \
	  $(BIN)/slimmer rewrite --unverified $(GIVEN); \
	fi
	@echo
	@echo 'Nothing was written: `slimmer rewrite -w` writes, `slimmer explain --why FILE` tells the story of a file.'

test: setup oracle lint docs engine-for-tests browser-for-tests test-main test-others

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

docs: setup
	$(BIN)/slimmer docs --check

oracle:
	@if command -v go >/dev/null; then echo "Building BuildKit's parser (tests/oracle)"; tests/oracle/build.sh; \
	else echo "Go was not found: the PyPI module dockerfile stands in for BuildKit's parser"; fi

test-main: setup oracle
	$(BIN)/pytest -n auto --dist loadgroup

# The slow tests (packaging, large inputs) do not depend on the interpreter: once is enough.
test-others: oracle
	@set -e; .ci/pythons | tail -n +2 | while read -r version path; do \
	  $(MAKE) --no-print-directory .venv-$$version/.ready; \
	  echo ".venv-$$version/bin/pytest -n auto --dist loadgroup -m 'not slow and not docker'"; \
	  .venv-$$version/bin/pytest -n auto --dist loadgroup -q -m 'not slow and not docker' </dev/null; \
	done

# A machine with a working Docker needs none of these; elsewhere the engine stays up until engine-down.
BASES :=

engine-up: setup
	@$(BIN)/python -m benchmarks.engine up --bases '$(BASES)'

engine-down: setup
	@$(BIN)/python -m benchmarks.engine down

engine-status: setup
	@$(BIN)/python -m benchmarks.engine status

# What the tests marked `docker` build on. In CI an engine that does not come up is a failure; elsewhere they are skipped.
TEST_BASES := debian

engine-for-tests: setup
	@$(BIN)/python -m benchmarks.engine up --bases '$(TEST_BASES)' || [ "$$CI" != true ]

# The applications of benchmarks/cases, each built before, after and by hand, run, and judged by a test held back from
# the rewrites. Needs an engine with all base images: where none comes up nothing is measured, which is a failure in CI.
CASE_BASES := debian,python:3.12,python:3.12-slim,node:20,node:20-slim,node:22,node:22-slim,golang:1.24
CASE_BASES := $(CASE_BASES),maven,eclipse-temurin:17-jre,nginx:alpine,rust,distroless
# Rebuilds after edits are timed until the budget is used up; the rest of all cases takes 25 to 45 minutes.
CASE_OPTIONS := --no-alone --no-ablate --budget 50m

bench-cases: setup
	@mkdir -p build; rm -f build/bench.env
	@if $(BIN)/python -m benchmarks.engine up --bases '$(CASE_BASES)' --env-file build/bench.env || [ -f build/bench.env ]; then \
	  if [ -f build/bench.env ]; then . ./build/bench.env; fi; \
	  $(BIN)/slimmer bench --suite benchmarks/cases $(CASE_OPTIONS) --at-least 14 --results build/cases.jsonl --again; \
	else echo 'no engine: the applications of benchmarks/cases are not measured'; [ "$$CI" != true ]; fi

# Reports are looked at with Debian's Chromium. CI fetches it, which takes half a minute; elsewhere the tests that need
# it are skipped without it.
browser:
	@for name in chromium chromium-browser google-chrome chrome; do \
	  ! command -v $$name >/dev/null || exit 0; done; \
	echo 'Installing Chromium (Debian)'; \
	root=; [ "$$(id -u)" = 0 ] || root=sudo; \
	$$root apt-get -qq -o Acquire::Retries=3 update && \
	DEBIAN_FRONTEND=noninteractive $$root apt-get -qq -o Acquire::Retries=3 install -y --no-install-recommends \
	  chromium fonts-dejavu-core >/dev/null

browser-for-tests:
	@[ "$$CI" != true ] || $(MAKE) --no-print-directory browser || echo 'No Chromium: the tests that need it will fail'

# Pictures of the reports that the tests look at, for eyes: light, dark and narrow.
screenshots: setup browser
	SLIMMER_SCREENSHOTS='$(CURDIR)/build/screenshots' $(BIN)/pytest -q tests/report/measured/test_screenshots.py
	@ls build/screenshots

# Renews the pinned requirement files (hashes, no addresses); uv is fetched for this alone.
lock: setup
	$(BIN)/python -m venv .venv-lock
	.venv-lock/bin/pip install --quiet uv
	@set -e; for group in run dev; do \
	  extra=; [ $$group = run ] || extra='--group dev'; \
	  env -u PIP_FIND_LINKS .venv-lock/bin/uv pip compile --quiet --no-config --upgrade --universal \
	    --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url \
	    --no-emit-find-links pyproject.toml $$extra --output-file requirements/$$group.txt; \
	done

clean:
	rm -rf .venv .venv-* build dist slimmer.egg-info .hypothesis .import_linter_cache .mypy_cache .pytest_cache \
	  .ruff_cache tests/oracle/bin
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

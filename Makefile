# Everything a person types. `make help` lists it; README.md says more.
# Settings go in the environment or on the line: make run PORT=8001 DATA_DIR=/srv/copy MEDIA_DIR=/srv/copy-media DEMO=0

SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help run test install install-dev system node lint format bench faults grade pictures worker lock

# The first of these that runs and is new enough; where none is, python3 says so below.
ifndef PYTHON
PYTHON := $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
  $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name && exit; done; echo python3)
endif
BIN := .venv/bin
FLASK := $(BIN)/flask --app app
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --require-hashes
DEMO ?= 1
CORES ?= 2
SIZE ?= 20000
# On each of the two databases: fifty kills of imports and of workers, and five hundred pairs of edits of each kind.
FAULT_RUNS ?= 25

help:  ## This list
	@sed -n 's/^\([a-z-]*\):.*##  *\(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{ printf "%-18s%s\n", $$1, $$2 }'

# On a person's terminal, each request and each job would drown what the commands say.
run: export LOG_LEVEL ?= WARNING
run: install  ## Set up, migrate, load the demo where empty (DEMO=0: not), serve with a worker beside it
	@echo "==> Bringing the database up to date"
	@$(FLASK) db upgrade
	@$(FLASK) allies load
	@if [ "$(DEMO)" = 1 ]; then echo "==> Loading the demo, if the catalogue is empty" && $(FLASK) demo load --if-empty; fi
	@echo "==> Serving"
	@exec $(FLASK) serve

test: install-dev system lint  ## Set up what the tests need, lint, and run them all
	@echo "==> Running the tests on $(CORES) cores"
	@$(BIN)/python -m pytest -q -n $(CORES) --dist worksteal

install: .venv/.installed  ## Only set up: .venv with the locked libraries

install-dev: .venv/.installed-dev

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "This needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) --version 2>&1). Say where one is: make PYTHON=/path/to/python3.11 ..."; exit 1; }
	@echo "==> Making .venv with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv .venv || { \
	  rm -rf .venv; echo "Python cannot make a virtual environment here. On Debian or Ubuntu: apt-get install python3-venv"; exit 1; }

.venv/.installed: requirements.txt | .venv/bin/python
	@echo "==> Installing the libraries (about a minute the first time)"
	@$(PIP) -r requirements.txt
	@touch $@

# The developers' list holds all of the other one, so that one stamp covers both.
.venv/.installed-dev: requirements-dev.txt requirements.txt | .venv/bin/python
	@echo "==> Installing the libraries and the tools of the tests"
	@$(PIP) -r requirements-dev.txt
	@touch .venv/.installed $@

system:
	@missing=""; \
	command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || missing="chromium"; \
	ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || missing="$$missing postgresql"; \
	[ -n "$$missing" ] || exit 0; \
	if ! command -v apt-get >/dev/null; then \
	  echo "The tests need these programs, and there is no apt-get here to install them: $$missing. Please install them and try again."; exit 1; fi; \
	root=""; if [ "$$(id -u)" != 0 ]; then \
	  command -v sudo >/dev/null || { echo "The tests need these packages: $$missing. As root: apt-get install $$missing"; exit 1; }; root="sudo"; fi; \
	echo "==> Installing the system packages that the tests need: $$missing"; \
	$$root apt-get update -qq && $$root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends $$missing >/dev/null

lint: install-dev  ## ruff, mypy and djlint
	@echo "==> Linting"
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check . || { echo "Some files are not formatted: make format"; exit 1; }
	@$(BIN)/mypy
	@$(BIN)/djlint templates --lint --quiet

format: install-dev  ## Put every Python file in shape
	@$(BIN)/ruff check --quiet --fix . && $(BIN)/ruff format --quiet .

bench: install-dev  ## Measure the bars of performance (SIZE=200000 for a large catalogue)
	@$(BIN)/python -m benchmarks.run --size $(SIZE)

faults: install-dev system  ## Kill imports and workers at random instants, FAULT_RUNS times on each database, and edit by two
	@JUNTOS_FAULT_RUNS=$(FAULT_RUNS) $(BIN)/python -m pytest -q -m fault -n $(CORES) --dist worksteal

grade: install-dev system tests/lighthouse/node_modules/.installed  ## Lighthouse on every public page type (PAGES="home product", RUNS=1, SITE=http://...)
	@RUNS="$(RUNS)" SITE="$(SITE)" $(BIN)/python -m tests.lighthouse.grade $(PAGES)

node:
	@command -v npm >/dev/null && node -e 'const [major, minor] = process.versions.node.split("."); process.exit(major > 18 || major == 18 && minor >= 16 ? 0 : 1)' 2>/dev/null || { \
	  echo "The grades need npm and Node 18.16 or newer; here: node $$(node --version 2>/dev/null || echo missing), npm $$(npm --version 2>/dev/null || echo missing)."; \
	  command -v apt-get >/dev/null && echo "As root: apt-get install --no-install-recommends nodejs npm" || echo "Please install them and try again."; exit 1; }

tests/lighthouse/node_modules/.installed: tests/lighthouse/package.json | node
	@echo "==> Installing Lighthouse"
	@cd tests/lighthouse && npm install --no-package-lock --no-audit --no-fund --ignore-scripts --loglevel=error
	@touch $@

pictures: install-dev system  ## Take the pictures of every page type into docs/pictures (SITE=http://...: of that demo)
	@SITE="$(SITE)" $(BIN)/python -m tests.support.screenshots

worker: install  ## Only the worker, for a site served another way
	@exec $(FLASK) worker

# uv resolves for every platform and Python at once; it lives in a folder of its own, outside .venv.
build/lock/bin/uv:
	@$(PYTHON) -m venv build/lock && build/lock/bin/pip --disable-pip-version-check install --quiet uv

LOCK := build/lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate

lock: build/lock/bin/uv  ## Write requirements*.txt from pyproject.toml (UPGRADE=--upgrade: newest versions)
	@$(LOCK) $(UPGRADE) pyproject.toml -o requirements.txt
	@$(LOCK) $(UPGRADE) -c requirements.txt --extra dev pyproject.toml -o requirements-dev.txt
	@echo "Locked. Look at the difference before you commit it."

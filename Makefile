# make        set up, then build every edition of the default title into dist/
# make test   set up, then lint, types and tests
# make clean  throw away what a build made (the environment stays)

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
TITLE ?= innovation-2020
PACKAGES := $(shell sed -e 's/\#.*//' system-packages.txt)

.PHONY: all test lint types clean system

all: $(VENV)/ready
	$(BIN)/python build.py build --title $(TITLE)

test: $(VENV)/ready lint types
	$(BIN)/python -m pytest -q -n 2

lint: $(VENV)/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/ready
	$(BIN)/mypy

$(VENV)/ready: requirements.lock system-packages.txt
	@$(MAKE) --no-print-directory system
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	touch $@

# Installs what is missing when run as root, else says the one line that does.
system:
	@missing=$$(for name in $(PACKAGES); do \
	    dpkg-query -W -f='$${Status}' $$name 2>/dev/null | grep -q 'ok installed' || echo $$name; done); \
	if [ -z "$$missing" ]; then exit 0; fi; \
	if [ "$$(id -u)" = 0 ]; then \
	    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing >/dev/null; \
	else \
	    echo "These Debian packages are missing. Run:"; \
	    echo "  sudo apt-get install --no-install-recommends" $$missing; exit 1; \
	fi

clean:
	rm -rf dist .cache

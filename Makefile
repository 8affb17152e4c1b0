# The commands of the house; `make` alone lists them.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: help setup demo talk test words rasa check lock clean

help:
	@sed -n 's/^## //p' Makefile

## make setup   the environment in .venv, nothing else
setup: .venv/ready

.venv/ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Rantau needs Python 3.11 or newer; $(PYTHON) is older. Try: make setup PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip' || \
		{ echo "This Python cannot make environments. On Debian or Ubuntu: apt install python3-venv"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --progress-bar on --require-hashes --no-deps -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
	@touch $@

## make demo    a phone and the desk side by side on http://localhost:8000 (PORT=8001 for another)
demo: setup
	@$(BIN)/rantau demo --port $(or $(PORT),8000)

## make talk    a conversation in the terminal
talk: setup
	@$(BIN)/rantau talk

## make test    style, types, content and every test, on SQLite and PostgreSQL
test: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/rantau check
	$(BIN)/pytest

## make words   bring the translators' files up to date with flows, replies and pages
words: setup
	@$(BIN)/rantau words

## make rasa    Rasa 3.6 in an environment of its own (.rasa, 2.7 GB), for who wants it as the ear or to compare
rasa: .rasa/ready

.rasa/ready: requirements-rasa.lock
	@python=$$(.ci/python310) && $$python -m venv .rasa
	.rasa/bin/pip install --quiet --disable-pip-version-check --progress-bar on --require-hashes --no-deps -r requirements-rasa.lock
	@touch $@

## make check   only the proof that flows, replies, facts, words and config agree
check: setup
	@$(BIN)/rantau check

## make lock    renew requirements.lock from pyproject.toml (needs uv)
lock:
	uv pip compile pyproject.toml --group test --universal --generate-hashes --no-header \
		--no-emit-index-url --no-annotate --upgrade --output-file requirements.lock

## make clean   remove the environment; data/ stays
clean:
	rm -rf .venv

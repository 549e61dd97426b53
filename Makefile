# What one types most; `make` alone lists it. Each target prepares the machine itself (scripts/bootstrap).
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help bootstrap demo test lint bench constraints clean

BIN := .venv/bin
DEMO := demo
TORCH := 2.13.0

help:  ## list the targets
	@sed -nE 's/^([a-z]+):.*## (.*)/\1|\2/p' $(MAKEFILE_LIST) | while IFS='|' read -r name text; do \
	  printf '  make %-12s %s\n' "$$name" "$$text"; done

bootstrap:  ## prepare this machine for development: OpenGL libraries, .venv, pinned dependencies
	@scripts/bootstrap dev

demo:  ## draw 512 images of every kind and a contact sheet of them, into demo/
	@scripts/bootstrap none
	@rm -rf $(DEMO)/dataset && mkdir -p $(DEMO)
	$(BIN)/shadergen render --n 512 --size 64 --source twigl,leaves,noise --shard-size 256 --out $(DEMO)/dataset
	$(BIN)/shadergen verify $(DEMO)/dataset
	$(BIN)/shadergen preview $(DEMO)/dataset --out $(DEMO)/sheet.png
	@echo
	@echo "The picture:  $(CURDIR)/$(DEMO)/sheet.png"
	@echo "The shards:   $(CURDIR)/$(DEMO)/dataset/shard-*.tar (WebDataset)"
	@echo "Next:         $(BIN)/shadergen render --n 10000 --size 32"
	@echo "              $(BIN)/shadergen --help"

test:  ## run the tests
	@scripts/bootstrap dev
	$(BIN)/python -m pytest -q

lint:  ## check style, format, types and the rooms' imports
	@scripts/bootstrap dev
	$(BIN)/python -m ruff check
	$(BIN)/python -m ruff format --check
	$(BIN)/python -m mypy
	$(BIN)/lint-imports

bench:  ## measure rendering on this machine
	@scripts/bootstrap dev
	$(BIN)/shadergen bench render

# The newest releases that resolve together for every Python from 3.11 on; torch stays at TORCH, and what it brings for
# CUDA is left to its own pins, since the CPU build has none of it.
constraints:  ## pin the newest dependencies in constraints.txt
	@scripts/bootstrap dev
	@$(BIN)/python -m pip install --quiet uv
	{ echo "# Exact versions of every dependency and extra; made by: make constraints"; \
	  echo "torch==$(TORCH)" | $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --all-extras \
	    --no-header --no-annotate --no-emit-index-url pyproject.toml - \
	  | { grep -vE '^(nvidia|cuda|triton)[-=]' || true; }; } >constraints.new
	mv constraints.new constraints.txt

clean:  ## remove the environment, caches and the demo
	rm -rf .venv $(DEMO) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

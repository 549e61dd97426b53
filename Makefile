# What one types most; `make` alone lists it. Each target prepares the machine itself (scripts/bootstrap).
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help bootstrap demo test lint bench constraints clean docs evidence-quick

BIN := .venv/bin
DEMO := demo
DEMO_DATA := /usr/share/datasets/fashion-mnist
TORCH := 2.13.0

help:  ## list the targets
	@sed -nE 's/^([a-z-]+):.*## (.*)/\1|\2/p' $(MAKEFILE_LIST) | while IFS='|' read -r name text; do \
	  printf '  make %-12s %s\n' "$$name" "$$text"; done

bootstrap:  ## prepare this machine for development: OpenGL libraries, .venv, pinned dependencies
	@scripts/bootstrap dev

demo:  ## the whole story in a few minutes: draw, select, distil, measure; one page shows it, in demo/
	@scripts/bootstrap distill
	@rm -rf $(DEMO) && mkdir -p $(DEMO)
	@[[ -d $(DEMO_DATA) ]] || echo "$(DEMO_DATA) is not there (Debian's dataset-fashion-mnist): no accuracy is measured"
	$(BIN)/shadergen pipeline examples/demo.yaml --out $(DEMO) $(if $(wildcard $(DEMO_DATA)),--eval idx:$(DEMO_DATA))
	$(BIN)/shadergen verify $(DEMO)/render-*
	$(BIN)/shadergen preview $(DEMO)/render-* --out $(DEMO)/sheet.png
	@echo
	@echo "The shards:   $(CURDIR)/$(DEMO)/render-*/shard-*.tar (WebDataset)"
	@echo "The student:  $(CURDIR)/$(DEMO)/distill-*/student.safetensors"
	@echo "Pictures:     $(CURDIR)/$(DEMO)/sheet.png"
	@echo "Next:         $(BIN)/shadergen --help"
	@echo "The page:     $(CURDIR)/$(DEMO)/report.html"

test:  ## run the tests
	@scripts/bootstrap dev
	$(BIN)/python -m pytest -q -n auto --maxprocesses 2

lint:  ## check style, format, types and the rooms' imports
	@scripts/bootstrap dev
	$(BIN)/python -m ruff check
	$(BIN)/python -m ruff format --check
	$(BIN)/python -m mypy
	$(BIN)/lint-imports

docs:  ## build the documentation into build/site, and fill the README's tables
	@scripts/bootstrap distill docs
	$(BIN)/python scripts/docs/readme_tables.py
	$(BIN)/mkdocs build --strict

bench:  ## measure rendering on this machine
	@scripts/bootstrap dev
	$(BIN)/shadergen bench render

evidence-quick: EVIDENCE := $(BIN)/python -m benchmarks.paper
evidence-quick: QUICK := build/evidence-quick
evidence-quick:  ## rebuild a small Table 1 on real data, ten minutes; fails if shaders are not 10 points above noise
	@scripts/bootstrap dev
	@rm -rf $(QUICK)
	$(EVIDENCE) run quick --out $(QUICK) --logs $(QUICK)/logs
	$(EVIDENCE) compare quick/shaders.resnet.cnn.0 quick/noise.resnet.cnn.0 --by 10 --logs $(QUICK)/logs

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

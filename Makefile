# Everything a user or a contributor runs. Each target does all the set-up that it needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SHARED ?= ../shared

.PHONY: install demo test check eval eval-polnear eval-times eval-cross bench bench-link bench-reader screenshots lock clean

install: $(VENV)/.installed

$(VENV)/.installed: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

demo: install
	rm -rf demo && mkdir -p demo
	$(BIN)/communique build examples/coverage -o demo/talks.db --facts examples/facts.toml
	$(BIN)/communique brief demo/talks.db -o demo/brief.md
	$(BIN)/communique verify demo/brief.md --record demo/talks.db
	$(BIN)/communique brief demo/talks.db

test: install
	$(BIN)/python -m pytest

check: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Scores on the annotated coverage beside the checkout; fails below the floors in eval/floors.toml.
eval: install
	$(BIN)/python -m eval.run --shared $(SHARED)

# make eval-polnear SPLIT=../shared/data/polnear/dev OUT=out [MODEL=fast]: without MODEL the accurate tagger.
eval-polnear: install
	$(BIN)/python -m eval.polnear $(SPLIT) $(OUT) $(if $(MODEL),--model $(MODEL)) --scorer $(SHARED)/tools/score_polnear.py

# make eval-times [SPLIT=DIR]: a folder of TimeML files; without it half of those of SHARED/data/tempeval3.
eval-times: install
	$(BIN)/python -m eval.times --shared $(SHARED) $(if $(SPLIT),--split $(SPLIT))

# What holds across articles: encounters, stories, origins; utterances, discrepancies, readouts.
eval-cross: install
	$(BIN)/python -m eval.cross --shared $(SHARED)
	$(BIN)/python -m eval.compared --shared $(SHARED)

# Server time of every kind of page of the reader; takes some minutes.
bench-reader: install
	$(BIN)/python -m bench.reader --shared $(SHARED)

# docs/screenshots/*.png, from the examples; needs Chromium.
screenshots: install
	$(BIN)/python -m examples.screenshots

# Linking of 100, 1,000 and 10,000 invented articles.
bench-link: install
	$(BIN)/python -m bench.linking

bench: install
	$(BIN)/python -m bench.speed --shared $(SHARED)

# Needs uv. The lock carries versions and hashes, no addresses.
lock:
	uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --no-annotate \
	  --no-header --no-emit-index-url --no-emit-find-links --output-file requirements.lock

clean:
	rm -rf $(VENV) demo out .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

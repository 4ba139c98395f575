# Two commands need nothing else: `make html` and `make test`.
.DEFAULT_GOAL := html
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed
SPHINX := $(BIN)/sphinx-build -j auto
SHARED ?= ../shared

.PHONY: html test check-shared lint types site linkcheck gettext messages facts runs reference factcheck bench wheel clean

$(STAMP): pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[docs,test,lint,i18n]'
	$(BIN)/python -m compileall -q sphinxext  # pip does it for what it copies, and an editable install is not copied
	touch $@

html: $(STAMP)  ## build and fact-check the site, English and Chinese
	$(SPHINX) -b html . _build/html/en
	$(SPHINX) -b html -D language=zh_CN . _build/html/zh_CN
	@echo "open _build/html/en/kb/index.html or _build/html/zh_CN/kb/index.html"

test: $(STAMP)  ## every test that needs nothing but this repository
	$(BIN)/python -m pytest

check-shared: $(STAMP)  ## the seed, the upstream sets and the corpus, which live beside the repository
	FACTCHECK_SHARED=$(SHARED) $(BIN)/python -m pytest -m shared

lint: $(STAMP)  ## style and common mistakes
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(STAMP)  ## mypy, strict
	$(BIN)/mypy

site: $(STAMP)  ## both languages, warnings are errors
	$(SPHINX) -b html -W --keep-going . _build/strict/en
	$(SPHINX) -b html -W --keep-going -D language=zh_CN . _build/strict/zh_CN

factcheck: $(STAMP)  ## the reports: _build/factcheck/output.txt, output.json, coverage.json
	$(SPHINX) -b factcheck . _build/factcheck

linkcheck: $(STAMP)  ## check the links; offline it says so and does not fail
	$(BIN)/python -m tests.linkcheck $(BIN)/sphinx-build

gettext: $(STAMP)  ## update the catalogs of the site
	rm -rf _build/gettext  # Sphinx does not see that a docstring has changed
	$(SPHINX) -b gettext . _build/gettext
	$(BIN)/sphinx-intl update -p _build/gettext -l zh_CN -d kb/locale

messages: $(STAMP)  ## update and compile the catalogs of the extension
	$(BIN)/pybabel extract -k message:1 -k _ --no-location --sort-output --omit-header -o sphinxext/factcheck/locale/sphinxext.factcheck.pot sphinxext
	$(BIN)/pybabel update --no-fuzzy-matching -D sphinxext.factcheck -i sphinxext/factcheck/locale/sphinxext.factcheck.pot -d sphinxext/factcheck/locale
	$(BIN)/pybabel compile -D sphinxext.factcheck -d sphinxext/factcheck/locale

facts: $(STAMP)  ## record the upstream sets and make the generated files of kb/facts anew; factcheck facts import takes a single release
	$(BIN)/factcheck facts import --from $(SHARED)/upstream --to kb/facts

runs: $(STAMP)  ## start real programs as the table in tests/reach says, and write down what they listen on: what it has no result for
	$(BIN)/python -m tests.live.record --missing tests/reach/runs.yaml

reference:  ## a page for every component that has none
	@for file in kb/facts/*/*.yaml; do \
	  name=$$(basename $$file .yaml); page=kb/reference/components/$$name.rst; line=$$(echo $$name | sed 's/./=/g'); \
	  case $$name in product | *.*) continue ;; esac; \
	  test -f $$page || printf '%s\n' ':tocdepth: 1' '' $$line $$name $$line '' ".. component-reference:: $$name" > $$page; \
	done

bench: $(STAMP)  ## how long it takes, measured on the pages and facts of this repository
	$(BIN)/python -m benchmarks.reader kb
	$(BIN)/python -m benchmarks.build kb
	$(BIN)/python -m benchmarks.check kb
	$(BIN)/python -m benchmarks.facts
	$(BIN)/python -m benchmarks.reference

wheel: $(STAMP)  ## the distribution, in dist
	$(BIN)/python -m pip wheel --quiet --no-deps --wheel-dir dist .

clean:  ## remove what was built
	rm -rf _build dist

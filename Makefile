PYTHON := .venv/bin/python
DEPLOY := curation/deploy

.PHONY: setup run test lint messages bench corpus packages test-packages
.NOTPARALLEL:

setup: packages
	@$(PYTHON) -m curation.deploy.prepare

run: packages
	@exec $(PYTHON) -m curation.deploy.run

packages:
	@sh $(DEPLOY)/system_packages.sh reading building serving
	@sh $(DEPLOY)/python_packages.sh requirements.txt

test-packages: packages
	@sh $(DEPLOY)/system_packages.sh testing
	@sh $(DEPLOY)/python_packages.sh tests/requirements.txt

lint: test-packages # DEBUG: the settings load without a secret key
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	DEBUG=1 .venv/bin/mypy curation
	.venv/bin/djlint templates --lint --quiet

# Brings the catalogues up to date with the code; no line numbers, so that only a changed sentence changes them.
messages: packages
	DEBUG=1 $(PYTHON) manage.py makemessages --all --no-wrap --no-location --no-obsolete --ignore var --ignore tests --ignore bench

# On SQLite, again on PostgreSQL, then in a browser: once, on SQLite, which is what `make run` gives. A file stays in
# one process, because its tests share a running product; the order of files is that of tests/conftest.py. A test in a
# browser has a second try; one that needed it is named at the end, and is a fault to be found.
test: PYTEST := $(PYTHON) -m pytest -n auto --dist loadfile --no-loadscope-reorder
test: lint
	$(PYTHON) -m curation.deploy.prepare translations
	$(PYTEST) -m "not browser"
	$(PYTHON) -m tests.services postgresql $(PYTEST) -m "not browser and not once"
	$(PYTEST) -m browser --reruns 1 -r fER

# Every page of every real and broken file, in ../shared/corpus or in CORPUS; takes an hour with text recognition.
corpus: test-packages
	$(PYTHON) -m tests.pipeline.corpus

bench: test-packages
	@for each in bench/[a-z]*.py; do $(PYTHON) $$each || exit 1; done

"""The catalogue of every language beside English: complete, sure of each sentence, and what the code asks for."""

import re
import shutil
import subprocess

import pytest
from django.conf import settings as product
from django.core.management import call_command

from tests.services import ROOT

CATALOGUES = [ROOT / "locale" / code / "LC_MESSAGES/django.po" for code, _name in product.LANGUAGES if code != "en"]
PLACEHOLDER = re.compile(r"%%|%\(\w+\)\w|%[a-z]|\{\w+\}")

pytestmark = pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda path: path.parts[-3])


def entries(text):
    return [re.sub("^#.*\n", "", entry, flags=re.M) for entry in text.split("\n\n")[1:]]


def placeholders(entry, side):
    return set(PLACEHOLDER.findall("".join(re.findall(f"^{side}.*$", entry, flags=re.M))))


def selected(catalogue, *options):
    return subprocess.run(["msgattrib", *options, catalogue], check=True, capture_output=True, text=True).stdout


def test_code_and_templates_ask_for_exactly_what_the_catalogue_has(catalogue, tmp_path, monkeypatch, settings):
    for folder in ("curation", "templates"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    anew = tmp_path / catalogue.relative_to(ROOT)
    anew.parent.mkdir(parents=True)
    shutil.copy(catalogue, anew)
    settings.LOCALE_PATHS = [tmp_path / "locale"]
    monkeypatch.chdir(tmp_path)
    call_command("makemessages", locale=[catalogue.parts[-3]], no_wrap=True, no_location=True, verbosity=0)
    assert set(entries(anew.read_text())) == set(entries(catalogue.read_text())), "run `make messages`, then translate"


@pytest.mark.parametrize("flaw", ["--untranslated", "--only-fuzzy", "--only-obsolete"])
def test_no_sentence_is_missing_guessed_or_left_over(catalogue, flaw):
    assert selected(catalogue, flaw) == ""


def test_each_sentence_keeps_the_placeholders_of_its_original(catalogue):
    changed = [
        entry
        for entry in entries(catalogue.read_text())
        if placeholders(entry, "msgid") != placeholders(entry, "msgstr")
    ]
    assert changed == []


def test_the_compiler_finds_nothing_wrong(catalogue, tmp_path):
    compiler = ["msgfmt", "--check", "-o", tmp_path / "django.mo", catalogue]
    assert subprocess.run(compiler, check=False, capture_output=True, text=True).stderr == ""

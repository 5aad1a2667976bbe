"""Counting tokens: exact with a vocabulary that is checked, marked as an estimate without."""

import gzip
import hashlib
import socket

import pytest
import tiktoken

from curation.pipeline import tokens, vocabularies

TEXTS = (
    "",
    "Hello, world!",
    "La dosis de bisoprolol es de 2,5 mg una vez al día; ¿y si se olvida?",
    "It's the patient's 3rd visit.\n\n  - Weight: 71.5 kg\r\n\t- Blood pressure: 120/80",
    "ÁRBOL niñéz ﬁn 東京 🙂 <|endoftext|>",
    "half a character: \ud800",
)
ADDRESS = "https://openaipublic.blob.core.windows.net/encodings/{}.tiktoken"


@pytest.fixture
def no_network(monkeypatch):
    def refuse(*args, **kwargs):
        raise AssertionError("the network was used")

    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.fixture
def anew():
    """Vocabularies are kept once they are read: a test that changes where they are found begins without."""
    vocabularies.encoding.cache_clear()
    yield
    vocabularies.encoding.cache_clear()


@pytest.mark.parametrize("name", vocabularies.KNOWN)
def test_counts_are_those_of_tiktoken_itself(name, tmp_path, monkeypatch, no_network, anew):
    cached = tmp_path / hashlib.sha1(ADDRESS.format(name).encode()).hexdigest()
    cached.write_bytes(gzip.decompress(vocabularies.file_of(name).read_bytes()))
    monkeypatch.setenv("TIKTOKEN_CACHE_DIR", str(tmp_path))
    theirs = tiktoken.get_encoding(name)
    for text in TEXTS:
        assert tokens.count(text, name) == tokens.Count(len(theirs.encode_ordinary(text)), exact=True)


def test_the_two_vocabularies_count_differently():
    spanish = "Los arrendatarios abonarán la fianza mediante transferencia bancaria." * 5
    assert tokens.count(spanish, "o200k_base").number < tokens.count(spanish, "cl100k_base").number


def test_without_its_vocabulary_a_count_is_an_estimate_and_says_so(monkeypatch, no_network, anew):
    monkeypatch.setattr(vocabularies, "CARRIER", "a_package_that_is_not_here")
    counted = tokens.count("Twenty characters...", "o200k_base", "en")
    assert counted == tokens.Count(5, exact=False)
    assert str(counted) == "~5"


def test_a_vocabulary_that_was_changed_is_not_used(tmp_path):
    changed = tmp_path / "o200k_base.tiktoken.gz"
    content = gzip.decompress(vocabularies.file_of("o200k_base").read_bytes())
    changed.write_bytes(gzip.compress(content.replace(b" 7\n", b" 8\n", 1), compresslevel=1))
    assert vocabularies.load(changed, "o200k_base") is None


def test_an_estimate_is_asked_for_by_name():
    assert tokens.count("Twenty characters...", tokens.ESTIMATE, "en") == tokens.Count(5, exact=False)


def test_a_sum_is_exact_only_when_all_of_it_is():
    one, other = tokens.Count(2, exact=True), tokens.Count(3, exact=False)
    assert one + other == tokens.Count(5, exact=False)
    assert str(one + one) == "4"

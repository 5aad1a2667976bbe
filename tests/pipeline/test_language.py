import pytest

from curation.pipeline.language import guess
from curation.pipeline.tokens import estimate


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The contract is signed by both parties and ends in May.", "en"),
        ("El contrato lo firman las dos partes y termina en mayo.", "es"),
        ("Der Vertrag wird von beiden Seiten unterschrieben und endet im Mai.", ""),
        ("Le contrat est signé par les deux parties et se termine en mai, de la même façon que le précédent.", ""),
        ("O contrato é assinado pelas duas partes e termina em maio, como o anterior da empresa.", ""),
        ("Il contratto è firmato dalle due parti e finisce in maggio, come quello della società.", ""),
        ("El contracte el signen les dues parts i acaba al maig, com l'anterior de l'empresa.", ""),
        ("Para pedir un permiso se necesita un justificante.", "es"),
        ("12 34 56", ""),
        ("", ""),
    ],
)
def test_english_and_spanish_are_told_apart(text, expected):
    assert guess(text) == expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("", "en", 0),
        ("a", "en", 1),
        ("a" * 419, "en", 100),
        ("a" * 407, "es", 100),
        ("a" * 407, "es-ES", 100),
        ("a" * 8, "", 2),
    ],
)
def test_tokens_are_estimated_by_language(text, language, expected):
    assert estimate(text, language) == expected

"""Pages in other languages than those asked for, and pages whose letters are mapped to another script."""

import re
import shutil

import pytest
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from curation.pipeline import ocr, reading
from curation.pipeline.language import detect
from curation.pipeline.limits import Options
from curation.pipeline.media import PDF
from curation.pipeline.ocr import engines, linked, tongues
from curation.pipeline.types import Method
from tests.samples.files import FONT, picture

PLAIN = Options(second_engine=False)
FRENCH = [
    "Le contrat est signé par les deux parties et se termine en mai.",
    "Il est renouvelé pour une année si les parties ne disent pas le contraire",
    "dans le mois qui suit la fin de la période, ou avec une lettre.",
]
TOLD = {
    "fr": " ".join(FRENCH),
    "de": "Der Vertrag wird von beiden Seiten unterschrieben und endet im Mai. Die Kosten sind nicht auf der Rechnung.",
    "pt": "O contrato é assinado pelas duas partes e termina em maio. Não é renovado se as partes não o dizem.",
    "it": "Il contratto è firmato dalle due parti e finisce in maggio. Non si rinnova se le parti non lo dicono.",
    "ca": "El contracte el signen les dues parts i acaba al maig. No es renova per un any més amb una carta.",
    "gl": "O contrato asínano as dúas partes e remata en maio. Non se renova se as partes non o din cunha carta, como "
    "tamén foi no ano anterior coa outra empresa.",
    "eu": "Kontratua bi aldeek sinatzen dute eta maiatzean amaitzen da. Ez da berritzen alde batek edo besteak hala "
    "esan ez badu, baina epea luzatu egin behar da eta hori ere idatzi behar da.",
    "nl": "Het contract wordt door beide partijen ondertekend en eindigt in mei. De kosten zijn niet voor de huurder.",
    "en": "The contract is signed by both parties and ends in May.",
    "es": "El contrato lo firman las dos partes y termina en mayo.",
    "ru": "Договор подписан обеими сторонами",
    "uk": "Договір підписаний обома сторонами",
    "el": "Η σύμβαση υπογράφεται από τα δύο μέρη",
    "ar": "العقد موقع من الطرفين وينتهي في مايو",
    "ko": "계약은 양 당사자가 서명하고 오월에 끝난다 그리고",
    "ja": "契約は両当事者が署名し、五月に終わります。更新はされません",
    "zh": "合同由双方签署并于五月结束除非双方在次月另有约定否则",
    "": "12 34 56 mg/dL",
}


@pytest.mark.parametrize(("language", "text"), TOLD.items())
def test_the_language_of_a_text_is_told_by_its_words_or_its_script(language, text):
    assert detect(text) == language


def test_a_few_words_of_another_language_tell_nothing():
    assert detect("Status: der Vertrag, im Mai") == ""


@pytest.fixture
def as_if_installed(tmp_path, monkeypatch):
    """A function that installs Tesseract's data for Spanish, which has the letters of most, under other names."""
    installed = linked.data_folder()
    folder = tmp_path / "tessdata"
    folder.mkdir()

    def install(*codes):
        for code in ("eng", "spa", "osd", *codes):
            source = installed / f"{code}.traineddata"
            shutil.copy(source if source.exists() else installed / "spa.traineddata", folder / f"{code}.traineddata")
        monkeypatch.setenv("TESSDATA_PREFIX", str(folder))
        forget()

    yield install
    monkeypatch.undo()
    forget()


def forget():
    for remembered in (linked.data_folder, linked._api, engines.first):
        remembered.cache_clear()


def read_in(monkeypatch):
    """Which languages the first engine is asked to read in, in their order."""
    asked = []
    read = engines.first().read

    def noting(picture, languages, dpi, ends):
        asked.append(tuple(sorted(languages)))
        return read(picture, languages, dpi, ends)

    monkeypatch.setattr(engines.first(), "read", noting)
    return asked


def test_a_page_that_shows_another_installed_language_is_read_in_that_one(as_if_installed, monkeypatch):
    as_if_installed("fra")
    asked = read_in(monkeypatch)
    seen = ocr.recognise(picture(FRENCH, size=(1500, 900)), Options(languages=("eng",), second_engine=False))
    assert asked == [("eng",), ("eng", "fra")]
    assert "signé" in seen.text and "année" in seen.text


def test_a_document_known_to_be_in_a_language_is_read_in_it_at_once(as_if_installed, monkeypatch):
    as_if_installed("fra")
    asked = read_in(monkeypatch)
    ocr.recognise(picture(FRENCH, size=(1500, 900)), Options(languages=("eng",), second_engine=False, spoken="fr"))
    assert asked == [("eng", "fra")]


def test_the_languages_that_a_person_chose_are_kept(as_if_installed, monkeypatch):
    as_if_installed("fra")
    asked = read_in(monkeypatch)
    ocr.recognise(picture(FRENCH), Options(languages=("eng",), second_engine=False, follow=False))
    assert asked == [("eng",)]


def test_a_language_that_is_not_installed_changes_nothing(monkeypatch):
    asked = read_in(monkeypatch)
    ocr.recognise(picture(FRENCH, size=(1500, 900)), PLAIN)
    assert asked == [("eng", "spa")]


@pytest.mark.parametrize(
    ("text", "script", "languages", "expected"),
    [
        ("flofosop nognucan", "Cyrillic", ("eng", "spa"), ("rus", "bul")),
        ("flofosop nognucan", "Greek", ("eng", "spa"), ("ell", "eng")),
        ("flofosop nognucan", "Latin", ("eng", "spa"), ()),
        ("flofosop nognucan", "Hebrew", ("eng", "spa"), ()),
        ("Договор подписан обеими", "Cyrillic", ("rus", "eng"), ()),
    ],
)
def test_a_script_asks_for_the_languages_in_it_that_are_installed(as_if_installed, text, script, languages, expected):
    as_if_installed("rus", "bul", "ell")
    assert tongues.shown(text, script, languages) == expected


def mapped_elsewhere(path, lines):
    """A PDF that shows Latin letters and says in its own text that they are Korean ones."""
    pdfmetrics.registerFont(TTFont("Vera", str(FONT)))
    canvas = Canvas(str(path), pagesize=A4, pageCompression=0)
    canvas.setFont("Vera", 13)
    for row, line in enumerate(lines):
        canvas.drawString(60, 760 - 24 * row, line)
    canvas.save()
    writer = PdfWriter(clone_from=str(path))
    for font in writer.pages[0]["/Resources"]["/Font"].values():
        if "/ToUnicode" in font.get_object():
            stream = DecodedStreamObject()
            told = font.get_object()["/ToUnicode"].get_data().decode("latin-1")
            stream.set_data(re.sub("<00([0-9A-F]{2})>", lambda code: f"<AC{code[1]}>", told).encode("latin-1"))
            font.get_object()[NameObject("/ToUnicode")] = writer._add_object(stream)
    writer.write(path)
    return path


ENGLISH = [
    "The contract is signed by both of the parties and ends in May.",
    "It is renewed for one year, if they do not say in the month that follows",
    "by a letter to the other party that it is to end with that year.",
] * 3


def test_letters_mapped_to_a_script_that_the_page_does_not_show_are_recognised_instead(tmp_path):
    path = mapped_elsewhere(tmp_path / "a.pdf", ENGLISH)
    (page,) = reading.pages(path, PDF, [1], PLAIN)
    assert page.method is Method.OCR
    assert page.text.split() == " ".join(ENGLISH).split()


def test_text_in_another_script_is_kept_where_recognising_it_shows_nothing_better(tmp_path):
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=A4)
    pdfmetrics.registerFont(UnicodeCIDFont("HYSMyeongJo-Medium"))
    canvas.setFont("HYSMyeongJo-Medium", 13)
    canvas.drawString(60, 760, TOLD["ko"])
    canvas.save()
    (page,) = reading.pages(tmp_path / "a.pdf", PDF, [1], PLAIN)
    assert page.method is Method.TEXT
    assert page.text == TOLD["ko"]


def test_letters_of_the_documents_own_script_are_not_doubted(tmp_path):
    path = mapped_elsewhere(tmp_path / "a.pdf", ENGLISH)
    (page,) = reading.pages(path, PDF, [1], Options(second_engine=False, spoken="ko"))
    assert page.method is Method.TEXT

import io
import re

import docx
import pypdfium2
import pytesseract
import pytest
from PIL import Image

from curation.intake.samples import samples, write_all

TESSERACT = {"en": "eng", "es": "spa"}
MADE = {language: samples(language) for language in TESSERACT}


def words(text):
    return set(re.findall(r"[^\W\d_]{3,}", text.lower()))


def recall(sample, text):
    return len(sample.words & words(text)) / len(sample.words)


def pages_of(content):
    with pypdfium2.PdfDocument(content) as document:
        return [(page.get_textpage().get_text_bounded(), page.render(scale=300 / 72).to_pil()) for page in document]


def recognised(picture, language):
    return pytesseract.image_to_string(picture, lang=TESSERACT[language], timeout=60)


def test_writing_them_all_gives_one_file_of_each_kind_in_each_language(tmp_path):
    paths = write_all(tmp_path)
    assert len(paths) == len({path.name for path in paths}) == 10
    assert sorted(path.suffix for path in paths) == [".docx"] * 2 + [".jpg"] * 2 + [".pdf"] * 4 + [".txt"] * 2


@pytest.mark.parametrize("language", TESSERACT)
def test_the_same_bytes_come_out_every_time(language):
    assert [sample.content for sample in samples(language)] == [sample.content for sample in MADE[language]]


@pytest.mark.parametrize("language", TESSERACT)
def test_the_report_has_its_words_in_a_text_layer(language):
    pages = pages_of(MADE[language][0].content)
    assert len(pages) == 2
    assert recall(MADE[language][0], "\n".join(text for text, _ in pages)) == 1


@pytest.mark.parametrize("language", TESSERACT)
def test_the_scan_has_no_text_until_it_is_recognised(language):
    scan = MADE[language][1]
    ((text, picture),) = pages_of(scan.content)
    assert text.strip() == ""
    assert recall(scan, recognised(picture, language)) >= 0.9


@pytest.mark.parametrize("language", TESSERACT)
def test_the_handbook_opens_with_headings_a_list_and_a_table(language):
    handbook = MADE[language][2]
    document = docx.Document(io.BytesIO(handbook.content))
    styles = {paragraph.style.name for paragraph in document.paragraphs}
    assert styles >= {"Title", "Heading 1", "List Bullet"}
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert cells
    assert recall(handbook, "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])) > 0.95


@pytest.mark.parametrize("language", TESSERACT)
def test_the_photograph_can_be_read(language):
    note = MADE[language][3]
    with Image.open(io.BytesIO(note.content)) as picture:
        assert recall(note, recognised(picture, language)) >= 0.9


@pytest.mark.parametrize(("language", "question", "answer"), [("en", "Q: ", "A: "), ("es", "P: ", "R: ")])
def test_every_question_has_an_answer(language, question, answer):
    lines = MADE[language][4].content.decode().splitlines()
    asked = [at for at, line in enumerate(lines) if line.startswith(question)]
    assert len(asked) == 8
    assert all(lines[at + 1].startswith(answer) for at in asked)

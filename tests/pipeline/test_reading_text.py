"""Plain text and Markdown."""

import pytest

from curation.pipeline import reading
from curation.pipeline.chunking import cut
from curation.pipeline.errors import NoText
from curation.pipeline.hygiene import clean
from curation.pipeline.limits import Limits, Options
from curation.pipeline.media import MARKDOWN, TEXT
from curation.pipeline.reading import markdown
from curation.pipeline.reading.decoding import decode
from curation.pipeline.types import BlockKind

SPANISH = "El año pasado, la señora Núñez cobró 20 €."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_spanish_comes_out_right_from_every_encoding(encoding):
    assert decode(SPANISH.encode(encoding)) == SPANISH


ACCENTED = "El año pasado la situación médica cambió: más niños también están aquí. ¿Cuándo? ¡Sí!"


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "iso-8859-15", "mac_roman", "cp850", "cp437"])
def test_the_old_encodings_of_every_system_are_told_apart_without_being_named(encoding):
    assert decode(ACCENTED.encode(encoding)) == ACCENTED


@pytest.mark.parametrize(
    "text", ["It doesn’t matter—“really”, said the café’s owner: £5 or 10°C.", "Smith® and Jones™ paid 5€", "naïve"]
)
def test_the_signs_of_windows_do_not_make_a_text_another_encodings(text):
    assert decode(text.encode("cp1252")) == text


def test_a_text_in_which_every_letter_has_an_accent_is_in_another_alphabet():
    text = "Договор подписан обеими сторонами и заканчивается в мае. Стороны могут продлить его на один год. " * 3
    assert decode(text.encode("cp1251")) == text


def test_other_encodings_are_guessed():
    japanese = "これは日本語の文章です。テストのために長くします。" * 10
    assert decode(japanese.encode("shift_jis")) == japanese


def read(tmp_path, content, media_type=TEXT, limits=None):
    path = tmp_path / "stored"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    options = Options(limits=limits or Limits())
    count = reading.outline(path, media_type, options.limits).page_count
    return list(reading.pages(path, media_type, range(1, count + 1), options))


HANDBOOK = """MANUAL DEL EMPLEADO

1. Jornada

La jornada es de 37,5 horas semanales, distribuidas de lunes a viernes en el horario de cada centro.

2. Vacaciones

2.1 Permisos

Un permiso retribuido es una ausencia justificada del trabajo con derecho a conservar el salario íntegro.

Preguntas frecuentes

P: ¿Cuántos días de vacaciones tengo al año?
R: Veintitrés días laborables por año completo trabajado.
"""


def test_plain_text_keeps_its_headings_by_its_lines(tmp_path):
    pages = read(tmp_path, HANDBOOK)
    assert [page.blocks for page in pages] == [()]
    assert [passage.heading_path for passage in cut(pages)] == [
        ("MANUAL DEL EMPLEADO", "1. Jornada"),
        ("MANUAL DEL EMPLEADO", "2. Vacaciones", "2.1 Permisos"),
        ("MANUAL DEL EMPLEADO", "2. Vacaciones", "2.1 Permisos", "Preguntas frecuentes"),
    ]
    assert "P: ¿Cuántos días de vacaciones tengo al año?" in pages[0].text


def test_rules_under_titles_are_no_text(tmp_path):
    (page,) = read(tmp_path, "Rules\n=====\nBe on time.\n------\nLeave late.")
    assert page.text == "Rules\n\nBe on time.\n\nLeave late."


def test_text_without_empty_lines_is_paged_where_a_line_ends_a_sentence(tmp_path):
    lines = ["This line goes on", "and ends here."] * 300
    pages = read(tmp_path, "\n".join(lines))
    assert all(page.text.endswith("ends here.") and len(page.text) < 3100 for page in pages)
    assert "\n".join(page.text for page in pages) == "\n".join(lines)


def test_a_form_feed_is_a_page(tmp_path):
    assert [page.text for page in read(tmp_path, "one\n\f\ntwo")] == ["one", "two"]


def test_pages_are_whole_paragraphs(tmp_path):
    paragraphs = [f"Paragraph {n}. " + "Words follow words. " * 40 for n in range(20)]
    pages = read(tmp_path, "\n\n".join(paragraphs))
    assert "\n\n".join(page.text for page in pages) == "\n\n".join(p.strip() for p in paragraphs)
    assert all(2000 < len(page.text) <= 3100 for page in pages[:-1])


def test_a_heading_stands_with_the_text_under_it(tmp_path):
    filler = "Words follow words. " * 149
    pages = read(tmp_path, f"{filler}\n\nThe next chapter\n\nIt begins here.")
    assert pages[1].text == "The next chapter\n\nIt begins here."


def test_one_endless_line_is_cut_within_the_limit_of_a_page(tmp_path):
    pages = read(tmp_path, "word " * 5000, limits=Limits(page_text=4000))
    assert max(len(page.text) for page in pages) <= 4000
    assert sum(page.text.count("word") for page in pages) == 5000


def test_control_characters_are_removed_and_declared(tmp_path):
    (page,) = read(tmp_path, b"be\0fore\x07 and after\r\nthe end")
    assert page.text == "before and after\nthe end"
    assert page.note == "Control characters were removed."
    assert read(tmp_path, "clean")[0].note == ""


def test_lone_halves_of_pairs_are_no_text():
    assert clean("a\ud800b\ufffe") == ("ab", "Control characters were removed.")


def test_a_file_of_white_space_holds_no_text(tmp_path):
    with pytest.raises(NoText):
        read(tmp_path, " \n \t\n")


MARKDOWN_TEXT = """# Guide to *returns*

Send the **item** back to
[us](https://example.com).

- one
  1. inner
  2. inner again
- two

| Country | Days |
|---------|------|
| Spain   | `14` |

```
x = 1
```
"""


def test_the_head_of_a_markdown_file_is_no_title_and_struck_words_stay():
    source = "---\ntitle: A guide\nby: Ana\n---\n\nTerm[^1] and ~~old~~ text.\n\n[^1]: The note.\n\n3. three\n4. four"
    assert [(str(piece.kind), piece.text) for piece in markdown.pieces(source)] == [
        ("paragraph", "title: A guide\nby: Ana"),
        ("paragraph", "Term[^1] and old text."),
        ("paragraph", "[^1]: The note."),
        ("list_item", "3. three"),
        ("list_item", "4. four"),
    ]


def test_html_in_markdown_is_read_as_html():
    source = "Before\n\n<details><summary>More</summary>\n<p>said <b>here</b></p>\n</details>\n\na<br>b <i>c</i>"
    assert [piece.text for piece in markdown.pieces(source)] == ["Before", "More", "said here", "a\nb c"]


def test_markdown_loses_its_marks_and_keeps_its_structure():
    assert [(piece.kind, piece.level, piece.text) for piece in markdown.pieces(MARKDOWN_TEXT)] == [
        (BlockKind.HEADING, 1, "Guide to returns"),
        (BlockKind.PARAGRAPH, 0, "Send the item back to\nus."),
        (BlockKind.LIST_ITEM, 0, "- one"),
        (BlockKind.LIST_ITEM, 1, "1. inner"),
        (BlockKind.LIST_ITEM, 1, "2. inner again"),
        (BlockKind.LIST_ITEM, 0, "- two"),
        (BlockKind.TABLE, 0, "Country | Days\nSpain | 14"),
        (BlockKind.CODE, 0, "x = 1"),
    ]


def test_markdown_blocks_point_into_the_text(tmp_path):
    (page,) = read(tmp_path, MARKDOWN_TEXT, MARKDOWN)
    assert page.text[page.blocks[-1].start : page.blocks[-1].end] == "x = 1"

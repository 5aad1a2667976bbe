import random

import pytest

from curation.pipeline import sentences
from curation.pipeline.chunking import cut
from curation.pipeline.types import BlockKind, Method, Page
from tests.pipeline.steps import steps

SENTENCE = "The tenant pays the rent on the first working day of every month. "


def passages(*texts, limit=400, confidence=None):
    return list(
        cut([Page(n, text, Method.TEXT, confidence=confidence) for n, text in enumerate(texts, 1)], limit=limit)
    )


def random_pages(seed):
    """Pages of prose, headings, lists, tables and oddities, wrapped at the width of a page."""
    chance = random.Random(seed)
    words = [
        "rent",
        "the",
        "Dr.",
        "tenant",
        "e.g.",
        "3.5",
        "¿cómo?",
        "«así»",
        "No.",
        "12",
        "año",
        "self-made",
        "ﬁx",
        "\u00a0x",
    ]

    def sentence():
        return f"{chance.choice(['The', 'A', 'El'])} {' '.join(chance.choices(words, k=chance.randint(2, 30)))} end."

    def part():
        kind = chance.random()
        if kind < 0.15:
            return f"{chance.choice(['#', '##', '###'])} {chance.choice(words)} heading"
        if kind < 0.25:
            return "\n".join(f"- {sentence()}" for _ in range(chance.randint(1, 12)))
        if kind < 0.35:
            return "\n".join(f"| {chance.choice(words)} | {sentence()} |" for _ in range(chance.randint(2, 9)))
        lines = [""]
        for word in " ".join(sentence() for _ in range(chance.randint(1, 12))).split(" "):
            if len(lines[-1]) > 70:
                lines.append("")
            lines[-1] += f"{word} "
        return chance.choice(["\n", "\r\n"]).join(lines)

    texts = ["\n\n".join(part() for _ in range(chance.randint(0, 8))) for _ in range(chance.randint(1, 6))]
    return [Page(number, text, Method.TEXT) for number, text in enumerate(texts, start=1)]


@pytest.mark.parametrize("seed", range(60))
def test_every_span_is_verbatim_and_nothing_is_lost_or_doubled(seed):
    pages = random_pages(seed)
    by_number = {page.number: page.text for page in pages}
    covered = {number: [False] * len(text) for number, text in by_number.items()}
    for ordinal, passage in enumerate(cut(pages, limit=300)):
        assert passage.ordinal == ordinal
        last = 0
        for span in passage.spans:
            kept = by_number[span.page][span.start : span.end]
            assert passage.text[span.at : span.at + len(kept)] == kept != ""
            assert not passage.text[last : span.at].strip()
            doubled = any(covered[span.page][span.start : span.end])
            assert not doubled or repeats_columns(passage, span)
            covered[span.page][span.start : span.end] = [True] * len(kept)
            last = span.at + len(kept)
        assert last == len(passage.text)
        assert [passage.text[block.start : block.end].strip() != "" for block in passage.blocks]
    left = "".join(
        character
        for page in pages
        for character, taken in zip(page.text, covered[page.number], strict=True)
        if not taken
    )
    assert not left.replace("#", "").strip()


def repeats_columns(passage, span):
    """Whether the span is the first row of a table whose other rows stand further up in the document."""
    tables = [block for block in passage.blocks if block.kind == BlockKind.TABLE]
    return any(block.start <= span.at < passage.text.find("\n", block.start) for block in tables)


@pytest.mark.parametrize("seed", range(60))
def test_a_passage_is_longer_than_the_limit_only_for_one_sentence(seed):
    for passage in cut(random_pages(seed), limit=300):
        if len(passage.text) > 300:
            blocks = [block for block in passage.blocks if block.kind != BlockKind.HEADING]
            (block,) = blocks
            text = passage.text[block.start : block.end]
            assert len(list(sentences.ends(text))) == 1 or (block.kind == BlockKind.TABLE and "\n" not in text)


@pytest.mark.parametrize("seed", range(60))
def test_no_heading_is_left_at_the_end_of_a_passage(seed):
    found = list(cut(random_pages(seed), limit=300))
    assert all(passage.blocks[-1].kind != BlockKind.HEADING for passage in found[:-1])


@pytest.mark.parametrize("limit", [80, 200, 1600])
def test_no_sentence_is_cut(limit):
    text = (
        "Dr. Ruiz saw 3.5 patients, i.e. few. ¿Cuántos? «Pocos.» The No. 5 bus (see art. 7) left at 10 a.m. on Monday. "
        * 30
    )
    expected = {"Dr. Ruiz saw 3.5 patients, i.e. few.", "¿Cuántos?", "«Pocos.»"}
    expected.add("The No. 5 bus (see art. 7) left at 10 a.m. on Monday.")
    for passage in passages(text, limit=limit):
        rest = passage.text
        for sentence in expected:
            rest = rest.replace(sentence, "")
        assert not rest.strip()


def test_whole_paragraphs_stay_together():
    found = passages(f"{SENTENCE * 4}\n\n{SENTENCE * 4}\n\nShort.")
    assert [passage.text.count("tenant") for passage in found] == [4, 4]
    assert found[1].text.endswith("month.\n\nShort.")


def test_a_heading_goes_with_its_text_and_gives_the_path():
    found = passages(
        f"# Lease\n\n{SENTENCE * 5}\n\n## Rent\n\n### Due date\n\n{SENTENCE * 9}\n\n## Deposit\n\n{SENTENCE}"
    )
    assert [(passage.text.split("\n")[0][:8], passage.heading_path) for passage in found] == [
        ("Lease", ("Lease",)),
        ("Rent", ("Lease", "Rent", "Due date")),
        ("The tena", ("Lease", "Rent", "Due date")),
        ("Deposit", ("Lease", "Deposit")),
    ]


def test_lead_ins_and_questions_stay_with_what_they_lead_to():
    papers = "The tenant brings:\n\n- a passport\n- a pay slip of each of the last three months"
    found = passages(f"{SENTENCE * 5}\n\n{papers}\n\nWho pays for repairs?\n\n{SENTENCE * 5}")
    assert [passage.text.split("\n")[0][:10] for passage in found] == ["The tenant", "The tenant", "Who pays f"]
    assert found[1].text == papers


def test_a_table_is_kept_whole_where_it_fits():
    table = "\n".join(f"| item {row} | costs {row} euros | none |" for row in range(8))
    assert [passage.text for passage in passages(f"{SENTENCE * 4}\n\n{table}")] == [(SENTENCE * 4).strip(), table]


def test_a_longer_table_is_cut_between_rows():
    rows = [f"| item {row} | costs {row} euros | none |" for row in range(40)]
    found = passages("\n".join(rows))
    assert len(found) > 2
    assert "\n".join(passage.text for passage in found).split("\n") == rows


def test_a_list_is_kept_whole_where_it_fits():
    items = "\n".join(f"- The tenant shall, in case {number}, write to the owner." for number in range(6))
    assert [passage.text for passage in passages(f"{SENTENCE * 2}\n\n{items}")] == [(SENTENCE * 2).strip(), items]


def test_a_longer_list_is_cut_between_items():
    items = [f"- The tenant shall, in case {number}, write to the owner." for number in range(20)]
    found = passages("\n".join(items))
    assert len(found) > 2
    assert "\n".join(passage.text for passage in found).split("\n") == items


def test_a_longer_sentence_is_a_passage_of_its_own():
    long = "The tenant " + "and the owner " * 50 + "agree."
    assert [passage.text for passage in passages(f"Before. {long} After.")] == ["Before.", long, "After."]


def test_what_has_no_sentences_at_all_is_cut_somewhere():
    assert max(len(passage.text) for passage in passages("x" * 50_000)) <= 3200
    assert all(len(passage.text) <= 400 for passage in passages("word " * 10_000)[:-8])


def test_confidence_is_weighed_by_how_much_of_each_page_is_there():
    pages = [Page(1, "a" * 30 + ",", Method.OCR, confidence=90.0), Page(2, "b" * 9 + ".", Method.OCR, confidence=50.0)]
    (passage,) = cut(pages)
    assert passage.confidence == pytest.approx((31 * 90 + 10 * 50) / 41)
    assert passages("No picture here.")[0].confidence is None


@pytest.mark.timeout(60)
def test_a_book_is_cut_in_steps_that_grow_with_its_length():
    def book(copies):
        return [Page(1, "\n".join([SENTENCE * 3] * copies), Method.TEXT)]

    short, long = (steps(list, cut(book(copies))) for copies in (500, 2000))
    assert long < 6 * short

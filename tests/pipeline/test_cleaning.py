import pytest

from curation.pipeline.cleaning import elements
from curation.pipeline.types import Block, BlockKind, Method, Page

WIDE = "This line reaches all the way across the page, as the lines of a paragraph do"


def pages_of(*texts, blocks=()):
    return [Page(number, text, Method.TEXT, blocks=blocks) for number, text in enumerate(texts, start=1)]


def cleaned(*texts, blocks=()):
    return [(str(element.kind), element.text) for element in elements(pages_of(*texts, blocks=blocks))]


def texts_of(*texts):
    return [text for _, text in cleaned(*texts)]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (f"{WIDE}\nand goes on.", f"{WIDE} and goes on."),
        (f"{WIDE}\r\nand goes on.", f"{WIDE} and goes on."),
        (f"{WIDE} hyphen-\nation ends it.", f"{WIDE} hyphenation ends it."),
        (f"{WIDE} acor-\ndado con la empresa.", f"{WIDE} acordado con la empresa."),
        (f"{WIDE} self-taught, self-\ntaught.", f"{WIDE} self-taught, self-taught."),
        (f"{WIDE} Anglo-\nSaxon.", f"{WIDE} Anglo-Saxon."),
        (f"{WIDE} 2019-\n2020.", f"{WIDE} 2019-2020."),
        (f"{WIDE} this -\nand that.", f"{WIDE} this - and that."),
        ("com\ufffepile and im\u00adport", "compile and import"),
        ("too   many \t spaces\u00a0here", "too many spaces here"),
        ("the ﬁrst oﬃce", "the ﬁrst oﬃce"),
        ("1309 S. Mary Avenue\nSunnyvale, CA\n" + WIDE, "1309 S. Mary Avenue\nSunnyvale, CA\n" + WIDE),
    ],
)
def test_lines_are_joined_as_they_were_written(lines, expected):
    assert texts_of(lines) == [expected]


def test_every_slice_is_verbatim_and_only_white_space_is_added():
    text = (
        f"{WIDE} hyphen-\nation,  and\u00a0more com\ufffepile\n\n- an  item\n  that goes on\n\nA | B | C\n1 | 2 |  3\n"
    )
    (page,) = pages_of(text)
    for element in elements([page]):
        rest = list(element.text)
        for span in element.spans:
            kept = page.text[span.start : span.end]
            assert element.text[span.at : span.at + len(kept)] == kept
            rest[span.at : span.at + len(kept)] = [""] * len(kept)
        assert not "".join(rest).strip()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"# Leave\n\n{WIDE}.", [("heading", "Leave"), ("paragraph", f"{WIDE}.")]),
        (f"2.1 Días de permiso\n{WIDE}.", [("heading", "2.1 Días de permiso"), ("paragraph", f"{WIDE}.")]),
        (f"VACACIONES\n\n{WIDE}.", [("heading", "VACACIONES"), ("paragraph", f"{WIDE}.")]),
        (f"Artículo 12\n\n{WIDE}.", [("heading", "Artículo 12"), ("paragraph", f"{WIDE}.")]),
        (f"Sick leave\n\n{WIDE}.", [("heading", "Sick leave"), ("paragraph", f"{WIDE}.")]),
        ("1. Bread\n2. Milk", [("list_item", "1. Bread"), ("list_item", "2. Milk")]),
        ("1. Bread\n\n2. Milk", [("list_item", "1. Bread"), ("list_item", "2. Milk")]),
        ("• Bread from\n  the shop\n• Milk", [("list_item", "• Bread from the shop"), ("list_item", "• Milk")]),
        ("| a | b |\n| 1 | 2 |\n", [("table", "| a | b |\n| 1 | 2 |")]),
        ("Q: Why?\nA: Because.", [("paragraph", "Q: Why?"), ("paragraph", "A: Because.")]),
        (f"He said that John is a\n{WIDE}.", [("paragraph", f"He said that John is a\n{WIDE}.")]),
        (f"Scope . . . . . . 12\n{WIDE}.", [("paragraph", f"Scope . . . . . . 12\n{WIDE}.")]),
    ],
)
def test_structure_is_told_from_lines(text, expected):
    assert cleaned(text) == expected


def test_blocks_that_the_format_names_are_believed():
    text = "Title\ncell | other\n  code:\n    indented\nbetween"
    blocks = (
        Block(BlockKind.HEADING, 0, 5, 1),
        Block(BlockKind.TABLE, 6, 18),
        Block(BlockKind.CODE, 19, 39),
    )
    assert cleaned(text, blocks=blocks) == [
        ("heading", "Title"),
        ("table", "cell | other"),
        ("code", "  code:\n    indented"),
        ("paragraph", "between"),
    ]


def test_a_question_and_its_answer_in_one_block_stay_on_their_lines():
    text = f"Q: {WIDE}?\nA: {WIDE}."
    assert cleaned(text, blocks=(Block(BlockKind.PARAGRAPH, 0, len(text)),)) == [("paragraph", text)]


def test_a_paragraph_goes_on_over_the_end_of_a_page():
    assert texts_of(f"{WIDE} and\n", "goes on there.\n\nNew.") == [f"{WIDE} and goes on there.", "New."]
    assert texts_of(f"{WIDE} hy-\n", "phen.") == [f"{WIDE} hyphen."]
    assert texts_of(f"{WIDE}.\n", "New.") == [f"{WIDE}.", "New."]


def body(number):
    return "\n".join(
        f"{chr(64 + number)}{word}, {word}: a line of this page alone, as wide as any." for word in "abcdefgh"
    )


def test_running_headers_footers_and_page_numbers_are_dropped():
    texts = [f"ACME Handbook\n{body(number)}\nPage {number} of 4\nConfidential" for number in range(1, 5)]
    found = "\n".join(texts_of(*texts))
    assert found.count("ACME Handbook") == 1  # on the first page it is the title
    assert "Confidential" not in found
    assert "of 4" not in found
    assert all(f"{letter}h, h: a line" in found for letter in "ABCD")


def test_running_lines_are_dropped_where_the_format_names_blocks_too():
    pages = []
    for number in range(1, 5):
        text = f"ACME Handbook\n\nStep {number}\n\n{body(number)}\n\n{number}"
        title = text.index("Step")
        blocks = (
            Block(BlockKind.PARAGRAPH, 0, 13),
            Block(BlockKind.HEADING, title, title + 6, 1),
            Block(BlockKind.PARAGRAPH, title + 8, len(text) - 3),
            Block(BlockKind.PARAGRAPH, len(text) - 1, len(text)),
        )
        pages.append(Page(number, text, Method.TEXT, blocks=blocks))
    found = [element.text for element in elements(pages)]
    assert found.count("ACME Handbook") == 1
    assert [text for text in found if len(text) < 9] == ["Step 1", "Step 2", "Step 3", "Step 4"]


def test_left_and_right_pages_may_have_headers_of_their_own():
    texts = [f"{f'Chapter 3 {n}' if n % 2 else f'{n} The Firm'}\n{body(n)}" for n in range(11, 20)]
    found = "\n".join(texts_of(*texts)[1:])
    assert "The Firm" not in found
    assert "Chapter 3" not in found


def test_a_number_that_counts_the_pages_tells_a_header_of_two_pages_from_what_is_said_twice():
    found = "\n".join(texts_of(*[f"Harbour Clinic\n{n}\n{body(n)}\nA. Smith\n4{n}" for n in (1, 2)]))
    assert "Harbour Clinic" not in found
    assert found.count("A. Smith") == 2  # 41 and 42 are not the first and second page


def test_what_comes_twice_or_far_apart_stays():
    assert "\n".join(texts_of(*[f"Example\n{body(n)}" for n in range(2)])).count("Example") == 2
    texts = [f"{'Example' if n % 10 == 0 else f'Other {n * n}x'}\n{body(n)}" for n in range(31)]
    assert "\n".join(texts_of(*texts)).count("Example") == 4


@pytest.mark.timeout(60)  # seconds when linear, hours when every character is held against every other
@pytest.mark.parametrize(
    "text", ["a" * 400_000, "-" * 400_000, "a-" * 200_000, "a \n" * 100_000, "1." * 200_000, "# " * 99_999]
)
def test_strange_text_is_cleaned_to_its_end(text):
    list(elements(pages_of(text, text, text)))


@pytest.mark.parametrize("texts", [(), ("",), ("", " \n\f ", "")])
def test_nothing_comes_of_blank_pages(texts):
    assert texts_of(*texts) == []

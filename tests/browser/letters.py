"""A scanned letter with hard words, and a person who may do everything with it."""

from PIL import Image, ImageDraw, ImageFont

from curation.documents import store
from curation.documents.models import Page
from curation.documents.states import PageState
from tests.factories import make_document, make_example, make_passage
from tests.samples.files import FONT

LETTER = """Dear Dr Hamid,
thank you for seeing this
54 year old wornan with
chest pain. Bisoprolol 2.5 mg
was started ooce daily."""
DOUBT = {"wornan": 54, "ooce": 41, "Hamid": 78}


def drawn(text):
    """A picture of the lines, and a row for each word with its box."""
    image = Image.new("L", (1000, 700), 255)
    pen, font = ImageDraw.Draw(image), ImageFont.truetype(FONT, 40)
    words, at = [], 0
    for row, line in enumerate(text.split("\n")):
        left = 80
        for word in line.split(" "):
            width = int(pen.textlength(word, font))
            pen.text((left, 90 + 80 * row), word, font=font, fill=20)
            sure = DOUBT.get(word.strip(",."), 96)
            words.append([at, at + len(word), left, 88 + 80 * row, width, 50, sure])
            at, left = at + len(word) + 1, left + width + 16
    return image, words


def make_letter(project, folder):
    """A scan of two pages: one with hard words, one that could not be read."""
    image, words = drawn(LETTER)
    image.save(folder / "letter.tif", save_all=True, append_images=[image])
    stored = store.put([(folder / "letter.tif").read_bytes()])
    document = make_document(
        project, pages=[LETTER, ""], name="letter-0416.tif", sha256=stored.sha256, media_type="image/tiff",
        has_pictures=True,
    )  # fmt: skip
    read = {"words": words, "width": 1000, "height": 700, "confidence": 88, "method": "ocr", "engine": "tesseract 5.5"}
    Page.objects.filter(document=document, number=1).update(**read, dpi=200)
    Page.objects.filter(document=document, number=2).update(state=PageState.FAILED, problem="too_slow")
    make_example(passage=make_passage(document, text=LETTER))
    return document


def wornan(letter):
    """The place of the word among those of its page."""
    words = letter.pages.get(number=1).words
    return next(at for at, row in enumerate(words) if LETTER[row[0] : row[1]] == "wornan")

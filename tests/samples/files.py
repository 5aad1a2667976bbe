"""Small PDF, picture and Word files with known words."""

from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import reportlab
from docx import Document
from PIL import Image, ImageDraw, ImageFont
from pypdf import PdfReader, PdfWriter
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

FONT = Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"  # comes with reportlab, accents included
LINES = ("The warranty lasts two years.", "La garantía dura dos años.", "Invoices are paid within thirty days.")


def picture(lines=LINES, *, size=(1240, 900), mode="L"):
    """A picture of printed lines, large enough to be recognised without doubt."""
    image = Image.new("L", size, 255)
    pen = ImageDraw.Draw(image)
    font = ImageFont.truetype(FONT, 34)
    for number, line in enumerate(lines):
        pen.text((100, 120 + 70 * number), line, font=font, fill=0)
    return image.convert(mode)


def text_pdf(path, *, pages=1):
    """A born-digital PDF: a large heading, a paragraph of two lines, two list items."""
    canvas = Canvas(str(path), pagesize=A4)
    for number in range(1, pages + 1):
        canvas.setFont("Helvetica-Bold", 20)
        canvas.drawString(72, 760, f"Leave policy {number}")
        canvas.setFont("Helvetica", 11)
        canvas.drawString(72, 720, "Every employee has twenty-five days of leave in each")
        canvas.drawString(72, 706, "calendar year, and asks for them in good time.")
        canvas.drawString(72, 670, "1. Ask your manager by letter.")
        canvas.drawString(72, 656, "2. Wait for the answer.")
        canvas.showPage()
    canvas.save()
    return Path(path)


def two_column_pdf(path):
    canvas = Canvas(str(path), pagesize=A4)
    canvas.setFont("Times-Roman", 11)
    for column, words in ((72, "left"), (320, "right")):
        for row in range(12):
            canvas.drawString(column, 740 - 14 * row, f"The {words} column holds line {row} of its text")
    canvas.save()
    return Path(path)


def picture_pdf(path, *images, caption=""):
    """A PDF whose pages are pictures, as a scanner makes them."""
    canvas = Canvas(str(path), pagesize=A4)
    for image in images:
        canvas.drawImage(
            ImageReader(image.convert("RGB")), 0, 200, width=A4[0], height=A4[0] * image.height / image.width
        )
        if caption:
            canvas.setFont("Helvetica", 11)
            for row in range(6):
                canvas.drawString(72, 150 - 14 * row, f"{caption} {row}")
        canvas.showPage()
    canvas.save()
    return Path(path)


def rotated_copy(source, path, degrees):
    writer = PdfWriter(clone_from=str(source))
    for page in writer.pages:
        page.rotate(degrees)
    writer.write(str(path))
    return Path(path)


def locked_copy(source, path, *, user_password):
    writer = PdfWriter(clone_from=PdfReader(str(source)))
    writer.encrypt(user_password, owner_password="owner", algorithm="AES-256")
    writer.write(str(path))
    return Path(path)


def tiff(path, *images):
    images[0].save(path, "TIFF", save_all=True, append_images=images[1:], dpi=(150, 150))
    return Path(path)


def word_document(path):
    """A Word document with headings, a paragraph, both kinds of list and a table."""
    document = Document()
    document.add_heading("Travel policy", level=1)
    document.add_paragraph("Trips are booked by the office.")
    document.add_heading("Costs", level=2)
    document.add_paragraph("Hotels up to 120 euros", style="List Bullet")
    document.add_paragraph("Keep the receipt", style="List Number")
    document.add_paragraph("Send it within a week", style="List Number")
    table = document.add_table(rows=0, cols=2)
    for cells in (("Country", "Daily rate"), ("Spain", "53"), ("Germany", "28")):
        row = table.add_row().cells
        row[0].text, row[1].text = cells
    document.add_paragraph("The rates hold for one year.")
    document.save(str(path))
    return Path(path)


def word_document_with(path, body):
    """A Word document whose body is this XML (prefix w, and the others that Word declares)."""
    source = BytesIO()
    document = Document()
    document.save(source)
    with ZipFile(source) as old, ZipFile(path, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml":
                content = f"{WORD_XML}<w:body>{body}</w:body></w:document>".encode()
            new.writestr(name, content)
    return Path(path)


WORD_XML = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml">'
)


def packed(path, entries):
    """A ZIP container; an entry named mimetype stands first and uncompressed, as OpenDocument and EPUB ask."""
    with ZipFile(path, "w", ZIP_DEFLATED) as container:
        for name, content in sorted(entries.items(), key=lambda entry: entry[0] != "mimetype"):
            container.writestr(name, content, ZIP_STORED if name == "mimetype" else ZIP_DEFLATED)
    return Path(path)

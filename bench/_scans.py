"""Documents as an office has them, made here with the text they hold: scans, and PDFs born digital."""

import os
import random
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

PAPER, INK = 246, 38
DPI = (300, 300, 300, 200)  # of every fourth page 200: 300 is what office scanners are set to
TILE = 512
SENTENCES = {
    "en": """The patient was seen in clinic today and reports better sleep since the dose was changed.
Blood pressure was 128 over 76, the pulse regular at 64 beats per minute.
Bisoprolol was increased from 2.5 to 5 mg once daily, to be taken in the morning.
Please repeat the blood test for kidney function and potassium in two weeks.
There was no swelling of the ankles, and the lungs were clear on both sides.
The tenant shall give written notice of at least thirty days before leaving the property.
Payment is due on the first working day of each month, by transfer to the account named below.
The landlord keeps the deposit until the condition of the property has been checked.
Any change to this agreement is valid only in writing and signed by both parties.
We enclose copies of the invoices together with the minutes of the meeting held in March.
The committee approved the budget of 14,250 pounds and asked for a report by September.
Staff must report an accident to the safety officer on the same day, however small it is.
Keep this leaflet, because you may need to read it again before the next appointment.
The device should be cleaned with a dry cloth and never be placed under running water.
Our records show that the parcel was delivered on 12 February and signed for at reception.
If the alarm sounds, leave the building by the nearest exit and wait in the car park.""",
    "es": """El paciente acudió a la consulta y refiere que duerme mejor desde el cambio de dosis.
La tensión arterial era de 128 sobre 76, con un pulso regular de 64 latidos por minuto.
Se aumentó el bisoprolol de 2,5 a 5 mg una vez al día, que se tomará por la mañana.
Repita el análisis de sangre con función renal y potasio dentro de dos semanas.
No había hinchazón en los tobillos, y la auscultación pulmonar era normal.
El arrendatario avisará por escrito con al menos treinta días de antelación a su salida.
El pago vence el primer día hábil de cada mes, mediante transferencia a la cuenta indicada.
El arrendador conservará la fianza hasta que se compruebe el estado de la vivienda.
Toda modificación de este contrato será válida únicamente por escrito y firmada por ambos.
Adjuntamos copia de las facturas junto con el acta de la reunión celebrada en marzo.
La comisión aprobó el presupuesto de 14.250 euros y pidió un informe para septiembre.
El personal comunicará cualquier accidente al responsable de seguridad el mismo día.
Conserve este prospecto, ya que puede tener que volver a leerlo antes de la próxima cita.
El aparato se limpiará con un paño seco y nunca se pondrá bajo el agua corriente.
Según nuestros registros, el paquete se entregó el 12 de febrero y se firmó en recepción.
Si suena la alarma, salga del edificio por la puerta más próxima y espere en la calle.""",
}


def write_scans(folder: Path, count: int, *, first: int = 0) -> tuple[list[Path], Path]:
    """The pictures, each beside its text, and one PDF that holds them; other pages from another `first`."""
    folder.mkdir(parents=True, exist_ok=True)
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        pictures = list(
            pool.map(_write_scan, [folder / f"page-{number:04d}.jpg" for number in range(first, first + count)])
        )
    return pictures, _bound(pictures, folder / "scans.pdf", count)


def write_long_scan(folder: Path, count: int) -> Path:
    """A scan of more pages than are worth making: pictures come again, each time a little further to the right.

    So no two pages are the same to what remembers pictures.
    """
    pictures, _ = write_scans(folder, min(count, 20))
    return _bound(pictures, folder / "long.pdf", count)


def _bound(pictures: list[Path], path: Path, count: int) -> Path:
    canvas = Canvas(str(path), pagesize=A4)
    for number in range(count):
        canvas.drawImage(str(pictures[number % len(pictures)]), 0.5 * (number // len(pictures)), 0, *A4)
        canvas.showPage()
    canvas.save()
    return path


def true_texts(pictures: list[Path]) -> list[str]:
    return [picture.with_suffix(".txt").read_text() for picture in pictures]


def write_digital(path: Path, count: int, *, first: int = 0) -> Path:
    """Pages of 46 lines and some 500 words."""
    canvas = Canvas(str(path), pagesize=A4)
    for number in range(first, first + count):
        canvas.setFont("Helvetica", 10)
        for row, line in enumerate(_wrapped(_words(number), lambda text: len(text) < 85)[:46]):
            canvas.drawString(60, 790 - row * 15, line)
        canvas.showPage()
    canvas.save()
    return path


def _words(seed: int) -> list[str]:
    """Sentences of one language in an order of the page's own, more than a page holds."""
    known = SENTENCES[("en", "es")[seed % 2]].splitlines()
    dice = random.Random(seed)
    return [f"{seed}.", *" ".join(" ".join(dice.sample(known, len(known))) for _ in range(4)).split()]


def _wrapped(words: list[str], fits: Callable[[str], bool]) -> list[str]:
    lines = [""]
    for word in words:
        longer = f"{lines[-1]} {word}".strip()
        if fits(longer):
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _write_scan(picture: Path) -> Path:
    seed = int(picture.stem.rpartition("-")[2])
    dpi = DPI[seed % len(DPI)]
    sheet, text = _printed(seed, dpi)
    _scanned(sheet, random.Random(seed)).save(picture, quality=70, dpi=(dpi, dpi))
    picture.with_suffix(".txt").write_text(text)
    return picture


def _printed(seed: int, dpi: int) -> tuple[Image.Image, str]:
    """A heading and paragraphs of 10.5 points on A4, with an empty line here and there."""
    size = (round(8.27 * dpi), round(11.69 * dpi))
    sheet = Image.new("L", size, PAPER)
    pen, dice = ImageDraw.Draw(sheet), random.Random(seed)
    family = ("DejaVuSerif", "DejaVuSans", "DejaVuSerifCondensed")[seed // 2 % 3]
    head, body = (ImageFont.truetype(f"{family}{style}.ttf", round(points * dpi / 72)) for style, points in
                  (("-Bold", 15), ("", 10.5)))  # fmt: skip
    left, top, width = round(0.95 * dpi), round(0.9 * dpi), round(6.4 * dpi)
    written = [f"{('Report', 'Informe')[seed % 2]} {1000 + seed}"]
    pen.text((left, top), written[0], INK, head)
    row = top + round(0.5 * dpi)
    for line in _wrapped(_words(seed), lambda text: body.getlength(text) < width):
        if row > size[1] - dpi:
            break
        pen.text((left, row), line, INK, body)
        written.append(line)
        row += round(0.2 * dpi) if dice.random() > 0.12 else round(0.36 * dpi)
    return sheet, "\n".join(written)


def _scanned(sheet: Image.Image, dice: random.Random) -> Image.Image:
    """As a scanner gives it: askew, soft, with grain, specks, the holes of a folder and a dark edge."""
    width, height = sheet.size
    pen = ImageDraw.Draw(sheet)
    for _ in range(40):
        x, y, size = dice.randrange(width), dice.randrange(height), dice.choice((1, 1, 2, 3))
        pen.ellipse((x, y, x + size, y + size), fill=dice.randrange(60, 160))
    for y in (0.36, 0.63):
        pen.ellipse((0.035 * width, y * height, 0.06 * width, y * height + 0.025 * width), fill=120)
    sheet = sheet.rotate(dice.uniform(-0.7, 0.7), Image.Resampling.BICUBIC, fillcolor=PAPER)
    sheet = sheet.filter(ImageFilter.GaussianBlur(width / 3600))
    edge = Image.linear_gradient("L").rotate(90).resize((round(0.03 * width), height)).point(lambda v: 190 + v // 4)
    sheet.paste(ImageChops.darker(sheet.crop((0, 0, *edge.size)), edge), (0, 0))
    at = (dice.randrange(TILE), dice.randrange(TILE))
    return ImageChops.add(sheet, _grain(sheet.size).transform(sheet.size, Image.Transform.AFFINE,
                          (1, 0, at[0], 0, 1, at[1])), offset=-128)  # fmt: skip


@cache
def _grain(size: tuple[int, int]) -> Image.Image:
    """The noise of a sensor, around 128, with room to shift it by a tile."""
    dice = random.Random(7)
    tile = Image.frombytes("L", (TILE, TILE), bytes(round(dice.gauss(128, 1.6)) for _ in range(TILE * TILE)))
    grain = Image.new("L", (size[0] + TILE, size[1] + TILE))
    for x in range(0, grain.width, TILE):
        for y in range(0, grain.height, TILE):
            grain.paste(tile, (x, y))
    return grain

"""Web pages, mails and books: what a browser shows as text, with its structure."""

from email.message import EmailMessage

import pytest

from curation.pipeline.errors import Damaged, Encrypted, NoText
from curation.pipeline.limits import Limits
from curation.pipeline.media import EML, EPUB, HTML
from curation.pipeline.reading.html_blocks import pieces
from curation.pipeline.reading.members import members
from tests.pipeline.reading import blocks, read
from tests.samples.files import packed

PROSE = "The warranty lasts two years from the day of delivery, and covers every part of the machine. " * 3
ARTICLE = f"""<!DOCTYPE html><html><head><title>Shop</title><script>var a = "no text";</script></head><body>
<nav><a href="/">Home</a> <a href="/shop">Shop</a></nav>
<div class="sidebar"><ul><li><a href="/1">Best sellers</a></li><li><a href="/2">New arrivals</a></li></ul></div>
<article><h1>Warranty</h1><p>{PROSE}</p><h2>How to <em>claim</em></h2>
<ol start="3"><li>Write to us</li><li><p>Wait:</p><ul><li>a day</li></ul></li></ol>
<table><caption>Times</caption><tr><th>Part</th><th>Years</th></tr><tr><td>Engine</td><td>5</td></tr></table>
<p>{PROSE}</p></article><footer>Copyright 2026 Shop Ltd</footer></body></html>"""


def shown(source):
    return [(str(piece.kind), piece.level, piece.text) for piece in pieces(source)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p>One <b>bold</b>\n word<br>and a line</p>", [("paragraph", 0, "One bold word\nand a line")]),
        ("<h2>A\n title</h2>text", [("heading", 2, "A title"), ("paragraph", 0, "text")]),
        (
            "<ul><li>one<ol><li>in</li><li>in too</li></ol></li><li>two</li></ul>",
            [
                ("list_item", 0, "- one"),
                ("list_item", 1, "1. in"),
                ("list_item", 1, "2. in too"),
                ("list_item", 0, "- two"),
            ],
        ),
        ("<pre>x = 1\n  y</pre>", [("code", 0, "x = 1\n  y")]),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c<br>d</td></tr></table>", [("table", 0, "a | b\nc d")]),
        (
            "<table><tr><td><table><tr><td>laid out</td></tr></table></td><td>in cells</td></tr></table>",
            [("paragraph", 0, "laid out"), ("paragraph", 0, "in cells")],
        ),
        ("<figure><img alt='x'><figcaption>A bridge</figcaption></figure>", [("caption", 0, "A bridge")]),
        ("<p>a</p><p hidden>b</p><p style='display:none'>c</p><style>d</style><!-- e -->", [("paragraph", 0, "a")]),
        (
            "<table><tr><th colspan=2>Rates</th><th>x</th></tr><tr><td rowspan=2>a</td><td>b</td><td>c</td></tr>"
            "<tr><td>10<sup>9</sup></td><td>e</td></tr></table>",
            [("table", 0, "Rates |  | x\na | b | c\n | 10⁹ | e")],
        ),
        (
            "<p>10<sup>9</sup>/L CO<sub>2</sub>, 1<sup>st</sup></p><dl><dt>Term</dt><dd>Meaning</dd></dl>",
            [("paragraph", 0, "10⁹/L CO₂, 1st"), ("paragraph", 0, "Term"), ("paragraph", 0, "Meaning")],
        ),
        (
            "<ol type=a><li>one<li value=4>four<li>five</ol>",
            [("list_item", 0, "a. one"), ("list_item", 0, "d. four"), ("list_item", 0, "e. five")],
        ),
        (
            "<form>Name: <input value='Ana'><p><input type=checkbox checked> yes <input type=radio> no"
            "<input type=hidden value=x></p></form>",
            [("paragraph", 0, "Name: Ana"), ("paragraph", 0, "[x] yes no")],
        ),
        ("<p>1 &lt; 2 &amp; caf&eacute;</p>", [("paragraph", 0, "1 < 2 & café")]),
        (
            "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><p>&e;</p>",
            [("paragraph", 0, "]>"), ("paragraph", 0, "&e;")],
        ),
    ],
)
def test_html_becomes_blocks(source, expected):
    assert shown(source) == expected


def test_deep_nesting_is_no_danger():
    assert shown("<div>" * 15_000 + "deep") == [("paragraph", 0, "deep")]


def test_of_a_web_page_its_article_is_kept(tmp_path):
    (tmp_path / "a.html").write_text(ARTICLE)
    (page,) = read(tmp_path / "a.html", HTML)
    assert blocks(page) == [
        ("heading", 1, "Warranty"),
        ("paragraph", 0, PROSE.strip()),
        ("heading", 2, "How to claim"),
        ("list_item", 0, "3. Write to us"),
        ("list_item", 0, "4. Wait:"),
        ("list_item", 1, "- a day"),
        ("table", 0, "Part | Years\nEngine | 5"),
        ("paragraph", 0, PROSE.strip()),
    ]


def test_a_page_without_an_article_keeps_all_its_text(tmp_path):
    rows = "".join(f"<div>Room {n}<span> is free</span></div>" for n in range(30))
    (tmp_path / "a.html").write_text(f"<html><body>{rows}</body></html>")
    (page,) = read(tmp_path / "a.html", HTML)
    assert page.text.split("\n\n") == [f"Room {n} is free" for n in range(30)]


def test_an_article_that_would_lose_most_of_the_page_is_none(tmp_path):
    rest = "".join(f"<p>Terms of use number {n}: {PROSE}</p>" for n in range(8))
    (tmp_path / "a.html").write_text(
        f"<html><body><article><h1>Warranty</h1><p>{PROSE}</p></article>"
        f"<footer id='footer'>{rest}</footer></body></html>"
    )
    text = "".join(page.text for page in read(tmp_path / "a.html", HTML))
    assert text.startswith("Warranty")
    assert "Terms of use number 7" in text


def test_a_page_is_decoded_as_it_says(tmp_path):
    source = "<html><head><meta charset='iso-8859-2'></head><body><p>Příliš žluťoučký kůň</p></body></html>"
    (tmp_path / "a.html").write_bytes(source.encode("iso-8859-2"))
    assert read(tmp_path / "a.html", HTML)[0].text == "Příliš žluťoučký kůň"


def mail(path, *, html=None, plain=None, attached=()):
    message = EmailMessage()
    message["From"] = "Ana Núñez <ana@example.com>"
    message["To"] = "help@example.com"
    message["Subject"] = "¿Cuándo llega mi pedido?"
    message["Date"] = "Fri, 20 Nov 2026 10:00:00 +0100"
    if plain:
        message.set_content(plain)
    if html:
        (message.add_alternative if plain else message.set_content)(html, subtype="html")
    for name, content in attached:
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    path.write_bytes(message.as_bytes())
    return path


HEADERS = (
    "From: Ana Núñez <ana@example.com>\nTo: help@example.com\n"
    "Date: Fri, 20 Nov 2026 10:00:00 +0100\nSubject: ¿Cuándo llega mi pedido?"
)


def test_a_mail_is_its_headers_its_text_and_the_names_of_what_is_attached(tmp_path):
    path = mail(tmp_path / "a.eml", plain="Buenos días.\n\nEspero desde marzo.\n", attached=[("factura.pdf", b"%PDF-")])
    (page,) = read(path, EML)
    assert page.text == f"{HEADERS}\nAttachments: factura.pdf\n\nBuenos días.\n\nEspero desde marzo."


def test_a_mail_with_html_alone_is_read_as_a_page(tmp_path):
    (page,) = read(mail(tmp_path / "a.eml", html="<h1>Oferta</h1><ul><li>uno</li></ul>"), EML)
    assert blocks(page)[1:] == [("heading", 1, "Oferta"), ("list_item", 0, "- uno")]
    (page,) = read(mail(tmp_path / "b.eml", html="<p>no</p>", plain="yes"), EML)
    assert page.text.endswith("\n\nyes")


def test_a_mail_that_names_a_wrong_encoding_is_read_all_the_same(tmp_path):
    (tmp_path / "a.eml").write_bytes(
        b"From: a@b.c\nSubject: x\nContent-Type: text/plain; charset=utf-8\n\n" + "mañana".encode("cp1252")
    )
    assert read(tmp_path / "a.eml", EML)[0].text.endswith("mañana")


INVITATION = """BEGIN:VCALENDAR
BEGIN:VTIMEZONE
DTSTART:19700101T000000
END:VTIMEZONE
BEGIN:VEVENT
SUMMARY:Sesión clínica\\, planta 3
DTSTART;TZID=Europe/Madrid:20261120T100000
DTEND:20261120T093000Z
LOCATION:Sala de
  juntas
ORGANIZER;CN="Núñez, Ana":mailto:ana@example.com
DESCRIPTION:Orden del día:\\n1. Casos
BEGIN:VALARM
DESCRIPTION:Reminder
END:VALARM
END:VEVENT
END:VCALENDAR
"""


def test_an_invitation_says_what_is_on_when_where_and_with_whom(tmp_path):
    message = EmailMessage()
    message["Subject"] = "Sesión"
    message.set_content("Os espero.")
    message.add_alternative("<p>Os espero.</p>", subtype="html")
    message.add_alternative(INVITATION, subtype="calendar")
    (tmp_path / "a.eml").write_bytes(message.as_bytes())
    (page,) = read(tmp_path / "a.eml", EML)
    assert page.text == (
        "Subject: Sesión\n\nOs espero.\n\nSubject: Sesión clínica, planta 3\nStart: 2026-11-20 10:00\n"
        "End: 2026-11-20 09:30 UTC\nLocation: Sala de juntas\nOrganizer: Núñez, Ana <ana@example.com>\n"
        "Orden del día:\n1. Casos"
    )


def test_all_texts_of_a_mail_are_read_and_a_forwarded_mail_is_named_and_held(tmp_path):
    inner = EmailMessage()
    inner["Subject"] = "La primera"
    inner.set_content("inside the inner mail")
    message = EmailMessage()
    message["Subject"] = "Fwd"
    message.make_mixed()
    texts = (("above the picture", "plain"), ("<p>below <b>it</b></p>", "html"))
    for text, kind in texts:
        part = EmailMessage()
        part.set_content(text, subtype=kind)
        message.attach(part)
    message.add_attachment(inner)
    (tmp_path / "a.eml").write_bytes(message.as_bytes())
    (page,) = read(tmp_path / "a.eml", EML)
    assert page.text == "Subject: Fwd\nAttachments: La primera.eml\n\nabove the picture\n\nbelow it"
    ((name, content),) = members(tmp_path / "a.eml", EML, Limits())
    assert name == "La primera.eml" and b"inside the inner mail" in content


def test_a_mail_whose_plain_form_is_empty_is_read_from_the_other(tmp_path):
    (page,) = read(mail(tmp_path / "a.eml", plain=" \n", html="<p>the words</p>"), EML)
    assert page.text.endswith("\n\nthe words")


PACKAGE = """<package xmlns="http://www.idpf.org/2007/opf"><manifest>
<item id="two" href="text/2%20b.xhtml" media-type="application/xhtml+xml"/>
<item id="one" href="1.xhtml" media-type="application/xhtml+xml"/>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="css" href="a.css" media-type="text/css"/>
</manifest><spine>
<itemref idref="nav"/><itemref idref="one"/><itemref idref="two"/><itemref idref="css"/>
</spine></package>"""
BOOK = {
    "mimetype": "application/epub+zip",
    "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OPS/package.opf"/></rootfiles></container>',
    "OPS/package.opf": PACKAGE,
    "OPS/nav.xhtml": "<html><body><ol><li>Contents</li></ol></body></html>",
    "OPS/1.xhtml": "<!DOCTYPE html><html><body><h1>Uno</h1><p>Primera página.</p></body></html>",
    "OPS/text/2 b.xhtml": "<html><body><h1>Dos</h1><p>Segunda.</p></body></html>",
}


def test_a_book_is_its_chapters_in_the_order_of_its_spine(tmp_path):
    pages = read(packed(tmp_path / "a.epub", BOOK), EPUB)
    assert [page.text for page in pages] == ["Uno\n\nPrimera página.", "Dos\n\nSegunda."]


def test_notes_of_a_book_come_last_and_a_missing_chapter_takes_no_other_along(tmp_path):
    added = "".join(
        f'<item id="{name}" href="{name}.xhtml" media-type="application/xhtml+xml"/>' for name in ("note", "gone")
    )
    package = PACKAGE.replace("</manifest>", f"{added}</manifest>")
    package = package.replace("<spine>", '<spine><itemref idref="note" linear="no"/><itemref idref="gone"/>')
    book = BOOK | {"OPS/package.opf": package, "OPS/note.xhtml": "<html><body><p>Una nota.</p></body></html>"}
    pages = read(packed(tmp_path / "a.epub", book), EPUB)
    assert [page.text for page in pages] == ["Uno\n\nPrimera página.", "Dos\n\nSegunda.", "Una nota."]


@pytest.mark.parametrize(
    ("entries", "error"),
    [
        ({"META-INF/rights.xml": "<rights/>"}, Encrypted),
        ({"META-INF/container.xml": "<container/>"}, Damaged),
        ({"OPS/package.opf": "<package><spine/></package>"}, NoText),
    ],
)
def test_a_protected_broken_or_empty_book_is_refused(tmp_path, entries, error):
    with pytest.raises(error):
        read(packed(tmp_path / "a.epub", BOOK | entries), EPUB)

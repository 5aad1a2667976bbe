"""XFA forms, whose page says "Please wait" and whose words stand in XML beside it."""

import pytest
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    TextStringObject,
)
from reportlab.pdfgen.canvas import Canvas

from curation.pipeline.media import PDF
from curation.pipeline.reading.pdf_xfa import NOTE
from tests.pipeline.reading import read

WAIT = "Please wait. If this message stays, your viewer cannot show this document."
TEMPLATE = """<template xmlns="http://www.xfa.org/schema/xfa-template/3.0/"><subform name="form1">
<draw><value><text>Application for leave</text></value></draw>
<field name="who"><ui><textEdit/></ui><caption><value><text>Name:</text></value></caption></field>
<field name="full"><ui><checkButton/></ui><items><integer>1</integer><integer>0</integer></items>
<caption><value><text>Full time</text></value></caption></field>
<field name="half"><ui><checkButton/></ui><items><text>yes</text><text>no</text></items>
<caption><value><text>Half time</text></value></caption></field>
<field name="why"><caption><value><exData contentType="text/html"><body
xmlns="http://www.w3.org/1999/xhtml"><p>Reason
<b>given:</b></p></body></exData></value></caption><value><text>none</text></value></field>
<draw presence="hidden"><value><text>not seen</text></value></draw></subform></template>"""
DATA = """<xfa:datasets xmlns:xfa="http://www.xfa.org/schema/xfa-data/1.0/"><xfa:data><form1>
<who>Ana Núñez</who><full>1</full><half>no</half><row>added later</row></form1></xfa:data></xfa:datasets>"""
BEGIN, END = '<xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/">', "</xdp:xdp>"
SAID = (
    "Application for leave\n\nName: Ana Núñez\n\n[x] Full time\n\nHalf time\n\nReason given: none\n\nrow: added later"
)


def form(path, packets, *, dynamic=True):
    canvas = Canvas(str(path))
    canvas.drawString(72, 700, WAIT)
    canvas.save()
    writer = PdfWriter(clone_from=str(path))
    streams = {}
    for name, xml in packets.items():
        streams[name] = DecodedStreamObject()
        streams[name].set_data(xml.encode())
    added = [(TextStringObject(name), writer._add_object(stream)) for name, stream in streams.items()]
    xfa = ArrayObject([part for pair in added for part in pair]) if "" not in packets else added[0][1]
    acro = DictionaryObject({NameObject("/Fields"): ArrayObject(), NameObject("/XFA"): xfa})
    writer.root_object[NameObject("/AcroForm")] = acro
    writer.root_object[NameObject("/NeedsRendering")] = BooleanObject(dynamic)
    writer.write(path)
    return path


@pytest.mark.parametrize(
    ("packets", "said"),
    [
        ({"preamble": BEGIN, "template": TEMPLATE, "datasets": DATA, "postamble": END}, SAID),
        ({"": BEGIN + TEMPLATE + DATA + END}, SAID),
        ({"preamble": BEGIN, "template": "<template", "postamble": END}, WAIT),
    ],
    ids=["in parts", "in one piece", "unreadable"],
)
def test_labels_and_entries_are_taken_from_the_form_and_the_reader_is_told(tmp_path, packets, said):
    (page,) = read(form(tmp_path / "a.pdf", packets), PDF)
    assert page.text == said
    assert page.note == NOTE


def test_a_form_whose_pages_show_it_is_read_from_its_pages(tmp_path):
    path = form(tmp_path / "a.pdf", {"preamble": BEGIN, "template": TEMPLATE, "postamble": END}, dynamic=False)
    (page,) = read(path, PDF)
    assert (page.text, page.note) == (WAIT, "")

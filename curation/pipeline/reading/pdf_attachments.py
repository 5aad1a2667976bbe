"""The files attached to a PDF."""

from collections.abc import Iterator
from pathlib import Path

import pypdfium2 as pdfium

from curation.pipeline.errors import Damaged, TooLarge
from curation.pipeline.limits import Limits
from curation.pipeline.reading.members import Member
from curation.pipeline.reading.pdf import open_pdf


def members(path: Path, limits: Limits) -> Iterator[Member]:
    with open_pdf(path) as document:
        count = document.count_attachments()
        if count > limits.zip_entries:
            raise TooLarge("The file holds more other files than can be read.")
        for index in range(count):
            try:
                attached = document.get_attachment(index)
                yield attached.get_name(), bytes(attached.get_data())
            except (pdfium.PdfiumError, ValueError) as error:
                raise Damaged("The file is damaged: what is attached to it cannot be read.") from error

"""A protected PDF as one that opens without a password."""

from io import BytesIO
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from curation.pipeline.errors import Damaged, Encrypted
from curation.pipeline.media import PDF
from curation.pipeline.sniff import check_magic


def unlocked(path: Path, password: str) -> bytes:
    """The same pages without protection; raise Encrypted when the password is not the file's."""
    check_magic(path, PDF)
    try:
        document = pdfium.PdfDocument(path, password=password)
    except pdfium.PdfiumError as error:
        if error.err_code == pdfium_c.FPDF_ERR_PASSWORD:
            raise Encrypted("That password does not open the file.") from error
        raise Damaged("The file is damaged: it cannot be opened as a PDF.") from error
    try:
        copy = BytesIO()
        document.save(copy, flags=pdfium_c.FPDF_REMOVE_SECURITY)
        return copy.getvalue()
    finally:
        document.close()

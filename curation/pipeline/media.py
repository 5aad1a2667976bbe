"""The kinds of file that can be read: their media types, what their names end in, and what people call them."""

PDF = "application/pdf"
PNG = "image/png"
JPEG = "image/jpeg"
TIFF = "image/tiff"
WEBP = "image/webp"
BMP = "image/bmp"
HEIC = "image/heic"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
XLS = "application/vnd.ms-excel"
ODT = "application/vnd.oasis.opendocument.text"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
EPUB = "application/epub+zip"
ZIP = "application/zip"
RTF = "application/rtf"
TEXT = "text/plain"
MARKDOWN = "text/markdown"
RST = "text/x-rst"
CSV = "text/csv"
TSV = "text/tab-separated-values"
JSONL = "application/jsonl"
HTML = "text/html"
EML = "message/rfc822"
VTT = "text/vtt"
SRT = "application/x-subrip"

OPENDOCUMENT = {ODT, ODS}
SHEETS = {XLSX, XLS, ODS, CSV, TSV, JSONL}  # whose rows are rows
BY_EXTENSION = {
    ".pdf": PDF,
    ".png": PNG,
    ".jpg": JPEG,
    ".jpeg": JPEG,
    ".tif": TIFF,
    ".tiff": TIFF,
    ".webp": WEBP,
    ".bmp": BMP,
    ".heic": HEIC,
    ".heif": HEIC,
    ".docx": DOCX,
    ".pptx": PPTX,
    ".xlsx": XLSX,
    ".xls": XLS,
    ".odt": ODT,
    ".ods": ODS,
    ".epub": EPUB,
    ".zip": ZIP,
    ".rtf": RTF,
    ".txt": TEXT,
    ".md": MARKDOWN,
    ".markdown": MARKDOWN,
    ".rst": RST,
    ".csv": CSV,
    ".tsv": TSV,
    ".jsonl": JSONL,
    ".html": HTML,
    ".htm": HTML,
    ".xhtml": HTML,
    ".eml": EML,
    ".vtt": VTT,
    ".srt": SRT,
}
NAMES = {
    PDF: "a PDF",
    PNG: "a PNG picture",
    JPEG: "a JPEG picture",
    TIFF: "a TIFF picture",
    WEBP: "a WebP picture",
    BMP: "a BMP picture",
    HEIC: "a HEIC picture",
    DOCX: "a Word document",
    PPTX: "a PowerPoint presentation",
    XLSX: "an Excel workbook",
    XLS: "an old Excel workbook",
    ODT: "an OpenDocument text",
    ODS: "an OpenDocument spreadsheet",
    EPUB: "an EPUB book",
    ZIP: "a ZIP archive",
    RTF: "an RTF document",
    TEXT: "a text file",
    MARKDOWN: "a Markdown file",
    RST: "a reStructuredText file",
    CSV: "a CSV table",
    TSV: "a table of tab-separated values",
    JSONL: "a file of JSON lines",
    HTML: "a web page",
    EML: "a mail",
    VTT: "a WebVTT subtitle file",
    SRT: "an SRT subtitle file",
}

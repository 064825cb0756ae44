"""Reading a printed page back, with the libraries that Odoo itself needs."""

import io
import unicodedata

import pypdf


def pdf_pages(content):
    """The text of every page of a PDF, line by line."""
    reader = pypdf.PdfReader(io.BytesIO(content))
    # fonts print fi as one sign; whoever reads it sees two letters
    return [unicodedata.normalize("NFKC", page.extract_text()) for page in reader.pages]

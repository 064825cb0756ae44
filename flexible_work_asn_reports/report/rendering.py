"""Papers as files: PDF, and one HTML file where no PDF can be made."""

import logging

from odoo.exceptions import UserError
from odoo.tools import exception_to_unicode

_logger = logging.getLogger(__name__)


def pdf_or_none(records, report) -> bytes | None:
    """The PDF of ``records`` by the ``report`` (its XML id), or None where the engine is missing or fails.

    A broken engine must not keep the regional head waiting: the caller sends the HTML file instead.
    """
    reports = records.env["ir.actions.report"]
    state = reports.get_wkhtmltopdf_state()
    if state not in ("ok", "workers"):
        _logger.warning("%s goes out without PDF: wkhtmltopdf is in state %s", records, state)
        return None
    try:
        content, kind = reports._render_qweb_pdf(report, records.ids)
    except (UserError, OSError) as problem:
        _logger.warning("%s goes out without PDF: %s", records, exception_to_unicode(problem))
        return None
    return content if kind == "pdf" else None


def html_file(env, template, values) -> bytes:
    """One HTML file that needs nothing else, in the language of ``env``."""
    return f"<!DOCTYPE html>\n{env['ir.qweb']._render(template, values)}".encode()

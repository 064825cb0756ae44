import json

from psycopg2.errors import ReadOnlySqlTransaction
from werkzeug.exceptions import BadRequest, InternalServerError

from odoo import http
from odoo.http import request

from odoo.addons.web.controllers.report import ReportController

OURS = "flexible_work_asn"


def _prints_ours(_controller, _rule, _args):
    """Whether what is asked for is one of our papers: they only read."""
    # [address, kind], as the web client sends it
    return f"/report/pdf/{OURS}" in request.httprequest.values.get("data", "")


def _is_address(data):
    """Whether ``data`` is what the web client sends: JSON of an address and a kind."""
    try:
        asked = json.loads(data)
    except (TypeError, ValueError, RecursionError):
        return False
    return isinstance(asked, list) and len(asked) >= 2 and all(isinstance(part, str) for part in asked[:2])


class ReportDownload(ReportController):
    """Papers are read from the replica where there is one (``db_replica_host``), also when the web client prints them.

    Odoo's own route reads from the primary, because a report may be kept as an attachment when it is printed.
    """

    @http.route(readonly=_prints_ours)
    def report_download(self, data=None, **kwargs):
        if not _is_address(data):
            raise BadRequest
        try:
            return super().report_download(data, **kwargs)
        except InternalServerError as error:
            # a setting or another module keeps the paper: Odoo shall ask again, with a cursor that writes
            if isinstance(error.__cause__, ReadOnlySqlTransaction):
                raise error.__cause__ from None
            raise

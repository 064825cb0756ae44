from psycopg2.errors import ReadOnlySqlTransaction
from werkzeug.exceptions import InternalServerError

from odoo import http
from odoo.http import request

from odoo.addons.web.controllers.report import ReportController

OURS = "flexible_work_asn"


def _prints_ours(_controller, _rule, _args):
    """Whether what is asked for is one of our papers: they only read."""
    # [address, kind], as the web client sends it
    return f"/report/pdf/{OURS}" in request.httprequest.values.get("data", "")


class ReportDownload(ReportController):
    """Papers are read from the replica where there is one (``db_replica_host``), also when the web client prints them.

    Odoo's own route reads from the primary, because a report may be kept as an attachment when it is printed.
    """

    @http.route(readonly=_prints_ours)
    def report_download(self, *args, **kwargs):
        try:
            return super().report_download(*args, **kwargs)
        except InternalServerError as error:
            # a setting or another module keeps the paper: Odoo shall ask again, with a cursor that writes
            if isinstance(error.__cause__, ReadOnlySqlTransaction):
                raise error.__cause__ from None
            raise

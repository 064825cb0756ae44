from odoo import fields, http
from odoo.http import request

from odoo.addons.flexible_work_asn.throttle import unnamed

from ..models.flexible_work_report_verify import PATH
from .public_layout import PAGE, answer, brake, chosen_language, explicit_language, languages_of, layout_values, render

TEMPLATE = "flexible_work_asn_reports.verification_page"
#: of one address: a meeting scans the page of the day together; who tries codes that do not exist is guessing
READS_MAX = 240
MISSES_MAX = 30


class Verification(http.Controller):
    """Whether a daily report is genuine, for whoever holds it: number, date, revision and fingerprint, nothing else."""

    @http.route([PATH, f"{PATH}/<string:token>"], **PAGE)
    def verify(self, token=None, **_query):
        """The page of one report, the same for everybody; without a token, a form that asks for it.

        404 where there is none, 429 for an address that asks too often.
        """
        now, address = fields.Datetime.now(), unnamed(request.httprequest.remote_addr)
        language = chosen_language()
        reads, misses = brake("verify_reads", READS_MAX), brake("verify_misses", MISSES_MAX)
        wait = max(reads.wait(address, now), misses.wait(address, now))
        if wait:
            response = self._page(language, "", {"wait": (wait + 59) // 60}, status=429)
            response.headers["Retry-After"] = str(wait)
            return response
        reads.fail(address, now)
        if not token:
            return self._page(language, "", {})
        reports = request.env["flexible.work.report"].with_context(lang=languages_of(request.env)[language])
        document = reports._confirmation(token)
        if not document:
            misses.fail(address, now)
            return self._page(language, token, {"unknown": True}, status=404)
        return self._page(language, token, {"document": document})

    def _page(self, language, token, values, status=200):
        path = f"{PATH}/{token}" if values.get("document") else PATH
        values = {
            "document": None,
            "unknown": False,
            "wait": 0,
            "form_url": PATH,
            "form_language": explicit_language(),
            **values,
            **layout_values(request.env, path, language),
        }
        content = render(request.env, TEMPLATE, language, values)
        response = answer(content, language, status=status, scripts=True)
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

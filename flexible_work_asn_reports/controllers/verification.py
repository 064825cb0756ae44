from odoo import fields, http
from odoo.http import request

from odoo.addons.flexible_work_asn.throttle import Throttle, unnamed

from ..models.flexible_work_report_verify import PATH
from .public_layout import PAGE, WINDOW, answer, chosen_language, explicit_language, languages_of, layout_values, render

TEMPLATE = "flexible_work_asn_reports.verification_page"
#: of one address: a meeting scans the page of the day together; who tries codes that do not exist is guessing
READS = Throttle("verify_reads", 240, WINDOW)
MISSES = Throttle("verify_misses", 30, WINDOW)


class Verification(http.Controller):
    """Whether a daily report is genuine, for whoever holds it: number, date, revision and fingerprint, nothing else."""

    @http.route([PATH, f"{PATH}/<string:token>"], **PAGE)
    def verify(self, token=None, **_query):
        """The page of one report, the same for everybody; without a token, a form that asks for it.

        404 where there is none, 429 for an address that asks too often.
        """
        env, now, language = request.env, fields.Datetime.now(), chosen_language()
        address = unnamed(env, request.httprequest.remote_addr)
        # as a miss until it is known better: whoever guesses in parallel must not get past
        wait = READS.take(env, address, now) or MISSES.take(env, address, now)
        if wait:
            response = self._page(language, "", {"wait": (wait + 59) // 60}, status=429)
            response.headers["Retry-After"] = str(wait)
            return response
        if not token:
            MISSES.give_back(env, address)
            return self._page(language, "", {})
        reports = env["flexible.work.report"].with_context(lang=languages_of(env)[language])
        document = reports._confirmation(token)
        if not document:
            return self._page(language, token, {"unknown": True}, status=404)
        MISSES.give_back(env, address)
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

from odoo import fields, http
from odoo.http import request

from odoo.addons.flexible_work_asn.throttle import Throttle, unnamed

from ..figures.survey import ELEMENTS
from ..models.flexible_work_public_service_survey import PATH
from ..report.survey_words import questions
from .public_layout import (
    PAGE,
    WINDOW,
    answer,
    chosen_language,
    explicit_language,
    languages_of,
    layout_values,
    link,
    render,
)

FORM = "flexible_work_asn_reports.survey_form"
NOTE = "flexible_work_asn_reports.survey_note"
#: forms sent from one address about one service: citizens at a counter share its network, and many phones the address
#: of their operator
SENT = Throttle("survey_sent", 30, WINDOW)
#: of one address: who tries codes that do not exist is guessing
MISSES = Throttle("survey_misses", 30, WINDOW)
#: the way back shows the very same form again, with the same ticket, and no proxy keeps it; a form that was sent to its
#: own address would drop the page that the browser keeps, so it is sent to another one
CACHE = "private, no-cache"


class Survey(http.Controller):
    """The survey of public satisfaction (PermenPANRB 14/2017; SE PANRB 2/2026: by QR), for citizens without login.

    Plain forms without scripts, session and cookies. Of the sender nothing is kept but, for minutes and apart from the
    answers, how often a form came from a network, under a key that does not tell which. Answers go in and never come
    out by these routes.
    """

    @http.route(f"{PATH}/<string:token>", **PAGE)
    def form(self, token, **_query):
        """The nine questions about one service; a friendly page where the survey is closed, 404 for other codes."""
        service, refusal = self._find(token)
        return refusal or self._form(service)

    # The form has no session that another site could ride on: its ticket, made for this service, is what counts.
    @http.route(
        f"{PATH}/<string:token>/kirim",
        type="http",
        auth="public",
        methods=["POST"],
        csrf=False,
        save_session=False,
        sitemap=False,
    )
    def send(self, token, ticket="", **values):
        """Count the answer once, however often the form comes; then lead to the page of thanks.

        Incomplete, or too old to be told from a copy, the form comes back with what was ticked.
        """
        service, refusal = self._find(token)
        if refusal:
            return refusal
        key = unnamed(request.env, request.httprequest.remote_addr, service.id)
        wait = SENT.take(request.env, key, fields.Datetime.now())
        if wait:
            return self._note("busy", service, status=429, wait=wait)
        scores = {name: int(values[name]) for name in ELEMENTS if values.get(name) in ("1", "2", "3", "4")}
        missing = [name for name in ELEMENTS if name not in scores]
        receipts = request.env["flexible.work.survey.receipt"].sudo()
        is_ours = receipts._check(ticket, service)
        if missing or not is_ours:
            return self._form(service, scores, missing, ticket if is_ours else None, expired=not is_ours, status=422)
        if receipts._use(ticket):
            request.env["flexible.work.survey.answer"].sudo()._record(service, scores)
        response = request.redirect(link(f"{PATH}/{token}/terima-kasih", lang=explicit_language()), code=303)
        response.headers["Cache-Control"] = "no-store"
        return response

    @http.route(f"{PATH}/<string:token>/kirim", **PAGE)
    def sent(self, token, **_query):
        """Whoever comes back to the address to which a form was sent gets the form."""
        return request.redirect(link(f"{PATH}/{token}", lang=explicit_language()), code=303)

    @http.route(f"{PATH}/<string:token>/terima-kasih", **PAGE)
    def thanks(self, token, **_query):
        """Thank you: the same page for everybody, whatever was answered."""
        service, refusal = self._find(token)
        return refusal or self._note("thanks", service)

    # ------------------------------------------------------------ what is asked for
    def _find(self, token):
        """``(service, None)``, or ``(service or nothing, page that says why not)``; the service in sudo."""
        key = unnamed(request.env, request.httprequest.remote_addr)
        services = request.env["flexible.work.public.service"].sudo()
        wait = MISSES.take(request.env, key, fields.Datetime.now())
        if wait:
            return services, self._note("busy", services, status=429, wait=wait)
        code = languages_of(request.env)[chosen_language()]
        service = services.with_context(active_test=False, lang=code)._of_token(token)
        if not service:
            return service, self._note("unknown", service, status=404)
        MISSES.give_back(request.env, key)
        if not service._is_survey_open():
            return service, self._note("closed", service)
        return service, None

    # ------------------------------------------------------------ pages
    def _form(self, service, chosen=None, missing=(), ticket=None, expired=False, status=200):
        language, path = chosen_language(), f"{PATH}/{service.token}"
        env = request.env(context={**request.env.context, "lang": languages_of(request.env)[language]})
        values = {
            "service": {"name": service.name, "unit": service.department_id.name},
            "questions": questions(env, chosen, missing),
            "missing": len(missing),
            "expired": expired,
            "ticket": ticket or request.env["flexible.work.survey.receipt"].sudo()._issue(service),
            "action": link(f"{path}/kirim", lang=explicit_language()),
        }
        return self._page(FORM, language, path, service, values, status, CACHE)

    def _note(self, kind, service, status=200, wait=0):
        """A short page: ``thanks``, ``closed``, ``unknown`` or ``busy``."""
        language, path = chosen_language(), f"{PATH}/{service.token}" if service else "/layanan"
        public = service and service.active and service.company_id.flexible_work_public_page
        values = {
            "kind": kind,
            "service": {"name": service.name, "unit": service.department_id.name} if service else None,
            "minutes": (wait + 59) // 60,
            "form_url": link(path, lang=explicit_language()) if service else "",
            "service_url": link(f"/layanan/u/{service.token}", lang=explicit_language()) if public else "",
            "services_url": link("/layanan", lang=explicit_language()),
        }
        here = f"{path}/terima-kasih" if kind == "thanks" else path
        response = self._page(NOTE, language, here, service, values, status, "no-store")
        if wait:
            response.headers["Retry-After"] = str(wait)
        return response

    def _page(self, template, language, path, service, values, status, cache):
        values |= layout_values(request.env, path, language, service.company_id if service else None)
        response = answer(render(request.env, template, language, values), language, cache=cache, status=status)
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

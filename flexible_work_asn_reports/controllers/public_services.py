from odoo import fields, http
from odoo.http import request

from odoo.addons.flexible_work_asn.asked import found

from ..report.public_page import company_page, service_page
from .kept_pages import kept
from .public_layout import PAGE, answer, chosen_language, explicit_language, languages_of, layout_values, link, render

#: seconds for which a browser or a proxy need not ask again; less when something opens or closes before
FRESH = 60
#: seconds; arms change once in a generation
ARMS_KEPT = 24 * 60 * 60
QUERY_MAX = 60


class PublicServices(http.Controller):
    """Which services are open today and where, for everybody (UU 25/2009; SE Bupati Kutai Timur).

    Nobody has to log in, nothing about the reader is kept, and nothing about anybody's person is shown.
    """

    @http.route("/layanan", **PAGE)
    def governments(self, q="", **_query):
        """The regional governments of this database; the page itself where there is but one."""
        companies = request.env["res.company"].sudo().search([("flexible_work_public_page", "=", True)])
        if len(companies) > 1:
            services = request.env["flexible.work.public.service"].sudo()
            companies = services.search([("company_id", "in", companies.ids)]).company_id.sorted("name")
        if len(companies) == 1:
            return self._answer_company(companies, q)
        language, chosen = chosen_language(), explicit_language()
        values = {
            "governments": [(company.name, link(company._public_path(), lang=chosen)) for company in companies],
            **layout_values(request.env, "/layanan", language),
        }
        content = render(request.env, "flexible_work_asn_reports.public_governments", language, values)
        return answer(content, language, cache=f"public, max-age={FRESH}")

    @http.route("/layanan/<string:slug>", **PAGE)
    def government(self, slug, q="", **_query):
        """The services of one regional government; 404 where its page is switched off."""
        _name, number = request.env["ir.http"]._unslug(slug)
        company = found(request.env(su=True), "res.company", number)
        if not company.flexible_work_public_page:
            return self._not_found()
        return self._answer_company(company, q)

    @http.route("/layanan/u/<string:token>", **PAGE)
    def service(self, token, **_query):
        """One service, the target of its QR code; 404 for every other address, without telling why."""
        service = request.env["flexible.work.public.service"].sudo()._of_token(token)
        company = service.company_id
        if not company.flexible_work_public_page:
            return self._not_found()

        def make(env, language, chosen, now, _stamp):
            values, until = service_page(service.with_env(env), now)
            home = link(company._public_path(), lang=chosen)
            around = layout_values(env, f"/layanan/u/{token}", language, company, home)
            values = {**values, **around, "title": values["name"], "home": home, "chosen": chosen, "link": link}
            return render(env, "flexible_work_asn_reports.public_service", language, values), until

        return self._answer_kept(company, ("service", service.id), make)

    @http.route("/layanan/<int:company_id>/lambang", **PAGE)
    def arms(self, company_id):
        """The arms of a regional government that has a public page."""
        company = found(request.env(su=True), "res.company", company_id)
        if not company.flexible_work_public_page or not company.logo_web:
            raise request.not_found()
        stream = request.env["ir.binary"].sudo()._get_image_stream_from(company, "logo_web")
        stream.public, stream.max_age = True, ARMS_KEPT
        return stream.get_response()

    def _answer_company(self, company, query):
        query = " ".join((query or "").split())[:QUERY_MAX]
        path = company._public_path()

        def make(env, language, chosen, now, stamp):
            # whoever searches gets another page made of the same facts
            facts = kept(
                env, ("facts", company.id, language), stamp, now, lambda: company_page(company.with_env(env), now)
            )
            around = layout_values(env, path, language, company, link(path, lang=chosen), q=query)
            found = _found(facts.content["groups"], query)
            values = {**facts.content, **around, "path": path, "chosen": chosen, "query": query, "found": found}
            values["link"] = link
            return render(env, "flexible_work_asn_reports.public_company", language, values), facts.until

        return self._answer_kept(company, None if query else ("company", company.id), make)

    def _answer_kept(self, company, key, make):
        """What ``make`` gives, kept under ``key`` until something changes; without a key it is made each time."""
        language, chosen, now = chosen_language(), explicit_language(), fields.Datetime.now()
        env = company.with_context(lang=languages_of(request.env)[language]).env
        stamp = company._public_stamp()
        if key is None:
            content, until = make(env, language, chosen, now, stamp)
        else:
            key = (*key, language, chosen)
            page = kept(env, key, stamp, now, lambda: make(env, language, chosen, now, stamp))
            content, until = page.content, page.until
        seconds = max(1, min(FRESH, int((until - now).total_seconds())))
        return answer(content, language, cache=f"public, max-age={seconds}")

    def _not_found(self):
        language = chosen_language()
        values = layout_values(request.env, "/layanan", language)
        values["services_url"] = link("/layanan", lang=explicit_language())
        content = render(request.env, "flexible_work_asn_reports.public_not_found", language, values)
        return answer(content, language, status=404)


def _found(groups, query):
    """The groups with those services of which every word of ``query`` is in name, unit, kind or place."""
    words = query.casefold().split()
    found = []
    for group in groups:
        cards = [
            card
            for card in group["cards"]
            if all(
                word in f"{card['name']} {card['unit']} {group['name']} {card['place']}".casefold() for word in words
            )
        ]
        if cards:
            found.append({**group, "cards": cards})
    return found

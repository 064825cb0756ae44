from odoo import http
from odoo.http import request

from .public_layout import answer, chosen_language, layout_values, render

#: seconds; arms change once in a generation
ARMS_KEPT = 24 * 60 * 60


class PublicServices(http.Controller):
    """Which services are open today and where, for everybody (UU 25/2009; SE Bupati Kutai Timur)."""

    @http.route(
        "/layanan", type="http", auth="public", methods=["GET"], readonly=True, save_session=False, sitemap=False
    )
    def governments(self, **_query):
        """The regional governments of this database."""
        language = chosen_language()
        companies = request.env["res.company"].sudo().search([("flexible_work_public_page", "=", True)])
        values = {"companies": companies, **layout_values(request.env, "/layanan", language)}
        content = render(request.env, "flexible_work_asn_reports.public_governments", language, values)
        return answer(content, language, cache="public, max-age=60")

    @http.route(
        "/layanan/<int:company_id>/lambang",
        type="http",
        auth="public",
        methods=["GET"],
        readonly=True,
        save_session=False,
        sitemap=False,
    )
    def arms(self, company_id):
        """The arms of a regional government that has a public page."""
        company = request.env["res.company"].sudo().browse(company_id).exists()
        if not company.flexible_work_public_page or not company.logo_web:
            raise request.not_found()
        stream = request.env["ir.binary"].sudo()._get_image_stream_from(company, "logo_web")
        stream.public, stream.max_age = True, ARMS_KEPT
        return stream.get_response()

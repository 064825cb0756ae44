from dataclasses import replace

from odoo import api, models

from odoo.addons.flexible_work_asn.report.letterhead import address_lines

from ..opening import NO_WEEK
from ..report.official import build_official, qr_data_uri
from ..report.public_page import complaint_of, week_words
from ..words import document_lang


class FlexibleWorkPublicService(models.Model):
    """The poster with the QR code, to hang at the door and at the counter."""

    _inherit = "flexible.work.public.service"

    def action_print_public_poster(self):
        """The poster of these services as PDF, a page each."""
        self.check_access("read")
        action = self.env.ref("flexible_work_asn_reports.action_report_public_poster")
        return action.with_context(lang=self._public_poster_lang()).report_action(self)

    @api.model
    def _public_poster_lang(self):
        return document_lang(self.env)

    @api.private
    def _public_poster(self) -> dict:
        """What stands on the poster, in the language of posters.

        :raises UserError: while the page to which it leads is switched off
        """
        self.ensure_one()
        self.check_access("read")
        service = self.sudo().with_context(lang=self._public_poster_lang())
        company, unit = service.company_id, service.department_id
        company._check_public_page()
        today = company._flexible_work_today()
        schedule = service._schedules(company, today, today)[service]
        hours = "\n".join(week_words(service.env, schedule.usual)) if schedule.usual != NO_WEEK else unit.service_hours
        office = unit.opd_id or unit
        return {
            # the address of the reporting office is not that of this one
            "official": replace(
                build_official(company, today),
                office=office.name,
                address=address_lines(company, service.env._("Telephone %s")),
            ),
            "name": service.name,
            "unit": unit.name if unit != office and unit.name != service.name else "",
            "url": service._public_url(),
            "qr": qr_data_uri(service._public_url()),
            "hours": service.env._("Around the clock") if schedule.around_the_clock else hours or "",
            "phone": service.phone or "",
            "complaint": complaint_of(service),
        }

from dataclasses import replace

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.flexible_work_asn.report.letterhead import address_lines

from ..report.official import build_official, qr_data_uri
from ..words import document_lang

#: of the form; in the words of citizens, because it stands on the poster
PATH = "/survei"


class FlexibleWorkPublicService(models.Model):
    """What citizens say about a service: the survey with its address, poster and results, and complaints."""

    _inherit = "flexible.work.public.service"

    survey_url = fields.Char(string="Address of the survey", compute="_compute_survey_url")
    survey_answers = fields.Integer(string="Answers to the survey", compute="_compute_survey_answers")

    complaint_count = fields.Integer(string="Complaints", compute="_compute_complaint_count")

    @api.depends("token")
    def _compute_survey_url(self):
        for service in self:
            service.survey_url = service._survey_url()

    @api.depends_context("uid")
    def _compute_survey_answers(self):
        results, counts = self.env["flexible.work.survey.result"], {}
        # employees read services, not what citizens think of them
        if results.has_access("read"):
            groups = results._read_group([("service_id", "in", self.ids)], ["service_id"], ["answers:sum"])
            counts = {service.id: count for service, count in groups}
        for service in self:
            service.survey_answers = counts.get(service.id, 0)

    @api.depends_context("uid")
    def _compute_complaint_count(self):
        complaints, counts = self.env["flexible.work.complaint"], {}
        if complaints.has_access("read"):
            groups = complaints._read_group([("service_id", "in", self.ids)], ["service_id"], ["__count"])
            counts = {service.id: count for service, count in groups}
        for service in self:
            service.complaint_count = counts.get(service.id, 0)

    @api.private
    def _survey_url(self):
        """The address of the form, as in the QR code."""
        self.ensure_one()
        return f"{self.get_base_url()}{PATH}/{self.token}"

    @api.private
    def _is_survey_open(self):
        """Whether citizens can answer: the service exists still, and the regional government asks."""
        self.ensure_one()
        return bool(self.active and self.sudo().company_id.flexible_work_survey_open)

    def action_survey_results(self):
        """The indices of these services."""
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "flexible_work_asn_reports.flexible_work_survey_result_action"
        )
        return action | {"domain": [("service_id", "in", self.ids)], "context": {}}

    def action_complaints(self):
        """The complaints about these services, whatever became of them."""
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "flexible_work_asn_reports.flexible_work_complaint_action"
        )
        context = (
            {"default_service_id": self.id, "default_department_id": self.department_id.id} if len(self) == 1 else {}
        )
        return action | {"domain": [("service_id", "in", self.ids)], "context": context}

    def action_survey_poster(self):
        """The poster with the QR code, to hang up at the counter.

        :raises UserError: where the survey is closed, because the code would lead to a closed door
        """
        self.check_access("read")
        for service in self:
            if not service._is_survey_open():
                raise UserError(
                    self.env._(
                        "The survey of %s is closed. Open it in the settings, or bring the service back, then print.",
                        service.name,
                    )
                )
        return self.env.ref("flexible_work_asn_reports.action_report_survey_poster").report_action(self)

    @api.private
    def _poster(self):
        """What the poster shows, in the language of documents.

        :raises AccessError: for a service that the user may not read
        """
        self.ensure_one()
        self.check_access("read")
        language = document_lang(self.env)
        service = self.sudo().with_context(lang=language)
        unit = service.department_id
        opd, site = unit.opd_id or unit, (unit.site_ids or unit.opd_id.site_ids)[:1].address_id
        official = replace(
            build_official(service.company_id, service.company_id._flexible_work_today()),
            # it hangs at the counter of the OPD, which asks
            office=opd.name,
            address=address_lines(site, service.env._("Telephone %s")) if site else [],
        )
        return {
            "lang": language,
            "official": official,
            "name": service.name,
            "unit": unit.name if unit != opd else "",
            "url": service._survey_url(),
            "qr": qr_data_uri(service._survey_url()),
        }

from odoo import fields, models


class FlexibleWorkSurveyAnswer(models.Model):
    """One anonymous answer to the survey of public satisfaction: nine elements, 1 to 4 each (PermenPANRB 14/2017).

    Nothing about who answered is kept: no name, no address, no text, and of the time only the local date."""

    _name = "flexible.work.survey.answer"
    _description = "Answer to the Survey of Satisfaction"
    _order = "date desc, id desc"

    company_id = fields.Many2one(related="service_id.company_id", store=True, index=True)
    service_id = fields.Many2one(
        "flexible.work.public.service", required=True, readonly=True, index=True, ondelete="restrict"
    )
    department_id = fields.Many2one(related="service_id.department_id", store=True, index=True, string="Unit")
    opd_id = fields.Many2one(related="department_id.opd_id", string="OPD", store=True)
    date = fields.Date(required=True, readonly=True, index=True, help="Local date of the answer.")

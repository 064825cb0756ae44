from odoo import fields, models


class FlexibleWorkDisciplineStep(models.Model):
    """A step of discipline by days absent without valid reason in one year, such as those of PP 94/2021."""

    _name = "flexible.work.discipline.step"
    _description = "Step of Discipline"
    _order = "days_from, id"

    name = fields.Char(required=True, translate=True, string="Punishment")
    days_from = fields.Integer(required=True)
    article = fields.Char()
    company_id = fields.Many2one("res.company", string="Regional government", help="Empty: for all.")


class FlexibleWorkDisciplineCase(models.Model):
    """The days that somebody was absent without valid reason in a year have reached a step of PP 94/2021.

    The system counts and tells; the direct superior must act, else he or she answers for it. What the superior did
    is recorded here.
    """

    _name = "flexible.work.discipline.case"
    _description = "Case of Discipline"
    _inherit = ["flexible.work.employee.record", "mail.thread", "mail.activity.mixin"]
    _order = "date desc, id desc"
    _rec_name = "employee_id"

    year = fields.Integer(required=True, readonly=True, aggregator=None)
    absent_days = fields.Integer(readonly=True)
    step_id = fields.Many2one("flexible.work.discipline.step", readonly=True, ondelete="restrict")
    state = fields.Selection(
        [("open", "To be acted on"), ("acted", "Acted on"), ("dropped", "Dropped")],
        default="open",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )

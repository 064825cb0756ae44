from odoo import api, fields, models


class FlexibleWorkLog(models.Model):
    """The daily work report of a day from home or elsewhere: planned before, reported after, decided by the superior.

    Jabar: plan the day before; Wonosobo: report by 24:00, verified by 24:00 of the next day, not without evidence.
    """

    _name = "flexible.work.log"
    _description = "Daily Work Report"
    _inherit = ["flexible.work.employee.record", "mail.thread", "mail.activity.mixin"]
    _order = "date desc, id desc"
    _rec_name = "employee_id"

    day_id = fields.Many2one("flexible.work.day", readonly=True, index=True, ondelete="set null")
    line_ids = fields.One2many("flexible.work.log.line", "log_id", string="Work done")
    state = fields.Selection(
        [
            ("planned", "Planned"),
            ("reported", "Reported"),
            ("approved", "Approved"),
            ("returned", "Returned"),
        ],
        default="planned",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )

    _employee_date_unique = models.Constraint(
        "UNIQUE(employee_id, date)", "There is already a report of this employee for that date."
    )

    @api.model
    @api.private
    def _card(self, day):
        """The report of ``day`` for the page *Hari Ini*; None where none is asked for."""
        return None


class FlexibleWorkLogLine(models.Model):
    """One activity of a daily work report."""

    _name = "flexible.work.log.line"
    _description = "Activity of a Daily Work Report"
    _order = "sequence, id"

    log_id = fields.Many2one("flexible.work.log", required=True, index=True, ondelete="cascade")
    sequence = fields.Integer(default=10)
    name = fields.Char(string="Activity", required=True)
    output = fields.Char()
    quantity = fields.Float()
    unit = fields.Char(string="Unit of output")
    evidence_url = fields.Char(string="Link to the evidence")

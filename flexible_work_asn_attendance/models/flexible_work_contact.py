from odoo import api, fields, models


class FlexibleWorkContact(models.Model):
    """A call or message to somebody who works away, and the time until the answer.

    SE Mendagri 800.1.5/3349/SJ: to be answered within five minutes; two unanswered calls are a reason for a warning.
    """

    _name = "flexible.work.contact"
    _description = "Contact with Somebody Working Away"
    _inherit = ["flexible.work.employee.record"]
    _order = "called_at desc, id desc"
    _rec_name = "employee_id"

    day_id = fields.Many2one("flexible.work.day", readonly=True, index=True, ondelete="set null")
    kind = fields.Selection(
        [("app", "Through this system"), ("call", "Telephone call"), ("message", "Message")],
        required=True,
        default="app",
    )
    called_at = fields.Datetime(required=True, readonly=True, default=fields.Datetime.now)
    called_by_id = fields.Many2one("res.users", readonly=True, default=lambda self: self.env.user)
    answered_at = fields.Datetime(readonly=True)
    excused = fields.Boolean(readonly=True)
    excuse = fields.Text(readonly=True)

    @api.model
    @api.private
    def _card(self, employee):
        """The open contact of ``employee`` for the page *Hari Ini*; None when nobody waits for an answer."""
        return None

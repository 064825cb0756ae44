from odoo import SUPERUSER_ID, models

#: with these in the context Odoo notes no change, and everybody may send them with a request
QUIET = ("tracking_disable", "mail_notrack")


class FlexibleWorkTrail(models.AbstractModel):
    """A record whose chatter is the only place that says who changed it, from what to what.

    People cannot keep it quiet; the system itself (installation, scheduled jobs) may.
    """

    _name = "flexible.work.trail"
    _description = "Record Whose Changes are Always Noted"
    _inherit = ["mail.thread"]

    def write(self, vals):
        noted = self
        if self.env.uid != SUPERUSER_ID and any(self.env.context.get(name) for name in QUIET):
            noted = self.with_context(**dict.fromkeys(QUIET, False))
        return super(FlexibleWorkTrail, noted).write(vals)

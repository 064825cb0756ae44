from odoo import fields, models

SEVERITY_SELECTION = [("severe", "Severe"), ("warning", "Warning"), ("info", "Information")]


class FlexibleWorkFinding(models.Model):
    """What the legal check of a circular found, kept as it was when the circular was checked or enacted.

    Only the check writes findings. A severe one that is accepted carries the written reason, who gave it and when.
    """

    _name = "flexible.work.finding"
    _description = "Legal Finding"
    _order = "circular_id, rank, code, id"
    _rec_name = "text"

    circular_id = fields.Many2one(
        "flexible.work.circular", required=True, readonly=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="circular_id.company_id", store=True, index=True)
    code = fields.Char(required=True, readonly=True)
    severity = fields.Selection(SEVERITY_SELECTION, required=True, readonly=True)
    rank = fields.Integer(readonly=True, help="The severe ones first.")
    article = fields.Char(required=True, readonly=True, help="What the finding is about, in the words of the law.")
    text = fields.Text(string="Finding", required=True, readonly=True)
    department_ids = fields.Many2many("hr.department", string="Units", readonly=True)
    rule_ids = fields.Many2many("flexible.work.rule", string="Provisions", readonly=True)
    other_circular_id = fields.Many2one(
        "flexible.work.circular", string="Other circular", readonly=True, ondelete="set null"
    )
    date_from = fields.Date(string="First date", readonly=True)
    date_to = fields.Date(string="Last date", readonly=True)
    people = fields.Integer(readonly=True, help="How many people it concerns; 0: not counted.")
    state = fields.Selection([("open", "Open"), ("accepted", "Accepted")], default="open", required=True, readonly=True)
    reason = fields.Text(readonly=True)
    accepted_by_id = fields.Many2one("res.users", readonly=True)
    accepted_at = fields.Datetime(readonly=True)
    checked_at = fields.Datetime(readonly=True)

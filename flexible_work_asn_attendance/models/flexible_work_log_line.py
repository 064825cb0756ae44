from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.flexible_work_asn.local_time import hour_label


class FlexibleWorkLogLine(models.Model):
    """One activity of a daily work report: what was to be done, and what came out."""

    _name = "flexible.work.log.line"
    _description = "Activity of a Daily Work Report"
    _order = "sequence, hour_from, id"

    log_id = fields.Many2one("flexible.work.log", required=True, index=True, ondelete="cascade")
    sequence = fields.Integer(default=10)
    name = fields.Text(string="Activity", required=True)
    target = fields.Char(help="What is to come out of it, as in the work plan: 2 drafts, 1 report.")
    output = fields.Text(help="What came out of it.")
    quantity = fields.Float(digits=(12, 2))
    unit = fields.Char(string="Unit of output", help="documents, reports, people served, …")
    hour_from = fields.Float(string="From")
    hour_to = fields.Float(string="To")
    hours = fields.Char(string="Local hours", compute="_compute_hours")
    evidence_url = fields.Char(string="Link to the evidence")

    _quantity_positive = models.Constraint("CHECK(quantity >= 0)", "The quantity of an output is not negative.")
    _hours_of_day = models.Constraint(
        "CHECK(hour_from >= 0 AND hour_from < 24 AND hour_to >= 0 AND hour_to <= 24)",
        "The hours of an activity lie between 00:00 and 24:00.",
    )

    @api.depends("hour_from", "hour_to")
    def _compute_hours(self):
        for line in self:
            line.hours = f"{hour_label(line.hour_from)}–{hour_label(line.hour_to)}" if line._duration() else ""

    def _duration(self):
        """Hours from beginning to end, over midnight if need be; 0 while they are not filled in."""
        if not (self.hour_from or self.hour_to) or self.hour_from == self.hour_to:
            return 0.0
        return (self.hour_to - self.hour_from) % 24 or 24.0

    @api.constrains("hour_from", "hour_to")
    def _check_hours(self):
        for line in self:
            day = line.sudo().log_id.day_id
            over_midnight = day.mode and (day.hour_to > 24 or day.hour_to <= day.hour_from)
            if line.hour_to < line.hour_from and not over_midnight:
                raise ValidationError(
                    self.env._("“%s” ends before it begins. Correct its hours, or leave both empty.", line.name)
                )

    @api.constrains("evidence_url")
    def _check_evidence_url(self):
        for line in self:
            if line.evidence_url and not line.evidence_url.strip().lower().startswith(("https://", "http://")):
                raise ValidationError(
                    self.env._("The link to the evidence of “%s” begins with https:// or http://.", line.name)
                )

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._check_open()
        return lines

    def write(self, vals):
        self._check_open()
        result = super().write(vals)
        if "log_id" in vals:
            self._check_open()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_locked(self):
        self._check_open()

    def _check_open(self):
        """:raises AccessError: in reports of others; :raises UserError: in reports not open for changes"""
        if not self.env.su:
            self.log_id._check_open()

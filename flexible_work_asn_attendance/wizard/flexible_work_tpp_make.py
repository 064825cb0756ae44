from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError


class FlexibleWorkTppMake(models.TransientModel):
    """Makes the sheets of a month for all OPD at once."""

    _name = "flexible.work.tpp.make"
    _description = "Make the TPP Sheets of a Month"

    company_id = fields.Many2one(
        "res.company", string="Regional government", required=True, default=lambda self: self.env.company
    )
    date = fields.Date(
        string="Month", required=True, default=lambda self: self._last_month(), help="Any day of the month."
    )
    note = fields.Text(compute="_compute_note")

    @api.model
    def _last_month(self):
        return self.env.company._flexible_work_today().replace(day=1) - timedelta(days=1)

    @api.depends("company_id", "date")
    @api.depends_context("lang")
    def _compute_note(self):
        """What to know before: which days are open, and whether a table is in force."""
        sheets = self.env["flexible.work.tpp.sheet"]
        for wizard in self:
            if not wizard.date:
                wizard.note = False
                continue
            first, last = sheets._month_of(wizard.date)
            in_month = [("company_id", "=", wizard.company_id.id), ("date", ">=", first), ("date", "<=", last)]
            days = self.env["flexible.work.day"]
            notes = []
            if not days.search_count(in_month, limit=1):
                notes.append(self.env._("There is no day on record in this month."))
            still_open = days.search_count([*in_month, ("state", "=", "open")])
            if still_open:
                notes.append(self.env._("%s days are open: they are counted once they have closed.", still_open))
            undecided = days.search_count([*in_month, ("is_to_decide", "=", True)])
            if undecided:
                notes.append(self.env._("%s days wait for a decision of the heads: they count as present.", undecided))
            if not self.env["flexible.work.tpp.scheme"]._tables(wizard.company_id, first, last):
                notes.append(
                    self.env._("No table of deductions is in force: the sheets will count days and cut nothing.")
                )
            wizard.note = "\n".join(notes) or False

    def action_confirm(self):
        """Make them, and show them.

        :raises AccessError: for all but BKPSDM
        """
        self.ensure_one()
        if not self.env.user.has_group("flexible_work_asn.group_bkpsdm") or self.company_id not in self.env.companies:
            raise AccessError(self.env._("BKPSDM makes the sheets."))
        sheets = self.env["flexible.work.tpp.sheet"]._make_month(self.company_id, self.date)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "flexible_work_asn_attendance.flexible_work_tpp_sheet_action"
        )
        return action | {"domain": [("id", "in", sheets.ids)], "context": {}, "target": "main"}

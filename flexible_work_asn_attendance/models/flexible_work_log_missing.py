from odoo import api, fields, models
from odoo.fields import Domain

from .flexible_work_day import _one_of
from .flexible_work_log import REPORTING_MODES

#: a report that was handed in at least once
HANDED_IN = ("reported", "approved", "returned")


class FlexibleWorkDay(models.Model):
    """What of reports and contacts belongs to a day: the report that is missing, and the buttons that lead to them."""

    _inherit = "flexible.work.day"

    is_report_missing = fields.Boolean(
        string="No daily report",
        compute="_compute_is_report_missing",
        search="_search_is_report_missing",
        help="Present from home or elsewhere, the circular asks for a report, and none has been handed in.",
    )
    log_count = fields.Integer(string="Daily reports", compute="_compute_log_count")
    contact_count = fields.Integer(string="Contacts", compute="_compute_contact_count")

    @api.depends("mode", "status", "circular_id.log_required", "log_ids.state")
    def _compute_is_report_missing(self):
        missing = self.search([("id", "in", self._origin.ids), ("is_report_missing", "=", True)])
        for day in self:
            day.is_report_missing = day._origin in missing

    def _search_is_report_missing(self, operator, value):
        """A report that came back counts as handed in: it is at its employee's again, with a reason."""
        if operator != "in":
            return NotImplemented
        # any!: who may see the day may know whether its circular asks for a report, and whether there is one
        asked = Domain("circular_id", "any!", [("log_required", "=", True)])
        # a day that no circular decided is under the one in force
        for company in self.env.companies:
            for first, last in self._spans_with_reports(company):
                span = Domain("circular_id", "=", False) & Domain("company_id", "=", company.id)
                span &= Domain("date", ">=", first)
                asked |= span & Domain("date", "<=", last) if last else span
        missing = (
            Domain("mode", "in", REPORTING_MODES)
            & Domain("leave_status", "=", False)
            & Domain("status", "=", "present")
            & asked
            & ~Domain("log_ids", "any!", [("state", "in", HANDED_IN)])
        )
        return _one_of(missing, value)

    def _spans_with_reports(self, company):
        """``(first, last or False)`` of the circulars of ``company`` that ask for a daily report."""
        circulars = self.env["flexible.work.circular"]._binding_between(
            company, fields.Date.to_date("1970-01-01"), False
        )
        return [(one.date_from, one._last_date()) for one in circulars if one.log_required]

    @api.depends("log_ids")
    def _compute_log_count(self):
        self._count("log_count", "flexible.work.log")

    @api.depends("contact_ids")
    def _compute_contact_count(self):
        self._count("contact_count", "flexible.work.contact")

    def _count(self, name, model):
        counts = dict(self.env[model]._read_group([("day_id", "in", self._origin.ids)], ["day_id"], ["__count"]))
        for day in self:
            day[name] = counts.get(day._origin, 0)

    def action_logs(self):
        """The daily report of this day."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("flexible_work_asn_attendance.flexible_work_log_action")
        return action | {"domain": [("day_id", "=", self.id)], "context": {}}

    def action_contacts(self):
        """Calls and messages to this person on this day."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "flexible_work_asn_attendance.flexible_work_contact_action"
        )
        return action | {"domain": [("day_id", "=", self.id)], "context": {"default_employee_id": self.employee_id.id}}

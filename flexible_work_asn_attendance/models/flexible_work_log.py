from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_date

from odoo.addons.flexible_work_asn.asked import asks, maybe_a_day
from odoo.addons.flexible_work_asn.local_time import at_hour, to_local, to_utc, zone_label
from odoo.addons.flexible_work_asn.selections import MODE_SELECTION, plan_letter

from ..judge import end_of_work

#: what the employee writes, while the report is planned or came back; buttons do the rest
EDITABLE = frozenset({"employee_id", "date", "line_ids", "evidence_ids", "copy_from_id"})
#: whoever works from home or elsewhere reports; others may
REPORTING_MODES = ("wfh", "wfa")
#: what a copy takes over: the plan, not what came out of it
COPIED = ("name", "target", "unit", "hour_from", "hour_to")


class FlexibleWorkLog(models.Model):
    """The daily work report of a day from home or elsewhere: planned before, reported after, decided by the superior.

    Jabar: plan the day before; Wonosobo: report by 24:00, verified by 24:00 of the next day, not without evidence.
    A report is made when somebody begins to write one, never in advance: a day without one is found by
    ``flexible.work.day.is_report_missing``. The way: planned, reported, then approved or returned to be improved.
    """

    _name = "flexible.work.log"
    _description = "Daily Work Report"
    _inherit = ["flexible.work.employee.record", "flexible.work.document", "mail.activity.mixin"]
    _order = "date desc, id desc"
    _rec_name = "employee_id"
    _entered = EDITABLE

    employee_id = fields.Many2one(default=lambda self: self.env.user.employee_id)
    date = fields.Date(default=lambda self: self._default_date(), index=True)
    opd_id = fields.Many2one(related="department_id.opd_id", store=True, string="OPD")
    day_id = fields.Many2one("flexible.work.day", readonly=True, index=True, copy=False, ondelete="set null")
    mode = fields.Selection(MODE_SELECTION, compute="_compute_mode")
    letter = fields.Char(string="Code", compute="_compute_mode")
    line_ids = fields.One2many("flexible.work.log.line", "log_id", string="Work done", copy=True)
    summary = fields.Char(compute="_compute_summary", string="What was done")
    hours = fields.Float(compute="_compute_hours", store=True, help="From and to of the activities, added up.")
    evidence_ids = fields.Many2many(
        "ir.attachment",
        string="Files",
        copy=False,
        help="Evidence of the work. Only those who may read the report may read it.",
    )
    has_evidence = fields.Boolean(compute="_compute_has_evidence", store=True)
    copy_from_id = fields.Many2one(
        "flexible.work.log",
        string="Copy from",
        store=False,
        domain="[('is_mine', '=', True), ('id', '!=', id)]",
        help="Takes over the activities of an earlier report of one's own, with their targets.",
    )
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
        group_expand=True,
    )
    planned_ahead = fields.Boolean(
        readonly=True, copy=False, help="Planned before work began, the day before or in the morning."
    )
    reported_at = fields.Datetime(readonly=True, copy=False)
    reported_late = fields.Boolean(string="Reported late", readonly=True, copy=False)
    decide_until = fields.Datetime(string="To be decided until", readonly=True, copy=False)
    decided_by_id = fields.Many2one("res.users", string="Decided by", readonly=True, copy=False)
    decided_at = fields.Datetime(readonly=True, copy=False)
    decided_late = fields.Boolean(string="Decided too late", readonly=True, copy=False)
    decision_reason = fields.Text(string="Reason", readonly=True, copy=False)
    is_today = fields.Boolean(compute="_compute_is_today", search="_search_is_today")
    is_required = fields.Boolean(compute="_compute_is_required", help="The circular of the day asks for it.")
    local_report_until = fields.Char(string="To be reported until", compute="_compute_local_times")
    local_reported_at = fields.Char(string="Reported at", compute="_compute_local_times")
    local_decide_until = fields.Char(string="Decision due", compute="_compute_local_times")

    _employee_date_unique = models.Constraint(
        "UNIQUE(employee_id, date)",
        "There is already a report of this employee for that date. Open that one instead.",
    )

    @api.model
    def _default_date(self):
        employee = self.env.user.employee_id
        return employee and employee._flexible_work_today_batch()[employee.id]

    # ------------------------------------------------------------ what is shown
    @api.depends("employee_id", "date")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for log in self:
            day = format_date(self.env, log.date) if log.date else ""
            # sudo: heads read the name of their people, who are not theirs to read in HR
            log.display_name = ", ".join(filter(None, (log.sudo().employee_id.name, day)))

    @api.depends("day_id.mode", "employee_id", "date")
    def _compute_mode(self):
        """The mode of the day, or of the plan while the day is not open yet."""
        # a form may ask about anybody: only what is written already, and one's own, is told
        told = self.filtered(lambda log: log.is_mine or log.employee_id == log._origin.employee_id)
        (self - told).update({"mode": False, "letter": ""})
        unopened = told.filtered(lambda log: not log.day_id and log.employee_id and log.date)
        decisions = {}
        if unopened:
            dates = unopened.mapped("date")
            decisions = unopened.sudo().employee_id._flexible_work_decisions(min(dates), max(dates))
        for log in told:
            day = log.sudo().day_id
            if day and day.employee_id == log.employee_id._origin:
                log.mode, log.letter = day.mode, day.letter
            else:
                decision = decisions.get((log.employee_id.id, log.date))
                log.mode = decision.mode if decision else False
                log.letter = plan_letter(decision.mode, decision.leave_status) if decision else ""

    @api.depends("line_ids.name")
    def _compute_summary(self):
        for log in self:
            log.summary = "; ".join(filter(None, log.line_ids.mapped("name")))

    @api.depends("line_ids.hour_from", "line_ids.hour_to")
    def _compute_hours(self):
        for log in self:
            log.hours = sum(line._duration() for line in log.line_ids)

    @api.depends("evidence_ids", "line_ids.evidence_url")
    def _compute_has_evidence(self):
        for log in self:
            log.has_evidence = bool(log.evidence_ids) or any(log.line_ids.mapped("evidence_url"))

    @api.depends("date", "company_id")
    def _compute_is_today(self):
        today = {company: company._flexible_work_today() for company in self.company_id}
        for log in self:
            log.is_today = bool(log.date) and log.date == today.get(log.company_id)

    def _search_is_today(self, operator, value):
        return self.env["flexible.work.day"]._search_is_today(operator, value)

    @api.depends("employee_id", "date", "day_id")
    def _compute_is_required(self):
        for log in self:
            asked = log.mode in REPORTING_MODES and log.date
            log.is_required = asked and log._circular().log_required

    @api.depends("employee_id", "date", "reported_at", "decide_until")
    def _compute_local_times(self):
        zones = self.sudo().employee_id._flexible_work_tz_batch()
        for log in self:
            tz = zones.get(log.employee_id.id)
            until = log._report_until(tz) if tz and log.date else False
            for name, moment in (
                ("local_report_until", until),
                ("local_reported_at", log.reported_at),
                ("local_decide_until", log.decide_until),
            ):
                log[name] = log._local(moment, tz) if moment else ""

    def _local(self, moment, tz):
        """A naive UTC time as ``15:30 WIT``, with its date when that is not the one of the report.

        An end at midnight is that of the day before: 24:00.
        """
        local = to_local(moment, tz)
        at, hour = local.date(), local.strftime("%H:%M")
        if hour == "00:00":
            at, hour = at - timedelta(days=1), "24:00"
        day = "" if at == self.date else f"{format_date(self.env, at, date_format='d MMM')} "
        return f"{day}{hour} {zone_label(tz)}"

    # ------------------------------------------------------------ limits
    def _circular(self):
        """The circular (sudo) that speaks for the day; maybe empty."""
        self.ensure_one()
        log = self.sudo()
        company = log.company_id or log.employee_id.company_id
        return log.day_id.circular_id or self.env["flexible.work.circular"]._in_force_on(company, log.date)

    def _report_until(self, tz):
        """Naive UTC time until which the report is in time: the hour that is set, or the end of a night shift."""
        self.ensure_one()
        log = self.sudo()
        until = at_hour(log.date, (log.company_id or log.employee_id.company_id).flexible_work_log_hour)
        if log.day_id.mode:
            until = max(until, end_of_work(log.date, log.day_id.hour_from, log.day_id.hour_to))
        return to_utc(until, tz)

    def _decide_until(self, now, tz):
        """Naive UTC time until which a report made at ``now`` is to be decided; False without a limit.

        The hours run from the end of the day of the report, or of the day on which it was made if that is later:
        nobody is late because somebody else was.
        """
        hours = self.sudo().company_id.flexible_work_log_hours
        if not hours:
            return False
        last = max(self.date, to_local(now, tz).date())
        return to_utc(at_hour(last, 24) + timedelta(hours=hours), tz)

    # ------------------------------------------------------------ create and change
    @api.model_create_multi
    def create(self, vals_list):
        logs = super().create(vals_list)
        if not self.env.su and any(not log.is_mine for log in logs):
            raise AccessError(self.env._("Everybody writes the own daily report."))
        for log in logs.sudo():
            log.day_id = self.env["flexible.work.day"]._day_of(log.employee_id, log.date)
            log.planned_ahead = log._is_ahead()
        return logs

    def _is_ahead(self):
        """Whether work of the day has not begun yet by the server's clock."""
        tz = self.employee_id._flexible_work_tz_batch()[self.employee_id.id]
        hour = self.day_id.hour_from if self.day_id.mode else None
        if hour is None:
            decision = self.employee_id._flexible_work_decisions(self.date, self.date).get(
                (self.employee_id.id, self.date)
            )
            hour = decision.hour_from if decision else None
        return to_local(fields.Datetime.now(), tz) <= at_hour(self.date, hour or 0)

    def write(self, vals):
        result = super().write(vals)
        if {"employee_id", "date"} & vals.keys():
            for log in self.sudo():
                log.day_id = self.env["flexible.work.day"]._day_of(log.employee_id, log.date)
        return result

    @api.model
    def _by_buttons_only(self):
        return self.env._("A daily report is decided by its buttons only.")

    def _check_changeable(self):
        self._check_open()

    @api.private
    def _check_open(self):
        """:raises AccessError: for reports of others; :raises UserError: when they are not open for changes"""
        for log in self:
            if not log.is_mine:
                raise AccessError(self.env._("Everybody writes the own daily report."))
            if log.state == "reported":
                raise UserError(
                    self.env._("The report of %s lies with your superior. Take it back first.", log._day_in_words())
                )
            if log.state == "approved":
                raise UserError(
                    self.env._(
                        "The report of %s is approved and stays as it is. Ask your superior to undo the approval.",
                        log._day_in_words(),
                    )
                )

    def _day_in_words(self):
        return format_date(self.env, self.date)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_reported(self):
        if any(log.state != "planned" for log in self):
            raise UserError(self.env._("Only a plan is deleted. What was reported stays readable."))

    # ------------------------------------------------------------ copying
    @api.onchange("copy_from_id")
    def _onchange_copy_from_id(self):
        """Add the activities of the chosen report, with their targets; what came out is still to be written."""
        if self.copy_from_id:
            self.line_ids = [fields.Command.create(values) for values in self.copy_from_id._copied_lines()]
            self.copy_from_id = False

    def _copied_lines(self):
        return [{name: line[name] for name in COPIED} for line in self.line_ids]

    def action_copy_last(self):
        """Add the activities of one's last earlier report.

        :raises UserError: when there is none
        """
        self.ensure_one()
        self._check_open()
        last = self.search(
            [("employee_id", "=", self.employee_id.id), ("date", "<", self.date), ("line_ids", "!=", False)], limit=1
        )
        if not last:
            raise UserError(self.env._("There is no earlier report of yours to copy from. Enter the activities."))
        self.write({"line_ids": [fields.Command.create(values) for values in last._copied_lines()]})

    # ------------------------------------------------------------ for the page Hari Ini
    @api.model
    @asks(date=maybe_a_day)
    def action_open_mine(self, date=None):
        """The own report of the local ``date`` (today without one), or the form of a new one."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "flexible_work_asn_attendance.flexible_work_log_action_new"
        )
        day = fields.Date.to_date(date) or self._default_date()
        own = self.search([("employee_id.user_id", "=", self.env.uid), ("date", "=", day)], limit=1)
        if own:
            return action | {"res_id": own.id}
        return action | {"context": {"default_date": fields.Date.to_string(day)}}

    @api.model
    @api.private
    def _card(self, day):
        """The report of ``day`` for the page *Hari Ini*; None where none is asked for and none was begun.

        :return: ``{id, state, planned, reported, required, until, reason}``: ``planned`` is the number of activities,
            ``reported`` the local time ``HH:MM`` or None, ``until`` ``YYYY-MM-DD HH:MM:SS`` in the zone of the day
        """
        if not day:
            return None
        log = self.sudo().search_fetch([("employee_id", "=", day.employee_id.id), ("date", "=", day.date)], limit=1)
        asked = day.mode in REPORTING_MODES and not day.leave_status
        if not log and not asked:
            return None
        circular = day.circular_id or self.env["flexible.work.circular"]._in_force_on(day.company_id, day.date)
        until = at_hour(day.date, day.company_id.flexible_work_log_hour)
        if day.mode:
            until = max(until, end_of_work(day.date, day.hour_from, day.hour_to))
        reported = log.reported_at and log.state in ("reported", "approved")
        return {
            "id": log.id or False,
            "state": log.state or None,
            "planned": len(log.line_ids),
            "reported": to_local(log.reported_at, day.tz).strftime("%H:%M") if reported else None,
            "required": bool(asked and circular.log_required),
            "until": fields.Datetime.to_string(until),
            "reason": log.decision_reason or "" if log.state == "returned" else "",
        }

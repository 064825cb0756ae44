from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL, format_date

from odoo.addons.flexible_work_asn.local_time import hour_label, to_local, zone_label
from odoo.addons.flexible_work_asn.models.hr_leave_type import LEAVE_KIND_SELECTION
from odoo.addons.flexible_work_asn.plan import FLEXIBLE_MODES
from odoo.addons.flexible_work_asn.selections import MODE_SELECTION, plan_letter

from ..judge import ABSENCES

STATUS_SELECTION = [
    ("pending", "Not yet in"),
    ("present", "Present"),
    ("duty", "Duty elsewhere"),
    ("leave", "On leave"),
    ("sick", "Sick"),
    ("permit", "Permit"),
    ("study", "Study assignment"),
    ("absent", "Absent without explanation"),
    ("off", "Day off"),
]
LEAVE_SELECTION = [
    ("leave", "Leave (C)"),
    ("sick", "Sick (S)"),
    ("permit", "Permit (I)"),
    ("duty", "Duty elsewhere (DL)"),
    ("study", "Study assignment (TB)"),
]
PLACE_SELECTION = [("inside", "Inside"), ("outside", "Outside"), ("unknown", "Unknown")]
APEL_SELECTION = [("none", "Not joined"), ("on_time", "On time"), ("late", "Late"), ("rejected", "Rejected")]
ABSENT_LETTER = "TK"
TO_DECIDE_FIELDS = ("status", "verification", "mode", "place", "sent_later", "apel_morning", "apel_afternoon")
#: who counts the people of every unit
READS_ALL = ("flexible_work_asn.group_bkpsdm", "flexible_work_asn.group_auditor")
#: what a head or BKPSDM decides about a day
DECISION_FIELDS = frozenset({"verification", "verified_by_id", "verified_at", "rejection_reason"})


class FlexibleWorkDay(models.Model):
    """What one employee was to do on one local date, and did.

    The plan is copied here when the day opens and follows the facts while it is open. Once closed the
    day is history: pay (TPP) hangs on it. Rows are written in bulk by the server alone; people act on
    them through check-ins, apel and decisions. All hours are local hours of ``tz``.
    """

    _name = "flexible.work.day"
    _description = "Working Day of an Employee"
    _inherit = ["flexible.work.employee.record", "mail.thread"]
    _order = "date desc, department_id, employee_id"
    _rec_name = "employee_id"

    # written by the server when the day opens, not computed; and without the indexes that other records have
    employee_id = fields.Many2one(readonly=True, index=False)
    date = fields.Date(readonly=True)
    company_id = fields.Many2one("res.company", related=None, store=True, index=False, required=True, readonly=True)
    department_id = fields.Many2one(
        compute=None, store=True, readonly=True, help="The unit of the employee on that date."
    )
    opd_id = fields.Many2one("hr.department", string="OPD", readonly=True)
    assignment_id = fields.Many2one(
        "flexible.work.assignment",
        readonly=True,
        ondelete="set null",
        help="By which the day is worked for another unit, which counts and decides it.",
    )
    home_department_id = fields.Many2one(
        "hr.department",
        string="Unit of the post",
        readonly=True,
        help="Of somebody who is assigned to another unit that day; it reads the day.",
    )
    home_opd_id = fields.Many2one("hr.department", string="OPD of the post", readonly=True)
    is_elsewhere = fields.Boolean(
        string="Assigned elsewhere",
        compute="_compute_is_elsewhere",
        search="_search_is_elsewhere",
        help="Of your units by the post, and counted by another one that day.",
    )
    tz = fields.Char(string="Zone", required=True, readonly=True)
    asn_kind = fields.Selection(
        [("pns", "PNS"), ("pppk", "PPPK"), ("pppk_pw", "PPPK paruh waktu")], string="Kind of ASN", readonly=True
    )
    position_level_id = fields.Many2one("flexible.work.position.level", readonly=True)
    structural = fields.Boolean(string="Structural official", readonly=True)

    # the plan
    mode = fields.Selection(MODE_SELECTION, readonly=True, help="Empty on a day without work.")
    source = fields.Char(readonly=True, help="The level of the rules that decided.")
    circular_id = fields.Many2one("flexible.work.circular", readonly=True, ondelete="set null")
    explanation = fields.Text(string="Why", readonly=True)
    hour_from = fields.Float(string="Work from", readonly=True)
    hour_to = fields.Float(string="Work to", readonly=True)
    hours = fields.Char(compute="_compute_hours", help="Local hours of work, with the modes of a day that has several.")
    hours_tolerance = fields.Integer(
        string="Dynamic hours (± minutes)",
        readonly=True,
        help="By how much one may begin earlier or later, and then end so much earlier or later.",
    )
    part_leave = fields.Selection(
        LEAVE_SELECTION, string="Part of the day off", readonly=True, help="The hours of work are those that are left."
    )
    shift_id = fields.Many2one("flexible.work.shift", readonly=True, ondelete="set null")
    segments = fields.Char(
        readonly=True, help="Technical: 'mode from to' of each part of a day with several modes, separated by commas."
    )
    leave_status = fields.Selection(LEAVE_SELECTION, string="Time off", readonly=True)
    planned_leave_kind = fields.Selection(
        LEAVE_KIND_SELECTION, string="Kind of leave, as planned", readonly=True, help="Of the time off."
    )
    choice = fields.Boolean(
        string="Own choice", readonly=True, help="The circular leaves home or elsewhere to the employee."
    )

    # what happened
    check_in = fields.Datetime(string="First in", readonly=True)
    check_out = fields.Datetime(string="Last out", readonly=True)
    place = fields.Selection(PLACE_SELECTION, readonly=True, help="Where the first check-in was made.")
    distance = fields.Integer(
        readonly=True, aggregator=None, help="Metres from the nearest place where it should have been made."
    )
    late_minutes = fields.Integer(string="Minutes late", readonly=True)
    early_minutes = fields.Integer(string="Minutes early", readonly=True)
    missing = fields.Selection(
        [("in", "No check-in"), ("out", "No check-out"), ("both", "Neither check-in nor check-out")],
        string="Missing clock",
        readonly=True,
        help="Of somebody present: said when the day closes.",
    )
    presence_expected = fields.Integer(
        string="Presences expected", readonly=True, help="Windows of presence that the circular sets for the mode."
    )
    presence_met = fields.Integer(string="Presences made", readonly=True)
    presence_missed = fields.Integer(
        string="Presences in between missed",
        readonly=True,
        help="Said when the day closes. A missed check-in or check-out is a late, early or missing clock already.",
    )
    apel_expected = fields.Boolean(
        string="Expected at the apel", readonly=True, help="At the morning apel, or at the joint one instead of it."
    )
    apel_morning = fields.Selection(
        APEL_SELECTION,
        string="Morning apel",
        readonly=True,
        required=True,
        default="none",
        help="Or the joint apel that is held instead of it.",
    )
    apel_afternoon_expected = fields.Boolean(string="Expected at the afternoon apel", readonly=True)
    apel_afternoon = fields.Selection(
        APEL_SELECTION, string="Afternoon apel", readonly=True, required=True, default="none"
    )
    sent_later = fields.Boolean(
        readonly=True, help="An event was kept by the phone without network and sent later; both times are kept."
    )
    corrected = fields.Boolean(readonly=True, help="An approved correction is laid over what was recorded.")
    signal_count = fields.Integer(
        string="Signals", readonly=True, help="Signals about check-ins of this day that nobody has looked at yet."
    )
    problem = fields.Text(readonly=True, help="Why this day could not be planned or judged. The others were.")
    status = fields.Selection(STATUS_SELECTION, required=True, readonly=True, default="pending")
    leave_kind = fields.Selection(
        LEAVE_KIND_SELECTION,
        string="Kind of leave",
        readonly=True,
        help="Of somebody on leave: that of the time off, or of the correction that explains the day.",
    )

    # what the head decided
    verification = fields.Selection(
        [("none", "Not verified"), ("verified", "Verified"), ("rejected", "Rejected")],
        required=True,
        readonly=True,
        default="none",
    )
    verified_by_id = fields.Many2one("res.users", string="Decided by", readonly=True)
    verified_at = fields.Datetime(string="Decided at", readonly=True)
    rejection_reason = fields.Text(readonly=True)
    state = fields.Selection([("open", "Open"), ("closed", "Closed")], required=True, readonly=True, default="open")

    attendance_ids = fields.One2many(
        "hr.attendance",
        "flexible_day_id",
        string="Check-ins",
        readonly=True,
        groups="hr_attendance.group_hr_attendance_officer",
    )
    signal_ids = fields.One2many("flexible.work.signal", "day_id", readonly=True)
    correction_ids = fields.One2many("flexible.work.correction", "day_id", readonly=True)
    log_ids = fields.One2many("flexible.work.log", "day_id", readonly=True)
    contact_ids = fields.One2many("flexible.work.contact", "day_id", readonly=True)
    is_today = fields.Boolean(string="Today", compute="_compute_is_today", search="_search_is_today")
    is_yesterday = fields.Boolean(string="Yesterday", compute="_compute_is_today", search="_search_is_yesterday")
    is_to_decide = fields.Boolean(string="To decide", compute="_compute_is_to_decide", search="_search_is_to_decide")
    signal_total = fields.Integer(string="All signals", compute="_compute_signal_total")
    letter = fields.Char(string="Code", compute="_compute_letter")
    zone = fields.Char(string="Local time", compute="_compute_local_times")
    local_check_in = fields.Char(string="In", compute="_compute_local_times")
    local_check_out = fields.Char(string="Out", compute="_compute_local_times")

    _employee_date_unique = models.Constraint(
        "UNIQUE(employee_id, date)", "There is already a day of this employee on that date."
    )
    # few indexes, and none on what a check-in changes: 10,000 rows are written each morning
    _company_date_idx = models.Index("(company_id, date)")
    _open_idx = models.Index("(company_id) WHERE state = 'open'")

    def init(self):
        """Leave room in each page: a row is rewritten three times on its day (in, out, closed)."""
        result = super().init()
        self.env.cr.execute(SQL("ALTER TABLE %s SET (fillfactor = 70)", SQL.identifier(self._table)))
        return result

    @api.depends("employee_id", "date")
    def _compute_display_name(self):
        for day in self:
            # sudo: heads read the name of their people, who are not theirs to read in HR
            day.display_name = f"{day.sudo().employee_id.name}, {format_date(self.env, day.date)}"

    @api.depends("date", "company_id")
    def _compute_is_today(self):
        today = {company: company._flexible_work_today() for company in self.company_id}
        for day in self:
            now = today.get(day.company_id)
            day.is_today = day.date == now
            day.is_yesterday = bool(now and day.date) and day.date == now - timedelta(days=1)

    def _search_is_today(self, operator, value):
        """The local date of each regional government, not the UTC date nor that of the viewer's zone."""
        return self._search_days_ago(0, operator, value)

    def _search_is_yesterday(self, operator, value):
        return self._search_days_ago(1, operator, value)

    def _search_days_ago(self, ago, operator, value):
        if operator != "in":
            return NotImplemented
        that_date = Domain.OR(
            Domain("company_id", "=", company.id)
            & Domain("date", "=", company._flexible_work_today() - timedelta(days=ago))
            for company in self.env.companies
        )
        return _one_of(that_date, value)

    @api.depends("department_id", "home_department_id")
    @api.depends_context("uid")
    def _compute_is_elsewhere(self):
        elsewhere = self.filtered_domain(self._elsewhere_domain()) if self.ids else self.browse()
        for day in self:
            day.is_elsewhere = day in elsewhere

    def _search_is_elsewhere(self, operator, value):
        return _one_of(self._elsewhere_domain(), value) if operator == "in" else NotImplemented

    def _elsewhere_domain(self):
        """Days that the user reads because the post is in one of his or her units, while another unit counts them."""
        if any(self.env.user.has_group(group) for group in READS_ALL):
            return Domain.FALSE
        mine = [self.env.uid]
        return Domain("home_department_id.flexible_staff_user_ids", "in", mine) & Domain(
            "department_id.flexible_staff_user_ids", "not in", mine
        )

    @api.depends(*TO_DECIDE_FIELDS)
    def _compute_is_to_decide(self):
        for day in self:
            day.is_to_decide = (
                day.status == "present"
                and day.verification == "none"
                and (
                    day.mode in FLEXIBLE_MODES
                    or day.place == "outside"
                    or day.sent_later
                    or "rejected" in (day.apel_morning, day.apel_afternoon)
                )
            )

    def _search_is_to_decide(self, operator, value):
        """The head has to look at presence away from the office, not where it should have been, or sent later, and
        at that of somebody whose apel was rejected."""
        if operator != "in":
            return NotImplemented
        to_decide = (
            Domain("status", "=", "present")
            & Domain("verification", "=", "none")
            & Domain.OR(
                [
                    Domain("mode", "in", sorted(FLEXIBLE_MODES)),
                    Domain("place", "=", "outside"),
                    Domain("sent_later", "=", True),
                    Domain("apel_morning", "=", "rejected"),
                    Domain("apel_afternoon", "=", "rejected"),
                ]
            )
        )
        return _one_of(to_decide, value)

    @api.depends("signal_ids")
    def _compute_signal_total(self):
        # sudo: who may read the day may know that there is a signal; the signals have rules of their own
        counts = dict(
            self.env["flexible.work.signal"].sudo()._read_group([("day_id", "in", self.ids)], ["day_id"], ["__count"])
        )
        for day in self:
            day.signal_total = counts.get(day._origin, 0)

    @api.depends("mode", "leave_status", "status")
    def _compute_letter(self):
        """The code of the daily recap: K, R, L or KL by mode, else the kind of absence."""
        for day in self:
            if day.status == "absent":
                day.letter = ABSENT_LETTER
            elif day.status in ABSENCES:
                # also where a correction explains the day
                day.letter = plan_letter(None, day.status)
            else:
                day.letter = plan_letter(day.mode, day.leave_status)

    @api.depends("check_in", "check_out", "tz")
    def _compute_local_times(self):
        """Local time of the unit: a mayor who travels must see the same hours as the head at home."""
        for day in self:
            day.zone = zone_label(day.tz) if day.tz else ""
            day.local_check_in = day._local_time(day.check_in)
            day.local_check_out = day._local_time(day.check_out)

    @api.depends("mode", "hour_from", "hour_to", "segments", "tz")
    @api.depends_context("lang")
    def _compute_hours(self):
        modes = dict(self._fields["mode"]._description_selection(self.env))
        for day in self:
            parts = [part.split() for part in (day.segments or "").split(",") if part]
            spans = [(modes.get(mode, ""), float(begins), float(ends)) for mode, begins, ends in parts]
            spans = spans or ([("", day.hour_from, day.hour_to)] if day.mode else [])
            text = ", ".join(f"{hour_label(begins)}–{hour_label(ends)} {mode}".strip() for mode, begins, ends in spans)
            day.hours = f"{text} ({zone_label(day.tz)})" if text and day.tz else text

    def _local_time(self, moment):
        """``moment`` (naive UTC) as 07:31 in the zone of the day; empty for none."""
        return to_local(moment, self.tz).strftime("%H:%M") if moment else ""

    def write(self, vals):
        """:raises UserError: for anything but a decision on a day that is closed"""
        if not (vals.keys() <= DECISION_FIELDS) and any(day.state == "closed" for day in self):
            raise UserError(
                self.env._("A closed day is history and cannot be changed. BKPSDM may still verify or reject it.")
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_closed(self):
        if any(day.state == "closed" for day in self):
            raise UserError(self.env._("A closed day is history and cannot be deleted."))


def _one_of(domain, values):
    """``domain`` for a search on a boolean that is in ``values``."""
    wanted = {bool(value) for value in values}
    if wanted == {True, False}:
        return Domain.TRUE
    return domain if True in wanted else ~domain

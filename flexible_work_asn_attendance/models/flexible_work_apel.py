from calendar import timegm
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.orm.models import NO_ACCESS

from odoo.addons.flexible_work_asn.bulk import insert_new
from odoo.addons.flexible_work_asn.local_time import at_hour, hour_label, to_local, zone_label
from odoo.addons.flexible_work_asn.throttle import Throttle

from ..judge import (
    COUNTED_BY_APEL,
    RollCall,
    code_at,
    code_is_current,
    judge_join,
    new_secret,
    seconds_left,
)
from .flexible_work_apel_schedule import AUDIENCE_SELECTION, KIND_SELECTION

#: wrong codes of one person at one apel, and the time after which they are forgotten
WRONG_CODES_MAX = 10
WRONG_CODES_WINDOW = timedelta(minutes=5)


class FlexibleWorkApel(models.Model):
    """A virtual roll call (apel) of those who work away from their office.

    The leader opens it and shows a code that changes every half minute; those present type it. It counts
    by the server's clock, in the zone of the regional government, and ends by itself with its window.
    """

    _name = "flexible.work.apel"
    _description = "Virtual Apel"
    _order = "date desc, hour_from, id desc"
    _check_company_auto = True

    name = fields.Char(required=True, compute="_compute_name", store=True, readonly=False, precompute=True)
    company_id = fields.Many2one(
        "res.company",
        string="Regional government",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    department_id = fields.Many2one(
        "hr.department",
        string="Unit",
        index=True,
        check_company=True,
        help="Its sub-units take part as well. Empty: the whole regional government.",
    )
    date = fields.Date(required=True, index=True, default=lambda self: self.env.company._flexible_work_today())
    kind = fields.Selection(KIND_SELECTION, required=True, default="morning")
    audience = fields.Selection(AUDIENCE_SELECTION, string="For", required=True, default="away")
    schedule_id = fields.Many2one("flexible.work.apel.schedule", readonly=True, copy=False, ondelete="set null")
    hour_from = fields.Float(string="From", required=True, default=7.5)
    hour_late = fields.Float(
        string="On time until",
        required=True,
        compute="_compute_hour_late",
        store=True,
        readonly=False,
        precompute=True,
        help="Whoever joins later is late.",
    )
    hour_to = fields.Float(string="To", required=True, default=8.0, help="After that nobody can join any more.")
    leader_id = fields.Many2one(
        "hr.employee",
        check_company=True,
        compute="_compute_leader_id",
        store=True,
        readonly=False,
        precompute=True,
        help="Who leads the apel: opens and closes it, and sees who is missing.",
    )
    meeting_url = fields.Char(string="Meeting link")
    state = fields.Selection(
        [("draft", "Scheduled"), ("open", "Open"), ("closed", "Closed")],
        required=True,
        readonly=True,
        copy=False,
        default="draft",
        index=True,
    )
    # read with sudo by the server alone: whoever knows it can join for others
    secret = fields.Char(required=True, copy=False, readonly=True, groups=NO_ACCESS, default=lambda self: new_secret())
    attendance_ids = fields.One2many("flexible.work.apel.attendance", "apel_id", string="Joined")
    expected_count = fields.Integer(string="Expected", compute="_compute_counts")
    present_count = fields.Integer(string="Present", compute="_compute_counts")
    late_count = fields.Integer(string="Late", compute="_compute_counts")

    _window_ordered = models.Constraint(
        "CHECK(hour_from >= 0 AND hour_from <= hour_late AND hour_late <= hour_to AND hour_from < hour_to"
        " AND hour_to <= 24)",
        "An apel begins before it ends, and its limit for being on time lies between.",
    )
    _unit_date_unique = models.UniqueIndex(
        "(company_id, COALESCE(department_id, 0), date, kind)",
        "This unit already has an apel of this kind on that date.",
    )

    @api.depends("department_id", "date")
    def _compute_name(self):
        for apel in self:
            # sudo: the name of the unit, for people who may not read departments
            unit = apel.sudo().department_id.name or apel.company_id.name
            apel.name = self.env._("Morning apel %s", unit)

    @api.depends("hour_from", "hour_to")
    def _compute_hour_late(self):
        for apel in self:
            apel.hour_late = min(apel.hour_from + 0.25, apel.hour_to)

    @api.depends("department_id")
    def _compute_leader_id(self):
        for apel in self:
            apel.leader_id = apel.sudo().department_id.manager_id

    @api.depends("department_id", "company_id", "date", "attendance_ids.state", "attendance_ids.result")
    def _compute_counts(self):
        for apel in self.sudo():
            expected = apel._expected_days().employee_id
            joined = apel.attendance_ids.filtered(lambda one: one.state != "rejected")
            apel.expected_count = len(expected)
            apel.present_count = len(joined)
            apel.late_count = len(joined.filtered(lambda one: one.result == "late"))

    # ------------------------------------------------------------ the window
    def _tz(self):
        return self.company_id._flexible_work_tz()

    def _roll_call(self):
        self.ensure_one()
        return RollCall(
            begins=at_hour(self.date, self.hour_from),
            late_after=at_hour(self.date, self.hour_late),
            ends=at_hour(self.date, self.hour_to),
            state=self.state,
        )

    def _local_now(self):
        return to_local(fields.Datetime.now(), self._tz())

    def _state_now(self):
        """The state by the clock: an apel whose window is over is closed, even if nobody pressed the button."""
        over = self.state == "open" and self._roll_call().is_over(self._local_now())
        return "closed" if over else self.state

    @api.model
    @api.private
    def _close_over(self, company, now):
        """Close what is over at ``now`` (naive UTC) and was left open."""
        today = company._flexible_work_today(now)
        for apel in self.sudo().search(
            [("company_id", "=", company.id), ("state", "=", "open"), ("date", "<=", today)]
        ):
            if apel._roll_call().is_over(to_local(now, apel._tz())):
                apel.state = "closed"

    # ------------------------------------------------------------ who leads
    def _leads(self):
        """Whether the user leads this apel, works for its unit, or is of BKPSDM."""
        self.ensure_one()
        apel, user = self.sudo(), self.env.user
        return (
            user.has_group("flexible_work_asn.group_bkpsdm")
            or apel.leader_id.user_id == user
            or user in apel.department_id.flexible_staff_user_ids
        )

    def _check_leads(self):
        """:raises AccessError: for anybody but the leader, the unit's heads and operators, and BKPSDM"""
        self.check_access("read")
        for apel in self:
            if not apel._leads():
                raise AccessError(
                    self.env._(
                        "Only the leader, the heads and operators of the unit and BKPSDM manage “%s”.", apel.name
                    )
                )

    def action_open(self):
        """Open the apel, so that people can join from its hour on, and show the board.

        :raises UserError: on another day, or when its window is over
        """
        self.ensure_one()
        self._check_leads()
        now = self._local_now()
        if self.date != now.date() or self._roll_call().is_over(now):
            raise UserError(
                self.env._(
                    "“%(apel)s” can be opened on %(date)s until %(hour)s %(zone)s.",
                    apel=self.name,
                    date=fields.Date.to_string(self.date),
                    hour=hour_label(self.hour_to),
                    zone=zone_label(self._tz()),
                )
            )
        if self.state == "draft":
            self.sudo().state = "open"
            self.env["flexible.work.day"]._judge_days(self._expected_days().ids)
        return self.action_board()

    def action_close(self):
        """Close the apel: nobody can join any more."""
        self._check_leads()
        for apel in self:
            if apel.state == "draft":
                raise UserError(self.env._("“%s” has not been opened yet.", apel.name))
        self.sudo().write({"state": "closed"})

    def action_board(self):
        """The leader's board with the code."""
        self.ensure_one()
        self._check_leads()
        action = self.env["ir.actions.client"]._for_xml_id("flexible_work_asn_attendance.apel_board_action")
        return action | {
            "context": {"active_id": self.id, "active_model": self._name},
            "params": {"active_id": self.id},
        }

    def write(self, vals):
        """:raises UserError: when an apel that was opened is moved to other people or another time"""
        if {"department_id", "company_id", "date", "hour_from", "hour_late", "hour_to"} & vals.keys():
            for apel in self:
                if apel.state != "draft":
                    raise UserError(self.env._("“%s” has been opened: its unit and its hours stay.", apel.name))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_opened(self):
        for apel in self:
            if apel.state != "draft":
                raise UserError(self.env._("“%s” has been opened and cannot be deleted.", apel.name))

    # ------------------------------------------------------------ who takes part
    def _expected_days(self):
        """The days of those who are expected: they work from home or elsewhere on that date."""
        self.ensure_one()
        domain = [
            ("company_id", "=", self.company_id.id),
            ("date", "=", self.date),
            ("mode", "in", sorted(COUNTED_BY_APEL)),
            ("leave_status", "=", False),
        ]
        if self.department_id:
            domain.append(("department_id", "child_of", self.department_id.id))
        # sudo: whoever leads the apel sees the names of those expected
        return self.env["flexible.work.day"].sudo().search(domain)

    @api.private
    def _expects(self, day):
        """Whether the person of ``day`` is expected at this apel."""
        self.ensure_one()
        unit_path = (day.department_id.parent_path or "").split("/")
        return bool(
            day.date == self.date
            and day.company_id == self.company_id
            and day.mode in COUNTED_BY_APEL
            and not day.leave_status
            and (not self.department_id or str(self.department_id.id) in unit_path)
        )

    @api.private
    def _for_day(self, day):
        """The apel that the person of ``day`` is expected at, that of the nearest unit first."""
        held = self.sudo().search([("company_id", "=", day.company_id.id), ("date", "=", day.date)])
        expecting = held.filtered(lambda apel: apel._expects(day))
        return expecting.sorted(lambda apel: len(apel.department_id.parent_path or ""), reverse=True)[:1]

    @api.private
    def _join(self, employee, code):
        """Record that ``employee`` is present, if ``code`` is the one shown now.

        Joining twice changes nothing. All times are the server's.

        :raises UserError: too early, not open, over, not expected, too many tries, or a wrong code
        """
        self.ensure_one()
        apel, now = self.sudo(), fields.Datetime.now()
        verdict = judge_join(apel._roll_call(), apel._local_now())
        apel._check_joinable(verdict)
        day = self.env["flexible.work.day"]._day_of(employee, apel.date, opening=True)
        if not apel._expects(day):
            raise UserError(
                self.env._(
                    "You are not expected at “%s”: it is for those who work away from their office today.", apel.name
                )
            )
        if employee in apel.attendance_ids.employee_id:
            return
        apel._check_code(employee, code, now)
        insert_new(
            apel.attendance_ids,
            ("apel_id", "employee_id", "joined_at", "result", "state", "via"),
            [(apel.id, employee.id, now, verdict, "joined", "code")],
            unique=("apel_id", "employee_id"),
        )
        apel.invalidate_recordset(["attendance_ids"])
        self.env["flexible.work.day"]._judge_days(day.ids)

    def _check_joinable(self, verdict):
        refusals = {
            "too_early": self.env._(
                "“%(apel)s” begins at %(hour)s %(zone)s. Try again then.",
                apel=self.name,
                hour=hour_label(self.hour_from),
                zone=zone_label(self._tz()),
            ),
            "not_open": self.env._("“%s” has not been opened by its leader yet. Try again in a moment.", self.name),
            "closed": self.env._("“%s” is over. Ask your head to note your presence.", self.name),
        }
        if verdict in refusals:
            raise UserError(refusals[verdict])

    def _check_code(self, employee, code, now):
        throttle = self.env.registry.__dict__.setdefault(
            "_flexible_work_apel_throttle", Throttle(WRONG_CODES_MAX, WRONG_CODES_WINDOW)
        )
        key = (self.id, employee.id)
        wait = throttle.wait(key, now)
        if wait:
            raise UserError(self.env._("Too many wrong codes. Try again in %s minutes.", max(1, -(-wait // 60))))
        if not code_is_current(self.secret, str(code or ""), timegm(now.timetuple())):
            # in memory, not in the database: the error undoes whatever this request has written
            throttle.fail(key, now)
            raise UserError(self.env._("This code is not right, or no longer. Type the one that is shown now."))
        throttle.forget(key)

    @api.private
    def _card(self, joined):
        """The apel for the card of somebody who is expected at it; ``joined`` is the own presence."""
        self.ensure_one()
        return {
            "id": self.id,
            "name": self.name,
            "hour_from": hour_label(self.hour_from),
            "hour_to": hour_label(self.hour_to),
            "meeting_url": self.meeting_url or "",
            "state": self._state_now(),
            "joined_at": joined._local_time() if joined else None,
            "result": ("rejected" if joined.state == "rejected" else joined.result) if joined else None,
        }

    # ------------------------------------------------------------ the board
    @api.readonly
    def get_board(self):
        """What the leader's screen shows, as of now.

        :return: ``{id, name, unit, zone, now, hour_from, hour_to, state, code, seconds_left, expected,
            present, late, missing: [{id, name, unit}], joined: [{id, name, unit, at, result, state}]}``.
            ``now`` is local, hours are ``HH:MM``; the code is only there while the apel is open.
        :raises AccessError: for anybody but the leader, the unit's heads and operators, and BKPSDM
        """
        self.ensure_one()
        self._check_leads()
        apel = self.sudo()
        state = apel._state_now()
        epoch = timegm(fields.Datetime.now().timetuple())
        joined = apel.attendance_ids
        expected = apel._expected_days()
        missing = expected.filtered(lambda day: day.employee_id not in joined.employee_id)
        present = joined.filtered(lambda one: one.state != "rejected")
        return {
            "id": apel.id,
            "name": apel.name,
            "unit": apel.department_id.name or apel.company_id.name,
            "zone": zone_label(apel._tz()),
            "now": fields.Datetime.to_string(apel._local_now()),
            "hour_from": hour_label(apel.hour_from),
            "hour_to": hour_label(apel.hour_to),
            "state": state,
            "code": code_at(apel.secret, epoch) if state == "open" else None,
            "seconds_left": seconds_left(epoch) if state == "open" else 0,
            "expected": len(expected),
            "present": len(present),
            "late": len(present.filtered(lambda one: one.result == "late")),
            "missing": [
                {"id": day.employee_id.id, "name": day.employee_id.name, "unit": day.department_id.name or ""}
                for day in missing.sorted(lambda day: (day.department_id.name or "", day.employee_id.name))
            ],
            "joined": [one._board_line() for one in joined.sorted("joined_at", reverse=True)],
        }

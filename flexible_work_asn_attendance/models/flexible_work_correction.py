from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import format_date

from odoo.addons.flexible_work_asn.local_time import at_hour, to_local, to_utc, zone_label
from odoo.addons.flexible_work_asn.models.hr_leave_type import LEAVE_KIND_SELECTION

from ..judge import end_of_work
from .flexible_work_day import LEAVE_SELECTION, STATUS_SELECTION

BKPSDM = "flexible_work_asn.group_bkpsdm"
#: what the person who asks may write, and only while it is a draft; buttons do the rest
EDITABLE = frozenset(
    {
        "employee_id",
        "date",
        "kind",
        "corrects_in",
        "hour_in",
        "corrects_out",
        "hour_out",
        "out_next_day",
        "leave_status",
        "leave_kind",
        "reason",
        "late_reason",
        "evidence_ids",
        # made from the hours
        "check_in",
        "check_out",
    }
)
#: local hours of the form, from which the corrected times are made
HOURS = ("corrects_in", "hour_in", "corrects_out", "hour_out", "out_next_day")


class FlexibleWorkCorrection(models.Model):
    """A request to correct a day: forgotten clock, no network, fault of a device, or an absence that is explained.

    What the employee's own events said is copied here and stays readable; nothing on the check-ins is changed.
    Approved, the corrected times or the corrected kind of absence are laid over them when the day is judged.

    The way: draft, submitted, (the superior's statement where BKPSDM decides,) then approved or refused; withdrawn by
    the employee, or an approval cancelled by whoever decides: the day goes back to what was recorded.
    """

    _name = "flexible.work.correction"
    _description = "Correction of a Day"
    _inherit = ["flexible.work.employee.record", "flexible.work.document", "mail.activity.mixin"]
    _order = "date desc, id desc"
    _rec_name = "employee_id"
    _entered = EDITABLE

    employee_id = fields.Many2one(default=lambda self: self.env.user.employee_id, tracking=True)
    date = fields.Date(tracking=True, help="The local date of the day; a night belongs to the date on which it begins.")
    day_id = fields.Many2one(
        "flexible.work.day", compute="_compute_day_id", store=True, index=True, ondelete="restrict"
    )
    kind = fields.Selection(
        [
            ("forgot", "Forgot to check in or out"),
            ("network", "No network"),
            ("device", "Fault of the device"),
            ("absence", "Absence explained"),
            ("other", "Other"),
        ],
        required=True,
        default="forgot",
        tracking=True,
    )
    check_in = fields.Datetime(string="Correct check-in", copy=False, tracking=True, help="Empty: as recorded.")
    check_out = fields.Datetime(string="Correct check-out", copy=False, tracking=True, help="Empty: as recorded.")
    corrects_in = fields.Boolean(string="Correct the check-in", compute="_compute_hours", inverse="_inverse_hours")
    hour_in = fields.Float(string="Came at", compute="_compute_hours", inverse="_inverse_hours", aggregator=None)
    corrects_out = fields.Boolean(string="Correct the check-out", compute="_compute_hours", inverse="_inverse_hours")
    hour_out = fields.Float(string="Left at", compute="_compute_hours", inverse="_inverse_hours", aggregator=None)
    out_next_day = fields.Boolean(string="On the next date", compute="_compute_hours", inverse="_inverse_hours")
    zone = fields.Char(string="Local time", compute="_compute_zone")
    leave_status = fields.Selection(
        LEAVE_SELECTION,
        string="Explained as",
        tracking=True,
        help="For an absence that is explained afterwards.",
    )
    leave_kind = fields.Selection(
        LEAVE_KIND_SELECTION,
        string="Kind of leave",
        compute="_compute_leave_kind",
        store=True,
        readonly=False,
        tracking=True,
        help="Of an absence that is explained as leave. Empty: other leave.",
    )
    reason = fields.Text(required=True)
    late_reason = fields.Text(
        string="Why so late", copy=False, help="BKPSDM accepts a correction after the limit with a reason only."
    )
    evidence_ids = fields.Many2many(
        "ir.attachment",
        copy=False,
        help="Such as a letter, a note of the doctor or a screenshot. Only those who may read the correction read it.",
    )
    leave_id = fields.Many2one(
        "hr.leave",
        string="Time off",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        help="Approved after the day was closed; it proposes this correction.",
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("submitted", "Submitted"),
            ("stated", "Statement given"),
            ("approved", "Approved"),
            ("refused", "Refused"),
            ("withdrawn", "Withdrawn"),
            ("cancelled", "Cancelled"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    # what the day said when the correction was submitted
    first_check_in = fields.Datetime(string="Recorded check-in", readonly=True, copy=False)
    first_check_out = fields.Datetime(string="Recorded check-out", readonly=True, copy=False)
    first_status = fields.Selection(STATUS_SELECTION, string="Recorded status", readonly=True, copy=False)
    first_late = fields.Integer(string="Recorded minutes late", readonly=True, copy=False, aggregator=None)
    first_early = fields.Integer(string="Recorded minutes early", readonly=True, copy=False, aggregator=None)
    local_first_in = fields.Char(string="In, as recorded", compute="_compute_local_times")
    local_first_out = fields.Char(string="Out, as recorded", compute="_compute_local_times")
    local_in = fields.Char(string="In, corrected", compute="_compute_local_times")
    local_out = fields.Char(string="Out, corrected", compute="_compute_local_times")

    _one_open = models.UniqueIndex(
        "(employee_id, date) WHERE state IN ('submitted', 'stated')",
        "Another correction of this day waits for a decision already. Withdraw it first.",
    )
    _approved_idx = models.Index("(company_id, date) WHERE state = 'approved'")

    # ------------------------------------------------------------ computed
    @api.depends("employee_id", "date")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for correction in self:
            # sudo: the person reads the own name, and heads those of their people, which are not theirs to read in HR
            name = correction.sudo().employee_id.name or ""
            day = format_date(self.env, correction.date) if correction.date else ""
            correction.display_name = ", ".join(filter(None, (name, day)))

    @api.depends("leave_status")
    def _compute_leave_kind(self):
        """Only leave has a kind."""
        for correction in self:
            if correction.leave_status != "leave":
                correction.leave_kind = False

    @api.depends("employee_id", "date")
    def _compute_day_id(self):
        days = {
            (day.employee_id.id, day.date): day.id
            for day in self.env["flexible.work.day"]
            .sudo()
            .search_fetch(
                [
                    ("employee_id", "in", self.employee_id.ids),
                    ("date", "in", [day for day in self.mapped("date") if day]),
                ],
                ["employee_id", "date"],
            )
        }
        for correction in self:
            correction.day_id = days.get((correction.employee_id._origin.id, correction.date), False)

    @api.depends("check_in", "check_out")
    def _compute_hours(self):
        """The local hours that were entered; the inverse makes naive UTC times of them."""
        for correction in self:
            tz = correction._tz()
            came = correction.check_in and to_local(correction.check_in, tz)
            left = correction.check_out and to_local(correction.check_out, tz)
            correction.corrects_in, correction.hour_in = bool(came), _hour(came)
            correction.corrects_out, correction.hour_out = bool(left), _hour(left)
            correction.out_next_day = bool(left and correction.date and left.date() > correction.date)

    def _inverse_hours(self):
        for correction in self:
            correction.check_in = correction.corrects_in and correction._moment(correction.hour_in)
            out = correction.hour_out + (24 if correction.out_next_day else 0)
            correction.check_out = correction.corrects_out and correction._moment(out)

    @api.onchange("corrects_in")
    def _onchange_corrects_in(self):
        """Offer what was recorded on the day, or else the planned hour, in place of midnight."""
        day = self.sudo().day_id
        if day and self.corrects_in and not self.hour_in:
            self.hour_in = _hour(day.check_in and to_local(day.check_in, self._tz())) or day.hour_from

    @api.onchange("corrects_out")
    def _onchange_corrects_out(self):
        """As :meth:`_onchange_corrects_in`; a night ends on the next date."""
        day = self.sudo().day_id
        if day and self.corrects_out and not self.hour_out:
            left = day.check_out and to_local(day.check_out, self._tz())
            left = left or (day.hour_to and end_of_work(day.date, day.hour_from, day.hour_to))
            self.hour_out, self.out_next_day = _hour(left), bool(left and left.date() > day.date)

    @api.depends("employee_id", "day_id")
    def _compute_zone(self):
        for correction in self:
            correction.zone = zone_label(correction._tz())

    @api.depends("check_in", "check_out", "first_check_in", "first_check_out")
    def _compute_local_times(self):
        for correction in self:
            correction.local_first_in = correction._local_label(correction.first_check_in)
            correction.local_first_out = correction._local_label(correction.first_check_out)
            correction.local_in = correction._local_label(correction.check_in)
            correction.local_out = correction._local_label(correction.check_out)

    def _tz(self):
        """The zone of the day, which stays when the person moves; of the employee before there is one."""
        self.ensure_one()
        correction = self.sudo()
        employee = correction.employee_id._origin
        return correction.day_id.tz or employee._flexible_work_tz_batch().get(employee.id) or "UTC"

    def _moment(self, hour):
        """``hour`` local time of the day, as naive UTC; hours from 24 on lie on the next date."""
        return to_utc(at_hour(self.date, hour), self._tz()) if self.date else False

    def _local_label(self, moment):
        """07:31, with the date where it is another one; empty for none."""
        if not moment:
            return ""
        local = to_local(moment, self._tz())
        return f"{local:%H:%M}" if local.date() == self.date else f"{local:%d/%m %H:%M}"

    @api.constrains("hour_in", "hour_out")
    def _check_hours(self):
        for correction in self:
            if not (0 <= correction.hour_in < 24 and 0 <= correction.hour_out < 24):
                raise ValidationError(
                    self.env._("Hours lie between 00:00 and 23:59; choose the next date for a night.")
                )

    # ------------------------------------------------------------ create and change
    @api.model_create_multi
    def create(self, vals_list):
        corrections = super().create(vals_list)
        if any(not correction._may_ask() for correction in corrections):
            raise AccessError(self.env._("Ask for your own days only."))
        for correction in corrections.sudo():
            correction.message_subscribe(partner_ids=correction.employee_id.user_id.partner_id.ids)
        return corrections

    def write(self, vals):
        moved = {"date", "employee_id"} & vals.keys() and not {"check_in", "check_out"} & vals.keys()
        hours = {one: {name: one[name] for name in HOURS if name not in vals} for one in self} if moved else {}
        result = super().write(vals)
        for correction, kept in hours.items():
            # the same hours of the clock, on the other day
            correction.update(kept)
        return result

    @api.model
    def _by_buttons_only(self):
        return self.env._("A correction is decided by its buttons only.")

    def _check_changeable(self):
        if any(not correction._may_ask() for correction in self):
            raise AccessError(self.env._("Only the person who asks and BKPSDM change a correction."))
        if any(correction.state != "draft" for correction in self):
            raise UserError(self.env._("What was submitted stays as it is. Withdraw it and enter a new one."))

    def _may_ask(self):
        """Whether the user is the person of the day, or BKPSDM, which may enter corrections for others."""
        self.ensure_one()
        return self.env.su or self.is_mine or self.env.user.has_group(BKPSDM)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_submitted(self):
        if any(correction.state != "draft" or not correction._may_ask() for correction in self):
            raise UserError(self.env._("Only a draft of one's own is deleted. Withdraw the correction instead."))

    # ------------------------------------------------------------ before it is submitted
    def _check_complete(self):
        """:raises UserError: when the day is not there, something is missing, or the times cannot be"""
        self.ensure_one()
        self.sudo()._compute_day_id()
        if not self.sudo().day_id:
            raise UserError(
                self.env._(
                    "There is no day of %(employee)s on %(date)s to correct: days before the system "
                    "was in use, and those "
                    "that have not begun, are not kept.",
                    employee=self.sudo().employee_id.name,
                    date=fields.Date.to_string(self.date),
                )
            )
        if self.kind == "absence" and not self.leave_status:
            raise UserError(self.env._("Say as what the absence is explained: leave, sick, permit, duty or study."))
        if not (self.check_in or self.check_out or self.leave_status):
            raise UserError(self.env._("Say what is to be corrected: the check-in, the check-out, or the absence."))
        if self.kind == "absence" and (self.check_in or self.check_out):
            raise UserError(self.env._("Somebody who was absent did not come: leave the times empty."))
        self._check_times()
        wanted = self.sudo().company_id.flexible_work_correction_evidence
        if not self.evidence_ids and (wanted == "all" or (wanted == "absence" and self.kind == "absence")):
            raise UserError(self.env._("Add the evidence, such as a letter, a note of the doctor or a screenshot."))

    def _check_times(self):
        day = self.sudo().day_id
        came, left = self.check_in or day.check_in, self.check_out or day.check_out
        if any(moment and moment > fields.Datetime.now() for moment in (self.check_in, self.check_out)):
            raise UserError(self.env._("A time that has not come yet cannot be recorded. Check the hours."))
        if came and left and (self.check_in or self.check_out):
            if left <= came:
                raise UserError(
                    self.env._("The check-out lies before the check-in. After a night, choose “On the next date”.")
                )
            if left - came > timedelta(hours=24):
                raise UserError(self.env._("More than 24 hours lie between check-in and check-out. Check the hours."))
        same_in = not self.check_in or self.check_in == day.check_in
        same_out = not self.check_out or self.check_out == day.check_out
        if same_in and same_out and not self.leave_status:
            raise UserError(self.env._("These times are recorded already: there is nothing to correct."))

    def _check_in_time(self):
        """:raises UserError: after the limit, counted in working days of the plan; BKPSDM accepts it with a reason"""
        self.ensure_one()
        limit = self.sudo().company_id.flexible_work_correction_days
        if self._working_days_since() <= limit:
            return
        if not self.env.su and not self.env.user.has_group(BKPSDM):
            raise UserError(
                self.env._(
                    "A day is corrected within %(limit)s working days, and that time is over. Ask "
                    "BKPSDM, which can enter "
                    "a later correction with a reason.",
                    limit=limit,
                )
            )
        if not self.env.su and not (self.late_reason or "").strip():
            raise UserError(
                self.env._("The limit of %s working days is over: write why a later correction is accepted.", limit)
            )

    def _working_days_since(self):
        """How many working days of the person's plan began after the day, today's one included."""
        employee = self.sudo().employee_id
        today = employee._flexible_work_today_batch()[employee.id]
        if today <= self.date:
            return 0
        decisions = employee._flexible_work_decisions(self.date + timedelta(days=1), today)
        return sum(1 for decision in decisions.values() if decision.mode)


def _hour(local):
    """07:30 as 7.5; 0.0 for none."""
    return local.hour + local.minute / 60 if local else 0.0

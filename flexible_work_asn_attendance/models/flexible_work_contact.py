from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.flexible_work_asn.local_time import to_local, zone_label

#: what a person writes about a call or message of one's own telephone; the rest is by the clock and by buttons
NOTED = frozenset({"employee_id", "kind", "called_at", "answered_at", "note"})
#: what the server adds to it, by the day of the call
ADDED = frozenset({"date", "day_id", "answer_minutes", "answer_until"})
#: so long after a call it may still be noted: what is noted later is memory
NOTED_WITHIN = timedelta(hours=24)


class FlexibleWorkContact(models.Model):
    """A call or message to somebody who works away, and the time until the answer.

    SE Mendagri 800.1.5/3349/SJ: to be answered within five minutes; two unanswered calls are a reason for a warning.
    Called through this system, the person answers in it, and the server's clock counts. A call or message by other
    means is noted by hand with its times. Whoever had a reason is excused, by the head or BKPSDM.
    """

    _name = "flexible.work.contact"
    _description = "Contact with Somebody Working Away"
    _inherit = ["flexible.work.employee.record", "flexible.work.document"]
    _order = "called_at desc, id desc"
    _rec_name = "employee_id"
    _entered = NOTED | ADDED

    date = fields.Date(readonly=True, index=True, help="The working day: a night shift belongs to the day it began.")
    opd_id = fields.Many2one(related="department_id.opd_id", store=True, string="OPD")
    day_id = fields.Many2one("flexible.work.day", readonly=True, index=True, ondelete="set null")
    kind = fields.Selection(
        [("app", "Through this system"), ("call", "Telephone call"), ("message", "Message")],
        required=True,
        default="call",
    )
    called_at = fields.Datetime(string="Time of the call", required=True, default=fields.Datetime.now)
    called_by_id = fields.Many2one("res.users", readonly=True, copy=False, default=lambda self: self.env.user)
    answer_minutes = fields.Integer(
        string="Minutes allowed", readonly=True, aggregator=None, help="As the circular of the day says."
    )
    answer_until = fields.Datetime(string="Time to answer until", readonly=True, copy=False)
    answered_at = fields.Datetime(
        string="Time of the answer", copy=False, help="By hand only for calls and messages outside this system."
    )
    minutes = fields.Float(
        string="Minutes to the answer", compute="_compute_minutes", store=True, aggregator="avg", digits=(8, 1)
    )
    result = fields.Selection(
        [
            ("waiting", "Waiting"),
            ("in_time", "In time"),
            ("late", "Late"),
            ("no_answer", "No answer"),
            ("excused", "Excused"),
        ],
        readonly=True,
        copy=False,
        index=True,
        help="By the server's clock and the minutes that the circular allows.",
    )
    note = fields.Char(help="What it was about, or by which means.")
    excused = fields.Boolean(readonly=True, copy=False)
    excuse = fields.Text(string="Reason accepted", readonly=True, copy=False)
    excused_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    warning_ids = fields.Many2many(
        "flexible.work.warning",
        string="Warnings",
        readonly=True,
        copy=False,
        groups="flexible_work_asn.group_head,flexible_work_asn.group_bkpsdm,flexible_work_asn.group_auditor",
    )
    local_called_at = fields.Char(string="Called at", compute="_compute_local_times")
    local_answered_at = fields.Char(string="Answered at", compute="_compute_local_times")
    local_answer_until = fields.Char(string="Answer until", compute="_compute_local_times")

    _answered_after_call = models.Constraint(
        "CHECK(answered_at IS NULL OR answered_at >= called_at)", "Nobody answers before being called."
    )
    _one_waiting = models.UniqueIndex(
        "(employee_id) WHERE result = 'waiting'",
        "Somebody is calling this person at the moment. Wait until the time to answer has passed.",
    )

    @api.depends("employee_id", "called_at")
    def _compute_display_name(self):
        for contact in self:
            name = contact.sudo().employee_id.name
            contact.display_name = f"{name}, {contact.local_called_at}" if name else self.env._("New contact")

    @api.depends("called_at", "answered_at")
    def _compute_minutes(self):
        for contact in self:
            waited = contact.answered_at and contact.called_at and contact.answered_at - contact.called_at
            contact.minutes = waited.total_seconds() / 60 if waited else 0

    @api.depends("called_at", "answered_at", "answer_until", "employee_id")
    def _compute_local_times(self):
        zones = self.sudo().employee_id._flexible_work_tz_batch()
        for contact in self:
            tz = zones.get(contact.employee_id.id)
            for name in ("called_at", "answered_at", "answer_until"):
                moment = contact[name]
                contact[f"local_{name}"] = (
                    f"{to_local(moment, tz).strftime('%H:%M')} {zone_label(tz)}" if tz and moment else ""
                )

    # ------------------------------------------------------------ create and change
    @api.model_create_multi
    def create(self, vals_list):
        """Note calls and messages that were made by other means; buttons make those through this system.

        :raises AccessError: for people of other units
        :raises UserError: for a call to come or long past, or when it may not be made at that time
        """
        now = fields.Datetime.now()
        prepared = []
        for vals in vals_list:
            vals = {"called_at": now, **vals}
            if not self.env.su:
                self._check_noted(vals, now)
            employee = self.env["hr.employee"].sudo().browse(vals["employee_id"])
            prepared.append(vals | self._values_of_day(employee, fields.Datetime.to_datetime(vals["called_at"])))
        contacts = super().create(prepared)
        # heads write what they note, but not its day and limit
        contacts.sudo()._settle_now()
        return contacts

    def _check_noted(self, vals, now):
        if vals.keys() - NOTED or vals.get("kind", self.env.context.get("default_kind")) == "app":
            raise AccessError(self._by_buttons_only())
        employee = self.env["hr.employee"].sudo().browse(vals.get("employee_id")).exists()
        if not employee:
            raise UserError(self.env._("Say who was called."))
        self._check_may_call(employee, employee._flexible_work_unit_today())
        if not now - NOTED_WITHIN <= fields.Datetime.to_datetime(vals["called_at"]) <= now:
            raise UserError(self.env._("Note a call or message on the same day, with the time at which it was made."))
        if vals.get("answered_at") and fields.Datetime.to_datetime(vals["answered_at"]) > now:
            raise UserError(self.env._("The answer cannot have come later than now."))

    def write(self, vals):
        if not self.env.su and (self._check_entered(vals) - {"note"}):
            raise AccessError(
                self.env._("A contact that was noted stays as it is. If it was a mistake, excuse it and say why.")
            )
        return super().write(vals)

    @api.model
    def _by_buttons_only(self):
        return self.env._("A call through this system is made with its button.")

    def _check_changeable(self):
        self._check_may_contact()

    # ------------------------------------------------------------ who may call
    def _check_may_contact(self):
        # first: the refusal that follows names unit and person
        self.check_access("read")
        for contact in self.sudo():
            contact.with_user(self.env.user)._check_may_call(contact.employee_id, contact.department_id)

    @api.model
    def _check_may_call(self, employee, unit):
        """:raises AccessError: for all but the heads and operators of ``unit`` and BKPSDM; never about oneself"""
        user, employee, unit = self.env.user, employee.sudo(), unit.sudo()
        if employee.user_id == user:
            raise AccessError(self.env._("Nobody notes contacts with himself or herself."))
        if user.has_group("flexible_work_asn.group_bkpsdm") and employee.company_id in user.company_ids:
            return
        if user not in unit.flexible_staff_user_ids:
            raise AccessError(
                self.env._(
                    "Only the heads and operators of %(unit)s and BKPSDM call %(employee)s.",
                    unit=unit.name or "",
                    employee=employee.name,
                )
            )

    # ------------------------------------------------------------ excusing
    def action_excuse(self):
        """Ask for the reason, then excuse: it does not count for a warning."""
        self._check_can_decide()
        return self.env["flexible.work.reason"]._ask(self, "excuse_contact", self.env._("Excuse"))

    def _excuse(self, reason):
        self._check_can_decide()
        for contact in self.sudo():
            if contact.result == "in_time":
                raise UserError(self.env._("%s answered in time: there is nothing to excuse.", contact.display_name))
            contact.write({"excused": True, "excuse": reason, "excused_by_id": self.env.uid})
            contact._log_decision(self.env._("Excused."), reason)
        self.sudo()._settle_now()

    def action_undo_excuse(self):
        """Ask for the reason, then let it count again."""
        self._check_can_decide()
        return self.env["flexible.work.reason"]._ask(self, "undo_excuse", self.env._("Take the excuse back"))

    def _undo_excuse(self, reason):
        self._check_can_decide()
        for contact in self.sudo():
            if contact.excused:
                contact.write({"excused": False, "excuse": False, "excused_by_id": False})
                contact._log_decision(self.env._("The excuse was taken back."), reason)
        self.sudo()._settle_now()

    def _log_decision(self, message, reason):
        self._message_log(body=f"{message} {reason}", author_id=self.env.user.partner_id.id)

    @api.model
    @api.private
    def _card(self, employee):
        """The open call to ``employee`` for the page *Hari Ini*; None when nobody waits for an answer.

        :return: ``{id, by, at, until}``, local times ``YYYY-MM-DD HH:MM:SS``. It stays there after its time is over,
            so that a late answer is still given.
        """
        now = fields.Datetime.now()
        # its fields are read when there is one: most mornings nobody calls
        contact = self.sudo().search(
            [
                ("employee_id", "=", employee.id),
                ("kind", "=", "app"),
                ("answered_at", "=", False),
                ("excused", "=", False),
                ("called_at", ">", now - NOTED_WITHIN),
            ],
            limit=1,
        )
        if not contact:
            return None
        tz = employee._flexible_work_tz_batch()[employee.id]
        if not contact._is_of_today(now, tz):
            return None
        return {
            "id": contact.id,
            "by": contact.called_by_id.name or "",
            "at": fields.Datetime.to_string(to_local(contact.called_at, tz)),
            "until": fields.Datetime.to_string(to_local(contact.answer_until, tz)),
        }

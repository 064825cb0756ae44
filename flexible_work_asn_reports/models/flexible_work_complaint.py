from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import format_date

from odoo.addons.flexible_work_asn.local_time import to_local

from ..words import clock_words
from .day_kinds import DAY_KIND_SELECTION, kinds_of_days
from .working_days import add_working_days, working_days_between

#: what people write; the way of a complaint is gone by buttons
ENTERED = frozenset(
    {
        "name",
        "description",
        "reference",
        "company_id",
        "department_id",
        "service_id",
        "channel",
        "received_at",
        "answer",
        "answered_at",
    }
)


class FlexibleWorkComplaint(models.Model):
    """A complaint of the public about a service: by SP4N-LAPOR!, face to face or another channel, with the time until
    the answer (Perpres 76/2013; SE Bupati Kutai Timur: the channels stay open on flexible days).

    Received, answered, settled. No names and no contacts of citizens are kept here: LAPOR! keeps them, and its number
    leads there. Times are naive UTC; dates are those of the regional government, and its schedule says which are
    working days.
    """

    _name = "flexible.work.complaint"
    _description = "Complaint of the Public"
    _inherit = ["flexible.work.document", "mail.activity.mixin"]
    _order = "received_at desc, id desc"
    _entered = ENTERED

    name = fields.Char(string="Subject", required=True, tracking=True)
    description = fields.Text(
        string="Complaint", help="What is complained about. Leave out names, addresses and numbers of citizens."
    )
    reference = fields.Char(string="Number", copy=False, help="In SP4N-LAPOR! or in the register of letters.")
    company_id = fields.Many2one(
        "res.company", string="Regional government", required=True, index=True, default=lambda self: self.env.company
    )
    department_id = fields.Many2one(
        "hr.department",
        string="Unit",
        required=True,
        index=True,
        ondelete="restrict",
        tracking=True,
        default=lambda self: self.env["hr.department"]._flexible_work_own_unit(),
    )
    opd_id = fields.Many2one(related="department_id.opd_id", string="OPD", store=True)
    service_id = fields.Many2one(
        "flexible.work.public.service",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        help="Empty: the complaint is about the unit as a whole.",
    )
    channel = fields.Selection(
        [("lapor", "SP4N-LAPOR!"), ("direct", "Face to face"), ("phone", "Telephone or message"), ("other", "Other")],
        required=True,
        default="lapor",
        tracking=True,
    )
    received_at = fields.Datetime(
        string="Received", required=True, index=True, default=fields.Datetime.now, copy=False, tracking=True
    )
    date = fields.Date(
        string="Received on",
        compute="_compute_date",
        store=True,
        precompute=True,
        index=True,
        help="Local date of the regional government.",
    )
    due_date = fields.Date(
        string="Answer until",
        compute="_compute_due_date",
        store=True,
        precompute=True,
        help="So many working days after the complaint came as the settings say. A later change of the setting "
        "judges no older complaint.",
    )
    day_kind = fields.Selection(
        DAY_KIND_SELECTION,
        string="Kind of day",
        compute="_compute_day_kind",
        store=True,
        help="What the date was for the unit: flexible where one in ten or more of its people worked away.",
    )
    answer = fields.Text(tracking=True)
    answered_at = fields.Datetime(
        string="Answered", copy=False, tracking=True, help="Empty: the moment at which the button is pressed."
    )
    answer_hours = fields.Float(
        string="Hours until the answer", compute="_compute_answer_time", store=True, aggregator="avg"
    )
    answer_days = fields.Integer(
        string="Working days until the answer",
        compute="_compute_answer_time",
        store=True,
        aggregator="avg",
        help="0: on the day it came. Counted by the schedule of the regional government, holidays left out.",
    )
    answered_late = fields.Boolean(compute="_compute_answer_time", store=True)
    is_late = fields.Boolean(
        string="Late", compute="_compute_is_late", search="_search_is_late", help="Answered late, or overdue."
    )
    local_received = fields.Char(string="Received at", compute="_compute_local_times")
    local_answered = fields.Char(string="Answered at", compute="_compute_local_times")
    state = fields.Selection(
        [("received", "Received"), ("answered", "Answered"), ("closed", "Settled")],
        default="received",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
        group_expand=True,
    )
    reminded_on = fields.Date(readonly=True, copy=False, help="BKPSDM was told that it is overdue.")
    can_close = fields.Boolean(compute="_compute_can_close")

    # ------------------------------------------------------------ computed
    @api.depends("received_at", "company_id")
    def _compute_date(self):
        for complaint in self:
            complaint.date = complaint.received_at and complaint._local(complaint.received_at).date()

    @api.depends("date", "company_id")
    def _compute_due_date(self):
        for company, complaints in self.grouped("company_id").items():
            number = company.sudo().flexible_work_complaint_days
            days = set(filter(None, complaints.mapped("date")))
            due = add_working_days(company.sudo(), days, number) if company else {}
            for complaint in complaints:
                complaint.due_date = due.get(complaint.date, False)

    @api.depends("date", "department_id", "company_id")
    def _compute_day_kind(self):
        asked = [(complaint.company_id.id, complaint.department_id.id, complaint.date) for complaint in self]
        kinds = kinds_of_days(self.env, asked)
        for complaint in self:
            complaint.day_kind = kinds.get((complaint.department_id.id, complaint.date), False)

    @api.depends("received_at", "answered_at", "state", "due_date")
    def _compute_answer_time(self):
        for complaint in self:
            answered = complaint.state != "received" and complaint.answered_at
            seconds = (answered - complaint.received_at).total_seconds() if answered else 0
            day = answered and complaint._local(answered).date()
            complaint.answer_hours = seconds / 3600
            complaint.answer_days = (
                working_days_between(complaint.company_id.sudo(), complaint.date, day) if answered else 0
            )
            complaint.answered_late = bool(answered and complaint.due_date and day > complaint.due_date)

    @api.depends("answered_late", "state", "due_date")
    def _compute_is_late(self):
        today = {company: company.sudo()._flexible_work_today() for company in self.company_id}
        for complaint in self:
            waiting = complaint.state == "received" and complaint.due_date
            complaint.is_late = complaint.answered_late or bool(
                waiting and complaint.due_date < today[complaint.company_id]
            )

    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        late = Domain("answered_late", "=", True) | self._overdue_domain(self.env.companies)
        wanted = {bool(one) for one in value}
        if wanted == {True, False}:
            return Domain.TRUE
        return late if True in wanted else ~late

    @api.model
    def _overdue_domain(self, companies):
        """Complaints that nobody has answered in time, by the local date of each of ``companies``."""
        return Domain("state", "=", "received") & Domain.OR(
            Domain("company_id", "=", company.id) & Domain("due_date", "<", company.sudo()._flexible_work_today())
            for company in companies
        )

    @api.depends("received_at", "answered_at", "company_id")
    @api.depends_context("lang")
    def _compute_local_times(self):
        for complaint in self:
            complaint.local_received = complaint._clock(complaint.received_at)
            complaint.local_answered = complaint._clock(complaint.answered_at)

    def _local(self, moment):
        return to_local(moment, self.company_id._flexible_work_tz())

    def _clock(self, moment):
        """``12 Jan 2026, 09:30 WIT``."""
        if not moment:
            return ""
        local = self._local(moment)
        clock = clock_words(self.env, local, self.company_id._flexible_work_tz())
        return f"{format_date(self.env, local.date(), date_format='d MMM y')}, {clock}"

    @api.onchange("service_id")
    def _onchange_service_id(self):
        if self.service_id:
            self.department_id = self.service_id.department_id

    # ------------------------------------------------------------ what may be written
    @api.constrains("received_at", "answered_at", "company_id")
    def _check_times(self):
        now = fields.Datetime.now()
        for complaint in self:
            if complaint.received_at > now:
                raise ValidationError(self.env._("%s: it cannot have been received in the future.", complaint.name))
            if complaint.answered_at and complaint.answered_at > now:
                raise ValidationError(self.env._("%s: the answer cannot lie in the future.", complaint.name))
            if complaint.answered_at and complaint.answered_at < complaint.received_at:
                raise ValidationError(
                    self.env._(
                        "%s: the answer cannot be older than the complaint. Correct one of the two times.",
                        complaint.name,
                    )
                )

    @api.constrains("department_id", "company_id", "service_id")
    def _check_unit(self):
        for complaint in self.sudo():
            unit, service = complaint.department_id, complaint.service_id
            if unit.company_id and unit.company_id != complaint.company_id:
                raise ValidationError(self.env._("%s is a unit of another regional government.", unit.display_name))
            if service and service.department_id != unit:
                raise ValidationError(
                    self.env._(
                        "%(service)s is a service of %(unit)s: choose that unit, or no service.",
                        service=service.name,
                        unit=service.department_id.display_name,
                    )
                )

    @api.model
    def _by_buttons_only(self):
        return self.env._("A complaint is answered, settled and opened again by its buttons only.")

    def _check_changeable(self):
        for complaint in self:
            if complaint.state != "received":
                raise UserError(
                    self.env._("%s has been answered: open it again, with a reason, to change it.", complaint.name)
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_only_received(self):
        if any(complaint.state != "received" for complaint in self):
            raise UserError(self.env._("A complaint that has been answered stays: settle it instead."))

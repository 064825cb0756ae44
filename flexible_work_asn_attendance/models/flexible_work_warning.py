from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import format_date

from .flexible_work_day import _one_of
from .flexible_work_employee_record import BKPSDM

DECIDE = "flexible_work_asn_attendance.mail_activity_warning_decide"
LEVELS = [
    ("verbal", "Verbal warning"),
    ("written", "Written warning"),
    ("review", "Performance review and administrative sanction"),
]
#: what whoever decides writes while it is proposed; buttons do the rest
EDITABLE = frozenset({"level", "basis", "article", "number", "letter_date", "place", "signatory_id", "signatory_title"})
#: a warning by hand says about whom and which day, too
ENTERED = EDITABLE | {"employee_id", "date"}


class FlexibleWorkWarning(models.Model):
    """A warning that the system proposes and a person issues as a letter, or drops with a reason.

    Nothing is imposed by the system: a proposal is seen by those who decide alone. The head of the unit, of one above
    it, or BKPSDM issues it with number, date and signatory; only then the employee sees it and can confirm having
    received it. PP 94/2021: a superior who knows of a breach has to act, so each proposal ends with a decision.
    """

    _name = "flexible.work.warning"
    _description = "Warning"
    _inherit = ["flexible.work.employee.record", "flexible.work.document", "mail.activity.mixin"]
    _order = "date desc, id desc"
    _rec_name = "employee_id"
    _entered = ENTERED

    date = fields.Date(string="Day of the incident", tracking=True)
    opd_id = fields.Many2one(related="department_id.opd_id", store=True, string="OPD")
    level = fields.Selection(LEVELS, required=True, default="verbal", tracking=True)
    proposed_level = fields.Selection(LEVELS, string="Proposed", readonly=True, copy=False)
    article = fields.Char(
        string="Provision", default="SE Mendagri 800.1.5/3349/SJ", help="The article that it goes against."
    )
    basis = fields.Text(required=True, help="What happened, and the provision that it goes against.")
    state = fields.Selection(
        [
            ("proposed", "Proposed"),
            ("issued", "Issued"),
            ("dropped", "Dropped"),
            ("withdrawn", "Fallen, because contacts were excused"),
        ],
        default="proposed",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
        group_expand=True,
    )
    contact_ids = fields.Many2many("flexible.work.contact", string="Contacts", readonly=True, copy=False)

    # the letter
    number = fields.Char(copy=False, tracking=True, help="As 800.1.6.2/145/2026.")
    letter_date = fields.Date(string="Date of the letter", copy=False, tracking=True)
    place = fields.Char(string="Place of the letter", compute="_compute_place", store=True, readonly=False)
    signatory_id = fields.Many2one(
        "hr.employee",
        string="Signed by",
        compute="_compute_signatory",
        store=True,
        readonly=False,
        check_company=True,
        tracking=True,
        help="The head of the unit, or who acts for him or her (Plh, Plt); for a head, the one above.",
    )
    signatory_title = fields.Char(
        string="Post of the signatory",
        compute="_compute_signatory",
        store=True,
        readonly=False,
        help="With Plh. or Plt.",
    )
    issued_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    issued_at = fields.Datetime(readonly=True, copy=False)
    decided_by_id = fields.Many2one("res.users", string="Decided by", readonly=True, copy=False)
    decision_reason = fields.Text(string="Reason", readonly=True, copy=False, tracking=True)
    acknowledged_at = fields.Datetime(string="Received", readonly=True, copy=False, tracking=True)
    exemption_count = fields.Integer(compute="_compute_exemption_count")
    waits_for_me = fields.Boolean(compute="_compute_waits_for_me", search="_search_waits_for_me")

    # ------------------------------------------------------------ what is shown
    @api.depends("employee_id", "date", "number", "level")
    @api.depends_context("lang")
    def _compute_display_name(self):
        levels = dict(self._fields["level"]._description_selection(self.env))
        for warning in self:
            name = warning.sudo().employee_id.name
            day = format_date(self.env, warning.date) if warning.date else ""
            warning.display_name = ", ".join(filter(None, (levels.get(warning.level), name, day)))

    @api.depends("company_id")
    def _compute_place(self):
        for warning in self:
            warning.place = warning.place or warning.sudo().company_id.city

    @api.depends("employee_id", "department_id", "letter_date")
    def _compute_signatory(self):
        """The head of the unit on the date of the letter, or who acts for him or her; never the person concerned."""
        for warning in self:
            if warning.state == "proposed":
                warning.signatory_id, warning.signatory_title = warning._default_signatory()

    @api.onchange("number")
    def _onchange_number(self):
        """The letter is dated the day on which it gets its number, unless said otherwise."""
        if self.number and not self.letter_date:
            self.letter_date = self.sudo().company_id._flexible_work_today()

    def _default_signatory(self):
        warning = self.sudo()
        unit = warning.department_id
        day = warning.letter_date or warning.company_id and warning.company_id._flexible_work_today()
        while unit and day:
            signatory, acting = unit._acting_head(day)
            if signatory and signatory != warning.employee_id:
                post = unit.manager_id.job_title or self.env._("Head of %s", unit.name)
                return signatory, f"{acting}. {post}" if acting else post
            unit = unit.parent_id
        return self.env["hr.employee"], False

    @api.depends("employee_id")
    def _compute_exemption_count(self):
        for warning in self:
            warning.exemption_count = self.env["flexible.work.exemption"].search_count(
                [("employee_id", "=", warning.employee_id.id), ("kind", "=", "revoked")]
            )

    @api.depends("state", "department_id.flexible_head_user_ids", "employee_id.user_id")
    @api.depends_context("uid")
    def _compute_waits_for_me(self):
        mine = self.search([("id", "in", self.ids), ("waits_for_me", "=", True)])
        for warning in self:
            warning.waits_for_me = warning in mine

    def _search_waits_for_me(self, operator, value):
        if operator != "in":
            return NotImplemented
        user = self.env.user
        mine = Domain("department_id.flexible_head_user_ids", "in", user.ids)
        if user.has_group(BKPSDM):
            mine = Domain.TRUE
        waiting = mine & Domain("state", "=", "proposed") & Domain("employee_id.user_id", "!=", user.id)
        return _one_of(waiting, value)

    # ------------------------------------------------------------ create and change
    @api.model_create_multi
    def create(self, vals_list):
        """:raises AccessError: for people of other units, oneself, and values that only buttons give"""
        warnings = super().create(vals_list)
        if not self.env.su:
            warnings._check_can_decide()
        warnings.sudo()._schedule_decision()
        return warnings

    def write(self, vals):
        """:raises AccessError: for what only buttons change; :raises UserError: after the decision"""
        if not self.env.su and {"employee_id", "date"} & vals.keys():
            raise AccessError(self.env._("A warning stays with its person and its day: drop it and enter another one."))
        return super().write(vals)

    @api.model
    def _by_buttons_only(self):
        return self.env._("A warning is issued and dropped by its buttons only.")

    def _check_changeable(self):
        self._check_can_decide()
        if any(warning.state != "proposed" for warning in self):
            raise UserError(self.env._("This warning is decided. Its text stays as it is."))

    def _schedule_decision(self):
        """One activity for each user who is nearest to decide (PP 94/2021: the superior has to act)."""
        for warning in self:
            without = warning.employee_id.user_id
            users = warning.department_id and warning.department_id._flexible_deciding_users(without)
            for user in users or warning.company_id._flexible_bkpsdm_users() - without:
                warning.activity_schedule(
                    DECIDE,
                    date_deadline=warning.company_id._flexible_work_today(),
                    user_id=user.id,
                    summary=warning.with_context(lang=user.lang).display_name,
                )

    # ------------------------------------------------------------ deciding
    def action_issue(self):
        """Issue the letter: from now on the employee sees it.

        :raises AccessError: when it is not for the user to decide
        :raises UserError: when number, date, place or signatory are missing, or it is decided already
        """
        self._check_can_decide()
        self._check_state("proposed")
        for warning in self:
            warning._check_letter()
            warning.sudo().write(
                {
                    "state": "issued",
                    "issued_by_id": self.env.uid,
                    "issued_at": fields.Datetime.now(),
                    "decided_by_id": self.env.uid,
                    "decision_reason": False,
                }
            )
            warning._tell(self.env._("A letter was issued to you. Read it, and confirm that you have received it."))
        self.sudo().activity_unlink([DECIDE])

    def _check_letter(self):
        self.ensure_one()
        missing = [
            self._fields[name]._description_string(self.env)
            for name in ("number", "letter_date", "place", "signatory_id", "signatory_title")
            if not self[name]
        ]
        if missing:
            raise UserError(
                self.env._(
                    "%(warning)s cannot be issued yet. Fill in: %(fields)s.",
                    warning=self.display_name,
                    fields=", ".join(missing),
                )
            )
        if self.sudo().signatory_id == self.sudo().employee_id:
            raise UserError(self.env._("Nobody signs a letter to himself or herself. Choose another signatory."))

    def action_drop(self):
        """Ask why, then drop: of a proposal, or of a letter that is taken back."""
        self._check_can_decide()
        self._check_state("proposed", "issued")
        issued = any(warning.state == "issued" for warning in self)
        title = self.env._("Take the letter back") if issued else self.env._("Drop")
        return self.env["flexible.work.reason"]._ask(self, "drop_warning", title)

    def _drop(self, reason):
        self._check_can_decide()
        self._check_state("proposed", "issued")
        for warning in self:
            was_issued = warning.state == "issued"
            warning.sudo().write({"state": "dropped", "decided_by_id": self.env.uid, "decision_reason": reason})
            if was_issued:
                warning._tell(self.env._("The letter was taken back."), reason)
        self.sudo().activity_unlink([DECIDE])

    def action_reopen(self):
        """Ask why, then propose again what was dropped before it was issued."""
        self._check_can_decide()
        self._check_state("dropped")
        return self.env["flexible.work.reason"]._ask(self, "reopen_warning", self.env._("Propose again"))

    def _reopen(self, reason):
        self._check_can_decide()
        self._check_state("dropped")
        for warning in self.sudo():
            if warning.issued_at:
                raise UserError(self.env._("A letter that was taken back stays so. Enter a new warning."))
            if warning.contact_ids and warning._has_open_sibling():
                raise UserError(self.env._("There is another proposal about this day already. Decide about that one."))
            warning.write({"state": "proposed", "decided_by_id": False, "decision_reason": False})
            warning._message_log(
                body=f"{self.env._('Proposed again.')} {reason}", author_id=self.env.user.partner_id.id
            )
        self.sudo()._schedule_decision()
        self.env["flexible.work.warning"]._propose_for(self.sudo().employee_id, self.mapped("date"))

    def _has_open_sibling(self):
        own = [("employee_id", "=", self.employee_id.id), ("date", "=", self.date), ("state", "=", "proposed")]
        return bool(self.search_count([*own, ("contact_ids", "!=", False)], limit=1))

    def action_acknowledge(self):
        """The employee confirms having received the letter; confirming again changes nothing.

        :raises AccessError: for everybody else
        """
        self.check_access("read")
        for warning in self:
            if not warning.is_mine:
                raise AccessError(self.env._("Only the person to whom it was issued confirms having received it."))
            if warning.state == "issued" and not warning.acknowledged_at:
                warning.sudo().acknowledged_at = fields.Datetime.now()

    def action_propose_revocation(self):
        """A statement that withdraws flexible work from the person, filled in, for BKPSDM to save.

        Bolsel: who cannot be reached may be excluded from flexible work.
        """
        self.ensure_one()
        self._check_can_decide()
        self._check_state("issued")
        today = self.sudo().company_id._flexible_work_today()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Withdraw flexible work"),
            "res_model": "flexible.work.exemption",
            "view_mode": "form",
            "context": {
                "default_kind": "revoked",
                "default_employee_id": self.employee_id.id,
                "default_company_id": self.company_id.id,
                "default_date_from": fields.Date.to_string(fields.Date.add(today, days=1)),
                "default_document_number": self.number,
                "default_reason": self.env._(
                    "%(level)s number %(number)s of %(date)s: %(basis)s",
                    level=dict(self._fields["level"]._description_selection(self.env))[self.level],
                    number=self.number,
                    date=format_date(self.env, self.letter_date),
                    basis=self.basis,
                ),
            },
        }

    def action_print(self):
        """The letter as PDF; before it is issued, as a draft for those who decide."""
        self.check_access("read")
        return self.env.ref("flexible_work_asn_attendance.action_report_warning_letter").report_action(self)

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import format_date

ONE_DAY = timedelta(days=1)
ACTIVITY = "flexible_work_asn.mail_activity_acting_head"
#: worked out by the system alone
PROTECTED = {"state", "in_force", "ended_on", "end_reason"}
#: what may still change once the delegation has begun
STILL_OPEN = {"date_to", "letter_number", "letter", "letter_filename"}


class FlexibleWorkDelegation(models.Model):
    """Plh or Plt: who acts for the head of a unit, from when to when, by which letter; decides as the head does.

    While it is in force the acting head is among ``hr.department.flexible_head_user_ids`` of the unit and of all
    below it, and a member of the group *Acting head*, which brings the menus of a head. Both end with it. Dates are
    local dates of the regional government.
    """

    _name = "flexible.work.delegation"
    _description = "Acting Head (Plh/Plt)"
    _inherit = ["flexible.work.trail", "mail.activity.mixin"]
    _order = "date_from desc, id desc"
    _check_company_auto = True
    _mail_post_access = "read"

    kind = fields.Selection(
        [("plh", "Plh (while the head is away)"), ("plt", "Plt (while the post is vacant)")],
        required=True,
        default="plh",
        tracking=True,
    )
    department_id = fields.Many2one(
        "hr.department",
        string="Unit",
        required=True,
        index=True,
        check_company=True,
        tracking=True,
        ondelete="cascade",
        default=lambda self: self._default_department_id(),
    )
    employee_id = fields.Many2one(
        "hr.employee", string="Acting head", required=True, index=True, check_company=True, tracking=True
    )
    date_from = fields.Date(
        required=True, tracking=True, string="From", default=lambda self: self.env.company._flexible_work_today()
    )
    date_to = fields.Date(required=True, tracking=True, string="Last day")
    letter_number = fields.Char(tracking=True, help="Of the surat perintah by which he or she acts.")
    letter = fields.Binary(attachment=True, copy=False)
    letter_filename = fields.Char(copy=False)
    company_id = fields.Many2one(related="department_id.company_id", store=True, index=True)
    state = fields.Selection(
        [("planned", "Planned"), ("in_force", "In force"), ("ended", "Ended")],
        default="planned",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    in_force = fields.Boolean(readonly=True, copy=False, index=True, help="Whether it holds on the present local date.")
    ended_on = fields.Date(
        readonly=True, copy=False, tracking=True, string="Ended early on", help="The last day of one that ended early."
    )
    end_reason = fields.Text(readonly=True, copy=False, tracking=True)

    _dates_ordered = models.Constraint("CHECK(date_from <= date_to)", "The last day cannot be before the first day.")

    @api.depends("kind", "department_id.name", "employee_id.name")
    def _compute_display_name(self):
        for delegation in self:
            short = (delegation.kind or "").capitalize()
            unit, person = delegation.sudo().department_id.name, delegation.sudo().employee_id.name
            delegation.display_name = f"{short} {unit}: {person}" if unit and person else short

    def _default_department_id(self):
        """The unit that the user heads, the highest of several."""
        own = self.env["hr.department"].sudo().search([("manager_id.user_id", "=", self.env.uid)])
        return min(own, key=lambda unit: len((unit.parent_path or "").split("/")), default=own.browse()).id

    def _last_day(self):
        """The last local date on which it holds."""
        self.ensure_one()
        return min(self.date_to, self.ended_on) if self.ended_on else self.date_to

    def _local_today(self):
        """The local date; a unit may belong to no regional government."""
        self.ensure_one()
        return (self.sudo().company_id or self.env.company)._flexible_work_today()

    # ------------------------------------------------------------ checks
    @api.constrains("department_id", "employee_id")
    def _check_acting_head(self):
        for delegation in self.sudo():
            if not delegation.employee_id.user_id:
                raise ValidationError(
                    self.env._(
                        "%s has no user account and could not decide anything. Ask the administrator for an account, "
                        "then enter the delegation.",
                        delegation.employee_id.name,
                    )
                )
            if delegation.employee_id == delegation.department_id.manager_id:
                raise ValidationError(
                    self.env._(
                        "%(employee)s is the head of %(unit)s already. Choose who acts for the head.",
                        employee=delegation.employee_id.name,
                        unit=delegation.department_id.name,
                    )
                )

    @api.constrains("department_id", "date_from", "date_to", "ended_on")
    def _check_no_overlap(self):
        """One unit has one acting head at a time."""
        for delegation in self.sudo():
            others = self.sudo().search(
                [
                    ("id", "!=", delegation.id),
                    ("department_id", "=", delegation.department_id.id),
                    ("date_from", "<=", delegation._last_day()),
                    ("date_to", ">=", delegation.date_from),
                ]
            )
            clash = others.filtered(lambda other, first=delegation.date_from: other._last_day() >= first)[:1]
            if clash and delegation._last_day() >= delegation.date_from and clash._last_day() >= clash.date_from:
                raise ValidationError(
                    self.env._(
                        "%(employee)s already acts as head of %(unit)s from %(first)s to %(last)s. End that first, or "
                        "choose other dates.",
                        employee=clash.employee_id.name,
                        unit=clash.department_id.name,
                        first=format_date(self.env, clash.date_from),
                        last=format_date(self.env, clash._last_day()),
                    )
                )

    def _check_may_delegate(self):
        """A head names who acts for his or her own unit and those below; an acting head passes nothing on.

        :raises AccessError: for anybody else but BKPSDM
        """
        if self.env.su or self.env.user.has_group("flexible_work_asn.group_bkpsdm"):
            return
        for delegation in self.sudo():
            if self.env.user not in delegation.department_id._flexible_manager_users():
                raise AccessError(
                    self.env._(
                        "Only the head of %s, of a unit above it, or BKPSDM says who acts for the head. "
                        "Whoever acts for a head cannot pass that on.",
                        delegation.department_id.name,
                    )
                )

    def _check_period_changeable(self, vals):
        """:raises UserError: when what has been in force would be rewritten"""
        if self.env.su or not vals.keys() - STILL_OPEN - self._mail_fields():
            begun = self.filtered(lambda delegation: "date_to" in vals and delegation.state != "planned")
        else:
            begun = self.filtered(lambda delegation: delegation.state != "planned")
            if begun:
                raise UserError(
                    self.env._(
                        "%s has begun: what was in force stays as it was. End it early, and enter a new one.",
                        begun[0].display_name,
                    )
                )
        for delegation in begun:
            yesterday = delegation._local_today() - ONE_DAY
            if delegation.state == "ended" or fields.Date.to_date(vals["date_to"]) < yesterday:
                raise UserError(
                    self.env._("%s: days that have passed stay as they were. Use End early.", delegation.display_name)
                )

    def _mail_fields(self):
        return {name for name in self._fields if name.startswith(("message_", "activity_", "website_message_"))}

    # ------------------------------------------------------------ create and change
    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su and any(PROTECTED & vals.keys() for vals in vals_list):
            raise AccessError(self.env._("Whether a delegation is in force follows from its dates."))
        delegations = super().create(vals_list)
        # defaults of the context are no way round either
        if any(d.state != "planned" or d.in_force or d.ended_on for d in delegations):
            raise AccessError(self.env._("Whether a delegation is in force follows from its dates."))
        delegations._check_may_delegate()
        for delegation in delegations:
            if delegation.date_to < delegation._local_today():
                raise UserError(self.env._("The delegation lies wholly in the past. Choose coming days."))
        delegations._update_in_force()
        delegations._tell_acting_head()
        return delegations

    def write(self, vals):
        if not self.env.su and PROTECTED & vals.keys():
            raise AccessError(self.env._("Whether a delegation is in force follows from its dates. Use End early."))
        if vals.keys() - self._mail_fields():
            # first: the refusal that follows names the unit
            self.check_access("read")
            self._check_may_delegate()
            self._check_period_changeable(vals)
        result = super().write(vals)
        if "department_id" in vals:
            self._check_may_delegate()
        if {"department_id", "employee_id", "date_from", "date_to", "ended_on"} & vals.keys():
            self._update_in_force()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_begun(self):
        if any(delegation.state != "planned" for delegation in self):
            raise UserError(self.env._("A delegation that has begun is history and is not deleted. End it early."))

    def unlink(self):
        self.sudo().activity_unlink([ACTIVITY])
        return super().unlink()

    # ------------------------------------------------------------ beginning and end
    @api.private
    def _update_in_force(self):
        """Bring state and rights in line with the local date of each regional government."""
        changed = self.browse()
        for delegation in self.sudo():
            today = delegation._local_today()
            if delegation._last_day() < today or delegation._last_day() < delegation.date_from:
                state = "ended"
            else:
                state = "in_force" if delegation.date_from <= today else "planned"
            if delegation.state != state or delegation.in_force != (state == "in_force"):
                delegation.write({"state": state, "in_force": state == "in_force"})
                changed |= delegation
            if state == "ended":
                delegation.activity_unlink([ACTIVITY])
        self._update_acting_group()
        if changed:
            # whoever acts now has to decide what waits
            self.env["flexible.work.request"].sudo().search(
                [("state", "=", "submitted"), ("department_id", "child_of", changed.department_id.ids)]
            )._update_decision_activities()

    @api.model
    def _update_acting_group(self):
        """Members of the group *Acting head* are those who act for a head today, and nobody else."""
        group = self.env.ref("flexible_work_asn.group_acting_head").sudo()
        acting = self.sudo().search([("in_force", "=", True)]).employee_id.user_id
        if acting != group.with_context(active_test=False).user_ids:
            group.user_ids = acting

    def _tell_acting_head(self):
        for delegation in self.sudo():
            user = delegation.employee_id.user_id
            delegation.message_subscribe(partner_ids=user.partner_id.ids)
            if delegation.state != "ended":
                delegation.activity_schedule(
                    ACTIVITY,
                    date_deadline=delegation.date_from,
                    user_id=user.id,
                    summary=self.env._(
                        "You act as head of %(unit)s from %(first)s to %(last)s",
                        unit=delegation.department_id.name,
                        first=format_date(self.env, delegation.date_from),
                        last=format_date(self.env, delegation.date_to),
                    ),
                )

    def action_end(self):
        """Ask for the reason, then end the delegation at once."""
        self.ensure_one()
        # first: the refusal that follows names the unit
        self.check_access("read")
        self._check_may_delegate()
        return self.env["flexible.work.reason"]._ask(self, "end_delegation", self.env._("End the delegation early"))

    @api.private
    def _end(self, reason):
        """End these delegations at once: yesterday was their last day.

        :raises AccessError: for all but the head of the unit and BKPSDM
        :raises UserError: when it has ended already
        """
        self._check_may_delegate()
        for delegation in self:
            if delegation.state == "ended":
                raise UserError(self.env._("%s has ended already.", delegation.display_name))
            yesterday = delegation._local_today() - ONE_DAY
            delegation.sudo().write({"ended_on": yesterday, "end_reason": reason})

    @api.model
    def _cron_update_in_force(self):
        """Every hour: delegations begin and end at local midnight of their regional government."""
        open_ones = self.search([("state", "!=", "ended")])
        self.env["ir.cron"]._commit_progress(remaining=len(open_ones))
        for delegation in open_ones:
            delegation._update_in_force()
            self.env["ir.cron"]._commit_progress(1)
        self._update_acting_group()

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import format_date

from ..local_time import hour_label, to_local
from ..plan import FLEXIBLE_MODES

#: a recall for today begins on the next quarter of an hour
QUARTER = 0.25
#: how many days are looked at to tell who is concerned
LOOKED_AT_DAYS = 31


class FlexibleWorkRecall(models.TransientModel):
    """Order people to the office (SE Bolsel: called to the office at any time), or withdraw flexible work for a time.

    A head orders in his or her units, BKPSDM anywhere; everybody at once is for BKPSDM alone. For each person, each
    unit, or once for everybody a statement is made, which the plan follows at once.
    """

    _name = "flexible.work.recall"
    _description = "Recall to the Office"

    kind = fields.Selection(
        [("recall", "Recall to the office"), ("revoked", "Withdraw flexible work")], required=True, default="recall"
    )
    scope = fields.Selection(
        [("people", "These people"), ("unit", "Whole units"), ("everybody", "Everybody")],
        string="Who",
        required=True,
        default="people",
    )
    # public profiles: heads may not read the personnel records
    employee_ids = fields.Many2many("hr.employee.public", string="People")
    department_ids = fields.Many2many("hr.department", string="Units", help="With their sub-units.")
    date_from = fields.Date(
        string="From", required=True, compute="_compute_dates", store=True, readonly=False, precompute=True
    )
    date_to = fields.Date(
        string="Last day",
        compute="_compute_dates",
        store=True,
        readonly=False,
        precompute=True,
        help="Empty: until further notice.",
    )
    hour_from = fields.Float(
        string="From the hour",
        compute="_compute_hour_from",
        store=True,
        readonly=False,
        precompute=True,
        help="Local hour from which they have to be in the office. 0: the whole day.",
    )
    reason = fields.Text(required=True)
    document_number = fields.Char(string="Letter number")
    concerned_count = fields.Integer(compute="_compute_concerned", string="People concerned")
    away_count = fields.Integer(
        compute="_compute_concerned", string="Of them working away", help="On one of these days, by the plan as it is."
    )
    may_order_everybody = fields.Boolean(compute="_compute_may_order_everybody")
    allowed_department_ids = fields.Many2many("hr.department", compute="_compute_may_order_everybody")

    def _today(self):
        return self.env.company._flexible_work_today()

    def _now(self):
        """The local hour of now, as 9.25 for 09:15."""
        local = to_local(fields.Datetime.now(), self.env.company._flexible_work_tz())
        return local.hour + local.minute / 60

    @api.depends("kind")
    def _compute_dates(self):
        """A recall is for today; a withdrawal begins tomorrow, because today is being worked already."""
        for order in self:
            today = order._today()
            order.date_from = today if order.kind == "recall" else today + timedelta(days=1)
            order.date_to = order.date_from if order.kind == "recall" else False

    @api.depends("kind", "date_from")
    def _compute_hour_from(self):
        for order in self:
            now = order._now()
            begins_now = order.kind == "recall" and order.date_from == order._today()
            order.hour_from = min(23.75, (int(now / QUARTER) + 1) * QUARTER) if begins_now else 0

    @api.depends_context("uid")
    @api.depends("scope")
    def _compute_may_order_everybody(self):
        """Units about whose people the user may decide."""
        own = self._own_units()
        for order in self:
            order.may_order_everybody = self.env.user.has_group("flexible_work_asn.group_bkpsdm")
            order.allowed_department_ids = own

    def _own_units(self):
        domain = Domain("company_id", "in", self.env.companies.ids)
        if not self.env.user.has_group("flexible_work_asn.group_bkpsdm"):
            domain &= Domain("flexible_head_user_ids", "in", [self.env.uid])
        return self.env["hr.department"].sudo().search(domain)

    def _people(self):
        """Everybody whom the order is about."""
        self.ensure_one()
        employees = self.env["hr.employee"].sudo()
        if self.scope == "people":
            return employees.browse(self.employee_ids._origin.ids)
        if self.scope == "unit":
            return employees.search([("department_id", "child_of", self.department_ids._origin.ids)])
        return employees.search([("company_id", "=", self.env.company.id)])

    @api.depends("scope", "employee_ids", "department_ids", "date_from", "date_to", "kind")
    def _compute_concerned(self):
        for order in self:
            people = order._people()
            order.concerned_count = len(people)
            # where people of other heads work is nothing to be found out by a window that is not sent
            seen = people.with_env(order.env)._flexible_work_visible()
            order.away_count = len(order._away(seen.sudo()))

    def _away(self, people):
        """Those of ``people`` who work flexibly on one of the days, as planned now."""
        if not people or not self.date_from:
            return people.browse()
        last = min(self.date_to or self.date_from, self.date_from + timedelta(days=LOOKED_AT_DAYS - 1))
        if last < self.date_from:
            return people.browse()
        decisions = people._flexible_work_decisions(self.date_from, last)
        return people.browse(
            {employee_id for (employee_id, _day), decision in decisions.items() if decision.mode in FLEXIBLE_MODES}
        )

    # ------------------------------------------------------------ ordering
    def action_order(self):
        """Make the statements, and tell those who would have worked away.

        :raises AccessError: for people or units that the user does not head
        :raises UserError: without anybody, for the past, or for an hour that is over
        """
        self.ensure_one()
        self._check_may_order()
        self._check_times()
        people = self._people()
        if not people:
            raise UserError(self.env._("Say who is meant: choose people or units."))
        away = self._away(people)
        statements = self.env["flexible.work.exemption"].create(self._statement_values())
        for statement in statements:
            concerned = statement._people()
            statement._tell_people(concerned & away if self.kind == "recall" else concerned, self._message())
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._(
                    "%(people)s people are concerned; %(away)s of them would have worked away and were told.",
                    people=len(people),
                    away=len(away),
                ),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    def _check_may_order(self):
        if self.env.su or self.env.user.has_group("flexible_work_asn.group_bkpsdm"):
            return
        units = self.sudo().department_ids if self.scope == "unit" else self.sudo().employee_ids.department_id
        homeless = self.scope == "people" and any(not person.department_id for person in self.sudo().employee_ids)
        if (
            self.scope == "everybody"
            or homeless
            or any(self.env.user not in unit.flexible_head_user_ids for unit in units)
        ):
            raise AccessError(
                self.env._("You may recall the people of the units that you head. For others ask BKPSDM.")
            )
        if self.scope == "people" and self.env.user in self.sudo().employee_ids.user_id:
            raise AccessError(
                self.env._("Nobody decides about himself or herself: it is for the head above or BKPSDM.")
            )

    def _check_times(self):
        today = self._today()
        if self.date_to and self.date_to < self.date_from:
            raise UserError(self.env._("The last day cannot be before the first day."))
        if self.date_from < today:
            raise UserError(
                self.env._("%s has passed. Choose today or a coming day.", format_date(self.env, self.date_from))
            )
        if self.kind == "revoked":
            if self.scope == "everybody":
                raise UserError(
                    self.env._("Flexible work is withdrawn from people. For everybody revoke the circular instead.")
                )
            if self.date_from == today:
                raise UserError(
                    self.env._(
                        "Today is being worked already. Withdraw flexible work from tomorrow on; for today use a "
                        "recall."
                    )
                )
            return
        if not 0 <= self.hour_from < 24:
            raise UserError(self.env._("The hour lies between 00:00 and 24:00."))
        # nobody can have been in the office at an hour that was over when the order came
        if self.date_from == today and self.hour_from < self._now() - QUARTER:
            raise UserError(
                self.env._(
                    "It is %(now)s already. Choose an hour from now on for a recall today.", now=hour_label(self._now())
                )
            )

    def _statement_values(self):
        values = {
            "kind": self.kind,
            "date_from": self.date_from,
            "date_to": self.date_to,
            "hour_from": self.hour_from if self.kind == "recall" else 0,
            "reason": self.reason,
            "document_number": self.document_number,
            "company_id": self.env.company.id,
        }
        if self.kind == "revoked" or self.scope == "people":
            return [
                {**values, "employee_id": person.id, "company_id": person.company_id.id} for person in self._people()
            ]
        if self.scope == "unit":
            return [
                {**values, "department_id": unit.id, "company_id": (unit.company_id or self.env.company).id}
                for unit in self.department_ids
            ]
        return [values]

    def _message(self):
        first = format_date(self.env, self.date_from)
        last = format_date(self.env, self.date_to) if self.date_to else self.env._("further notice")
        if self.kind == "revoked":
            text = self.env._("Flexible work is withdrawn from %(first)s until %(last)s.", first=first, last=last)
        elif self.hour_from:
            text = self.env._(
                "You are called to the office on %(first)s from %(hour)s on (until %(last)s).",
                first=first,
                hour=hour_label(self.hour_from),
                last=last,
            )
        else:
            text = self.env._("You are called to the office from %(first)s until %(last)s.", first=first, last=last)
        return f"{text} {self.reason}"

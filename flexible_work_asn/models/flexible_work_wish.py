from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date

from ..asked import a_day, asks, maybe_a_day
from ..plan import FLEXIBLE_MODES, ROSTER

#: how far ahead the days that are left to the head are listed
WINDOW = timedelta(days=62)
#: days of a calendar in one answer
LONGEST_RANGE = 366


class FlexibleWorkWish(models.Model):
    """What an employee would like for a day that the roster decides; the optimal roster follows as many as it can.

    A wish is no request: nobody decides on it, and it binds nobody.
    """

    _name = "flexible.work.wish"
    _description = "Wish for a Roster"
    _inherit = ["flexible.work.kept.rights"]
    _order = "date, employee_id"

    employee_id = fields.Many2one(
        "hr.employee",
        required=True,
        index=True,
        ondelete="cascade",
        default=lambda self: self.env.user.employee_id,
    )
    department_id = fields.Many2one(related="employee_id.department_id", store=True, index=True, string="Unit")
    company_id = fields.Many2one(related="employee_id.company_id", store=True, index=True)
    date = fields.Date(required=True, index=True)
    flexible = fields.Boolean(
        string="Away from the office", default=True, help="Not ticked: rather in the office on that day."
    )
    color = fields.Integer(compute="_compute_color", help="Of the calendar: as the modes, home green and office blue.")
    outcome = fields.Selection(
        [("open", "Not rostered yet"), ("met", "Met"), ("missed", "Not met")],
        compute="_compute_outcome",
        help="What the roster in force says about the day.",
    )
    open_days = fields.Char(
        string="Days left to the head",
        compute="_compute_open_days",
        help="Coming days on which the circular leaves the place of work to the head of the unit, and that are not "
        "rostered yet.",
    )

    _employee_date_unique = models.Constraint("UNIQUE(employee_id, date)", "There is a wish for that day already.")

    @api.depends("employee_id", "date", "flexible")
    @api.depends_context("lang", "uid")
    def _compute_display_name(self):
        away, office = self.env._("Away from the office"), self.env._("In the office")
        for wish in self:
            wanted = away if wish.flexible else office
            # sudo: the names of the unit's people, to those who may read the wish
            employee = wish.sudo().employee_id
            is_own = not employee or employee.user_id == self.env.user
            wish.display_name = wanted if is_own else f"{employee.name}: {wanted}"

    @api.depends("flexible")
    def _compute_color(self):
        for wish in self:
            wish.color = 10 if wish.flexible else 4

    @api.depends("employee_id", "date", "flexible")
    def _compute_outcome(self):
        """By the rosters in force; a line of another unit than the person's own counts, too."""
        modes = {
            (line.employee_id.id, line.date): line.mode
            # sudo: rosters are not read by everybody, and the outcome is about the own wish
            for line in self.env["flexible.work.roster.line"]
            .sudo()
            .search(
                [
                    ("employee_id", "in", self.employee_id.ids),
                    ("date", "in", list(set(self.filtered("date").mapped("date")))),
                    ("state", "in", ("approved", "locked")),
                ]
            )
        }
        for wish in self:
            key = wish.employee_id.id, wish.date
            if key not in modes:
                wish.outcome = "open"
            else:
                wish.outcome = "met" if (modes[key] in FLEXIBLE_MODES) == wish.flexible else "missed"

    @api.depends("employee_id")
    @api.depends_context("lang")
    def _compute_open_days(self):
        for employee, wishes in self.grouped("employee_id").items():
            days = wishes._days_to_wish_for(employee)
            wishes.open_days = ", ".join(format_date(self.env, day, date_format="EEE d MMM") for day in days) or False

    @api.model
    def action_my_wishes(self):
        """The user's own wishes, in a calendar that begins where there is something to wish for."""
        action = self.env["ir.actions.act_window"]._for_xml_id("flexible_work_asn.flexible_work_wish_my_action")
        days = self._days_to_wish_for(self.env.user.employee_id)
        if days:
            action["context"] = {"initial_date": fields.Date.to_string(days[0])}
        return action

    @api.model
    @api.readonly
    @asks(date_from=a_day, date_to=maybe_a_day)
    def get_unusual_days(self, date_from, date_to=None):
        """The calendar shades the days for which the user cannot wish: ``{"YYYY-MM-DD": True}``.

        :param date_from: first date or time, as the calendar of the web client sends them
        :param date_to: last one; without it the first alone
        """
        first = fields.Date.to_date(date_from)
        last = fields.Date.to_date(date_to or date_from)
        open_days = set(self._days_to_wish_for(self.env.user.employee_id))
        days = [first + timedelta(days=n) for n in range(min((last - first).days, LONGEST_RANGE) + 1)]
        return {fields.Date.to_string(day): day not in open_days for day in days}

    def _days_to_wish_for(self, employee):
        """The coming local dates within the window that a roster still has to decide for the employee."""
        if not employee:
            return []
        tomorrow = employee.sudo().company_id._flexible_work_today() + timedelta(days=1)
        return sorted(
            day
            for (_who, day), decision in employee._flexible_work_decisions(tomorrow, tomorrow + WINDOW).items()
            if _is_open(decision)
        )

    @api.constrains("employee_id", "date")
    def _check_day(self):
        """:raises ValidationError: for days that have begun, or that no roster has to decide (any more)."""
        for employee, wishes in self.grouped("employee_id").items():
            today = employee.sudo().company_id._flexible_work_today()
            past = wishes.filtered(lambda wish, today=today: wish.date <= today)
            if past:
                raise ValidationError(
                    self.env._(
                        "%s is no coming day. Wishes are for days from tomorrow on.",
                        format_date(self.env, past[0].date),
                    )
                )
            days = wishes.mapped("date")
            decisions = employee._flexible_work_decisions(min(days), max(days))
            for day in sorted(days):
                wishes._check_left_to_head(employee, day, decisions)

    def _check_left_to_head(self, employee, day, decisions):
        decision = decisions.get((employee.id, day))
        if decision and _is_open(decision):
            return
        if decision and decision.source == "roster":
            raise ValidationError(
                self.env._(
                    "%s is rostered already. To change it, ask for a swap or another place of work.",
                    format_date(self.env, day),
                )
            )
        raise ValidationError(
            self.env._(
                "%(date)s is not left to the head of the unit, so there is nothing to wish for. %(why)s",
                date=format_date(self.env, day),
                why=self.env["hr.employee"]._flexible_work_sentence(decision.decisive) if decision else "",
            )
        )


def _is_open(decision):
    return decision.asks == ROSTER and decision.source == "default"

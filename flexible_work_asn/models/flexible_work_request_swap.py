from datetime import timedelta

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import AccessError, LockError, UserError
from odoo.tools import format_date

from .flexible_work_request_decision import ANSWER

IN_FORCE = ("approved", "locked")


class FlexibleWorkRequest(models.Model):
    """A swap: on each of its days the two people exchange their turns in the roster, both or none.

    So as many people as before are at work on every day. The colleague is asked first, then the head decides. What
    the two agreed on is kept; if a turn has changed since, the swap is refused.
    """

    _inherit = "flexible.work.request"

    swap_before = fields.Json(readonly=True, copy=False, help="The turns as they were when the swap was asked for.")
    swap_candidate_ids = fields.Many2many(
        "hr.employee", compute="_compute_swap_candidate_ids", compute_sudo=True, string="Colleagues with a turn"
    )

    @api.depends("employee_id", "date_from", "swap_date", "kind")
    def _compute_swap_candidate_ids(self):
        """Colleagues with a turn on the day in question whose roster has the same head."""
        for request in self:
            day = request.swap_date or request.date_from
            own = request._lines(request.employee_id, request.date_from)[:1]
            if request.kind != "swap" or not own or not day:
                request.swap_candidate_ids = False
                continue
            lines = self.env["flexible.work.roster.line"].search(
                [
                    ("date", "=", day),
                    ("state", "in", IN_FORCE),
                    ("employee_id", "!=", request.employee_id.id),
                    ("company_id", "=", own.company_id.id),
                    ("department_id.flexible_head_user_ids", "in", own.department_id.flexible_head_user_ids.ids),
                ]
            )
            request.swap_candidate_ids = lines.employee_id

    # ------------------------------------------------------------ turns
    def _lines(self, employee, *days):
        return (
            self.env["flexible.work.roster.line"]
            .sudo()
            .search([("employee_id", "in", employee.ids), ("date", "in", days), ("state", "in", IN_FORCE)])
        )

    def _swap_days(self):
        return sorted({day for day in (self.date_from, self.swap_date or self.date_from) if day})

    def _turns(self):
        """``{(employee id, date): line}`` of both people on the days of the swap; a line may be empty."""
        self.ensure_one()
        request, days = self.sudo(), self._swap_days()
        people = request.employee_id | request.swap_employee_id
        turns = {(person.id, day): self.env["flexible.work.roster.line"].sudo() for person in people for day in days}
        for line in request._lines(people, *days):
            turns[line.employee_id.id, line.date] = line
        return turns

    def _turn_values(self, turns):
        """Turns in a form that is kept: ``[[employee id, date, mode, shift id], …]``."""
        return [
            [employee_id, fields.Date.to_string(day), line.mode or False, line.shift_id.id or False]
            for (employee_id, day), line in sorted(turns.items())
        ]

    def _exchanged(self, values):
        """``values`` with the turns of the two people exchanged on every day."""
        one, other = self.employee_id.id, self.swap_employee_id.id
        partner = {one: other, other: one}
        return sorted([partner[employee_id], day, mode, shift] for employee_id, day, mode, shift in values)

    def _check_swap(self, turns):
        """:raises UserError: when one of the two has no turn to give, is on time off, or nothing would change"""
        request = self.sudo()
        wanted = [(request.employee_id, self.date_from), (request.swap_employee_id, self.swap_date or self.date_from)]
        for person, day in wanted:
            if not turns[person.id, day]:
                raise UserError(
                    self.env._(
                        "%(employee)s has no turn in an approved roster on %(date)s. Choose a day with a turn.",
                        employee=person.name,
                        date=format_date(self.env, day),
                    )
                )
        people, days = request.employee_id | request.swap_employee_id, self._swap_days()
        decisions = people._flexible_work_decisions(days[0], days[-1])
        for person in people:
            for day in days:
                decision = decisions.get((person.id, day))
                if not decision or decision.source == "leave":
                    raise UserError(
                        self.env._(
                            "%(employee)s is not at work on %(date)s. Choose another day or colleague.",
                            employee=person.name,
                            date=format_date(self.env, day),
                        )
                    )
        values = self._turn_values(turns)
        if self._exchanged(values) == values:
            raise UserError(
                self.env._("Both have the same turn, so nothing would change. Choose another day or colleague.")
            )

    def _check_agreed(self, turns, back=False):
        """:raises UserError: when a turn is no longer what the two agreed on"""
        agreed = self._exchanged(self.swap_before or []) if back else self.swap_before
        values = self._turn_values(turns)
        for kept, value in zip(agreed or [], values, strict=False):
            if kept != value:
                raise UserError(
                    self.env._(
                        "The roster has changed since: the turn of %(employee)s on %(date)s is another one now. "
                        "Nothing was swapped; ask again.",
                        employee=self.env["hr.employee"].sudo().browse(value[0]).name,
                        date=format_date(self.env, fields.Date.to_date(value[1])),
                    )
                )
        if len(agreed or []) != len(values):
            raise UserError(self.env._("What the two agreed on is not known. Ask for the swap again."))

    # ------------------------------------------------------------ heads
    def _swap_rosters(self):
        """The rosters of both people on the days of the swap."""
        return self.env["flexible.work.roster"].sudo().union(*(line.roster_id for line in self._turns().values()))

    def _swap_head_users(self):
        """Users who head the rosters of both people; a swap has to be decided by one and the same head."""
        self.ensure_one()
        units = self._swap_rosters().department_id or self.sudo().department_id
        users = units[0].flexible_head_user_ids
        for unit in units[1:]:
            users &= unit.flexible_head_user_ids
        return users

    def _nearest_swap_heads(self):
        common, without = self._swap_head_users(), self._concerned_users()
        unit = (self._lines(self.employee_id, self.date_from).department_id or self.department_id)[:1]
        while unit:
            nearest = unit._flexible_deciding_users(without)
            if nearest & common or not unit.parent_id:
                return nearest & common
            unit = unit.parent_id
        return common

    # ------------------------------------------------------------ the colleague
    def _ask_colleague(self):
        """From draft to the colleague, who has an account and can answer."""
        self.ensure_one()
        request = self.sudo()
        turns = request._turns()
        self._check_swap(turns)
        colleague = request.swap_employee_id.user_id
        if not colleague:
            raise UserError(
                self.env._(
                    "%s has no user account and cannot answer. Ask the head to change the roster.",
                    request.swap_employee_id.name,
                )
            )
        if not request._swap_head_users():
            raise UserError(
                self.env._(
                    "The two rosters have no head in common who could decide. Swap with a colleague of your unit."
                )
            )
        request.write({"state": "asked", "swap_before": request._turn_values(turns)})
        request.message_subscribe(partner_ids=colleague.partner_id.ids)
        request.activity_schedule(
            ANSWER,
            date_deadline=max(request._local_today(), min(self._swap_days()) - timedelta(days=1)),
            user_id=colleague.id,
            summary=self.env._("%s asks to swap turns with you", request.employee_id.name),
        )

    def _check_colleague(self):
        self.check_access("read")
        if not self.env.su and not all(request.is_asked_of_me for request in self):
            raise AccessError(self.env._("Only the colleague who was asked answers a swap."))
        self._check_state("asked")

    def action_accept(self):
        """The colleague agrees: now the head decides.

        :raises UserError: when a turn has changed since, or the days are too near
        """
        self._check_colleague()
        for request in self:
            request._check_in_time()
            request._check_agreed(request._turns())
            request.sudo().swap_accepted = True
            request._hand_in()
            request._tell(self.env._("%s agrees to the swap.", request.sudo().swap_employee_id.name))

    def action_decline(self):
        """Ask the colleague why, then close the request."""
        self._check_colleague()
        return self.env["flexible.work.reason"]._ask(self, "decline_swap", self.env._("Decline the swap"))

    @api.private
    def _decline(self, reason):
        self._check_colleague()
        for request in self:
            request._decided("refused", reason)
            request._tell(self.env._("%s declines the swap.", request.sudo().swap_employee_id.name), reason)

    # ------------------------------------------------------------ both or none
    def _carry_out_swap(self, back=False):
        """Exchange the turns in the roster, as the deciding user; any error leaves both as they were.

        :param back: undo a swap that was carried out
        """
        self.ensure_one()
        turns = self._turns()
        lines = self.env["flexible.work.roster.line"].sudo().union(*turns.values())
        try:
            lines.roster_id.lock_for_update(allow_referencing=True)
            lines.lock_for_update(allow_referencing=True)
        except LockError as error:
            raise UserError(self.env._("The roster is being changed at the moment. Try again.")) from error
        self._check_agreed(turns, back)
        if not back:
            self._check_swap(turns)
        reason = self.env._("Swap: %s", self.reason) if not back else self.env._("Swap taken back: %s", self.reason)
        for roster, changes in self._swap_changes(turns).items():
            roster._change_lines(changes, reason=reason, origin="swap", request=self)

    def _swap_changes(self, turns):
        """``{roster: changes}`` that exchange the turns; an empty turn is entered in the roster of the other one."""
        wanted = {}
        for employee_id, day_text, mode, shift_id in self._exchanged(self._turn_values(turns)):
            day = fields.Date.to_date(day_text)
            line = turns[employee_id, day]
            if (line.mode or False, line.shift_id.id or False) == (mode, shift_id):
                continue
            roster = line.roster_id or self._roster_for(employee_id, day, turns)
            change = {"employee_id": employee_id, "date": day, "mode": mode, "shift_id": shift_id}
            wanted.setdefault(roster.id, []).append(change)
        return {self.env["flexible.work.roster"].browse(roster_id): wanted[roster_id] for roster_id in sorted(wanted)}

    def _roster_for(self, employee_id, day, turns):
        """Where a turn is entered for a person without one on that day: the own roster, else the colleague's."""
        own = [line.roster_id for (person, _day), line in turns.items() if person == employee_id and line]
        others = [line.roster_id for (person, date), line in turns.items() if person != employee_id and date == day]
        for roster in own + others:
            if roster and roster.date_from <= day <= roster.date_to:
                return roster
        raise UserError(
            self.env._(
                "%(employee)s has no roster on %(date)s to take over a turn in.",
                employee=self.env["hr.employee"].sudo().browse(employee_id).name,
                date=format_date(self.env, day),
            )
        )

    # ------------------------------------------------------------ in words
    def _swap_effect(self):
        """Both people and days: the turn now and then. Only for colleagues under the same head."""
        request = self.sudo()
        # in a form that is not saved yet, records are copies of those that exist
        one, other = request.employee_id._origin, request.swap_employee_id._origin
        if not other or other not in request.swap_candidate_ids._origin:
            return False
        lines = {(line.employee_id.id, line.date): line for line in request._lines(one | other, *self._swap_days())}
        rows = []
        for day in self._swap_days():
            for person, partner in ((one, other), (other, one)):
                now, then = lines.get((person.id, day)), lines.get((partner.id, day))
                words = f"{format_date(self.env, day, date_format='EEE d MMM')}, {person.name}"
                rows.append((words, self._turn_words(now), self._turn_words(then), ""))
        return self._effect_table(rows)

    def _turn_words(self, line):
        """Tile of the mode, and the shift where there is one."""
        tile = self._tile(line.mode if line else None)
        return tile + Markup(" (%s)") % line.shift_id.name if line and line.shift_id else tile

from dataclasses import replace
from datetime import timedelta

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ..plan import FLEXIBLE_MODES, MODE_LETTERS, Request, resolve
from ..plan.cap import whole_weeks

#: id of the request in question, which the plan does not know yet
ASKED = -1
#: rows shown on the form; the rest is counted
SHOWN_ROWS = 14


class FlexibleWorkRequest(models.Model):
    """What a request would change, day by day, and whether it is complete and in time."""

    _inherit = "flexible.work.request"

    effect = fields.Html(
        compute="_compute_effect", sanitize=False, string="What would change", help="Against the plan as it is now."
    )

    @api.depends("kind", "employee_id", "date_from", "date_to", "mode", "swap_employee_id", "swap_date", "state")
    @api.depends_context("lang")
    def _compute_effect(self):
        """For drafts and requests that wait; whoever may read the request may read this."""
        for request in self:
            if request.state not in ("draft", "asked", "submitted") or not (request.employee_id and request.date_from):
                request.effect = False
            elif request.kind == "swap":
                request.effect = request._swap_effect()
            else:
                request.effect = request._mode_effect()

    def _dates(self):
        self.ensure_one()
        if not self.date_from or not self.date_to or self.date_to < self.date_from:
            return []
        count = min((self.date_to - self.date_from).days + 1, 366)
        return [self.date_from + timedelta(days=n) for n in range(count)]

    def _day_effects(self):
        """``[(date, mode now, mode then, why it stays)]`` of the days asked for; ``why`` is empty where they change."""
        return self._all_effects()[0]

    def _all_effects(self):
        """Effects on the days asked for, and on other days of those weeks, by the weekly limit.

        The plan is resolved twice: as it is, and as if the request were approved.
        """
        self.ensure_one()
        days = self._dates()
        if not days:
            return [], []
        employee = self.sudo().employee_id._origin or self.sudo().employee_id
        facts = employee._flexible_work_facts(days[0], days[-1])
        asked = Request(ASKED, days[0], days[-1], self.mode or None, self.kind == "special")
        then = replace(facts, requests={**facts.requests, employee.id: (*facts.requests.get(employee.id, ()), asked)})
        around = whole_weeks(days)
        now_by_key, then_by_key = resolve(facts, around), resolve(then, around)
        ruled = self._ruled_dates(days)
        own, others = [], []
        for day in around:
            now, then = now_by_key.get((employee.id, day)), then_by_key.get((employee.id, day))
            modes = (now.mode if now else None, then.mode if then else None)
            if days[0] <= day <= days[-1]:
                why = self._why_unchanged(employee, day, modes, then, ruled)
                own.append((day, modes[0], modes[0] if why else modes[1], why))
            elif modes[0] != modes[1]:
                others.append((day, *modes, ""))
        return own, others

    def _why_unchanged(self, employee, day, modes, then, ruled):
        if not then:
            return self.env._("Not employed on this date.")
        if then.request_id != ASKED:
            return employee.with_env(self.env).sudo()._flexible_work_sentence(then.decisive)
        if self.kind == "mode" and self.mode in FLEXIBLE_MODES and day not in ruled:
            return self.env._("No circular on flexible work is in force.")
        if modes[0] == modes[1]:
            return self.env._("So it is planned already.")
        return ""

    def _mode_effect(self):
        own, others = self._all_effects()
        table = self._effect_table([(self._day_words(day), *rest) for day, *rest in own])
        if others:
            table += Markup('<p class="mt-2 mb-1">%s</p>') % self.env._(
                "The weekly limit then turns these days back to the office:"
            )
            table += self._effect_table([(self._day_words(day), *rest) for day, *rest in others])
        return table

    def _day_words(self, day):
        return format_date(self.env, day, date_format="EEE d MMM y")

    def _effect_table(self, rows):
        """Rows of ``(words, mode now, mode then, why it stays)`` as a small table."""
        if not rows:
            return False
        body = Markup().join(
            Markup("<tr><td>%s</td><td>%s</td></tr>")
            % (
                words,
                Markup('<span class="text-muted">%s</span>') % why
                if why
                else Markup("%s → %s") % (self._tile(now), self._tile(then)),
            )
            for words, now, then, why in rows[:SHOWN_ROWS]
        )
        if len(rows) > SHOWN_ROWS:
            body += Markup('<tr><td colspan="2">%s</td></tr>') % self.env._("and %s more days", len(rows) - SHOWN_ROWS)
        return Markup('<table class="table table-sm o_fw_effect mb-0"><tbody>%s</tbody></table>') % body

    def _tile(self, mode):
        """Letter on the colour of the mode, and the word beside it; what is in such a form already stays."""
        if isinstance(mode, Markup):
            return mode
        if mode not in MODE_LETTERS:
            return Markup('<span class="o_fw_tile o_fw_tile_small o_fw_tile_off">–</span> %s') % self.env._("free")
        words = dict(self._fields["mode"]._description_selection(self.env))[mode]
        return Markup('<span class="o_fw_tile o_fw_tile_small o_fw_tile_%s">%s</span> %s') % (
            mode,
            MODE_LETTERS[mode],
            words,
        )

    # ------------------------------------------------------------ circulars
    def _circulars(self, first, last):
        """Circulars of the regional government that bind on a date from ``first`` to ``last``."""
        company = self.sudo().employee_id.company_id
        return self.env["flexible.work.circular"]._binding_between(company, first, last)

    def _ruled_dates(self, days):
        """Those of ``days`` on which a circular is in force."""
        circulars = self._circulars(days[0], days[-1])
        return {
            day
            for day in days
            if any(c.date_from <= day and (not c._last_date() or day <= c._last_date()) for c in circulars)
        }

    # ------------------------------------------------------------ complete and in time
    def _check_complete(self):
        """Permen PANRB 4/2025: the application carries its reason with evidence and a work plan with targets.

        :raises UserError: naming what is missing
        """
        needed = {"mode": ["reason"], "special": ["reason"], "swap": ["reason", "swap_employee_id"]}[self.kind]
        if self.kind != "swap":
            needed += ["mode", "work_plan", "evidence_ids"]
            needed += ["place"] if self.mode in ("wfa", "other_office") else []
        missing = [
            self._fields[name]._description_string(self.env)
            for name in needed
            if not (self[name].strip() if isinstance(self[name], str) else self[name])
        ]
        if missing:
            raise UserError(
                self.env._(
                    "The request is not complete. Fill in: %s. The rules ask for a reason with evidence and a work "
                    "plan with measurable targets.",
                    ", ".join(missing),
                )
                if self.kind != "swap"
                else self.env._("The request is not complete. Fill in: %s.", ", ".join(missing))
            )

    def _check_in_time(self, window=True):
        """:raises UserError: for days that have passed, and for less notice than the circular asks for

        A special circumstance comes when it comes: it keeps no window.
        """
        today = self.sudo().employee_id.company_id._flexible_work_today()
        first = min(filter(None, (self.date_from, self.kind == "swap" and self.swap_date)))
        if first < today:
            raise UserError(self.env._("%s has passed. Choose days from today on.", format_date(self.env, first)))
        before = max(self._circulars(first, first).mapped("request_days_before"), default=0)
        if window and self.kind != "special" and (first - today).days < before:
            raise UserError(
                self.env._(
                    "A request must come at least %(days)s days ahead, so the first day can be %(date)s. For a "
                    "special circumstance ask BKPSDM: choose that kind of request.",
                    days=before,
                    date=format_date(self.env, today + timedelta(days=before)),
                )
            )

    def _check_no_other_request(self):
        """:raises UserError: when another request of the same person waits or is approved for one of the days"""
        if self.kind == "swap":
            return
        other = self.sudo().search(
            [
                ("id", "!=", self.id),
                ("employee_id", "=", self.employee_id.id),
                ("kind", "!=", "swap"),
                ("state", "in", ("submitted", "approved")),
                ("date_from", "<=", self.date_to),
                ("date_to", ">=", self.date_from),
            ],
            limit=1,
        )
        if other:
            raise UserError(
                self.env._(
                    "There is another request for these days: %s. Withdraw that one first, or choose other days.",
                    other.display_name,
                )
            )

    def _check_useful(self):
        """:raises UserError: when the request would change nothing, with the reason of the first day"""
        if self.kind == "swap":
            return
        effects = self._day_effects()
        if all(why for _day, _now, _then, why in effects):
            # a day off says less than what keeps a working day as it is
            said = sorted(effects, key=lambda effect: effect[1] is None)
            raise UserError(
                self.env._(
                    "This would change nothing. %(date)s: %(why)s",
                    date=format_date(self.env, said[0][0]),
                    why=said[0][3],
                )
                if said
                else self.env._("Choose the days.")
            )

import re
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import format_date

from ..local_time import hour_label, parse_day
from ..plan import resolve
from ..selections import MODE_NAMES
from .plan_words import SEGMENT, SENTENCES, WEEKDAY_NAMES

#: more than this in one call is a mistake of the caller, not a plan
LONGEST_RANGE_DAYS = 366


class HrEmployee(models.Model):
    """The plan: one answer per employee and date, with the reason."""

    _inherit = "hr.employee"

    @api.readonly
    def flexible_work_plan(self, date_from, date_to):
        """Where these employees work on the local dates from ``date_from`` to ``date_to`` (inclusive).

        :param date_from: first local date, ``YYYY-MM-DD``
        :param date_to: last local date, at most 366 days later
        :return: ``{employee id: [day, …]}`` in order of date. A day has ``date``, ``mode`` (wfo, wfh,
            wfa, other_office, or False on a day without work; that in which the day begins where it has several),
            ``hour_from`` and ``hour_to`` (local hours; over 24 on the next day), ``segments`` (of a day with several
            modes: ``{mode, hour_from, hour_to}`` each, else none), ``hours_tolerance`` (minutes by which one may
            begin earlier or later and make it up), ``shift`` (its name, or False), ``place`` (words),
            ``department_id`` (the unit, while assigned elsewhere the receiving one), ``assignment_id`` and
            ``home_department_id`` (the assignment of that day and the unit of the post, else False), ``source`` (the
            level that decided), ``circular_id``, ``explanation`` (one sentence) and ``chain`` (every level considered,
            as ``{level, applied, text}``). Dates without employment are left out.
        :raises UserError: when the range is turned round or too long
        :raises AccessError: for employees whose plan the user may not see

        Permen PANRB 4/2025: flexible work is set by the organisation, so everybody may ask why.
        """
        first, last = parse_day(date_from), parse_day(date_to)
        if not first or not last or not 0 <= (last - first).days < LONGEST_RANGE_DAYS:
            raise UserError(
                self.env._(
                    "Give a first and a last date as YYYY-MM-DD, in this order and at most %s days apart.",
                    LONGEST_RANGE_DAYS,
                )
            )
        self._check_flexible_work_access()
        plan = {employee_id: [] for employee_id in self.ids}
        decisions = self._flexible_work_decisions(first, last)
        sentences = self._flexible_work_explain(decisions)
        places = self._flexible_work_places(decisions.values())
        shifts = self.env["flexible.work.shift"].sudo()
        for (employee_id, day), decision in sorted(decisions.items(), key=lambda item: item[0]):
            plan[employee_id].append(
                {
                    **self._plan_day(day, decision),
                    "place": places[id(decision)],
                    "shift": shifts.browse(decision.shift_id).name if decision.shift_id else False,
                    "explanation": sentences[employee_id, day],
                }
            )
        return plan

    def _plan_day(self, day, decision):
        return {
            "date": fields.Date.to_string(day),
            "mode": decision.mode or False,
            "hour_from": decision.hour_from if decision.hour_from is not None else False,
            "hour_to": decision.hour_to if decision.hour_to is not None else False,
            "segments": [
                {"mode": part.mode, "hour_from": part.hour_from, "hour_to": part.hour_to} for part in decision.segments
            ],
            "hours_tolerance": decision.hours_tolerance,
            "department_id": decision.department_id or False,
            "assignment_id": decision.assignment_id or False,
            "home_department_id": decision.home_department_id or False,
            "source": decision.source,
            "circular_id": decision.circular_id or False,
            "chain": self._flexible_work_chain(decision),
        }

    @api.private
    def _flexible_work_places(self, decisions):
        """``{id(decision): words}``: where each is worked; the office by its sites, else by the name of the unit.

        While assigned elsewhere the place that the assignment names goes first.
        """
        decisions = list(decisions)
        offices = self._flexible_work_offices({decision.department_id for decision in decisions})
        requests = self.env["flexible.work.request"].sudo()
        requests = requests.browse({decision.request_id for decision in decisions} - {None})
        requested = {request.id: request.place for request in requests}
        assignments = self.env["flexible.work.assignment"].sudo()
        assignments = assignments.browse({decision.assignment_id for decision in decisions} - {None})
        assigned = {assignment.id: assignment.site_id.name for assignment in assignments}
        places = {}
        for decision in decisions:
            mode_name = MODE_NAMES.get(decision.mode)
            if decision.mode == "wfo":
                place = assigned.get(decision.assignment_id) or offices.get(decision.department_id)
            elif decision.mode == "wfh":
                place = self.env._("Registered home")
            else:
                place = requested.get(decision.request_id)
            places[id(decision)] = place or (mode_name and self.env._(mode_name)) or ""
        return places

    def _flexible_work_offices(self, department_ids):
        """``{department id: names of the sites of the unit, or of the nearest one above it, else its own}``."""
        offices = {}
        # sudo: people may know the name of their own office
        for unit in self.env["hr.department"].sudo().browse(department_ids - {None, False}):
            above = unit
            while above and not above.site_ids:
                above = above.parent_id
            offices[unit.id] = ", ".join(above.site_ids.mapped("name")) or unit.name
        return offices

    def _check_flexible_work_access(self, day=None):
        """:raises AccessError: when the user may not see the plan of one of these employees, or that of one date."""
        if self - self._flexible_work_visible(day):
            raise AccessError(
                self.env._("You may see your own plan and that of the units you head or work for as an operator.")
            )

    @api.private
    def _flexible_work_visible(self, day=None):
        """Those of these employees whose plan, with its reasons, the user may see.

        :param day: only that of this local date, on which somebody may have worked for a unit of the user
        """
        user = self.env.user
        if self.env.su or any(
            user.has_group(group)
            for group in (
                "flexible_work_asn.group_bkpsdm",
                "flexible_work_asn.group_auditor",
                "hr.group_hr_user",
            )
        ):
            allowed = self.env["hr.employee"].sudo().with_context(active_test=False)
            seen = allowed.search([("id", "in", self.ids), ("company_id", "in", self.env.companies.ids)])
        else:
            seen = self.sudo().filtered(
                lambda employee: employee.user_id == user or user in employee.department_id.flexible_staff_user_ids
            )
            seen |= (self.sudo() - seen)._assigned_to_units_of(user, day)
        return seen.with_env(self.env)

    def _assigned_to_units_of(self, user, day=None):
        """Those of these employees (in superuser mode) who work for a unit of the user, will, or did on ``day``."""
        if not self:
            return self
        today = min(self.company_id.mapped(lambda company: company._flexible_work_today()))
        when = Domain("date_to", ">=", today)
        if day:
            when |= Domain("date_from", "<=", day) & Domain("date_to", ">=", day)
        assignments = self.env["flexible.work.assignment"].search(
            when
            & Domain("employee_id", "in", self.ids)
            & Domain("state", "=", "approved")
            & Domain("department_to_id.flexible_staff_user_ids", "in", user.ids)
        )
        return assignments.employee_id

    @api.private
    def _flexible_work_decisions(self, date_from, date_to, draft=None, draft_rosters=None):
        """The decisions ``{(employee id, local date): Decision}`` for a whole batch, without access checks.

        :param draft: a circular to be taken as enacted, see `_flexible_work_facts`
        :param draft_rosters: rosters to be taken as approved
        """
        days = [date_from + timedelta(days=n) for n in range((date_to - date_from).days + 1)]
        return resolve(self._flexible_work_facts(date_from, date_to, draft, draft_rosters), days)

    @api.private
    def _flexible_work_explain(self, decisions):
        """One sentence for each decision, in the language of the environment; keys as in ``decisions``."""
        said = {}
        for decision in decisions.values():
            if id(decision) not in said:
                said[id(decision)] = self._flexible_work_sentence(decision.decisive)
        return {key: said[id(decision)] for key, decision in decisions.items()}

    @api.private
    def _flexible_work_chain(self, decision):
        """All levels considered, as ``[{level, applied, text}]`` in the language of the environment."""
        return [
            {"level": step.level, "applied": step.applied, "text": self._flexible_work_sentence(step)}
            for step in decision.chain
        ]

    def _flexible_work_sentence(self, step):
        template = self.env._(SENTENCES[step.code])
        sentence = template % {name: self._flexible_work_word(name, value) for name, value in step.args}
        # a provision without an article, or an order without a number, leaves a double or a last blank
        return re.sub(r"\s+([.;,])", r"\1", " ".join(sentence.split()))

    def _flexible_work_word(self, name, value):
        """The value of an argument of a step, as a sentence says it."""
        if name == "mode":
            mode_name = MODE_NAMES[value]
            return self.env._(mode_name)
        if name == "weekday":
            weekday_name = WEEKDAY_NAMES[value]
            return self.env._(weekday_name)
        if name in ("hour", "hour_from", "hour_to"):
            return hour_label(value)
        if name == "until":
            return format_date(self.env, value)
        if name == "document":
            return f"({value})" if value else ""
        if name == "segments":
            template = self.env._(SEGMENT)
            return ", ".join(
                template
                % {
                    "mode": self._flexible_work_word("mode", part.mode),
                    "hour_from": hour_label(part.hour_from),
                    "hour_to": hour_label(part.hour_to),
                }
                for part in value
            )
        return value

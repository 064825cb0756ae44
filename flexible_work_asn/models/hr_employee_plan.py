from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import LazyTranslate

from ..plan import resolve

_lt = LazyTranslate(__name__)

#: more than this in one call is a mistake of the caller, not a plan
LONGEST_RANGE_DAYS = 366

#: words of every step of a decision; English here, the circulars' words in the translation
SENTENCES = {
    "holiday": _lt("Day off: %(name)s."),
    "weekend": _lt("%(weekday)s is not a working day in the schedule %(calendar)s."),
    "working_day": _lt("It is a working day."),
    "leave": _lt("On approved time off: %(name)s."),
    "duty": _lt("On duty elsewhere: %(name)s."),
    "no_leave": _lt("There is no approved time off."),
    "position": _lt("%(position)s works in the office, by %(circular)s."),
    "position_free": _lt("No circular keeps this position in the office."),
    "unit": _lt("%(unit)s stays on site: it serves the public directly (decided by %(by)s)."),
    "unit_free": _lt("%(unit)s is not exempt from flexible work."),
    "no_unit": _lt("The employee belongs to no unit."),
    "roster": _lt("%(mode)s by the approved roster of %(unit)s, as %(circular)s leaves %(weekday)s to the head."),
    "roster_missing": _lt(
        "%(circular)s leaves %(weekday)s to the head of the unit, and there is no approved roster: office."
    ),
    "roster_not_asked": _lt("No provision leaves this day to the head of the unit."),
    "rule_roster": _lt("%(circular)s leaves %(weekday)s to the head of the unit."),
    "rule": _lt("%(mode)s on %(weekday)s, by %(circular)s %(article)s."),
    "choice_open": _lt(
        "On %(weekday)s home or elsewhere is one's own choice, by %(circular)s %(article)s; nothing declared: home."
    ),
    "choice_declared": _lt("%(mode)s as declared; %(circular)s %(article)s leaves %(weekday)s to the employee."),
    "no_rule": _lt("No provision in force speaks about this day: office."),
    "no_circular": _lt("No circular on flexible work is in force: office."),
}
MODE_NAMES = {
    "wfo": _lt("Office (WFO)"),
    "wfh": _lt("Home (WFH)"),
    "wfa": _lt("Elsewhere (WFA)"),
    "other_office": _lt("Other office"),
}
WEEKDAY_NAMES = (
    _lt("Monday"),
    _lt("Tuesday"),
    _lt("Wednesday"),
    _lt("Thursday"),
    _lt("Friday"),
    _lt("Saturday"),
    _lt("Sunday"),
)


class HrEmployee(models.Model):
    """The plan: one answer per employee and date, with the reason."""

    _inherit = "hr.employee"

    @api.readonly
    def flexible_work_plan(self, date_from, date_to):
        """Where these employees work on the local dates from ``date_from`` to ``date_to`` (inclusive).

        :param date_from: first local date, ``YYYY-MM-DD``
        :param date_to: last local date, at most 366 days later
        :return: ``{employee id: [day, …]}`` in order of date. A day has ``date``, ``mode`` (wfo, wfh,
            wfa, other_office, or False on a day without work), ``hour_from`` and ``hour_to`` (local hours),
            ``place`` (words), ``source`` (the level that decided), ``circular_id``, ``explanation`` (one
            sentence) and ``chain`` (every level considered). Dates without employment are left out.
        :raises UserError: when the range is turned round or too long
        :raises AccessError: for employees whose plan the user may not see

        Permen PANRB 4/2025: flexible work is set by the organisation, so everybody may ask why.
        """
        first, last = fields.Date.to_date(date_from), fields.Date.to_date(date_to)
        if not first or not last or not 0 <= (last - first).days < LONGEST_RANGE_DAYS:
            raise UserError(
                self.env._("Give a first and a last date, in this order and at most %s days apart.", LONGEST_RANGE_DAYS)
            )
        self._check_flexible_work_access()
        plan = {employee_id: [] for employee_id in self.ids}
        decisions = self._flexible_work_decisions(first, last)
        sentences = self._flexible_work_explain(decisions)
        for (employee_id, day), decision in sorted(decisions.items(), key=lambda item: item[0]):
            plan[employee_id].append(self._plan_day(day, decision, sentences[employee_id, day]))
        return plan

    def _plan_day(self, day, decision, sentence):
        mode_name = MODE_NAMES.get(decision.mode)
        return {
            "date": fields.Date.to_string(day),
            "mode": decision.mode or False,
            "hour_from": decision.hour_from if decision.hour_from is not None else False,
            "hour_to": decision.hour_to if decision.hour_to is not None else False,
            "place": self.env._(mode_name) if mode_name else "",
            "source": decision.source,
            "circular_id": decision.circular_id or False,
            "explanation": sentence,
            "chain": self._flexible_work_chain(decision),
        }

    def _check_flexible_work_access(self):
        """:raises AccessError: when the user may not see the plan of one of these employees."""
        if self - self._flexible_work_visible():
            raise AccessError(
                self.env._("You may see your own plan and that of the units you head or work for as an operator.")
            )

    @api.private
    def _flexible_work_visible(self):
        """Those of these employees whose plan, with its reasons, the user may see."""
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
        return seen.with_env(self.env)

    @api.private
    def _flexible_work_decisions(self, date_from, date_to):
        """The decisions ``{(employee id, local date): Decision}`` for a whole batch, without access checks."""
        days = [date_from + timedelta(days=n) for n in range((date_to - date_from).days + 1)]
        return resolve(self._flexible_work_facts(date_from, date_to), days)

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
        words = dict(step.args)
        if words.get("mode"):
            mode_name = MODE_NAMES[words["mode"]]
            words["mode"] = self.env._(mode_name)
        if "weekday" in words:
            weekday_name = WEEKDAY_NAMES[words["weekday"]]
            words["weekday"] = self.env._(weekday_name)
        template = self.env._(SENTENCES[step.code])
        sentence = template % words
        # a provision without an article leaves a double or a last blank
        return " ".join(sentence.split()).replace(" .", ".").replace(" ;", ";").replace(" ,", ",")

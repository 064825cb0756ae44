from datetime import date, timedelta

from odoo import models

from ..plan import WEEKDAYS, Circular, Rule


class HrEmployee(models.Model):
    """Loading the circulars in force, and a draft as if it were."""

    _inherit = "hr.employee"

    def _load_circulars(self, companies, date_from, date_to, draft=None):
        """Circulars of the regional governments; central rules and models to copy decide nothing.

        :param draft: see `_flexible_work_facts`
        """
        circulars = self.env["flexible.work.circular"].search_fetch(
            [
                ("state", "!=", "draft"),
                ("issuer", "=", "region"),
                ("is_template", "=", False),
                ("company_id", "in", companies),
                ("date_from", "<=", date_to),
                "|",
                ("date_to", "=", False),
                ("date_to", ">=", date_from),
            ]
        )
        facts = {circular.id: _circular_facts(circular) for circular in circulars}
        if draft:
            draft = draft.sudo()
            superseded = facts.get(draft.supersedes_id.id)
            if superseded:
                facts[superseded.id] = _circular_facts(draft.supersedes_id, ends=draft.date_from - timedelta(days=1))
            # a model to copy has no government yet: it is tried out on those whose plan is asked
            for company in draft.company_id.ids or companies:
                facts[draft.id, company] = _circular_facts(draft, company, undated=date.max)
            facts.pop(draft.id, None)
        return tuple(facts.values())


def _circular_facts(circular, company_id=None, ends=None, undated=date.min):
    """
    :param ends: last day, if before that of the circular
    :param undated: date of issue of a circular that has none yet; a draft will be the latest
    """
    ends = [day for day in (circular._last_date(), ends) if day]
    return Circular(
        id=circular.id,
        company_id=company_id or circular.company_id.id,
        name=circular._citation(),
        date_from=circular.date_from,
        last_date=min(ends, default=None),
        open_ended=not circular.date_to,
        date_issued=circular.date_issued or undated,
        onsite_position_ids=frozenset(circular.onsite_position_level_ids.ids),
        rules=tuple(_rule_facts(rule) for rule in circular.rule_ids),
        flexible_days_max=circular.flexible_days_max,
        enforced=circular.flexible_days_policy == "enforce" and circular.flexible_days_max > 0,
    )


def _rule_facts(rule):
    return Rule(
        id=rule.id,
        weekdays=tuple(rule[weekday] or None for weekday in WEEKDAYS),
        article=rule.article or "",
        sequence=rule.sequence,
        unit_ids=frozenset(rule.department_ids.ids),
        category_ids=frozenset(rule.service_category_ids.ids),
        position_ids=frozenset(rule.position_level_ids.ids),
        area_ids=frozenset(rule.area_ids.ids),
        date_from=rule.date_from or date.min,
        date_to=rule.date_to or None,
        hour_from=rule.hour_from,
        hour_to=rule.hour_to,
        hours_tolerance=rule.hours_tolerance,
    )

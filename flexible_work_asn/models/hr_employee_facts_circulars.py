from collections import defaultdict
from datetime import date, timedelta

from odoo import models
from odoo.tools import SQL

from ..plan import WEEKDAYS, Circular, Rule

#: field of a provision: the facts that it becomes
SCOPES = {
    "department_ids": "unit_ids",
    "service_category_ids": "category_ids",
    "position_level_ids": "position_ids",
    "area_ids": "area_ids",
}


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
        draft = draft.sudo() if draft else circulars.browse()
        ids = (circulars | draft).ids
        texts = self._load_onsite_positions(ids), self._load_rules(ids)
        facts = {circular.id: _circular_facts(circular, texts) for circular in circulars}
        if draft:
            superseded = facts.get(draft.supersedes_id.id)
            if superseded:
                ends = draft.date_from - timedelta(days=1)
                facts[superseded.id] = _circular_facts(draft.supersedes_id, texts, ends=ends)
            # a model to copy has no government yet: it is tried out on those whose plan is asked
            for company in draft.company_id.ids or companies:
                facts[draft.id, company] = _circular_facts(draft, texts, company, undated=date.max)
            facts.pop(draft.id, None)
        return tuple(facts.values())

    def _load_onsite_positions(self, circular_ids):
        """{circular: ids of the position levels that it keeps on site}"""
        field = self.env["flexible.work.circular"]._fields["onsite_position_level_ids"]
        rows = self.env.execute_query(
            SQL(
                "SELECT %(circular)s, array_agg(%(position)s) FROM %(relation)s WHERE %(circular)s = ANY(%(ids)s)"
                " GROUP BY %(circular)s",
                circular=SQL.identifier(field.column1),
                position=SQL.identifier(field.column2),
                relation=SQL.identifier(field.relation),
                ids=circular_ids,
            )
        )
        return {circular_id: frozenset(positions) for circular_id, positions in rows}

    def _load_rules(self, circular_ids):
        """{circular: its provisions in their order}, in one query: this is on the way of everybody's card.

        Units, categories, positions and areas that were archived since stay in the scope: without them it could be
        empty, and an empty one means everybody.
        """
        fields = self.env["flexible.work.rule"]._fields
        rows = self.env.execute_query(
            SQL(
                """
                SELECT r.circular_id, r.id, ARRAY[%s], COALESCE(r.article, ''), COALESCE(r.sequence, 0),
                       r.date_from, r.date_to, COALESCE(r.hour_from, 0), COALESCE(r.hour_to, 0),
                       COALESCE(r.hours_tolerance, 0), %s
                  FROM flexible_work_rule r
                 WHERE r.circular_id = ANY(%s)
              ORDER BY r.circular_id, r.sequence, r.id
                """,
                SQL(", ").join(SQL.identifier("r", weekday) for weekday in WEEKDAYS),
                SQL(", ").join(_scope(fields[name]) for name in SCOPES),
                circular_ids,
            )
        )
        rules = defaultdict(list)
        for circular_id, *row in rows:
            rules[circular_id].append(_rule_facts(*row))
        return rules


def _scope(field):
    """The ids that a provision ``r`` names in one of its many2many fields."""
    return SQL(
        "ARRAY(SELECT %s FROM %s WHERE %s = r.id)",
        SQL.identifier(field.column2),
        SQL.identifier(field.relation),
        SQL.identifier(field.column1),
    )


def _circular_facts(circular, texts, company_id=None, ends=None, undated=date.min):
    """
    :param texts: as `_load_onsite_positions` and `_load_rules` give them
    :param ends: last day, if before that of the circular
    :param undated: date of issue of a circular that has none yet; a draft will be the latest
    """
    onsite, rules = texts
    ends = [day for day in (circular._last_date(), ends) if day]
    return Circular(
        id=circular.id,
        company_id=company_id or circular.company_id.id,
        name=circular._citation(),
        date_from=circular.date_from,
        last_date=min(ends, default=None),
        open_ended=not circular.date_to,
        date_issued=circular.date_issued or undated,
        onsite_position_ids=onsite.get(circular.id, frozenset()),
        rules=tuple(rules.get(circular.id, ())),
        flexible_days_max=circular.flexible_days_max,
        enforced=circular.flexible_days_policy == "enforce" and circular.flexible_days_max > 0,
    )


def _rule_facts(rule_id, weekdays, article, sequence, first, last, hour_from, hour_to, tolerance, *scopes):
    return Rule(
        id=rule_id,
        weekdays=tuple(weekdays),
        article=article,
        sequence=sequence,
        date_from=first or date.min,
        date_to=last,
        hour_from=hour_from,
        hour_to=hour_to,
        hours_tolerance=tolerance,
        **{name: frozenset(ids) for name, ids in zip(SCOPES.values(), scopes, strict=True)},
    )

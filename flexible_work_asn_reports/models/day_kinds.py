"""Whether a date was a flexible day for a unit: what complaints and the survey of satisfaction are held against."""

from odoo.tools import SQL

DAY_KIND_SELECTION = [("flexible", "Flexible day"), ("office", "Office day"), ("off", "Day off")]
#: share of a unit's people sent to work away from which a date counts as flexible; a request of one person that was
#: granted does not make a flexible day of the whole unit
FLEXIBLE_FROM = 0.1


def kinds_of_days(env, asked):
    """What each date was for a unit with its sub-units, by the day rows, in one query.

    :param asked: ``(company id, department id, local date)``
    :return: ``{(department id, date): key of DAY_KIND_SELECTION}``; dates without day rows are not in it
    """
    asked = {one for one in asked if all(one)}
    if not asked:
        return {}
    env["flexible.work.day"].flush_model(["company_id", "department_id", "date", "mode", "status"])
    env["hr.department"].flush_model(["parent_path"])
    rows = env.execute_query(
        SQL(
            "SELECT asked.unit, asked.date, COUNT(*) FILTER (WHERE d.status <> 'off'),"
            " COUNT(*) FILTER (WHERE d.status <> 'off' AND d.mode IN ('wfh', 'wfa', 'other_office'))"
            " FROM (VALUES %s) AS asked (company, unit, date)"
            " JOIN hr_department top ON top.id = asked.unit"
            # by company and date, of which there is an index
            " JOIN flexible_work_day d ON d.company_id = asked.company AND d.date = asked.date"
            " JOIN hr_department unit ON unit.id = d.department_id AND unit.parent_path LIKE top.parent_path || '%%'"
            " GROUP BY asked.unit, asked.date",
            SQL(", ").join(SQL("(%s, %s, %s::date)", *one) for one in sorted(asked)),
        )
    )
    return {(unit, day): _kind(working, away) for unit, day, working, away in rows}


def _kind(working, away):
    if not working:
        return "off"
    return "flexible" if away >= FLEXIBLE_FROM * working else "office"

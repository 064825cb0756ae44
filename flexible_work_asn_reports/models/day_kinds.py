"""Whether a date was a flexible day for a unit: what complaints and the survey of satisfaction are held against."""

from odoo.tools import SQL

DAY_KIND_SELECTION = [("flexible", "Flexible day"), ("office", "Office day"), ("off", "Day off")]
#: share of a unit's people sent to work away from which a date counts as flexible; a request of one person that was
#: granted does not make a flexible day of the whole unit
FLEXIBLE_FROM = 0.1


def kinds_of_days(env, pairs):
    """What each date was for a unit with its sub-units, by the day rows, in one query.

    :param pairs: ``(department id, local date)``
    :return: ``{pair: key of DAY_KIND_SELECTION}``; pairs without day rows are not in it
    """
    pairs = {(unit, day) for unit, day in pairs if unit and day}
    if not pairs:
        return {}
    env["flexible.work.day"].flush_model(["department_id", "date", "mode", "status"])
    env["hr.department"].flush_model(["parent_path"])
    rows = env.execute_query(
        SQL(
            "SELECT asked.unit, asked.date, COUNT(*) FILTER (WHERE d.status <> 'off'),"
            " COUNT(*) FILTER (WHERE d.status <> 'off' AND d.mode IN ('wfh', 'wfa', 'other_office'))"
            " FROM (VALUES %s) AS asked (unit, date)"
            " JOIN hr_department top ON top.id = asked.unit"
            " JOIN hr_department unit ON unit.parent_path LIKE top.parent_path || '%%'"
            " JOIN flexible_work_day d ON d.department_id = unit.id AND d.date = asked.date"
            " GROUP BY asked.unit, asked.date",
            SQL(", ").join(SQL("(%s, %s::date)", unit, day) for unit, day in sorted(pairs)),
        )
    )
    return {(unit, day): _kind(working, away) for unit, day, working, away in rows}


def _kind(working, away):
    if not working:
        return "off"
    return "flexible" if away >= FLEXIBLE_FROM * working else "office"

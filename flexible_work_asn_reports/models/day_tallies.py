"""Reading the day rows in groups: the one query behind the daily report, the screens, the month and the evaluation."""

from odoo.tools import SQL

from ..figures import Tally

#: worked for another OPD than that of the post; within an OPD nobody is counted elsewhere
ASSIGNED = SQL("(d.home_department_id IS NOT NULL AND d.home_opd_id IS DISTINCT FROM d.opd_id)")
#: what a :class:`Tally` is made of, by the names of its fields; ``number`` and ``late_minutes`` are added up
MEANING = {
    "opd": SQL("d.opd_id"),
    "status": SQL("d.status"),
    "mode": SQL("d.mode"),
    "kind": SQL("d.asn_kind"),
    "structural": SQL("COALESCE(d.structural, FALSE)"),
    "apel_expected": SQL("COALESCE(d.apel_expected, FALSE)"),
    "apel": SQL("d.apel_morning"),
    "late": SQL("COALESCE(d.late_minutes, 0) > 0 OR (d.check_in IS NULL AND d.apel_morning = 'late')"),
    "leave_kind": SQL("d.leave_kind"),
    "apel_afternoon_expected": SQL("COALESCE(d.apel_afternoon_expected, FALSE)"),
    "apel_afternoon": SQL("d.apel_afternoon"),
    "outside": SQL("COALESCE(d.place = 'outside', FALSE)"),
    "corrected": SQL("COALESCE(d.corrected, FALSE)"),
    "assigned": ASSIGNED,
    "home": SQL("CASE WHEN %s THEN d.home_opd_id END", ASSIGNED),
}
#: no further condition
EVERYBODY = SQL("TRUE")
KEYS = {
    "date": SQL("d.date"),
    "week": SQL("date_trunc('week', d.date)::date"),
    "department_id": SQL("d.department_id"),
    "opd_id": SQL("d.opd_id"),
    "home_department_id": SQL("d.home_department_id"),
}


def tallies(env, company, first, last, by=(), where=EVERYBODY):
    """Groups of day rows of ``company`` from ``first`` to ``last`` (local dates), in one query.

    Late is who checked in late, and who is present by the apel alone and came late there.

    :param by: what to tell apart besides the OPD: "date", "week" (its Monday), "department_id",
        "home_department_id"
    :param where: a further condition on ``d``, the day
    :return: list of ``(key, Tally)``; the key has the values of ``by``
    """
    env["flexible.work.day"].flush_model()
    keys = [KEYS[name] for name in by]
    groups = [*keys, *MEANING.values()]
    rows = env.execute_query(
        SQL(
            "SELECT %s, COUNT(*), SUM(COALESCE(d.late_minutes, 0)) FROM flexible_work_day d"
            " WHERE d.company_id = %s AND d.date BETWEEN %s AND %s AND %s GROUP BY %s",
            SQL(", ").join(groups),
            company.id,
            first,
            last,
            where,
            SQL(", ").join(SQL(str(number + 1)) for number in range(len(groups))),
        )
    )
    names = (*MEANING, "number", "late_minutes")
    return [(row[: len(keys)], Tally(**dict(zip(names, row[len(keys) :], strict=True)))) for row in rows]


def coarse_tallies(env, company, first, last, where=EVERYBODY):
    """The same rows told apart by date, status and mode alone: a long time in few groups, for a line of shares.

    :return: list of ``Tally`` whose OPD is the date
    """
    env["flexible.work.day"].flush_model()
    rows = env.execute_query(
        SQL(
            "SELECT d.date, d.status, d.mode, COUNT(*) FROM flexible_work_day d"
            " WHERE d.company_id = %s AND d.date BETWEEN %s AND %s AND %s GROUP BY d.date, d.status, d.mode",
            company.id,
            first,
            last,
            where,
        )
    )
    return [Tally(opd=date, status=status, mode=mode, number=number) for date, status, mode, number in rows]

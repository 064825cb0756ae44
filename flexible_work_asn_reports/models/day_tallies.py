"""Reading the day rows in groups: the one query behind the daily report, the screens, the month and the evaluation."""

from odoo.tools import SQL

from ..figures import Tally

#: what a :class:`Tally` is made of, in the order of its fields after the OPD and before the number
MEANING = SQL(
    "d.status, d.mode, d.asn_kind, COALESCE(d.structural, FALSE), COALESCE(d.apel_expected, FALSE), d.apel_morning,"
    " COALESCE(d.late_minutes, 0) > 0 OR (d.check_in IS NULL AND d.apel_morning = 'late')"
)
#: no further condition
EVERYBODY = SQL("TRUE")
KEYS = {"date": SQL("d.date"), "department_id": SQL("d.department_id"), "opd_id": SQL("d.opd_id")}


def tallies(env, company, first, last, by=(), where=EVERYBODY):
    """Groups of day rows of ``company`` from ``first`` to ``last`` (local dates), in one query.

    Late is who checked in late, and who is present by the apel alone and came late there.

    :param by: what to tell apart besides the OPD: "date", "department_id"
    :param where: a further condition on ``d``, the day
    :return: list of ``(key, Tally)``; the key has the values of ``by``
    """
    env["flexible.work.day"].flush_model()
    keys = [KEYS[name] for name in by]
    columns = SQL(", ").join([*keys, SQL("d.opd_id"), MEANING])
    positions = SQL(", ").join(SQL(str(number)) for number in range(1, len(keys) + 9))
    rows = env.execute_query(
        SQL(
            "SELECT %s, COUNT(*) FROM flexible_work_day d"
            " WHERE d.company_id = %s AND d.date BETWEEN %s AND %s AND %s GROUP BY %s",
            columns,
            company.id,
            first,
            last,
            where,
            positions,
        )
    )
    return [(row[: len(keys)], Tally(*row[len(keys) :])) for row in rows]

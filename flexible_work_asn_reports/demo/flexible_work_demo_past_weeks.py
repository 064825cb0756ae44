from datetime import timedelta

from odoo import api, models
from odoo.tools import SQL

#: the days that were lived through one by one, before today
LIVED_DAYS = 7
#: columns of a day that are dates or moments: they move with it
MOVING = ("date", "check_in", "check_out", "verified_at", "reminded_at")
#: what a copied day says of itself
GIVEN = {"state": SQL("'closed'"), "corrected": SQL("FALSE"), "signal_count": SQL("0")}
#: nothing happened on the one day on which somebody was absent
ABSENT = {
    "status": SQL("'absent'"),
    "verification": SQL("'none'"),
    "apel_morning": SQL("'none'"),
    "apel_afternoon": SQL("'none'"),
    **dict.fromkeys(("check_in", "check_out", "place", "distance", "verified_at", "verified_by_id"), SQL("NULL")),
    **dict.fromkeys(("late_minutes", "early_minutes"), SQL("0")),
}


class FlexibleWorkDemo(models.AbstractModel):
    """The weeks before the one that was lived through, back to the first of last month: a line of thirty days, and a
    whole month to look back on. They are that week again, written in one statement; each person is absent once at most.
    """

    _inherit = "flexible.work.demo"

    @api.model
    def _load_past_weeks(self):
        days = self.env["flexible.work.day"]
        days.flush_model()
        today, first = self._today(), self._first_of_last_month()
        span = (today - first).days
        columns = [name for name, field in days._fields.items() if field.store and field.column_type and name != "id"]
        moved = SQL("d.date - 7 * week")
        # by the person and not by chance: every demonstration tells the same
        absent = SQL(
            "d.status IN ('present', 'absent') AND abs(hashint4(d.employee_id)) %% %s = %s - %s", span, moved, first
        )
        self.env.cr.execute(
            SQL(
                "INSERT INTO flexible_work_day (%s)"
                " SELECT %s FROM flexible_work_day d CROSS JOIN generate_series(1, %s) AS week"
                " WHERE d.company_id = %s AND d.date BETWEEN %s AND %s AND %s >= %s AND NOT %s = ANY(%s)"
                " ON CONFLICT DO NOTHING",
                SQL(", ").join(map(SQL.identifier, columns)),
                SQL(", ").join(_value(name, absent) for name in columns),
                span // 7 + 1,
                self._company().id,
                today - timedelta(days=LIVED_DAYS),
                today - timedelta(days=1),
                moved,
                first,
                moved,
                sorted(self._holidays()),
            )
        )
        days.invalidate_model()

    @api.model
    def _first_of_last_month(self):
        last = self._today().replace(day=1) - timedelta(days=1)
        return last.replace(day=1)


def _value(name, absent):
    """The value of one column of a copied day."""
    if name in GIVEN:
        return GIVEN[name]
    value = SQL("d.%s", SQL.identifier(name))
    if name in MOVING:
        value = SQL("%s - 7 * week", value) if name == "date" else SQL("%s - 7 * week * interval '1 day'", value)
    if name == "status":
        # whoever was absent in that week was not on each of these weekdays
        value = SQL("CASE WHEN d.status = 'absent' THEN 'present' ELSE d.status END")
    return SQL("CASE WHEN %s THEN %s ELSE %s END", absent, ABSENT[name], value) if name in ABSENT else value

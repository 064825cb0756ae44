from datetime import date

from freezegun import freeze_time

from odoo.tools import SQL

from .common import FlexibleWorkCase

MONTH = date(2026, 2, 1), date(2026, 3, 3)  # 31 days


@freeze_time("2026-01-11 22:30:00")
class TestRosterBulk(FlexibleWorkCase):
    """A whole unit's month: the number of queries does not grow with the people."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        shifts = [
            cls.env["flexible.work.shift"].create(
                {"name": code, "code": code, "hour_from": start, "hour_to": end, "is_off": code == "O"}
            )
            for code, start, end in (("P", 7, 14), ("S", 14, 21), ("M", 21, 7), ("O", 0, 0))
        ]
        cls.cycle = cls.env["flexible.work.cycle"].create(
            {
                "name": "PPSSMMOO",
                "anchor_date": date(2026, 1, 5),
                "group_count": 4,
                "day_ids": [(0, 0, {"sequence": n, "shift_id": shifts[n // 2].id}) for n in range(8)],
            }
        )

    def _people(self, unit, count):
        """``count`` copies of one employee, written by the database."""
        one = self._create_employee("Perawat 0", unit)
        self.env.flush_all()
        copied = {"resource_resource": one.resource_id.id, "hr_employee": one.id, "hr_version": one.version_id.id}
        ids = SQL(", ").join(SQL("nextval(%s) AS %s", f"{table}_id_seq", SQL.identifier(table)) for table in copied)
        self.env.cr.execute(
            SQL("CREATE TEMP TABLE copies AS SELECT n, %s FROM generate_series(1, %s) n", ids, count - 1)
        )
        changes = {
            "resource_resource": "'id', c.resource_resource, 'name', 'Perawat ' || c.n",
            "hr_employee": "'id', c.hr_employee, 'resource_id', c.resource_resource, 'current_version_id', NULL,"
            " 'name', 'Perawat ' || c.n",
            "hr_version": "'id', c.hr_version, 'employee_id', c.hr_employee",
        }
        for table, source_id in copied.items():
            self.env.execute_query(
                SQL(
                    "INSERT INTO %s SELECT (jsonb_populate_record(t, jsonb_build_object(%s))).*"
                    " FROM copies c, %s t WHERE t.id = %s RETURNING id",
                    SQL.identifier(table),
                    SQL(changes[table]),
                    SQL.identifier(table),
                    source_id,
                )
            )
        self.env.cr.execute(
            "UPDATE hr_employee e SET current_version_id = c.hr_version FROM copies c WHERE e.id = c.hr_employee"
        )
        self.env.cr.execute("DROP TABLE copies")
        self.env.invalidate_all()

    def _measure(self, count):
        """``{step: (queries, seconds)}`` from the first click to the report to BKPSDM."""
        unit = self._create_unit(f"RSUD {count}", is_opd=True, flexible_exempt="exempt", manager_id=self.head.id)
        self._people(unit, count)
        roster = self.env["flexible.work.roster"].create(
            {
                "department_id": unit.id,
                "date_from": MONTH[0],
                "date_to": MONTH[1],
                "strategy": "cycle",
                "cycle_id": self.cycle.id,
            }
        )
        self.env.flush_all()
        measured = {}

        def measure(step, work):
            queries = self.env.cr.sql_log_count
            work()
            self.env.flush_all()
            measured[step] = self.env.cr.sql_log_count - queries

        measure("groups", roster.action_deal_groups)
        measure("generate", roster.action_fill)
        self.assertEqual(roster.line_count, count * 31)
        measure("again", roster.action_fill)
        measure("findings", roster._findings)
        measure("approve", roster.action_approve)
        measure("lock", roster.action_lock)
        someone = roster.member_ids.employee_id[:100]
        measure(
            "change",
            lambda: roster._change_lines(
                [{"employee_id": one.id, "date": day, "mode": "wfo"} for one in someone for day in roster._days()],
                "Apel kesiapsiagaan",
            ),
        )
        self.assertEqual((roster.state, roster.change_count), ("locked", min(count, 100) * 31))
        return measured

    def test_a_month_takes_as_many_queries_for_160_people_as_for_16(self):
        few, many = self._measure(16), self._measure(160)
        for step in ("generate", "again", "findings", "approve", "lock"):
            self.assertLessEqual(many[step], few[step] + 5, step)

"""What the addons let go of before Odoo removes them; the removal itself is tried by ``make harmless``."""

from odoo.tests import tagged
from odoo.tools import SQL

from odoo.addons.flexible_work_asn.tests.common import THURSDAY
from odoo.addons.flexible_work_asn.uninstall import prepare
from odoo.addons.flexible_work_asn_attendance.tests.common import AttendanceCase

from tools.paths import addons

#: tables of Odoo, with the rows of the people in them
PEOPLE = ("hr_employee", "hr_version", "hr_department", "hr_attendance", "hr_leave", "res_users", "res_partner")


@tagged("post_install", "-at_install")
class TestUninstall(AttendanceCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["hr.attendance"].create({"employee_id": cls.staff.id, "check_in": "2026-01-14 22:30:00"})

    def setUp(self):
        super().setUp()
        self.open_day(THURSDAY)

    def rows(self, table):
        """All rows without the columns of the addons."""
        fields = self.env["ir.model.data"].search(
            [("model", "=", "ir.model.fields"), ("module", "in", addons()), ("name", "=like", f"field_{table}__%")]
        )
        ours = self.env["ir.model.fields"].browse(fields.mapped("res_id"))
        names = {*ours.mapped("name"), "write_date", "write_uid"}
        rows = self.env.execute_query_dict(SQL("SELECT * FROM %s ORDER BY id", SQL.identifier(table)))
        return [{name: value for name, value in row.items() if name not in names} for row in rows]

    def remove_all(self):
        for addon in reversed(addons()):
            prepare(self.env, addon)
        self.env.flush_all()

    def own_tables(self):
        models = (model for model in self.env.registry.values() if model._original_module in addons())
        return [model._table for model in models if model._auto and not model._abstract]

    def test_people_stay_and_the_addons_rows_go(self):
        self.assertTrue(self.env["flexible.work.day"].search_count([("employee_id", "=", self.staff.id)]))
        before = {table: self.rows(table) for table in PEOPLE}
        self.remove_all()
        for table in PEOPLE:
            self.assertEqual(self.rows(table), before[table], table)
        for table in self.own_tables():
            self.assertFalse(self.env.execute_query(SQL("SELECT FROM %s LIMIT 1", SQL.identifier(table))), table)

    def test_no_foreign_key_is_left_that_could_hold_a_record_back(self):
        self.remove_all()
        keys = self.env.execute_query(
            SQL(
                "SELECT conname FROM pg_constraint WHERE contype = 'f'"
                " AND (conrelid = ANY(%(tables)s::regclass[]) OR confrelid = ANY(%(tables)s::regclass[]))",
                tables=self.own_tables(),
            )
        )
        self.assertEqual(keys, [])

    def test_the_last_addon_alone_takes_nothing_from_the_others(self):
        days = self.env["flexible.work.day"].search_count([])
        prepare(self.env, addons()[-1])
        self.assertEqual(self.env["flexible.work.day"].search_count([]), days)
        self.assertEqual(self.env["flexible.work.report"].search_count([]), 0)

    def test_what_the_demonstration_has_made_goes_with_it(self):
        person = self._create_employee("Pegawai contoh", self.bidang, user="contoh")
        records = person, person.version_id, person.user_id, person.work_contact_id
        self.env["hr.attendance"].create({"employee_id": person.id, "check_in": "2026-01-14 22:30:00"})
        name = {"xml_id": "flexible_work_asn.employee_of_the_demonstration", "record": person, "noupdate": True}
        self.env["ir.model.data"]._update_xmlids([name])
        self.env["flexible.work.demo"]._claim("flexible_work_asn")
        self.remove_all()
        self.assertFalse([record for record in records if record.exists()])

    def test_searches_that_somebody_has_kept_go_with_what_they_search(self):
        kept = [
            self.env["ir.filters"].create({"name": "Terlambat", "model_id": "flexible.work.day"}),
            self.env["ir.exports"].create({"name": "Terlambat", "resource": "flexible.work.day"}),
        ]
        other = self.env["ir.filters"].create({"name": "Semua", "model_id": "hr.employee"})
        self.remove_all()
        self.assertEqual([record.exists().id for record in [*kept, other]], [False, False, other.id])

from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time

from .common import MONDAY, THURSDAY, TUESDAY, WEDNESDAY
from .test_request import RequestCase


@freeze_time("2026-01-11 22:30:00")  # Monday 12 January 07:30 in Ternate
class TestRightsKept(RequestCase):
    """What the screens do not offer, but a call from outside might try."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.roster = cls._create_roster(cls.diskominfo, [(cls.staff, TUESDAY, "wfh")], approve=False)

    def _statement(self, **values):
        return self.env["flexible.work.exemption"].create(
            {
                "kind": "recall",
                "employee_id": self.head.id,
                "date_from": MONDAY,
                "reason": "Dipanggil Wali Kota",
                "company_id": self.company.id,
                **values,
            }
        )

    # ------------------------------------------------------------ rosters
    def test_nobody_puts_a_roster_in_force_by_writing_its_state(self):
        for role in ("operator", "head", "bkpsdm"):
            for values in ({"state": "approved"}, {"approved_by_id": self.user["head"].id}, {"reopened_from": MONDAY}):
                with self.subTest(role=role, values=values), self._refused(AccessError, "by its buttons only"):
                    self.as_user(self.roster, role).write(values)
        self.assertEqual(self._decide(self.staff, TUESDAY).source, "default")

    def test_no_roster_begins_in_force(self):
        rosters = self.as_user(self.env["flexible.work.roster"], "operator")
        values = {"department_id": self.diskominfo.id, "date_from": WEDNESDAY, "date_to": THURSDAY}
        with self._refused(AccessError, "begins as a draft"):
            rosters.create({**values, "state": "locked"})
        with self._refused(AccessError, "begins as a draft"):
            rosters.with_context(default_state="approved").create(values)

    def test_no_line_counts_before_its_roster(self):
        line = self.as_user(self.roster.line_ids, "operator")
        with self._refused(AccessError, "when its roster is approved"):
            line.state = "approved"
        values = {"roster_id": self.roster.id, "employee_id": self.staff.id, "date": TUESDAY, "state": "approved"}
        self.roster.line_ids.unlink()
        self.assertEqual(line.create(values).state, "draft")

    def test_a_draft_counts_for_nobody_who_asks_for_it_by_the_context(self):
        as_employee = self.as_user(self.staff, "employee")
        as_employee = as_employee.with_context(flexible_work_draft_roster_ids=self.roster.ids)
        [day] = as_employee.flexible_work_plan("2026-01-13", "2026-01-13")[self.staff.id]
        self.assertEqual((day["source"], day["mode"]), ("default", "wfo"))

    def test_a_line_is_not_moved_into_a_roster_in_force(self):
        in_force = self._create_roster(self.bidang, [(self.staff, WEDNESDAY, "wfh"), (self.staff, TUESDAY, "wfh")])
        in_force._change_lines([{"employee_id": self.staff.id, "date": TUESDAY}], "Sebab")
        with self._refused(UserError, "in force"):
            self.as_user(self.roster.line_ids, "head").roster_id = in_force

    def test_a_line_has_no_shift_of_another_unit(self):
        shift = self.env["flexible.work.shift"].create(
            {"name": "Pagi", "code": "P", "hour_from": 7, "hour_to": 14, "department_id": self.dinkes.id}
        )
        with self._refused(UserError, "not a shift of Diskominfo"):
            self.as_user(self.roster.line_ids, "operator").shift_id = shift

    def test_nothing_is_handed_over_to_another_unit(self):
        self.roster.requirement_ids = [
            (0, 0, {"competence_id": self.env["flexible.work.competence"].create({"name": "Loket"}).id})
        ]
        theirs = self.env["flexible.work.roster"].create(
            {"department_id": self.dinkes.id, "date_from": MONDAY, "date_to": TUESDAY}
        )
        shift = self.env["flexible.work.shift"].create(
            {"name": "Pagi", "code": "P", "hour_from": 7, "hour_to": 14, "department_id": self.diskominfo.id}
        )
        for record, values in (
            (self.roster.copy(), {"department_id": self.dinkes.id}),
            (self.roster.requirement_ids, {"roster_id": theirs.id}),
            (shift, {"department_id": False}),
        ):
            with self.subTest(model=record._name), self.assertRaises(AccessError), self.env.cr.savepoint():
                self.as_user(record, "operator").write(values)
                self.env.flush_all()

    def test_nobody_wishes_in_the_name_of_another(self):
        wish = self.env["flexible.work.wish"].with_user(self.staff.user_id).create({"date": TUESDAY})
        colleague = self._create_employee("Rekan", self.bidang)
        with self.assertRaises(AccessError):
            wish.employee_id = colleague

    # ------------------------------------------------------------ orders about oneself
    def test_a_head_does_not_lift_the_order_about_himself(self):
        order = self.as_user(self._statement(date_to=THURSDAY), "head")
        for change in (order.action_end, order.action_end_order, lambda: order.write({"active": False})):
            with self._refused(AccessError, "himself or herself"):
                change()
        with self._refused(AccessError, "himself or herself"):
            order.date_to = TUESDAY
        self.as_user(order, "bkpsdm").action_end()
        self.assertFalse(order.sudo().active)

    def test_a_head_ends_the_order_about_others(self):
        order = self.as_user(self._statement(employee_id=self.staff.id, date_to=THURSDAY), "head")
        order.action_end()
        self.assertFalse(order.active)

    # ------------------------------------------------------------ windows
    def test_a_reason_of_blanks_is_no_reason(self):
        request = self._ask(date_from=date(2026, 1, 19))
        action = self.as_user(request, "head").action_refuse()
        window = self.as_user(self.env["flexible.work.reason"], "head").with_context(**action["context"])
        with self._refused(UserError, "Write the reason"):
            window.create({"reason": "  "}).action_confirm()
        self.assertEqual(request.state, "submitted")

    def test_a_window_is_read_by_whoever_opened_it(self):
        request = self._ask(date_from=date(2026, 1, 19))
        action = self.as_user(request, "head").action_refuse()
        window = self.as_user(self.env["flexible.work.reason"], "head").with_context(**action["context"])
        window = window.create({"reason": "Sedang dirawat"})
        for role in self.user:
            found = self.as_user(self.env["flexible.work.reason"], role).search([("id", "=", window.id)])
            self.assertEqual(bool(found), role == "head", role)

    def test_a_window_tells_no_head_where_people_of_others_work(self):
        values = {"employee_ids": [(6, 0, self.staff.ids)], "date_from": THURSDAY, "date_to": THURSDAY, "reason": "uji"}
        for role, away in (("head", 1), ("bkpsdm", 1), ("other_head", 0)):
            window = self.as_user(self.env["flexible.work.recall"], role).create(values)
            self.assertEqual(window.away_count, away, role)

    def test_withdrawing_names_no_request_of_others(self):
        request = self._ask(date_from=date(2026, 1, 19), kind="special")
        for role in ("operator", "head", "other_head", "executive", "auditor", "elsewhere"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self.as_user(request, role).action_withdraw()

    # ------------------------------------------------------------ files
    def test_a_file_tells_no_names_to_people_who_may_not_import_it(self):
        self.nurse.nip = "198703152010012003"
        for role in ("employee", "operator", "head", "executive", "auditor"):
            employees = self.as_user(self.env["hr.employee"], role).with_context(import_file=True)
            with self.subTest(role=role), self.assertRaises(AccessError):
                employees.load(["name", "nip"], [["Siapa", "198703152010012003"]])

from datetime import date, datetime

from odoo.exceptions import UserError

from ..asked import ID_MAX, a_day, a_domain, a_text, an_id, asks, found, maybe_a_day, number_of, rows
from .common import THURSDAY, FlexibleWorkCase

#: what a client may send instead of anything
ODD = (1, True, 1.5, "x", "2026-02-30", [], ["2026-01-15"], {}, {"a": 1}, "\x00", 2**63)


class TestAsked(FlexibleWorkCase):
    def refused(self, check, *values):
        for value in values:
            with self.subTest(repr(value)), self.assertRaises(UserError):
                check(self.env, value)

    def test_days(self):
        for value in (THURSDAY, "2026-01-15", "2026-01-15 07:00:00", datetime(2026, 1, 15, 7)):
            self.assertEqual(a_day(self.env, value), date(2026, 1, 15), value)
        self.refused(a_day, *ODD, None, False, "")
        self.assertIsNone(maybe_a_day(self.env, None))
        self.refused(maybe_a_day, "x", ["2026-01-15"], 5)

    def test_ids(self):
        self.assertEqual(
            [an_id(self.env, value) for value in (5, -1, ID_MAX, 0, None, False)], [5, -1, ID_MAX] + [False] * 3
        )
        self.refused(an_id, "5", 5.0, True, [5], {"id": 5}, -2, ID_MAX + 1, 2**200)

    def test_words(self):
        self.assertEqual([a_text(self.env, value) for value in ("why", "", None, False)], ["why", "", "", ""])
        self.refused(a_text, 5, ["why"], {"a": 1}, True)

    def test_domains(self):
        check = a_domain("flexible.work.circular")
        self.assertTrue(check(self.env, None).is_true())
        self.assertEqual(list(check(self.env, [["name", "=", "x"]])), [("name", "=", "x")])
        self.refused(
            check, 5, "x", [["no_such", "=", 1]], [[]], [["name", "<=>", 1]], ["&"], [["name", "any!", []]], {"a": 1}
        )

    def test_rows(self):
        check = rows(employee_id=an_id, date=a_day)
        self.assertEqual(
            check(self.env, [{"employee_id": 5, "date": "2026-01-15", "mode": "wfh"}, {}]),
            [{"employee_id": 5, "date": THURSDAY, "mode": "wfh"}, {}],
        )
        self.refused(check, None, "x", {}, [5], [["employee_id", 5]], [{"employee_id": "x"}], [{"date": None}])

    def test_numbers_in_addresses(self):
        self.assertEqual([number_of(text) for text in ("5", 5, str(ID_MAX))], [5, 5, ID_MAX])
        for text in ("0", "-5", "²", "٣", "9" * 10, "9" * 30, "1e3", "", None, True, ID_MAX + 1):
            self.assertIsNone(number_of(text), text)
        self.assertEqual(found(self.env, "hr.department", str(self.bidang.id)), self.bidang)
        self.assertFalse(found(self.env, "hr.department", "9" * 30))

    def test_a_button_on_what_is_no_record_is_refused_in_words(self):
        for model, name in (
            ("flexible.work.roster", "compare_strategies"),
            ("flexible.work.roster.change.days", "action_apply"),
        ):
            with self.subTest(model), self.assertRaises(UserError):
                getattr(self.env[model].with_user(self.head.user_id).browse([0]), name)()

    def test_a_method_gets_what_was_checked(self):
        @asks(day=a_day, why=a_text)
        def method(records, day, why="because"):
            return day, why

        self.assertEqual(method(self.staff, "2026-01-15"), (THURSDAY, "because"))
        self.assertEqual(method(self.staff, day="2026-01-15", why=None), (THURSDAY, ""))
        for wrong in ({"day": 5}, {}, {"day": "2026-01-15", "another": 1}):
            with self.subTest(wrong), self.assertRaises(UserError):
                method(self.staff, **wrong)


class TestPublicMethods(FlexibleWorkCase):
    """Whatever is sent, these answer in words."""

    def test_wrong_arguments_are_refused_in_words(self):
        env = self.env(user=self.head.user_id)
        roster = self._create_roster(self.bidang, [(self.staff, THURSDAY, "wfh")], approve=False).with_env(env)
        circular = self._create_circular()
        calls = (
            (env["flexible.work.wish"].get_unusual_days, "date_from"),
            (env["hr.employee"].get_flexible_work_month, "month"),
            (env["flexible.work.request"].action_ask, "date"),
            (lambda date: env["flexible.work.declaration"].declare(date, "wfh"), "date"),
            (lambda date: circular.simulation_people(date), "date"),
            (lambda changes: roster.grid_write(changes), "changes"),
            (lambda cells: roster.grid_pin(cells, True), "cells"),
            (lambda day: self.staff.flexible_work_plan(day, day), "day"),
            (self.staff.flexible_work_why, "date"),
            (lambda number: self.env["flexible.work.workload"].get_overview(number), "number"),
        )
        for call, name in calls:
            for value in ({"a": 1}, [5], "x", 2**63, "\x00"):
                with self.subTest(name=name, value=repr(value)), self.assertRaises(UserError):
                    call(**{name: value})

    def test_a_form_about_somebody_in_other_words(self):
        """A record in a dictionary, as Odoo takes it, is read no less than its number."""
        self._create_one_user_of_each_role()
        roster = self._create_roster(self.dinkes, [(self.nurse, THURSDAY, "wfh")], approve=False)
        lines = self.as_user(self.env["flexible.work.roster.line"], "employee")
        for value in (roster.id, {"id": roster.id}, {"id": roster.id, "name": "x"}):
            with self.subTest(repr(value)), self.assertRaises(UserError):
                lines.onchange({"roster_id": value}, ["roster_id"], {"roster_id": {"fields": {"display_name": {}}}})

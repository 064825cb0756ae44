from datetime import date, timedelta

from odoo.exceptions import UserError

from odoo.addons.flexible_work_asn.plan import LEVELS, resolve

from .common import HOLIDAY, MONDAY, SATURDAY, THURSDAY, TUESDAY, WEDNESDAY, FlexibleWorkCase


class TestEmployeePlan(FlexibleWorkCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.circular = cls._create_circular()
        cls._create_roster(cls.bidang, [(cls.staff, TUESDAY, "wfh"), (cls.staff, WEDNESDAY, "wfo")])
        cls._create_holiday(HOLIDAY)

    def test_a_week_of_ternate(self):
        plan = self.staff.flexible_work_plan(MONDAY, SATURDAY)[self.staff.id]
        self.assertEqual(
            [(day["date"], day["mode"], day["source"]) for day in plan],
            [
                ("2026-01-12", "wfo", "rule"),
                ("2026-01-13", "wfh", "roster"),
                ("2026-01-14", "wfo", "roster"),
                ("2026-01-15", "wfh", "rule"),
                ("2026-01-16", False, "holiday"),
                ("2026-01-17", False, "holiday"),
            ],
        )

    def test_the_explanation_cites_the_circular_and_the_article(self):
        (day,) = self.staff.flexible_work_plan("2026-01-12", "2026-01-12")[self.staff.id]
        self.assertEqual(day["explanation"], "Office (WFO) on Monday, by Circular 800/84/2025 angka 2.")

    def test_the_chain_names_all_levels_above_the_one_that_decided(self):
        (day,) = self.staff.flexible_work_plan(TUESDAY, TUESDAY)[self.staff.id]
        self.assertEqual(
            [(step["level"], step["applied"]) for step in day["chain"]],
            [(level, level == "roster") for level in LEVELS[: LEVELS.index("roster") + 1]],
        )

    def test_every_explanation_is_a_whole_sentence_in_indonesian(self):
        self.env["res.lang"]._activate_lang("id_ID")
        self.env["ir.module.module"]._load_module_terms(["flexible_work_asn"], ["id_ID"])
        employees = (self.staff | self.head | self.nurse).with_context(lang="id_ID")
        for days in employees.flexible_work_plan(MONDAY, SATURDAY).values():
            for day in days:
                self.assertNotIn("%(", day["explanation"])
                self.assertNotRegex(day["explanation"], r"\b(by|office|the)\b")

    def test_a_structural_official_stays_in_the_office(self):
        self.assertEqual(self._decide(self.head, THURSDAY).source, "position")

    def test_an_exempt_unit_stays_on_site(self):
        decision = self._decide(self.nurse, THURSDAY)
        self.assertEqual((decision.source, decision.mode), ("unit", "wfo"))

    def test_a_provision_does_not_speak_to_everybody_once_its_scope_is_archived(self):
        """An empty scope means everybody: what a circular names stays named, though it is not in use any more."""
        area = self.env["flexible.work.area"].create({"name": "Pulau Hiri", "company_id": self.company.id})
        category = self.env["flexible.work.service.category"].create({"name": "Layanan lama", "code": "lama"})
        scopes = {
            "department_ids": self._create_unit("Dinas yang dilebur"),
            "service_category_ids": category,
            "position_level_ids": self.position["pelaksana"].copy({"name": "Jabatan lama", "code": "lama"}),
            "area_ids": area,
        }
        for name, named in scopes.items():
            with self.subTest(name):
                circular = self._create_circular(
                    rules=[{"article": "angka 9", "monday": "wfa", name: [(6, 0, named.ids)]}],
                    date_issued=TUESDAY,
                    number=name,
                )
                self.assertEqual(self._decide(self.staff, MONDAY).mode, "wfo")
                named.active = False
                self.env.invalidate_all()
                self.assertEqual(self._decide(self.staff, MONDAY).mode, "wfo")
                self.assertEqual(circular.rule_ids[name], named)

    def test_a_position_that_stays_in_the_office_does_so_after_it_was_archived(self):
        self.head.position_level_id.active = False
        self.env.invalidate_all()
        self.assertEqual(self._decide(self.head, THURSDAY).source, "position")

    def test_approved_time_off_wins_over_the_circular(self):
        self._create_leave(self.staff, THURSDAY, THURSDAY, "sick")
        self.assertEqual(self._decide(self.staff, THURSDAY).leave_status, "sick")

    def test_time_off_that_is_not_approved_changes_nothing(self):
        leave = self._create_leave(
            self.staff, THURSDAY, THURSDAY, type_values={"leave_validation_type": "no_validation"}
        )
        leave.action_refuse()
        self.assertEqual(self._decide(self.staff, THURSDAY).source, "rule")

    def test_half_a_day_off_leaves_the_place_of_the_other_half(self):
        self._create_leave(
            self.staff,
            THURSDAY,
            THURSDAY,
            type_values={"request_unit": "half_day"},
            request_date_from_period="am",
            request_date_to_period="am",
        )
        self.assertEqual(self._decide(self.staff, THURSDAY).source, "rule")

    def test_the_unit_of_the_date_counts_not_todays(self):
        self.staff.create_version({"date_version": THURSDAY, "department_id": self.dinkes.id})
        self.assertEqual(self._decide(self.staff, WEDNESDAY).department_id, self.bidang.id)
        self.assertEqual(self._decide(self.staff, THURSDAY).source, "unit")

    def test_nobody_has_a_plan_after_departure(self):
        self.staff.version_id.departure_date = TUESDAY
        decisions = self.staff._flexible_work_decisions(MONDAY, THURSDAY)
        self.assertEqual([day for _employee, day in sorted(decisions)], [MONDAY, TUESDAY])

    def test_an_employee_without_a_schedule_follows_that_of_the_government(self):
        self.staff.resource_calendar_id = False
        self.assertEqual(self._decide(self.staff, MONDAY).hour_from, 7.5)
        self.assertEqual(self._decide(self.staff, SATURDAY).source, "holiday")

    def test_a_holiday_reaches_a_schedule_around_the_clock(self):
        guard = self.env["resource.calendar"].create(
            {
                "name": "24 jam",
                "tz": "Asia/Jayapura",
                "company_id": self.company.id,
                "attendance_ids": [
                    (0, 0, {"name": d, "dayofweek": d, "hour_from": 0, "hour_to": 24, "day_period": "full_day"})
                    for d in "0123456"
                ],
            }
        )
        self.staff.resource_calendar_id = guard
        self.assertEqual(self._decide(self.staff, HOLIDAY).source, "holiday")
        self.assertEqual(self._decide(self.staff, SATURDAY).mode, "wfo")

    def test_half_a_holiday_is_a_working_day(self):
        self.env["resource.calendar.leaves"].search([("name", "=", "Isra Mikraj")]).date_to = "2026-01-16 03:00:00"
        self.assertNotEqual(self._decide(self.staff, HOLIDAY).source, "holiday")

    def test_a_range_turned_round_is_refused(self):
        with self.assertRaises(UserError):
            self.staff.flexible_work_plan(TUESDAY, MONDAY)

    def test_a_range_of_years_is_refused(self):
        with self.assertRaises(UserError):
            self.staff.flexible_work_plan(MONDAY, date(2028, 1, 1))

    def test_the_number_of_queries_does_not_grow_with_the_headcount(self):
        def queries(employees):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            employees._flexible_work_decisions(MONDAY, MONDAY + timedelta(days=30))
            return self.env.cr.sql_log_count - before

        few = self.staff | self.nurse
        many = few
        for n in range(40):
            many |= self._create_employee(f"Pegawai {n}", self.bidang if n % 2 else self.dinkes)
        queries(few)
        self.assertEqual(queries(few), queries(many))
        self.assertLessEqual(queries(many), 25)

    def test_people_without_facts_of_their_own_share_one_decision(self):
        one, other = (self._create_employee(name, self.bidang) for name in ("A", "B"))
        facts = (one | other)._flexible_work_facts(MONDAY, MONDAY)
        decisions = resolve(facts, [MONDAY])
        self.assertIs(decisions[one.id, MONDAY], decisions[other.id, MONDAY])

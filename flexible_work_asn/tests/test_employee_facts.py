from datetime import date, timedelta

from odoo.fields import Command
from odoo.tests import Form, tagged

from odoo.addons.flexible_work_asn.plan import resolve

from .common import HOLIDAY, MONDAY, SATURDAY, THURSDAY, TUESDAY, WEDNESDAY, FlexibleWorkCase

FRIDAY = HOLIDAY


class FactsCase(FlexibleWorkCase):
    """Ternate's circular is in force: on Thursday everybody but officials works at home."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.circular = cls._create_circular()

    @classmethod
    def state_that(cls, kind, **values):
        return cls.env["flexible.work.exemption"].create(
            {"kind": kind, "date_from": MONDAY, "reason": "Ujian", "company_id": cls.company.id, **values}
        )

    @classmethod
    def request(cls, kind="mode", mode="wfa", day=THURSDAY, state="approved", **values):
        request = cls.env["flexible.work.request"].create(
            {
                "kind": kind,
                "employee_id": cls.staff.id,
                "date_from": day,
                "date_to": day,
                "mode": mode,
                "reason": "Ujian",
                **values,
            }
        )
        cls.env.flush_all()
        # as decided: who may decide, and how, is not what is tested here
        cls.env.cr.execute("UPDATE flexible_work_request SET state = %s WHERE id = %s", [state, request.id])
        request.invalidate_recordset()
        return request

    @classmethod
    def roster_shift(cls, employee, day, state="approved", mode="wfo", **shift):
        shift = cls.env["flexible.work.shift"].create(
            {"name": "Malam", "code": "ZM", "company_id": cls.company.id, "hour_from": 22, "hour_to": 6, **shift}
        )
        roster = cls.env["flexible.work.roster"].create(
            {
                "department_id": employee.department_id.id,
                "date_from": day,
                "date_to": day,
                "line_ids": [(0, 0, {"employee_id": employee.id, "date": day, "mode": mode, "shift_id": shift.id})],
            }
        )
        cls.env.flush_all()
        cls.env.cr.execute("UPDATE flexible_work_roster SET state = %s WHERE id = %s", [state, roster.id])
        cls.env.cr.execute("UPDATE flexible_work_roster_line SET state = %s WHERE roster_id = %s", [state, roster.id])
        roster.invalidate_recordset()
        return shift


class TestStatementFacts(FactsCase):
    def test_a_bar_keeps_its_person_in_the_office_and_says_by_whom(self):
        statement = self.state_that("discipline", employee_id=self.staff.id)
        decision = self._decide(self.staff, THURSDAY)
        self.assertEqual((decision.source, decision.statement_id), ("bar", statement.id))
        (day,) = self.staff.flexible_work_plan(THURSDAY, THURSDAY)[self.staff.id]
        self.assertEqual(day["explanation"], "In the office for the time being, by decision of BKPSDM.")
        self.assertNotRegex(str(day).lower(), "disciplin|punish")

    def test_an_archived_statement_no_longer_counts(self):
        self.state_that("revoked", employee_id=self.staff.id, active=False)
        self.assertEqual(self._decide(self.staff, THURSDAY).source, "rule")

    def test_a_statement_counts_on_its_dates_only(self):
        self.state_that("revoked", employee_id=self.staff.id, date_to=WEDNESDAY)
        self.assertEqual(self._decide(self.staff, THURSDAY).source, "rule")

    def test_a_carve_out_lets_a_unit_of_direct_service_work_flexibly(self):
        self.assertEqual(self._decide(self.nurse, THURSDAY).source, "unit")
        self.state_that("unit", department_id=self.dinkes.id, allows_flexible=True)
        self.assertEqual(self._decide(self.nurse, THURSDAY).mode, "wfh")

    def test_a_position_is_carved_out_of_the_list_of_the_circular(self):
        self.state_that("position", position_level_id=self.position["jpt_pratama"].id, allows_flexible=True)
        self.assertEqual(self._decide(self.head, THURSDAY).mode, "wfh")

    def test_a_statement_of_another_regional_government_does_not_bind(self):
        tidore = self.env["res.company"].create({"name": "Pemerintah Kota Tidore"})
        self.state_that("position", position_level_id=self.position["pelaksana"].id, company_id=tidore.id)
        self.assertEqual(self._decide(self.staff, THURSDAY).source, "rule")

    def test_a_recall_during_the_day_tells_the_hour_and_the_letter(self):
        self.state_that(
            "recall",
            department_id=self.diskominfo.id,
            date_from=THURSDAY,
            date_to=THURSDAY,
            hour_from=10,
            document_number="090/12",
        )
        (day,) = self.staff.flexible_work_plan(THURSDAY, THURSDAY)[self.staff.id]
        self.assertEqual((day["mode"], day["source"]), ("wfh", "recall"))
        self.assertEqual(
            [(part["mode"], part["hour_from"], part["hour_to"]) for part in day["segments"]],
            [("wfh", 7.5, 10.0), ("wfo", 10.0, 16.0)],
        )
        self.assertEqual(day["explanation"], "Called to the office from 10:00 on (090/12); until then Home (WFH).")

    def test_a_special_circumstance_lifts_what_keeps_on_site(self):
        self.state_that("special", employee_id=self.nurse.id)
        self.assertEqual(self._decide(self.nurse, THURSDAY).mode, "wfh")


class TestRequestFacts(FactsCase):
    def test_an_approved_request_decides_its_day(self):
        request = self.request(place="Perpustakaan")
        (day,) = self.staff.flexible_work_plan(THURSDAY, THURSDAY)[self.staff.id]
        self.assertEqual((day["mode"], day["source"], day["place"]), ("wfa", "request", "Perpustakaan"))
        self.assertEqual(self._decide(self.staff, THURSDAY).request_id, request.id)

    def test_a_request_that_is_not_approved_changes_nothing(self):
        for state in ("draft", "submitted", "refused", "withdrawn"):
            self.request(state=state)
            self.assertEqual(self._decide(self.staff, THURSDAY).source, "rule")

    def test_a_special_request_goes_before_a_bar(self):
        self.state_that("discipline", employee_id=self.staff.id)
        self.request(kind="special", mode="wfh")
        self.assertEqual(self._decide(self.staff, THURSDAY).source, "request")


class TestShiftFacts(FactsCase):
    def test_a_night_shift_on_a_saturday_runs_into_sunday(self):
        shift = self.roster_shift(self.nurse, SATURDAY)
        (day,) = self.nurse.flexible_work_plan(SATURDAY, SATURDAY)[self.nurse.id]
        self.assertEqual((day["mode"], day["hour_from"], day["hour_to"], day["shift"]), ("wfo", 22, 30, "Malam"))
        self.assertEqual(self._decide(self.nurse, SATURDAY).shift_id, shift.id)

    def test_a_locked_roster_counts_and_a_draft_does_not(self):
        self.roster_shift(self.nurse, SATURDAY, state="draft")
        self.assertEqual(self._decide(self.nurse, SATURDAY).source, "holiday")
        self.roster_shift(self.nurse, SATURDAY, state="locked", code="ZL")
        self.assertEqual(self._decide(self.nurse, SATURDAY).mode, "wfo")

    def test_a_free_shift_is_a_day_off(self):
        self.roster_shift(self.staff, THURSDAY, mode=False, is_off=True)
        self.assertEqual(self._decide(self.staff, THURSDAY).source, "holiday")


class TestAssignmentFacts(FactsCase):
    def _assigned(self, **values):
        assignment = self.env["flexible.work.assignment"].create(
            {
                "employee_id": self.staff.id,
                "department_to_id": self.dinkes.id,
                "date_from": WEDNESDAY,
                "date_to": FRIDAY,
                **values,
            }
        )
        self.env.flush_all()
        self.env.cr.execute("UPDATE flexible_work_assignment SET state = 'approved' WHERE id = %s", [assignment.id])
        return assignment

    def test_on_the_other_weekdays_the_unit_of_the_post_is_asked(self):
        self._assigned(thursday=False)
        units = [self._decide(self.staff, day).department_id for day in (WEDNESDAY, THURSDAY, FRIDAY)]
        self.assertEqual(units, [self.dinkes.id, self.bidang.id, self.dinkes.id])

    def test_the_working_hours_and_holidays_are_those_of_the_assignment(self):
        lines = [
            Command.create({"name": "PATEN", "dayofweek": str(n), "hour_from": 9, "hour_to": 17}) for n in range(5)
        ]
        calendar = self.env["resource.calendar"].create(
            {"name": "PATEN", "company_id": self.company.id, "tz": "Asia/Jayapura", "attendance_ids": lines}
        )
        self._assigned(calendar_id=calendar.id)
        decision = self._decide(self.staff, THURSDAY)
        self.assertEqual((decision.hour_from, decision.hour_to), (9, 17))
        self.assertEqual(self._decide(self.staff, TUESDAY).hour_from, 7.5, "not assigned")
        self._create_holiday(THURSDAY).calendar_id = calendar
        self.assertEqual(self._decide(self.staff, THURSDAY).source, "holiday")

    def test_the_plan_says_where_one_is_assigned_and_from_where(self):
        site = self.env["hr.work.location"].create(
            {
                "name": "Kantor Camat",
                "location_type": "office",
                "company_id": self.company.id,
                "address_id": self.env.company.partner_id.id,
            }
        )
        assignment = self._assigned(site_id=site.id)
        day = self.staff.flexible_work_plan(str(THURSDAY), str(THURSDAY))[self.staff.id][0]
        self.assertEqual((day["department_id"], day["assignment_id"]), (self.dinkes.id, assignment.id))
        self.assertEqual((day["home_department_id"], day["place"]), (self.bidang.id, "Kantor Camat"))

    def test_who_is_assigned_elsewhere_is_asked_there(self):
        assignment = self.env["flexible.work.assignment"].create(
            {
                "employee_id": self.staff.id,
                "department_to_id": self.dinkes.id,
                "date_from": THURSDAY,
                "date_to": THURSDAY,
            }
        )
        self.env.flush_all()
        self.assertEqual(self._decide(self.staff, THURSDAY).source, "rule", "not approved yet")
        self.env.cr.execute("UPDATE flexible_work_assignment SET state = 'approved' WHERE id = %s", [assignment.id])
        decision = self._decide(self.staff, THURSDAY)
        self.assertEqual((decision.source, decision.department_id), ("unit", self.dinkes.id))
        self.assertEqual((decision.home_department_id, decision.assignment_id), (self.bidang.id, assignment.id))
        self.assertEqual(self._decide(self.staff, WEDNESDAY).department_id, self.bidang.id)


class TestLeaveFacts(FactsCase):
    def test_half_a_day_off_narrows_the_hours(self):
        self._create_leave(
            self.staff,
            THURSDAY,
            THURSDAY,
            "permit",
            type_values={"request_unit": "half_day"},
            request_date_from_period="am",
            request_date_to_period="am",
        )
        decision = self._decide(self.staff, THURSDAY)
        self.assertEqual((decision.mode, decision.part_leave), ("wfh", "permit"))
        self.assertEqual((decision.hour_from, decision.hour_to), (13.0, 16.0))

    def test_from_noon_to_noon_the_days_between_are_whole(self):
        self._create_leave(
            self.staff,
            TUESDAY,
            THURSDAY,
            type_values={"request_unit": "half_day"},
            request_date_from_period="pm",
            request_date_to_period="am",
        )
        days = [self._decide(self.staff, day) for day in (TUESDAY, WEDNESDAY, THURSDAY)]
        self.assertEqual([day.source == "leave" for day in days], [False, True, False])
        self.assertEqual([(day.hour_from, day.hour_to) for day in days[::2]], [(7.5, 12.0), (13.0, 16.0)])

    def test_hours_off_at_the_end_of_the_day(self):
        self._create_leave(
            self.staff,
            THURSDAY,
            THURSDAY,
            type_values={"request_unit": "hour"},
            request_hour_from=14.0,
            request_hour_to=16.0,
        )
        self.assertEqual(self._decide(self.staff, THURSDAY).hour_to, 14.0)


class TestCircularFacts(FactsCase):
    def test_models_to_copy_and_central_rules_decide_nothing(self):
        for values in ({"is_template": True}, {"issuer": "central"}):
            other = self._create_circular(enact=False, number="X", rules=[{"article": "I", "monday": "wfa"}], **values)
            self.env.flush_all()
            self.env.cr.execute("UPDATE flexible_work_circular SET state = 'enacted' WHERE id = %s", [other.id])
            other.invalidate_recordset()
            self.assertEqual(self._decide(self.staff, MONDAY).circular_id, self.circular.id)

    def test_a_provision_for_an_area_reaches_those_who_live_there(self):
        area = self.env["flexible.work.area"].create({"name": "Hiri", "company_id": self.company.id})
        self._create_circular(number="2", rules=[{"article": "I", "monday": "wfh", "area_ids": [(6, 0, area.ids)]}])
        neighbour = self._create_employee("Tetangga", self.bidang)
        self.staff.residence_area_id = area
        self.assertEqual((self._decide(self.staff, MONDAY).mode, self._decide(neighbour, MONDAY).mode), ("wfh", "wfo"))

    def test_a_provision_about_the_afternoon(self):
        self._create_circular(
            number="2",
            rules=[{"article": "III", "friday": "wfh", "hour_from": 12.0, "hours_tolerance": 60}],
        )
        (day,) = self.staff.flexible_work_plan(FRIDAY, FRIDAY)[self.staff.id]
        self.assertEqual((day["mode"], day["source"]), ("wfo", "rule"))
        self.assertIn("Office (WFO) 07:30–12:00, Home (WFH) 12:00–16:00", day["explanation"])

    def test_days_over_an_enforced_limit_turn_back_even_when_they_are_asked_alone(self):
        week = dict.fromkeys(("monday", "tuesday", "wednesday", "thursday", "friday"), "wfh")
        self._create_circular(
            number="2",
            rules=[{"article": "I", **week}],
            flexible_days_policy="enforce",
            date_issued=date(2026, 1, 10),
            enacting_reason="Ujian",
        )
        self.assertEqual([self._decide(self.staff, day).source for day in (TUESDAY, WEDNESDAY)], ["rule", "cap"])
        (day,) = self.staff.flexible_work_plan(WEDNESDAY, WEDNESDAY)[self.staff.id]
        self.assertRegex(day["explanation"], r"^Office instead of Home \(WFH\): Circular 2 allows 2 flexible days")

    def test_a_draft_is_tried_out_as_if_it_were_enacted(self):
        draft = self._create_circular(
            enact=False,
            number="2",
            date_from=WEDNESDAY,
            supersedes_id=self.circular.id,
            rules=[{"article": "I", "wednesday": "wfa"}],
        )
        days = (TUESDAY, WEDNESDAY, THURSDAY)
        tried = self.staff._flexible_work_decisions(TUESDAY, THURSDAY, draft=draft)
        self.assertEqual([tried[self.staff.id, day].circular_id for day in days], [self.circular.id, draft.id, None])
        self.assertEqual(tried[self.staff.id, WEDNESDAY].mode, "wfa")
        self.assertEqual(tried[self.staff.id, THURSDAY].source, "default", "what it supersedes has ended")
        self.assertEqual(self._decide(self.staff, THURSDAY).source, "rule", "nothing has really changed")

    def test_a_model_to_copy_can_be_tried_out(self):
        model = self._create_circular(
            enact=False,
            date_issued=False,
            is_template=True,
            company_id=False,
            rules=[{"article": "I", "monday": "wfa"}],
        )
        tried = self.staff._flexible_work_decisions(MONDAY, MONDAY, draft=model)
        self.assertEqual(tried[self.staff.id, MONDAY].mode, "wfa")


class TestNewEmployees(FactsCase):
    def setUp(self):
        super().setUp()
        self.newcomer = self._create_employee(
            "CPNS", self.bidang, date_version=date(2025, 7, 15), contract_date_start=date(2025, 7, 15)
        )

    def test_new_employees_stay_on_site_for_the_months_of_the_setting(self):
        self.assertEqual(self._decide(self.newcomer, THURSDAY).source, "rule")
        self.company.flexible_new_employee_months = 7
        decision = self._decide(self.newcomer, THURSDAY)
        self.assertEqual((decision.source, decision.mode, decision.statement_id), ("bar", "wfo", None))
        self.assertEqual(self._decide(self.staff, THURSDAY).source, "rule")

    def test_the_months_end_on_the_day_before_their_date(self):
        self.company.flexible_new_employee_months = 6
        self.assertEqual(self._decide(self.newcomer, WEDNESDAY).source, "bar" if WEDNESDAY.day < 15 else "rule")
        self.assertEqual(self._decide(self.newcomer, THURSDAY).source, "rule")

    def test_a_later_version_makes_nobody_new_again(self):
        self.company.flexible_new_employee_months = 3
        self.newcomer.create_version({"date_version": MONDAY, "department_id": self.diskominfo.id})
        self.assertEqual(self._decide(self.newcomer, THURSDAY).source, "rule")

    def test_the_months_are_set_in_the_settings(self):
        self.env.user.group_ids |= self.env.ref("base.group_system")
        settings = Form(self.env["res.config.settings"].with_company(self.company))
        settings.flexible_new_employee_months = 12
        settings.save().execute()
        self.assertEqual(self.company.flexible_new_employee_months, 12)


@tagged("post_install", "-at_install")
class TestLoading(FactsCase):
    """A fixed number of queries, whatever the headcount and whatever facts there are."""

    def crowd(self, count):
        return self.env["hr.employee"].create(
            [
                {
                    "name": f"Pegawai {n}",
                    "company_id": self.company.id,
                    "department_id": (self.bidang if n % 2 else self.dinkes).id,
                    "resource_calendar_id": self.calendar.id,
                    "date_version": date(2025, 1, 1),
                }
                for n in range(count)
            ]
        )

    def test_ten_and_three_hundred_employees_take_the_same_queries(self):
        self.state_that("revoked", employee_id=self.staff.id)
        self.request()
        self.roster_shift(self.nurse, SATURDAY)
        few = self.staff | self.nurse | self.crowd(8)
        many = few | self.crowd(290)
        few._flexible_work_decisions(MONDAY, MONDAY + timedelta(days=30))  # fills the caches of the registry
        for employees in (few, many):
            self.env.invalidate_all()
            with self.assertQueryCount(25):
                employees._flexible_work_decisions(MONDAY, MONDAY + timedelta(days=30))

    def test_the_words_of_everybody_cost_no_further_query(self):
        decisions = self.crowd(50)._flexible_work_decisions(MONDAY, SATURDAY)
        self.staff._flexible_work_explain(decisions)
        with self.assertQueryCount(0):
            self.staff._flexible_work_explain(decisions)

    def test_a_part_of_the_days_is_decided_as_in_the_whole(self):
        self.request(day=WEDNESDAY, mode="wfh")
        whole = resolve(self.staff._flexible_work_facts(MONDAY, SATURDAY), [MONDAY, WEDNESDAY, THURSDAY])
        self.assertEqual(self._decide(self.staff, WEDNESDAY), whole[self.staff.id, WEDNESDAY])


class TestPlanChanged(FactsCase):
    """What changes the plan says so, that open days follow."""

    def setUp(self):
        super().setUp()
        self.told = []
        told = self.told
        self.patch(
            type(self.env["flexible.work.circular"]), "_facts_changed", lambda _self, date_from: told.append(date_from)
        )

    def test_a_move_to_another_unit(self):
        self.staff.create_version({"date_version": THURSDAY, "department_id": self.dinkes.id})
        self.assertIn(THURSDAY, self.told)

    def test_a_correction_of_the_unit(self):
        self.staff.department_id = self.dinkes
        self.assertTrue(self.told)

    def test_no_client_keeps_it_quiet(self):
        self.staff.with_context(flexible_work_plan_quiet=True).department_id = self.dinkes
        self.assertTrue(self.told)

    def test_what_the_plan_does_not_depend_on_tells_nothing(self):
        self.staff.version_id.job_title = "Analis"
        self.assertEqual(self.told, [])

    def test_a_holiday_that_is_added_moved_and_taken_back(self):
        holiday = self._create_holiday(HOLIDAY)
        self.assertEqual(len(self.told), 1)
        holiday.date_from -= timedelta(days=1)
        self.assertGreater(len(self.told), 1)
        count = len(self.told)
        holiday.unlink()
        self.assertGreater(len(self.told), count)

    def test_the_months_of_new_employees(self):
        self.company.flexible_new_employee_months = 3
        self.assertTrue(self.told)

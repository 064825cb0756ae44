import json
from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged

from .common import HOLIDAY, MONDAY, THURSDAY, TUESDAY, WEDNESDAY, FlexibleWorkCase

WEEK = [MONDAY + timedelta(days=n) for n in range(5)]
#: who may see the people of all OPD
MAY_SIMULATE = {"bkpsdm", "auditor"}


class SimulationCase(FlexibleWorkCase):
    """Ternate's circular as a draft, before anything is in force."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.draft = cls._create_circular(enact=False)

    def simulate(self, circular=None, first=MONDAY, last=WEEK[-1]):
        return (circular or self.draft).simulate(str(first), str(last))

    def figures(self, answer, unit, day, side="draft"):
        """The figures of a unit (None: the region) on a date, by name."""
        row = next(one for one in answer["units"] if one["id"] == (unit.id if unit else False))
        return dict(zip(answer["figures"], row[side][answer["dates"].index(str(day))]))


class TestCircularSimulation(SimulationCase):
    def test_a_thursday_at_home_is_set_beside_the_office_of_now(self):
        answer = self.simulate()
        now, draft = (self.figures(answer, self.bidang, THURSDAY, side) for side in ("now", "draft"))
        self.assertEqual((now["onsite"], now["wfh"]), (1, 0))
        self.assertEqual((draft["onsite"], draft["wfh"], draft["headcount"]), (0, 1, 1))

    def test_a_day_left_to_the_head_is_still_to_be_rostered(self):
        figures = self.figures(self.simulate(), self.bidang, TUESDAY)
        self.assertEqual((figures["onsite"], figures["to_roster"]), (0, 1))

    def test_a_parent_unit_includes_its_sub_units_and_the_region_all(self):
        answer = self.simulate()
        counts = [self.figures(answer, unit, MONDAY)["headcount"] for unit in (self.bidang, self.diskominfo, None)]
        self.assertEqual(counts, [1, 2, 3])

    def test_figures_of_all_opd_add_up_to_the_region(self):
        answer = self.simulate()
        opd = [unit for unit in answer["units"] if unit["is_opd"]]
        for side in ("now", "draft"):
            for place in range(5):
                total = [sum(unit[side][place][figure] for unit in opd) for figure in range(len(answer["figures"]))]
                self.assertEqual(total, answer["units"][0][side][place])

    def test_time_off_and_holidays_are_counted_apart(self):
        self._create_leave(self.nurse, THURSDAY, THURSDAY, "sick")
        self._create_holiday(HOLIDAY)
        answer = self.simulate()
        self.assertEqual(self.figures(answer, self.dinkes, THURSDAY)["leave"], 1)
        self.assertEqual(self.figures(answer, self.dinkes, HOLIDAY)["off"], 1)
        self.assertEqual((answer["off"], list(answer["holidays"])), ([str(HOLIDAY)], [str(HOLIDAY)]))

    def test_the_minimum_of_a_unit_is_missed_on_the_day_at_home(self):
        self.bidang.onsite_min_percent = 50
        figures = self.figures(self.simulate(), self.bidang, THURSDAY)
        self.assertEqual((figures["needed"], figures["short"]), (1, 1))
        self.assertEqual(self.figures(self.simulate(), self.bidang, TUESDAY)["short_worst"], 1)

    def test_the_minimum_of_the_circular_binds_the_opd(self):
        self.draft.onsite_min_percent = 75
        answer = self.simulate()
        self.assertEqual(self.figures(answer, self.diskominfo, THURSDAY)["short"], 1)
        self.assertEqual(self.figures(answer, self.diskominfo, THURSDAY, "now")["needed"], 0)

    def test_three_days_that_rosters_may_give_are_possible(self):
        (group,) = self.simulate()["over_cap"]
        self.assertEqual((group["unit_id"], group["employees"][0]["id"]), (self.bidang.id, self.staff.id))
        self.assertEqual(
            group["weeks"],
            [{"monday": str(MONDAY), "certain": [str(THURSDAY)], "to_roster": [str(TUESDAY), str(WEDNESDAY)]}],
        )

    def test_the_whole_week_counts_though_a_part_of_it_is_asked(self):
        self.assertEqual(len(self.simulate(first=THURSDAY, last=THURSDAY)["over_cap"]), 1)

    def test_an_approved_roster_is_certain(self):
        self._create_circular()
        self._create_roster(self.bidang, [(self.staff, TUESDAY, "wfh"), (self.staff, WEDNESDAY, "wfo")])
        self.assertEqual(self.simulate()["over_cap"], [])
        self.assertEqual(self.figures(self.simulate(), self.bidang, TUESDAY)["wfh"], 1)

    def test_a_special_circumstance_is_outside_the_limit(self):
        self.env["flexible.work.exemption"].create(
            {
                "kind": "special",
                "employee_id": self.staff.id,
                "date_from": MONDAY,
                "reason": "Merawat orang tua",
                "company_id": self.company.id,
            }
        )
        weeks = [week for group in self.simulate()["over_cap"] for week in group["weeks"]]
        self.assertFalse([week for week in weeks if week["certain"]])

    def test_a_service_without_anybody_on_site_is_uncovered(self):
        self.bidang.service_hours = "08.00–15.00"
        gaps = {(gap["date"], gap["certain"], gap["now"]) for gap in self.simulate()["uncovered"]}
        self.assertEqual(
            gaps, {(str(TUESDAY), False, False), (str(WEDNESDAY), False, False), (str(THURSDAY), True, False)}
        )

    def test_a_circular_in_force_is_set_beside_the_rules_without_it(self):
        self.draft.action_enact()
        answer = self.simulate()
        self.assertEqual(self.figures(answer, self.bidang, THURSDAY, "now")["onsite"], 1)
        self.assertEqual(self.figures(answer, self.bidang, THURSDAY, "draft")["wfh"], 1)

    def test_what_the_draft_supersedes_ends_the_day_before(self):
        self.draft.action_enact()
        friday = WEEK[4]
        new = self._create_circular(
            enact=False,
            number="800/99/2026",
            date_from=THURSDAY,
            supersedes_id=self.draft.id,
            rules=[{"article": "angka 1", "friday": "wfh"}],
        )
        answer = self.simulate(new)
        self.assertEqual(self.figures(answer, self.bidang, TUESDAY)["to_roster"], 1)
        self.assertEqual(self.figures(answer, self.bidang, THURSDAY)["onsite"], 1)
        self.assertEqual(self.figures(answer, self.bidang, friday)["wfh"], 1)

    def test_weekly_hours_of_the_schedules_in_use_are_without_breaks(self):
        (hours,) = self.simulate()["hours"]
        self.assertEqual((hours["hours"], hours["due"], hours["people"], hours["flexible_people"]), (37.5, 37.5, 3, 1))

    def test_a_schedule_that_is_too_short_for_flexible_people_is_severe(self):
        self.calendar.attendance_ids.filtered(lambda line: line.dayofweek == "4" and line.hour_from > 12).unlink()
        severe = [one["code"] for one in self.simulate()["findings"] if one["severity"] == "severe"]
        self.assertEqual(severe, ["hours_schedule"])
        self.calendar.flexible_ramadan = True
        self.assertNotIn("hours_schedule", [one["code"] for one in self.simulate()["findings"]])

    def test_a_cycle_of_shifts_comes_to_its_hours_on_average(self):
        shifts = self.env["flexible.work.shift"].create(
            [
                {"name": "Pagi", "code": "UP", "hour_from": 7, "hour_to": 15, "company_id": self.company.id},
                {"name": "Bebas", "code": "UB", "is_off": True, "company_id": self.company.id},
            ]
        )
        self.env["flexible.work.cycle"].create(
            {
                "name": "Dua satu",
                "anchor_date": MONDAY,
                "company_id": self.company.id,
                "day_ids": [(0, 0, {"shift_id": shifts[place].id}) for place in (0, 0, 1)],
            }
        )
        (cycle,) = (one for one in self.simulate()["hours"] if one["kind"] == "cycle")
        self.assertEqual(cycle["hours"], 37.33)

    def test_part_timers_hours_are_set_by_the_ppk(self):
        part_time = self._create_calendar("Asia/Jayapura", weekdays="012")
        self.nurse.write({"resource_calendar_id": part_time.id, "asn_kind": "pppk_pw"})
        self.assertEqual(len(self.simulate()["hours"]), 1)

    def test_the_answer_is_plain_json(self):
        self.assertEqual(json.loads(json.dumps(self.simulate()))["circular_id"], self.draft.id)

    # ------------------------------------------------------------ people behind a figure
    def test_the_people_of_a_cell_are_told_with_the_reason(self):
        answer = self.draft.simulation_people(str(THURSDAY), self.diskominfo.id)
        self.assertEqual((answer["count"], answer["changed"]), (2, 1))
        first = answer["people"][0]
        self.assertEqual((first["id"], first["now"]["letter"], first["draft"]["letter"]), (self.staff.id, "K", "R"))
        self.assertIn("800/84/2025", first["draft"]["text"])

    def test_people_of_the_region_and_without_a_unit(self):
        self.nurse.department_id = False
        self.assertEqual(self.draft.simulation_people(str(THURSDAY))["count"], 3)
        people = self.draft.simulation_people(str(THURSDAY), -1)["people"]
        self.assertEqual([person["id"] for person in people], self.nurse.ids)

    def test_somebody_who_moves_is_shown_in_the_unit_of_that_day(self):
        self.staff.create_version({"date_version": WEDNESDAY, "department_id": self.dinkes.id})
        before, after = (
            [one["id"] for one in self.draft.simulation_people(str(day), self.bidang.id)["people"]]
            for day in (TUESDAY, THURSDAY)
        )
        self.assertEqual((before, after), (self.staff.ids, []))

    # ------------------------------------------------------------ refusals
    def test_a_range_turned_round_or_too_long_is_refused(self):
        for first, last in ((TUESDAY, MONDAY), (MONDAY, MONDAY + timedelta(days=92)), ("", MONDAY)):
            with self.subTest(first=first, last=last), self.assertRaisesRegex(UserError, "at most 92 days"):
                self.draft.simulate(str(first), str(last))
        self.assertEqual(len(self.simulate(last=MONDAY + timedelta(days=91))["dates"]), 92)

    def test_a_central_rule_is_not_simulated_by_itself(self):
        rule = self._create_circular(enact=False, issuer="central", company_id=False)
        with self.assertRaisesRegex(UserError, "Copy it"):
            self.simulate(rule)

    def test_only_bkpsdm_and_auditors_simulate(self):
        self._create_one_user_of_each_role()
        for circular in (self.draft, self._create_circular(number="1/2026")):
            for role, user in self.user.items():
                own = circular.with_user(user).with_context(allowed_company_ids=user.company_ids.ids)
                for ask in (
                    lambda one=own: self.simulate(one),
                    lambda one=own: one.simulation_people(str(THURSDAY), self.dinkes.id),
                    lambda one=own: one.action_simulate(),
                ):
                    with self.subTest(role=role, state=circular.state):
                        if role in MAY_SIMULATE:
                            self.assertTrue(ask())
                        else:
                            self.assertRaises(AccessError, ask)

    def test_people_of_another_government_are_not_counted(self):
        tidore = self.env["res.company"].create({"name": "Pemerintah Kota Tidore Kepulauan"})
        self.env["hr.employee"].create({"name": "Pegawai Tidore", "company_id": tidore.id})
        self.assertEqual(self.figures(self.simulate(), None, MONDAY)["headcount"], 3)

    # ------------------------------------------------------------ queries
    def test_the_number_of_queries_does_not_grow_with_the_people(self):
        self.simulate()
        few = self._queries()
        for number in range(25):
            self._create_employee(f"Pegawai {number}", self.bidang)
        self.assertEqual(self._queries(), few)
        self.assertLessEqual(few, 70)

    def _queries(self):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self.simulate()
        return self.env.cr.sql_log_count - before


@tagged("post_install", "-at_install")
class TestSimulationOverHttp(SimulationCase, HttpCase):
    """As other systems of a regional government ask: JSON-2 with an API key."""

    def _ask(self, user, **params):
        tomorrow = fields.Datetime.now() + timedelta(hours=12)
        key = self.env["res.users.apikeys"].with_user(user)._generate("rpc", "test", tomorrow)
        return self.url_open(
            "/json/2/flexible.work.circular/simulate",
            json={"ids": self.draft.ids, **params},
            headers={"Authorization": f"Bearer {key}"},
        )

    def test_simulate_by_api_key(self):
        user = self._create_user("bkpsdm", "flexible_work_asn.group_bkpsdm")
        answer = self._ask(user, date_from=str(MONDAY), date_to=str(THURSDAY))
        self.assertEqual(answer.status_code, 200, answer.text[:300])
        self.assertEqual(answer.json()["dates"][-1], str(THURSDAY))

    def test_a_head_is_refused(self):
        answer = self._ask(self.head.user_id, date_from=str(MONDAY), date_to=str(THURSDAY))
        self.assertEqual(answer.status_code, 403)
        self.assertNotIn("Perawat", answer.text)

from datetime import date, timedelta

from freezegun import freeze_time

from odoo.exceptions import UserError, ValidationError

from .common import MONDAY, TUESDAY, WEDNESDAY, FlexibleWorkCase


@freeze_time("2026-01-11 22:30:00")
class TestRosterByCycle(FlexibleWorkCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_circular()
        cls.shift = {
            code: cls.env["flexible.work.shift"].create(
                {"name": code, "code": code, "hour_from": start, "hour_to": end, "is_off": code == "-"}
            )
            for code, start, end in (("P", 7, 14), ("S", 14, 21), ("M", 21, 7), ("-", 0, 0))
        }
        cls.igd = [cls._create_employee(f"Perawat {n}", cls.dinkes) for n in range(8)]

    @classmethod
    def _cycle(cls, codes, groups, anchor=MONDAY):
        days = [{"shift_id": cls.shift[code].id} if code in cls.shift else {"mode": code} for code in codes]
        return cls.env["flexible.work.cycle"].create(
            {
                "name": "-".join(codes),
                "anchor_date": anchor,
                "group_count": groups,
                "day_ids": [(0, 0, {"sequence": n, **day}) for n, day in enumerate(days)],
            }
        )

    def _roster(self, unit, cycle, first=MONDAY, days=7):
        return self.env["flexible.work.roster"].create(
            {
                "department_id": unit.id,
                "date_from": first,
                "date_to": first + timedelta(days=days - 1),
                "strategy": "cycle",
                "cycle_id": cycle.id,
            }
        )

    def test_four_groups_and_three_shifts_cover_every_shift_of_every_day(self):
        roster = self._roster(self.dinkes, self._cycle("PPSSMM--", 4))
        roster.action_fill()
        self.assertEqual(len(roster.line_ids), 9 * 7, "an exempt unit, weekends included, has a line for every date")
        for day in roster._days():
            on_duty = roster.line_ids.filtered(lambda line, day=day: line.date == day).mapped("shift_id.code")
            self.assertEqual(set(on_duty), {"P", "S", "M", "-"})

    def test_people_are_dealt_into_groups_that_differ_by_one_at_most(self):
        roster = self._roster(self.dinkes, self._cycle("PPSSMM--", 4))
        roster.action_deal_groups()
        sizes = [
            len(roster.member_ids.filtered(lambda member, offset=offset: member.offset == offset))
            for offset in (0, 2, 4, 6)
        ]
        self.assertEqual(sorted(sizes), [2, 2, 2, 3])

    def test_the_next_roster_goes_on_where_this_one_ended(self):
        cycle = self._cycle("PPSSMM--", 4)
        both = self._roster(self.dinkes, cycle, days=14)
        both.action_fill()
        later = self._roster(self.dinkes, cycle, first=MONDAY + timedelta(days=7))
        later.action_fill()
        expected = {
            (line.employee_id, line.date): line.shift_id for line in both.line_ids if line.date >= later.date_from
        }
        self.assertEqual({(line.employee_id, line.date): line.shift_id for line in later.line_ids}, expected)

    def test_modes_are_set_only_on_days_that_the_circular_leaves_to_the_head(self):
        roster = self._roster(self.diskominfo, self._cycle(["wfh", "wfo"], 1, anchor=TUESDAY))
        roster.action_fill()
        self.assertEqual(
            [(line.employee_id, line.date, line.mode, line.origin) for line in roster.line_ids],
            [(self.staff, TUESDAY, "wfh", "cycle"), (self.staff, WEDNESDAY, "wfo", "cycle")],
        )

    def test_generating_again_keeps_pinned_lines_and_replaces_the_others(self):
        roster = self._roster(self.dinkes, self._cycle("PS", 1))
        roster.action_fill()
        mine = roster.line_ids.filtered(lambda line: line.employee_id == self.nurse).sorted("date")
        mine[0].write({"shift_id": self.shift["M"].id, "pinned": True})
        mine[3].shift_id = self.shift["-"]
        roster.action_fill()
        mine = roster.line_ids.filtered(lambda line: line.employee_id == self.nurse).sorted("date")
        self.assertEqual("".join(line.shift_id.code for line in mine), "MSPSPSP")

    def test_generating_again_leaves_past_days_alone(self):
        roster = self._roster(self.dinkes, self._cycle("PS", 1))
        roster.action_fill()
        roster.cycle_id = self._cycle("M", 1)
        with freeze_time("2026-01-13 22:30:00"):
            roster.action_fill()
        mine = roster.line_ids.filtered(lambda line: line.employee_id == self.nurse).sorted("date")
        self.assertEqual("".join(line.shift_id.code for line in mine), "PSMMMMM")

    def test_a_cycle_whose_shifts_overlap_is_refused(self):
        early = self.env["flexible.work.shift"].create({"name": "Dini", "code": "D", "hour_from": 6, "hour_to": 12})
        cycle = self._cycle("M", 1)
        with self.assertRaisesRegex(ValidationError, "free day between"):
            cycle.day_ids = [(0, 0, {"sequence": 20, "shift_id": early.id})]

    def test_a_pinned_night_that_runs_into_the_next_shift_is_refused(self):
        early = self.env["flexible.work.shift"].create({"name": "Dini", "code": "D", "hour_from": 6, "hour_to": 12})
        self.shift["D"] = early
        roster = self._roster(self.dinkes, self._cycle("D", 1))
        roster.line_ids = [
            (0, 0, {"employee_id": self.nurse.id, "date": MONDAY, "shift_id": self.shift["M"].id, "pinned": True})
        ]
        with self.assertRaisesRegex(UserError, "Perawat cannot be on two duties at once"):
            roster.action_fill()

    def test_a_roster_by_cycle_needs_a_cycle(self):
        roster = self._roster(self.dinkes, self.env["flexible.work.cycle"])
        with self.assertRaisesRegex(UserError, "Choose a cycle"):
            roster.action_fill()

    def test_who_leaves_within_the_period_has_no_lines_after_it(self):
        self.nurse.version_id.write({"contract_date_start": date(2025, 1, 1), "contract_date_end": TUESDAY})
        roster = self._roster(self.dinkes, self._cycle("PS", 1))
        roster.action_fill()
        mine = roster.line_ids.filtered(lambda line: line.employee_id == self.nurse)
        self.assertEqual(mine.mapped("date"), [MONDAY, TUESDAY])

from datetime import timedelta

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form

from .common import MONDAY, FlexibleWorkCase


class TestShift(FlexibleWorkCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.shift = {
            code: cls._shift(code, start, end, pause)
            for code, start, end, pause in (("P", 7, 14, 30), ("S", 14, 21, 30), ("M", 21, 7, 90))
        }
        cls.shift["O"] = cls._shift("O", 0, 0, 0, is_off=True)

    @classmethod
    def _shift(cls, code, hour_from, hour_to, pause=0, **values):
        return cls.env["flexible.work.shift"].create(
            {
                "name": code,
                "code": code,
                "hour_from": hour_from,
                "hour_to": hour_to,
                "break_minutes": pause,
                "company_id": cls.company.id,
                **values,
            }
        )

    def _cycle(self, codes, groups=4, **values):
        return self.env["flexible.work.cycle"].create(
            {
                "name": codes,
                "anchor_date": MONDAY,
                "group_count": groups,
                "company_id": self.company.id,
                "day_ids": [(0, 0, {"sequence": n, "shift_id": self.shift[code].id}) for n, code in enumerate(codes)],
                **values,
            }
        )

    # ------------------------------------------------------------ shifts
    def test_a_night_runs_into_the_next_day(self):
        self.assertEqual((self.shift["M"].work_hours, self.shift["M"].hours_label), (8.5, "21:00–07:00"))
        self.assertEqual(self.shift["M"]._duty_hours(), (21, 31))

    def test_a_free_shift_has_no_hours(self):
        self.assertEqual((self.shift["O"].work_hours, self.shift["O"]._duty_hours()), (0, None))

    def test_a_break_longer_than_the_shift_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "break"):
            self.shift["P"].break_minutes = 7 * 60

    def test_a_code_fits_a_cell_of_the_grid(self):
        with self.assertRaisesRegex(ValidationError, "one or two letters"):
            self._shift("PAGI", 7, 14)

    def test_the_examples_are_there_after_the_installation(self):
        shifts = [self.env.ref(f"flexible_work_asn.shift_{name}") for name in ("morning", "afternoon", "night", "free")]
        self.assertEqual([shift.code for shift in shifts], ["P", "S", "M", "O"])

    # ------------------------------------------------------------ cycles
    def test_a_pattern_is_shown_in_letters_and_words(self):
        cycle = self._cycle("PPSSMMOO")
        self.assertEqual(cycle.pattern, "P P S S M M O O")
        self.assertEqual(cycle.pattern_words, "2 × P, 2 × S, 2 × M, 2 × O")

    def test_the_preview_has_a_row_for_each_group(self):
        preview = self._cycle("PPSSMMOO").preview
        self.assertEqual(preview.count("<tr>"), 1 + 4)
        self.assertIn("Group D", preview)
        self.assertIn("o_fw_tile_off", preview)

    def test_the_seeded_cycles_fill_the_weekly_hours(self):
        self.env.ref("base.main_company").resource_calendar_id = self.calendar
        for name in ("four_groups_three_shifts", "2_2_3"):
            cycle = self.env.ref(f"flexible_work_asn.cycle_{name}")
            self.assertEqual(cycle.weekly_hours, 37.625)
            self.assertFalse(cycle.hours_warning)

    def test_too_few_hours_a_week_are_remarked_upon(self):
        cycle = self._cycle("POOO")
        self.assertIn("Perpres 21/2023 Pasal 9", cycle.hours_warning)

    def test_too_many_hours_a_week_are_remarked_upon(self):
        cycle = self._cycle("PPPPPPP")
        self.assertEqual(cycle.weekly_hours, 45.5)
        self.assertIn("Permen PANRB 4/2025 Pasal 17", cycle.hours_warning)

    def test_little_rest_is_remarked_upon(self):
        self.shift["L"] = self._shift("L", 14, 23)
        self.shift["D"] = self._shift("D", 6, 13)
        self.assertIn("Only 7 hours of rest between L and", self._cycle("LDO").hours_warning)

    def test_a_pattern_whose_duties_overlap_is_refused_over_its_end_too(self):
        self.shift["D"] = self._shift("D", 6, 13)
        with self.assertRaisesRegex(ValidationError, "not over when D"):
            self._cycle("DOM")

    def test_changing_the_hours_of_a_shift_is_refused_where_a_cycle_would_overlap(self):
        self._cycle("MPO", groups=3)
        with self.assertRaisesRegex(ValidationError, "not over when P"):
            self.shift["P"].hour_from = 6

    def test_choosing_a_shift_brings_its_mode(self):
        with Form(self.env["flexible.work.cycle"]) as form:
            form.name = "Baru"
            with form.day_ids.new() as day:
                self.assertEqual(day.mode, "wfo")
                day.shift_id = self.shift["O"]
                self.assertFalse(day.mode)

    # ------------------------------------------------------------ who
    def test_a_head_copies_a_cycle_of_all_units_for_the_own_unit(self):
        self._create_one_user_of_each_role()
        copied = self._cycle("PPSSMMOO").with_user(self.user["head"]).copy()
        self.assertEqual(copied.department_id, self.diskominfo)
        copied.day_ids[0].shift_id = self.shift["S"]
        self.assertEqual(copied.pattern, "S P S S M M O O")

    def test_a_copied_shift_gets_a_free_code(self):
        self.assertEqual(self.shift["P"].copy().code, "P2")
        self._create_one_user_of_each_role()
        copied = self.shift["P"].with_user(self.user["operator"]).copy()
        self.assertEqual((copied.code, copied.department_id), ("P", self.diskominfo))

    def test_who_changes_shifts_and_cycles(self):
        self._create_one_user_of_each_role()
        own = {"department_id": self.diskominfo.id}
        for record, field in (
            (self._shift("Q", 7, 14, **own), "name"),
            (self._cycle("PPSSMMOO", **own), "name"),
            (self.shift["P"], "name"),
            (self._cycle("PO"), "name"),
        ):
            allowed = []
            for role, user in self.user.items():
                try:
                    with self.env.cr.savepoint():
                        record.with_user(user).with_context(allowed_company_ids=user.company_ids.ids).write(
                            {field: "Lain"}
                        )
                        allowed.append(role)
                except AccessError:
                    continue
            expected = ["head", "operator", "bkpsdm"] if record.department_id else ["bkpsdm"]
            self.assertEqual(allowed, expected, record._name)

    def test_the_anchor_date_is_a_monday_unless_said_otherwise(self):
        anchor = self.env["flexible.work.cycle"].new().anchor_date
        self.assertEqual(anchor.weekday(), 0)
        self.assertLess(self.company._flexible_work_today() - anchor, timedelta(days=7))

from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .test_tpp import FEBRUARY, TppCase


@tagged("post_install", "-at_install")
class TestTppLeftOut(TppCase):
    def confirmed_without_the_nurse(self):
        """The sheet of her OPD is confirmed before her days are on record there."""
        self.record(self.staff, "P")
        sheet = self.make()
        self.confirm(sheet)
        self.nurse.department_id = self.bidang
        self.record(self.nurse, "AP")
        self.make()
        return sheet

    def test_who_is_on_no_sheet_is_said_on_the_sheet_where_he_or_she_belongs(self):
        sheet = self.confirmed_without_the_nurse()
        self.assertEqual((sheet.left_out_ids, sheet.left_out_count), (self.nurse, 1))
        self.assertEqual(self.Sheet.search([("left_out_ids", "!=", False)]), sheet)
        self.assertEqual(self.as_user(sheet, "head").sudo(False).left_out_count, 1)
        self.assertFalse(self.line(self.nurse))

    def test_a_draft_leaves_nobody_out(self):
        self.record(self.staff, "P")
        self.record(self.nurse, "P")
        self.assertFalse(self.make().left_out_ids)

    def test_the_nightly_comparison_finds_them_too(self):
        self.record(self.staff, "P")
        sheet = self.make()
        self.confirm(sheet)
        self.record(self.head, "A")
        with self.local_time(20, day=FEBRUARY), self.enter_registry_test_mode():
            self.env.ref("flexible_work_asn_attendance.cron_tpp_compare").method_direct_trigger()
        self.assertEqual(sheet.left_out_ids, self.head)

    def test_added_afterwards_nothing_is_cut_and_the_next_sheet_takes_it_up(self):
        sheet = self.confirmed_without_the_nurse()
        before = self.line().total_tpp
        with self.local_time(9, day=FEBRUARY):
            self.as_user(sheet, "bkpsdm").sudo(False).action_take_up()
        line = self.line(self.nurse)
        self.assertEqual((line.added_later, line.total_tpp, line.pending_tpp), (True, 0.0, 1.6))
        self.assertEqual((line.absent_days, line.state, self.line().total_tpp), (1, "confirmed", before))
        self.assertFalse(sheet.left_out_ids)
        self.assertIn(self.nurse.name, " ".join(sheet.message_ids.mapped("body")))
        self.record(self.nurse, "P", first=date(2026, 2, 2))
        self.make(date(2026, 2, 1))
        self.assertEqual(self.line(self.nurse, date(2026, 2, 1)).total_tpp, 1.6)

    def test_nobody_is_added_twice_or_to_a_draft(self):
        sheet = self.confirmed_without_the_nurse()
        with self.local_time(9, day=FEBRUARY):
            self.as_user(sheet, "bkpsdm").sudo(False).action_take_up()
            with self.assertRaises(UserError):
                self.as_user(sheet, "bkpsdm").sudo(False).action_take_up()
            self.as_user(sheet, "bkpsdm").sudo(False)._reopen("Mutasi terlambat dicatat")
            with self.assertRaises(UserError):
                self.as_user(sheet, "bkpsdm").sudo(False).action_take_up()
        line = self.line(self.nurse)
        self.assertEqual((line.total_tpp, line.pending_tpp, line.added_later), (1.6, 0.0, False))

    def test_reopened_after_a_difference_was_seen_it_differs_no_more(self):
        days = self.record(self.staff, "AA")
        sheet = self.make()
        self.confirm(sheet)
        self.later(days[0])
        self.make()
        self.assertEqual(self.line().pending_tpp, -1.6)
        with self.local_time(9, day=FEBRUARY):
            self.as_user(sheet, "bkpsdm").sudo(False)._reopen("Surat menyusul")
        self.assertEqual((self.line().total_tpp, self.line().pending_tpp), (1.6, 0.0))

    def test_bkpsdm_alone_adds_them(self):
        sheet = self.confirmed_without_the_nurse()
        for role in ("employee", "operator", "head", "other_head", "executive", "auditor"):
            with self.assertRaises(AccessError, msg=role), self.local_time(9, day=FEBRUARY):
                self.as_user(sheet, role).sudo(False).action_take_up()

    # ------------------------------------------------------------ who has left
    def left_with_a_difference(self):
        days = self.record(self.staff, "AA")
        self.confirm(self.make())
        self.later(days[0])
        self.staff.active = False
        self.make()
        return self.line()

    def test_whoever_has_left_stands_in_a_list_with_the_difference(self):
        line = self.left_with_a_difference()
        domain = [("pending_tpp", "!=", 0), ("has_left", "=", True)]
        for role in ("head", "bkpsdm", "auditor"):
            lines = self.as_user(self.env["flexible.work.tpp.line"], role)
            self.assertEqual(lines.search(domain), line, role)
            self.assertFalse(lines.search([("has_left", "=", False), ("id", "in", line.ids)]))

    def test_bkpsdm_settles_it_with_a_reason_and_the_sheet_says_how(self):
        line = self.left_with_a_difference()
        for role in ("head", "auditor"):
            with self.assertRaises(AccessError, msg=role):
                self.as_user(line, role)._settle_otherwise("x")
        action = self.as_user(line, "bkpsdm").action_settle_otherwise()
        wizard = self.as_user(self.env["flexible.work.reason"], "bkpsdm").with_context(**action["context"])
        wizard.create({"reason": "Dibayar lewat kas daerah"}).action_confirm()
        self.assertEqual((line.pending_tpp, line.settled_tpp), (0.0, -1.6))
        self.assertIn("Dibayar lewat kas daerah", " ".join(line.sheet_id.sudo().message_ids.mapped("body")))
        with self.assertRaises(UserError):
            self.as_user(line, "bkpsdm")._settle_otherwise("lagi")

    def test_who_is_still_there_is_not_settled_by_hand(self):
        days = self.record(self.staff, "AA")
        self.confirm(self.make())
        self.later(days[0])
        self.make()
        with self.assertRaises(UserError):
            self.as_user(self.line(), "bkpsdm")._settle_otherwise("x")

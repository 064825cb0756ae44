import base64

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tools import mute_logger

from .common import ELSEWHERE, OFFICE, AttendanceCase

ADDRESS = "Jalan Pahlawan Revolusi 12, Gamalama"


class HomeCase(AttendanceCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_one_user_of_each_role()
        cls.staff.write(
            {
                "home_address": "Jalan Lama 1",
                "home_latitude": OFFICE[0],
                "home_longitude": OFFICE[1],
                "home_located": True,
            }
        )
        cls.changes = cls.env["flexible.work.home.change"]
        cls.first = cls.changes.search([("employee_id", "=", cls.staff.id)])

    def ask(self, submit=True, role="employee", **values):
        asked = self.as_user(self.changes, role).create(
            {
                "employee_id": self.staff.id,
                "address": ADDRESS,
                "latitude": ELSEWHERE[0],
                "longitude": ELSEWHERE[1],
                "located": True,
                "reason": "Pindah rumah",
                **values,
            }
        )
        if submit:
            asked.action_submit()
        return asked

    def as_bkpsdm(self, change):
        return self.as_user(change, "bkpsdm")

    def home(self):
        return self.staff.home_address, self.staff.home_latitude


class TestChange(HomeCase):
    def test_nothing_moves_before_bkpsdm_has_decided(self):
        self.ask()
        self.assertEqual(self.home(), ("Jalan Lama 1", OFFICE[0]))

    def test_approved_it_is_registered_and_the_former_one_stays_readable(self):
        change = self.ask()
        self.as_bkpsdm(change).action_approve()
        self.assertEqual(self.home(), (ADDRESS, ELSEWHERE[0]))
        self.assertEqual((change.previous_address, change.previous_latitude), ("Jalan Lama 1", OFFICE[0]))
        self.assertEqual((change.state, change.decided_by_id), ("approved", self.user["bkpsdm"]))

    def test_one_record_for_one_change(self):
        self.as_bkpsdm(self.ask()).action_approve()
        self.assertEqual(self.changes.search_count([("employee_id", "=", self.staff.id)]), 2)

    def test_a_check_in_of_today_is_judged_by_it_at_once(self):
        self.open_day()
        self.check(self.staff, "in", 7, 20, at=ELSEWHERE)
        self.assertEqual(self.day_of(self.staff).place, "outside")
        with self.local_time(9):
            self.as_bkpsdm(self.ask()).action_approve()
        self.assertEqual(self.day_of(self.staff).place, "inside")

    def test_a_closed_day_stays_as_it_was_judged(self):
        self.open_day()
        self.check(self.staff, "in", 7, 20, at=ELSEWHERE)
        self.process(18)
        self.as_bkpsdm(self.ask()).action_approve()
        self.assertEqual(self.day_of(self.staff).place, "outside")

    def test_refused_with_a_reason_that_the_person_reads(self):
        change = self.ask()
        self.as_bkpsdm(change)._refuse("Lampirkan KTP")
        self.assertEqual((change.state, change.decision_reason), ("refused", "Lampirkan KTP"))
        self.assertIn("Lampirkan KTP", change.sudo().message_ids[0].body)
        self.assertEqual(self.home(), ("Jalan Lama 1", OFFICE[0]))

    def test_refusing_asks_for_the_reason(self):
        action = self.as_bkpsdm(self.ask()).action_refuse()
        wizard = self.as_user(self.env["flexible.work.reason"], "bkpsdm").with_context(**action["context"])
        with self._refused(UserError, "Write the reason"):
            wizard.create({"reason": " "}).action_confirm()
        wizard.create({"reason": "Alamat tidak jelas"}).action_confirm()
        self.assertEqual(self.changes.search([], order="id desc", limit=1).decision_reason, "Alamat tidak jelas")

    def test_taken_back_the_former_home_counts_again(self):
        change = self.ask()
        self.as_bkpsdm(change).action_approve()
        self.as_bkpsdm(change)._undo("Salah orang")
        self.assertEqual((self.home(), change.state), (("Jalan Lama 1", OFFICE[0]), "undone"))

    def test_only_the_last_change_is_taken_back(self):
        change = self.ask()
        self.as_bkpsdm(change).action_approve()
        change.sudo().decided_at = "2026-01-01 00:00:00"
        self.staff.home_address = "Jalan Baru 3"
        with self._refused(UserError, "changed again since"):
            self.as_bkpsdm(change)._undo("Salah")

    def test_without_a_position_it_is_not_submitted(self):
        with self._refused(UserError, "where the home is"):
            self.ask(located=False, latitude=0, longitude=0)

    def test_a_home_on_the_equator(self):
        self.as_bkpsdm(self.ask(latitude=0.0)).action_approve()
        self.assertEqual((self.staff.home_latitude, self.staff.home_located), (0.0, True))

    def test_one_at_a_time(self):
        self.ask()
        with self._refused(UserError, "Another change"):
            self.ask()

    def test_two_requests_at_the_same_moment(self):
        self.ask()
        other = self.ask(submit=False)
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
            other.sudo().state = "submitted"
            self.env.flush_all()

    def test_withdrawn_by_the_person(self):
        change = self.ask()
        change.action_withdraw()
        self.assertEqual(change.state, "withdrawn")
        with self._refused(UserError, "cannot be done any more"):
            self.as_bkpsdm(change).action_approve()

    def test_bkpsdm_has_it_to_do(self):
        change = self.ask()
        activity = change.sudo().activity_ids
        self.assertEqual(activity.user_id, self.user["bkpsdm"])
        self.assertNotIn(ADDRESS, activity.summary)
        self.as_bkpsdm(change).action_approve()
        self.assertFalse(change.sudo().activity_ids)

    def test_what_was_submitted_stays_as_it_is(self):
        change = self.ask()
        with self._refused(UserError, "stays as it is"):
            change.address = "Jalan Lain 2"
        with self._refused(UserError, "Only a draft"):
            change.unlink()

    def test_changed_by_hr_directly_the_history_says_so(self):
        staff = self.as_user(self.staff, "bkpsdm").sudo()
        staff.write({"home_latitude": ELSEWHERE[0]})
        change = self.changes.search([("employee_id", "=", self.staff.id)], order="id desc", limit=1)
        self.assertEqual((change.direct, change.state, change.previous_latitude), (True, "approved", OFFICE[0]))
        self.assertEqual(change.latitude, ELSEWHERE[0])

    def test_no_client_goes_past_the_history(self):
        staff = self.as_user(self.staff, "bkpsdm").with_context(flexible_home_change=True).sudo()
        staff.write({"home_latitude": ELSEWHERE[0]})
        change = self.changes.search([("employee_id", "=", self.staff.id)], order="id desc", limit=1)
        self.assertEqual((change.direct, change.latitude), (True, ELSEWHERE[0]))

    def test_what_stays_the_same_is_no_change(self):
        self.staff.write({"home_latitude": OFFICE[0], "name": "Pegawai Baru"})
        self.assertEqual(self.changes.search([("employee_id", "=", self.staff.id)]), self.first)

    def test_the_card_says_whether_and_not_where(self):
        self.assertEqual(self.card(self.staff.user_id, 7)["home"], {"registered": True, "pending": False})
        self.ask()
        self.assertEqual(self.card(self.staff.user_id, 7)["home"], {"registered": True, "pending": True})


class TestAccess(HomeCase):
    def test_who_reads_a_change(self):
        change = self.ask()
        readers = self._who(lambda seen: seen.search([("id", "=", seen.id)]).read(["address", "latitude"]), change)
        self.assertEqual(readers, ["employee", "bkpsdm"])

    def test_no_copy_or_export_tells_more_than_reading(self):
        change = self.ask()
        for role in ("other_head", "head", "executive", "elsewhere"):
            self.user[role].group_ids |= self.env.ref("base.group_allow_export")
            for way in (lambda seen: seen.copy_data(), lambda seen: seen.export_data(["address"])):
                self.env.flush_all()
                self.env.invalidate_all()
                with self.subTest(role), self.assertRaises(AccessError):
                    way(self.as_user(change, role))

    def test_who_reads_the_home(self):
        for name in ("home_address", "home_latitude", "home_change_ids"):
            self.assertEqual(self._who(lambda seen, name=name: bool(seen.read([name])), self.staff), ["bkpsdm"])

    def test_who_reads_the_evidence(self):
        file = self.as_user(self.env["ir.attachment"], "employee").create(
            {"name": "ktp.jpg", "datas": base64.b64encode(b"x")}
        )
        self.ask(evidence_ids=[(6, 0, file.ids)])
        self.assertEqual(self._who(lambda seen: bool(seen.read(["datas"])), file), ["employee", "bkpsdm"])

    def test_who_decides(self):
        change = self.ask()
        self.assertEqual(self._who(lambda seen: seen.action_approve(), change), ["bkpsdm"])

    def test_nobody_of_bkpsdm_decides_about_the_own_home(self):
        change = self.ask()
        self.staff.sudo().user_id = self.user["bkpsdm"]
        with self._refused(AccessError, "own home"):
            self.as_bkpsdm(change).action_approve()

    def test_nobody_asks_for_another(self):
        for role in ("head", "other_head", "operator", "auditor", "executive", "elsewhere"):
            with self.assertRaises(AccessError):
                self.ask(role=role)

    def test_nobody_writes_the_decision(self):
        change = self.ask(submit=False)
        for role in ("employee", "bkpsdm"):
            with self.assertRaises(AccessError):
                self.as_user(change, role).write({"state": "approved"})
        with self.assertRaises(AccessError):
            self.ask(submit=False, state="approved")

    def test_a_draft_does_not_go_over_to_somebody_else(self):
        change = self.ask(submit=False)
        with self.assertRaises(AccessError):
            change.employee_id = self.head

    def test_nobody_else_copies_or_exports_an_address(self):
        home = self.ask()
        log = self.env["flexible.work.access.log"].sudo()
        noted = log.search_count([])
        names = ["address", "reason", "latitude"]
        for role in ("head", "other_head", "operator", "auditor", "executive"):
            self.user[role].group_ids |= self.env.ref("base.group_allow_export")
            for records in (self.as_user(home, role), self.as_user(self.staff, role)):
                for way in ("copy_data", "copy", "export_data"):
                    self.env.flush_all()
                    self.env.invalidate_all()
                    with self.subTest(role=role, way=way), self.assertRaises(AccessError), self.env.cr.savepoint():
                        getattr(records, way)(*([names] if way == "export_data" else []))
        self.assertEqual(log.search_count([]), noted, "what is refused is no reading")

import base64
import io

from PIL import Image

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .test_apel import ApelCase


def picture(width=40, height=30, kind="PNG", **options):
    """A small picture as the browser sends it."""
    file = io.BytesIO()
    Image.new("RGB", (width, height), "navy").save(file, kind, **options)
    return base64.b64encode(file.getvalue()).decode()


class BoardCase(ApelCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.second = cls._create_employee("Pegawai kedua", cls.bidang)
        cls._create_one_user_of_each_role()

    def setUp(self):
        super().setUp()
        self.open_day()
        self.open_apel()
        self.join(self.staff, 7, 40)
        self.joined = self.apel.attendance_ids

    def by(self, role="head", hour=7, minute=45):
        clock = self.local_time(hour, minute)
        clock.__enter__()
        self.addCleanup(clock.__exit__, None, None, None)
        return self.as_user(self.apel, self.user[role])

    def roles(self, act):
        """For which roles ``act`` is not refused; it is undone each time."""
        with self.local_time(7, 45):
            return self._who(act, self.apel)

    def as_user(self, record, role):
        return super().as_user(record, self.user[role] if isinstance(role, str) else role)

    def messages(self):
        """What the open boards of the apel are told."""
        self.env.cr.precommit.data.get("bus.bus.values", []).clear()
        return self.env.cr.precommit.data.setdefault("bus.bus.values", [])


class TestBoard(BoardCase):
    def test_who_may_see_it(self):
        self.assertEqual(self.roles(lambda apel: apel.get_board()), ["head", "operator", "bkpsdm"])
        self.assertEqual(self.roles(lambda apel: apel.get_code()), ["head", "operator", "bkpsdm"])

    def test_the_leader_sees_it_without_being_head(self):
        self.apel.leader_id = self.second
        self.second.user_id = self._create_user("pemimpin")
        board = self.as_user(self.apel, self.second.user_id).get_board()
        self.assertTrue(board["can_decide"])

    def test_an_operator_decides_nothing(self):
        self.assertFalse(self.by("operator").get_board()["can_decide"])

    def test_counters_and_names_agree(self):
        board = self.by().get_board()
        self.assertEqual((board["expected"], board["present"], board["missing"]), (2, 1, 1))
        self.assertEqual([one["name"] for one in board["absent"]], ["Pegawai kedua"])
        self.assertEqual(
            [(one["name"], one["at"], one["via"]) for one in board["joined"]], [("Pegawai", "07:40", "code")]
        )

    def test_somebody_whose_leave_is_approved_meanwhile_is_not_missing(self):
        self._create_leave(self.second, "2026-01-15", "2026-01-15")
        board = self.by().get_board()
        self.assertEqual((board["expected"], board["missing"], board["absent"]), (1, 0, []))

    def test_people_of_a_nearer_apel_that_was_held_are_expected_there(self):
        own = self._create_apel(self.bidang)
        self.assertEqual(self.apel.expected_count, 2)
        self.open_apel(own)
        self.env.invalidate_all()
        self.assertEqual((self.apel.expected_count, own.expected_count), (0, 2))

    def test_one_question_for_the_code_is_cheap_whatever_the_number_of_people(self):
        before = self._queries(lambda: self.by().get_code())
        self.env["hr.employee"].create(
            [
                {
                    "name": f"Pegawai {number}",
                    "company_id": self.company.id,
                    "department_id": self.bidang.id,
                    "resource_calendar_id": self.calendar.id,
                    "position_level_id": self.position["pelaksana"].id,
                    "date_version": "2025-01-01",
                }
                for number in range(30)
            ]
        )
        self.process(7, 45)
        self.assertEqual(self.apel.expected_count, 32)
        self.assertLessEqual(self._queries(lambda: self.by().get_code()), before)
        self.assertLessEqual(self._queries(lambda: self.by().get_board()), before + 9)

    def _queries(self, function):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        function()
        return self.cr.sql_log_count - before

    def test_joining_takes_the_same_queries_with_one_and_with_many_present(self):
        few = self._queries(lambda: self.join(self.second, 7, 46))
        people = self.env["hr.employee"].create(
            [
                {
                    "name": f"Pegawai {number}",
                    "company_id": self.company.id,
                    "department_id": self.bidang.id,
                    "resource_calendar_id": self.calendar.id,
                    "position_level_id": self.position["pelaksana"].id,
                    "date_version": "2025-01-01",
                }
                for number in range(20)
            ]
        )
        self.process(7, 47)
        for person in people[1:]:
            self.join(person, 7, 48)
        self.assertLessEqual(self._queries(lambda: self.join(people[0], 7, 49)), few)
        self.assertLessEqual(few, 24)

    def test_who_joins_is_told_to_the_boards_once(self):
        told = self.messages()
        self.join(self.second, 7, 46)
        self.join(self.second, 7, 46, 20)
        lines = [one for one in told if "flexible_work_apel/presence" in one["message"]]
        self.assertEqual(len(lines), 1)
        self.assertIn(f'"flexible.work.apel",{self.apel.id}]', lines[0]["channel"])
        self.assertIn('"name":"Pegawai kedua"', lines[0]["message"])

    def test_only_those_who_run_the_apel_may_listen(self):
        heard = []
        name = f"flexible_work_apel_{self.apel.id}"
        for role, user in self.user.items():
            websocket = self.as_user(self.env["ir.websocket"], user)
            with self._request():
                channels = websocket._build_bus_channel_list([name])
            self.assertNotIn(name, [one for one in channels if isinstance(one, str)])
            if any(getattr(one, "_name", None) == self.apel._name and one == self.apel for one in channels):
                heard.append(role)
        self.assertEqual(heard, ["head", "operator", "bkpsdm"])

    def _request(self):
        from odoo.addons.http_routing.tests.common import MockRequest

        return MockRequest(self.env)


class TestNoting(BoardCase):
    def test_uniform_by_one_tap_and_for_all(self):
        self.join(self.second, 7, 41)
        self.by().set_uniform([self.staff.id], "no")
        self.by().set_uniform(None, "yes")
        noted = {one.employee_id: one.uniform for one in self.apel.attendance_ids}
        self.assertEqual(noted, {self.staff: "no", self.second: "yes"})
        self.by().set_uniform([self.staff.id], False)
        self.assertFalse(self.joined.uniform)

    def test_who_notes_uniforms(self):
        self.assertEqual(self.roles(lambda apel: apel.set_uniform(None, "yes")), ["head", "operator", "bkpsdm"])

    def test_nothing_else_is_noted_as_uniform(self):
        with self.assertRaises(UserError):
            self.by().set_uniform(None, "maybe")

    def test_presence_noted_by_hand_counts_and_says_who_and_why(self):
        self.by().note_presence(self.second.id, "Telepon rusak, terlihat di rapat", "late")
        noted = self.apel.attendance_ids - self.joined
        self.assertEqual((noted.via, noted.result, noted.note), ("leader", "late", "Telepon rusak, terlihat di rapat"))
        self.assertEqual(noted.noted_by_id, self.head.user_id)
        self.assertEqual(self.day_of(self.second).status, "present")
        self.assertIn("Noted as present: Pegawai kedua – Telepon rusak", "".join(self.apel.message_ids.mapped("body")))

    def test_who_notes_presence(self):
        note = lambda apel: apel.note_presence(self.second.id, "Telepon rusak")  # noqa: E731
        self.assertEqual(self.roles(note), ["head", "bkpsdm"])

    def test_noting_is_refused_in_words(self):
        for words, arguments in {
            "Give a reason": (self.second.id, " "),
            "in already": (self.staff.id, "x"),
            "not expected": (self.nurse.id, "x"),
            "on time or late": (self.second.id, "x", "never"),
        }.items():
            with self._refused(UserError, words):
                self.by().note_presence(*arguments)

    def test_nobody_notes_the_own_presence(self):
        self.apel.leader_id = self.second
        self.second.user_id = self._create_user("pemimpin")
        with self._refused(AccessError, "own presence"):
            self.as_user(self.apel, self.second.user_id).note_presence(self.second.id, "Telepon rusak")

    def test_an_apel_that_was_never_opened_has_no_presence(self):
        with self._refused(UserError, "not been opened"):
            self.as_user(self._create_apel(self.bidang), "head").note_presence(self.second.id, "x")

    def test_closed_early_it_opens_again_until_its_end(self):
        self.by().action_close()
        self.assertTrue(self.by().get_code()["closed_early"])
        self.by().action_reopen()
        self.assertEqual((self.apel.state, self.apel.closed_at), ("open", False))
        self.by().action_close()
        with self.local_time(8, 1), self._refused(UserError, "can be opened on"):
            self.as_user(self.apel, "head").action_reopen()

    def test_state_is_not_written_past_the_buttons(self):
        for values in ({"state": "closed"}, {"schedule_id": False}, {"by_hand": False}):
            with self.assertRaises(AccessError):
                self.by().write(values)
        with self.assertRaises(AccessError):
            self.as_user(self.env["flexible.work.apel"], "head").create(
                {"department_id": self.bidang.id, "date": "2026-01-22", "state": "open"}
            )

    def test_the_meeting_link_is_a_web_address(self):
        with self._refused(ValidationError, "is no web address"):
            self.by().meeting_url = "javascript:alert(1)"


class TestPictures(BoardCase):
    def test_a_screenshot_is_kept_small_and_clean(self):
        exif = Image.Exif()
        exif[0x010E] = "rumah"
        self.by().add_pictures([{"name": "rapat.jpg", "data": picture(4000, 200, "JPEG", exif=exif)}])
        kept = self.apel.screenshot_ids.with_context(bin_size=False)
        image = Image.open(io.BytesIO(base64.b64decode(kept.image)))
        self.assertEqual((image.format, max(image.size), dict(image.getexif())), ("JPEG", 1920, {}))

    def test_what_is_no_picture_is_refused(self):
        for data in ("", "x", base64.b64encode(b"<svg xmlns='http://www.w3.org/2000/svg'/>").decode(), None):
            with self._refused(UserError, "no picture"):
                self.by().add_pictures([{"name": "x", "data": data}])
        with self._refused(UserError, "no picture"):
            self.by().add_pictures([{"name": "x", "data": picture(kind="GIF")}])

    def test_size_and_number_are_limited(self):
        with self._refused(UserError, "5 MB"):
            self.by().add_pictures([{"name": "x", "data": base64.b64encode(b"x" * (5 * 1024 * 1024 + 1)).decode()}])
        with self._refused(UserError, "at most 10"):
            self.by().add_pictures([{"name": "x", "data": picture()}] * 11)

    def test_who_adds_and_who_reads(self):
        add = lambda apel: apel.add_pictures([{"name": "x", "data": picture()}])  # noqa: E731
        self.assertEqual(self.roles(add), ["head", "bkpsdm"])
        self.by().add_pictures([{"name": "x", "data": picture()}])
        shot = self.apel.screenshot_ids
        self.assertEqual(self._who(lambda one: one.read(["image"]), shot), ["head", "bkpsdm", "auditor"])
        own = [("res_model", "=", shot._name), ("res_id", "=", shot.id), ("res_field", "=", "image")]
        file = self.env["ir.attachment"].sudo().search(own)
        self.assertEqual(self._who(lambda one: one.read(["datas"]), file), ["head", "bkpsdm", "auditor"])

    def test_removing_leaves_a_trace(self):
        self.by().add_pictures([{"name": "rapat.png", "data": picture()}])
        self.assertEqual(self._who(lambda one: one.action_remove(), self.apel.screenshot_ids), ["head", "bkpsdm"])
        self.as_user(self.apel.screenshot_ids, "head").action_remove()
        self.assertFalse(self.apel.screenshot_ids)
        self.assertIn("Pictures removed: rapat.png", "".join(self.apel.message_ids.mapped("body")))

    def test_they_are_deleted_with_the_photos(self):
        self.by().add_pictures([{"name": "x", "data": picture()}])
        shots = self.env["flexible.work.apel.screenshot"].sudo()
        with self.local_time(9, day=self.apel.date.replace(year=2027)):
            shots._purge(self.company)
        self.assertFalse(shots.search([("apel_id", "=", self.apel.id)]))


class TestRecap(BoardCase):
    def setUp(self):
        super().setUp()
        self.process(8, 15)
        self.env.flush_all()

    def test_expected_and_present_per_opd(self):
        row = self.env["flexible.work.apel.recap"].search([("company_id", "=", self.company.id)])
        self.assertEqual(
            (row.opd_id, row.session, row.expected, row.on_time, row.late, row.missing, row.percent),
            (self.diskominfo, "morning", 2, 1, 0, 1, 50.0),
        )

    def test_by_month_the_share_is_that_of_all_people(self):
        groups = self.env["flexible.work.apel.recap"].formatted_read_group(
            [("company_id", "=", self.company.id)], ["date:month"], ["expected:sum", "percent:avg"]
        )
        self.assertEqual((groups[0]["expected:sum"], groups[0]["percent:avg"]), (2, 50.0))

    def test_who_reads_it(self):
        row = self.env["flexible.work.apel.recap"].search([("company_id", "=", self.company.id)])
        self.assertEqual(
            self._who(lambda one: one.read(["expected"]), row), ["head", "operator", "bkpsdm", "executive", "auditor"]
        )

    def test_smart_buttons_open_who_is_meant(self):
        for method, people in (
            ("action_show_present", self.staff),
            ("action_show_late", self.env["hr.employee"]),
            ("action_show_missing", self.second),
        ):
            action = getattr(self.as_user(self.apel, "head"), method)()
            self.assertEqual(self.env[action["res_model"]].search(action["domain"]).employee_id, people, method)

    def test_filters_of_the_list(self):
        past = self._create_apel(self.bidang, date="2026-01-14")
        apels = self.env["flexible.work.apel"]
        with self.local_time(9):
            self.assertEqual(apels.search([("is_not_held", "=", True), ("company_id", "=", self.company.id)]), past)
            self.assertEqual(apels.search([("is_today", "=", True), ("company_id", "=", self.company.id)]), self.apel)


@tagged("post_install", "-at_install")
class TestScreenshotOverHttp(BoardCase, HttpCase):
    def test_the_picture_is_shown_to_the_head_and_not_to_an_operator(self):
        self.by().add_pictures([{"name": "x", "data": picture()}])
        url = f"/web/image/flexible.work.apel.screenshot/{self.apel.screenshot_ids.id}/image"
        sizes = {}
        for role in ("head", "operator"):
            self.authenticate(self.user[role].login, self.user[role].login)
            with mute_logger("odoo.http"):
                answer = self.url_open(url)
            sizes[role] = Image.open(io.BytesIO(answer.content)).size if answer.ok else None
        self.assertEqual(sizes["head"], (40, 30))
        self.assertNotEqual(sizes["operator"], (40, 30))

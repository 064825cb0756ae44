import base64

from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged

from .common import OFFICE
from .test_correction import CorrectionCase

PHOTO = base64.b64encode(
    base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")
)
POSITION = ["in_latitude", "in_longitude", "in_ip_address", "in_browser", "in_location"]


class PrivacyCase(CorrectionCase):
    def setUp(self):
        super().setUp()
        self.attendance = self.attendances(self.staff).sudo()
        self.attendance.write(
            {
                "in_latitude": OFFICE[0],
                "in_longitude": OFFICE[1],
                "in_ip_address": "10.1.2.3",
                "in_browser": "firefox",
                "flexible_in_photo": PHOTO,
                "flexible_in_device": "abc",
                "flexible_in_accuracy": 12.0,
            }
        )
        self.officer = self._create_user(
            "petugas",
            "hr_attendance.group_hr_attendance_manager,hr.group_hr_user,base.group_allow_export",
            company=self.company,
        )
        self.user["bkpsdm"].group_ids |= self.env.ref("base.group_allow_export")

    def lines(self):
        return self.env["flexible.work.access.log"].sudo().search([("employee_id", "=", self.staff.id)])


class TestAccessLog(PrivacyCase):
    def test_only_bkpsdm_reads_positions_devices_and_photos(self):
        for name in (*POSITION, "flexible_in_device", "flexible_in_photo"):
            self.assertEqual(self._who(lambda seen, n=name: seen.read([n]), self.attendance), ["bkpsdm"], name)

    def test_an_officer_of_attendances_does_not_say_where_a_check_in_was_made(self):
        attendance = self.as_user(self.attendance, self.officer)
        for values in ({"flexible_in_place": "inside"}, {"flexible_in_distance": 0}, {"flexible_in_located": False}):
            with self._refused(AccessError, "recorded, not entered"):
                attendance.write(values)

    def test_an_officer_of_attendances_sees_them_without_positions(self):
        attendance = self.as_user(self.attendance, self.officer)
        with self.assertRaises(AccessError):
            attendance.read(["in_latitude"])
        self.assertNotIn("in_latitude", attendance.read()[0])
        with self.assertRaises(AccessError):
            attendance.search([("in_latitude", ">", 0)])
        with self.assertRaises(AccessError):
            attendance.export_data(["in_latitude"])
        for kind in ("list", "form", "kanban", "search", "pivot", "graph"):
            self.assertNotIn("in_latitude", attendance.get_view(view_type=kind)["arch"], kind)

    def test_odoos_views_show_no_position_to_bkpsdm_either(self):
        attendance = self.by(self.attendance, "bkpsdm")
        for kind in ("list", "form"):
            self.assertNotIn("in_latitude", attendance.get_view(view_type=kind)["arch"])
        action = attendance.action_flexible_position()
        arch = attendance.get_view(action["view_id"][0], "form")["arch"]
        self.assertIn("in_latitude", arch)

    def test_each_way_of_reading_is_noted(self):
        """UU 27/2022: who read what is there to be asked for."""
        attendance = self.by(self.attendance, "bkpsdm")
        ways = {
            "read": lambda: attendance.read(["in_latitude"]),
            "web_read": lambda: attendance.web_read({"in_ip_address": {}}),
            "search_read": lambda: attendance.search_read([("id", "=", attendance.id)], ["in_longitude"]),
            "web_search_read": lambda: attendance.web_search_read(
                [("id", "=", attendance.id)], {"flexible_in_device": {}}
            ),
            "export": lambda: attendance.export_data(["in_latitude"]),
            "through another model": lambda: attendance.flexible_day_id.export_data(["attendance_ids/in_latitude"]),
            "map": attendance.action_in_attendance_maps,
        }
        self.user["bkpsdm"].group_ids |= self.env.ref("hr_attendance.group_hr_attendance_user")
        for way, read in ways.items():
            before = self.lines()
            self.env.cr.precommit.data.pop("flexible_work_access_log", None)
            read()
            line = self.lines() - before
            self.assertEqual((line.user_id, line.what), (self.user["bkpsdm"], "position"), way)

    def test_one_line_for_a_person_a_kind_and_a_request(self):
        attendance = self.by(self.attendance, "bkpsdm")
        attendance.read(["in_latitude", "flexible_in_photo"])
        attendance.read(["in_longitude"])
        self.assertEqual(sorted(self.lines().mapped("what")), ["photo", "position"])

    def test_what_tells_nothing_about_a_place_is_not_noted(self):
        self.by(self.attendance, "bkpsdm").read(["check_in", "flexible_in_place"])
        self.assertFalse(self.lines())

    def test_a_check_in_without_position_is_not_noted(self):
        self.attendance.write(dict.fromkeys([*POSITION, "flexible_in_device", "flexible_in_photo"], False))
        self.by(self.attendance, "bkpsdm").read(POSITION)
        self.assertFalse(self.lines())

    def test_positions_are_not_grouped(self):
        with self._refused(UserError, "never compared or grouped"):
            self.by(self.attendance, "bkpsdm").formatted_read_group([], ["in_ip_address"], ["__count"])
        with self._refused(UserError, "never compared or grouped"):
            self.by(self.attendance, "bkpsdm").formatted_read_group([], ["employee_id"], ["in_latitude:max"])

    def test_the_registered_home_is_noted_too(self):
        self.staff.write({"home_latitude": OFFICE[0], "home_longitude": OFFICE[1], "home_located": True})
        self.assertEqual(self._who(lambda seen: seen.read(["home_latitude"]), self.staff), ["bkpsdm"])
        self.by(self.staff, "bkpsdm").read(["home_latitude"])
        self.assertEqual(self.lines().what, "home")
        with self.assertRaises(AccessError):
            self.as_user(self.staff, self.officer).read(["home_latitude"])
        self.assertTrue(self.as_user(self.staff, self.officer).read(["nip"]), "HR goes on working")

    def test_many_are_noted_by_one_statement(self):
        colleagues = [self._create_employee(f"Rekan {n}", self.bidang) for n in range(30)]
        attendances = self.env["hr.attendance"].create(
            [
                {"employee_id": one.id, "check_in": self.utc(7), "in_latitude": 0.5, "in_longitude": 127.0}
                for one in colleagues
            ]
        )
        self.env.flush_all()
        seen = self.by(attendances, "bkpsdm")
        for few, many in ((seen[:5], seen[5:]),):
            few.read(["in_latitude"])
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            seen[5:10].read(["in_latitude"])
            self.env.flush_all()
            five = self.env.cr.sql_log_count - before
            before = self.env.cr.sql_log_count
            many[5:].read(["in_latitude"])
            self.env.flush_all()
            self.assertLessEqual(self.env.cr.sql_log_count - before, five)

    # ------------------------------------------------------------ the log itself
    def test_who_reads_the_log(self):
        self.by(self.attendance, "bkpsdm").read(["in_latitude"])
        line = self.lines()
        self.assertEqual(
            self._who(lambda seen: seen.search([("id", "=", seen.id)]), line), ["employee", "bkpsdm", "auditor"]
        )
        self.assertTrue(self.by(line, "employee").search([("is_about_me", "=", True)]))

    def test_nobody_writes_or_deletes_the_log(self):
        self.by(self.attendance, "bkpsdm").read(["in_latitude"])
        line = self.lines()
        for user in (*self.user.values(), self.env.ref("base.user_admin")):
            for act in (lambda seen: seen.write({"what": "photo"}), lambda seen: seen.unlink()):
                with self.assertRaises(UserError, msg=user.login):
                    act(line.with_user(user))
            with self.assertRaises(AccessError, msg=user.login):
                line.with_user(user).create(
                    {"at": "2026-01-01", "user_id": user.id, "employee_id": self.staff.id, "what": "photo"}
                )
        with self.assertRaises(UserError):
            line.sudo().write({"what": "photo"})
        with self.assertRaises(UserError):
            line.sudo().unlink()


@tagged("-at_install", "post_install")
class TestAccessLogOverHttp(PrivacyCase, HttpCase):
    def call(self, user, model, method, *args, **kwargs):
        self.authenticate(user.login, user.login)
        response = self.url_open(
            f"/web/dataset/call_kw/{model}/{method}",
            json={
                "jsonrpc": "2.0",
                "method": "call",
                "params": {"model": model, "method": method, "args": args, "kwargs": kwargs},
            },
        )
        return response.json()

    def test_a_request_that_only_reads_is_noted(self):
        context = {"allowed_company_ids": self.company.ids}
        answer = self.call(
            self.user["bkpsdm"],
            "hr.attendance",
            "web_read",
            self.attendance.ids,
            specification={"in_latitude": {}},
            context=context,
        )
        self.assertAlmostEqual(answer["result"][0]["in_latitude"], OFFICE[0])
        self.assertEqual(self.lines().mapped("what"), ["position"])

    def test_a_photo_by_its_address(self):
        path = f"/web/image/hr.attendance/{self.attendance.id}/flexible_in_photo"
        for role in ("head", "employee"):
            self.authenticate(self.user[role].login, self.user[role].login)
            self.assertNotEqual(self.url_open(path).content, base64.b64decode(PHOTO), role)
        self.assertFalse(self.lines())
        self.authenticate("bkpsdm", "bkpsdm")
        self.assertEqual(self.url_open(path).content, base64.b64decode(PHOTO))
        self.assertEqual(self.lines().mapped("what"), ["photo"])

    def test_a_photo_by_its_file(self):
        file = (
            self.env["ir.attachment"]
            .sudo()
            .search(
                [
                    ("res_model", "=", "hr.attendance"),
                    ("res_id", "=", self.attendance.id),
                    ("res_field", "=", "flexible_in_photo"),
                ]
            )
        )
        with self.assertRaises(AccessError):
            self.by(file, "head").read(["datas"])
        self.by(file, "bkpsdm").read(["datas"])
        self.assertEqual(self.lines().mapped("what"), ["photo"])

"""What only reads is marked so, and reads where nothing can be written, as on a replica of the database."""

import inspect
import threading
from datetime import date
from unittest.mock import patch

from freezegun.api import freeze_time
from psycopg2.errors import ReadOnlySqlTransaction

from odoo import http
from odoo.exceptions import AccessError
from odoo.service.model import get_public_method
from odoo.tests import HttpCase, TransactionCase, tagged
from odoo.tools import mute_logger

from odoo.addons.flexible_work_asn_reports.tests.public_case import TEN, PublicCase

from .reading import METHODS, ROUTES, ROUTES_THAT_DECIDE, WRITING_METHODS, WRITING_ROUTES

OURS = "flexible_work_asn"
TODAY = date(2026, 1, 15)


@tagged("post_install", "-at_install")
class TestMarks(TransactionCase):
    def methods(self):
        """(model, name, method) of every public method that the addons bring, without those that extend Odoo's."""
        for model, cls in self.env.registry.items():
            for name, method in inspect.getmembers(cls, inspect.isfunction):
                homes = [base.__module__ for base in cls.__mro__ if name in vars(base) and base.__module__]
                if homes and all(f".{OURS}" in home for home in homes if home.startswith("odoo.")):
                    try:
                        get_public_method(self.env[model], name)
                    except (AccessError, AttributeError):
                        continue
                    yield model, name, method

    def rules(self):
        # a request's thread knows its database
        with patch.object(threading.current_thread(), "dbname", self.env.cr.dbname, create=True):
            routing = self.env["ir.http"].routing_map()
        for rule in routing.iter_rules():
            endpoint = rule.endpoint.func.__func__
            homes = {
                cls.__module__ for cls in type(rule.endpoint.func.__self__).__mro__ if endpoint.__name__ in vars(cls)
            }
            if any(OURS in home for home in homes):
                yield rule.rule, rule.endpoint.routing["readonly"]

    def test_each_public_method_reads_and_is_marked_or_writes(self):
        found = {(model, name): getattr(method, "_readonly", False) for model, name, method in self.methods()}
        public = {key for key in found if not key[1].startswith("action_")}
        reading = {(model, name) for model, names in METHODS.items() for name in names}
        writing = {(model, name) for model, names in WRITING_METHODS.items() for name in names}
        self.assertEqual({key for key, marked in found.items() if marked}, reading)
        self.assertEqual(public - reading, writing)

    def test_each_address_reads_and_is_marked_or_writes(self):
        found = list(self.rules())
        self.assertEqual({rule for rule, readonly in found if readonly is True}, ROUTES)
        self.assertEqual({rule for rule, readonly in found if callable(readonly)}, ROUTES_THAT_DECIDE)
        self.assertEqual({rule for rule, readonly in found if readonly is False}, WRITING_ROUTES)


@tagged("post_install", "-at_install")
class TestReadingWritesNothing(PublicCase, HttpCase):
    """Every reading method runs with a cursor that refuses to write, as PostgreSQL's replica does."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_one_user_of_each_role()

    def setUp(self):
        super().setUp()
        self.enterContext(freeze_time(TEN, tick=True, real_asyncio=True))

    def questions(self):
        """{(model, method): (role, records, arguments)} of all that are listed."""
        circular = self.env["flexible.work.circular"].search([("company_id", "=", self.company.id)], limit=1)
        circular = circular or self._create_circular()
        roster = self.env["flexible.work.roster"].create(
            {"department_id": self.diskominfo.id, "date_from": date(2026, 1, 12), "date_to": date(2026, 1, 18)}
        )
        apel = self.env["flexible.work.apel"].create(
            {
                "company_id": self.company.id,
                "department_id": self.diskominfo.id,
                "date": TODAY,
                "kind": "morning",
                "hour_from": 9,
                "hour_late": 12,
                "hour_to": 20,
            }
        )
        apel.action_open()
        self.diskominfo.staff_min_count = 5
        workload = self.env["flexible.work.workload"].create({"company_id": self.company.id, "name": "Need"})
        workload.action_compute()
        unit = workload.unit_ids[:1]
        week = (date(2026, 1, 12), date(2026, 1, 18))
        none = self.env.__getitem__
        return {
            ("flexible.work.apel", "get_board"): ("head", apel, ()),
            ("flexible.work.apel", "get_code"): ("head", apel, ()),
            ("flexible.work.calendar.token", "get_my_feed"): ("staff", none("flexible.work.calendar.token"), ()),
            ("flexible.work.circular", "simulate"): ("bkpsdm", circular, week),
            ("flexible.work.circular", "simulation_people"): ("bkpsdm", circular, (TODAY,)),
            ("flexible.work.dashboard", "get_today"): ("executive", none("flexible.work.dashboard"), ()),
            ("flexible.work.day", "get_morning_numbers"): ("head", none("flexible.work.day"), ()),
            ("flexible.work.day", "get_my_day"): ("staff", none("flexible.work.day"), ()),
            ("flexible.work.roster", "compare_strategies"): ("head", roster, ()),
            ("flexible.work.roster", "grid_data"): ("head", roster, ()),
            ("flexible.work.roster", "grid_rosters"): ("head", roster, ()),
            ("flexible.work.setup", "count_missing"): ("bkpsdm", none("flexible.work.setup"), ()),
            ("flexible.work.setup", "get_checklist"): ("bkpsdm", none("flexible.work.setup"), ()),
            ("flexible.work.wish", "get_unusual_days"): ("staff", none("flexible.work.wish"), tuple(map(str, week))),
            ("flexible.work.workload", "get_overview"): ("bkpsdm", none("flexible.work.workload"), (workload.id,)),
            ("flexible.work.workload", "get_unit"): (
                "bkpsdm",
                none("flexible.work.workload"),
                (workload.id, unit.department_id.id),
            ),
            ("flexible.work.workload", "what_if"): ("bkpsdm", none("flexible.work.workload"), (workload.id, [])),
            ("hr.employee", "flexible_work_my_data"): ("staff", none("hr.employee"), ()),
            ("hr.employee", "flexible_work_plan"): ("bkpsdm", self.staff, week),
            ("hr.employee", "flexible_work_why"): ("bkpsdm", self.staff, (TODAY,)),
            ("hr.employee", "get_flexible_work_month"): ("staff", none("hr.employee"), ()),
        }

    def user_of(self, role):
        return self.staff.user_id if role == "staff" else self.user[role]

    def test_methods(self):
        questions = self.questions()
        self.assertEqual(set(questions), {(model, name) for model, names in METHODS.items() for name in names})
        self.env.flush_all()
        for (model, name), (role, records, arguments) in questions.items():
            self.env.invalidate_all()
            with self.subTest(model=model, method=name), self.registry.cursor(readonly=True) as cursor:
                env = self.env(
                    cr=cursor,
                    user=self.user_of(role),
                    context={"allowed_company_ids": self.company.ids, "lang": "en_US"},
                )
                answer = getattr(records.with_env(env), name)(*arguments)
                self.assertIsNotNone(answer)

    @mute_logger("odoo.sql_db")
    def test_the_cursor_would_refuse(self):
        with self.registry.cursor(readonly=True) as cursor:
            try:
                cursor.execute("UPDATE res_company SET name = name")
            except ReadOnlySqlTransaction:
                cursor.rollback()
            else:
                self.fail("What reads could write, and this file would show nothing")

    def printed(self, reportname, keep=None):
        """Whether each cursor with which the web client's address printed a paper was read-only."""
        modes = []

        def rendered(report, _reportname, _ids, data=None):
            modes.append(report.env.cr.readonly)
            if keep:
                report.env.cr.execute("UPDATE res_company SET name = name")
            return b"%PDF-", "pdf"

        self.authenticate("bkpsdm", "bkpsdm")
        with patch.object(type(self.env["ir.actions.report"]), "_render_qweb_pdf", rendered):
            form = {
                "data": f'["/report/pdf/{reportname}/1,2", "qweb-pdf"]',
                "csrf_token": http.Request.csrf_token(self),
            }
            answer = self.url_open("/report/download", data=form)
        self.assertEqual(answer.content, b"%PDF-", answer.text)
        return modes

    def test_our_papers_are_printed_from_the_replica(self):
        self.assertEqual(self.printed("flexible_work_asn.roster_spt"), [True])
        self.assertEqual(self.printed("hr.print_employee_badge"), [False])

    @mute_logger("odoo.sql_db", "odoo.http", "odoo.addons.web.controllers.report")
    def test_a_paper_that_is_kept_is_printed_by_the_primary(self):
        self.assertEqual(self.printed("flexible_work_asn.roster_spt", keep=True), [True, False])

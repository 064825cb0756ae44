"""Sending that really happens at the same moment: transactions of their own, committed, with a real mail server."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from unittest.mock import patch

import psycopg2

from odoo import fields
from odoo.modules.registry import DummyRLock, Registry
from odoo.service.model import retrying
from odoo.tests import tagged
from odoo.tools import mute_logger

from .committed_mail import PAGE, CommittedMailCase

RECIPIENTS = 6


@tagged("post_install", "-at_install")
class TestReportSendParallel(CommittedMailCase):
    """A verified report that is in the database for as long as a test runs."""

    recipients = RECIPIENTS
    papers = ("flexible.work.report",)

    @classmethod
    def _forget(cls, env):
        deliveries = env["flexible.work.report.delivery"].search([("report_id.company_id", "=", cls.company_id)])
        env["mail.mail"].search(
            [("model", "=", "flexible.work.report.delivery"), ("res_id", "in", deliveries.ids)]
        ).unlink()
        super()._forget(env)

    def setUp(self):
        super().setUp()
        # Odoo's own runner holds the lock of the registries in this thread, and the others would wait for it for good
        self.startPatcher(patch.object(Registry, "_lock", DummyRLock()))
        # the files are there already; once for all threads, because patches of several threads undo each other wrongly
        self.startPatcher(patch.object(self.registry["flexible.work.report"], "_render_files", lambda _report: None))
        with self._env() as env:
            report = env["flexible.work.report"].create(
                {
                    "company_id": self.company_id,
                    "date": "2026-01-15",
                    "recipient_ids": [(6, 0, self.partner_ids)],
                }
            )
            report.write({"state": "verified", "as_of": fields.Datetime.now(), "xlsx_file": PAGE, "pdf_file": PAGE})
            self.report_id = report.id

    def report(self, env):
        return env["flexible.work.report"].browse(self.report_id)

    def put_into_outbox(self):
        with self._env() as env:
            self.report(env)._put_into_outbox(env.user)

    def work(self, *_number):
        """What the schedule, or the click of an officer, does with the outbox."""
        with self._env() as env:
            self.report(env)._work_outbox()

    def at_once(self, acts):
        """The answers of all ``acts``, which begin at the same moment; an error is an answer, too."""
        barrier = threading.Barrier(len(acts))

        def begin(act):
            barrier.wait(60)
            try:
                return act()
            except Exception as error:
                return error

        with ThreadPoolExecutor(len(acts)) as pool:
            return list(pool.map(begin, acts))

    def state(self):
        with self._env() as env:
            report = self.report(env)
            return report.state, sorted(report.delivery_ids.mapped("state"))

    def test_four_workers_at_once_send_each_mail_once(self):
        self.put_into_outbox()
        answers = self.at_once([self.work] * 4)
        self.assertEqual([answer for answer in answers if answer], [])
        self.assertEqual(self.box.addresses(), self.everybody())
        self.work()
        self.assertEqual(self.state(), ("sent", ["sent"] * RECIPIENTS))
        with self._env() as env:
            attempts = env["flexible.work.report.attempt"].search([("report_id", "=", self.report_id)])
            self.assertEqual(len(attempts), RECIPIENTS)

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_three_officers_who_click_at_once_make_one_delivery_for_each_recipient(self):
        def click():
            with self._env() as env:
                report = self.report(env)

                def send():
                    report.invalidate_recordset()
                    report.action_send()

                retrying(send, env)

        self.at_once([click] * 3)
        self.work()
        self.assertEqual(self.box.addresses(), self.everybody())
        self.assertEqual(self.state(), ("sent", ["sent"] * RECIPIENTS))

    @mute_logger("odoo.addons.flexible_work_asn_reports.models.flexible_work_report_outbox", "odoo.sql_db")
    def test_a_rollback_after_a_mail_has_left_sends_it_no_second_time(self):
        """The connection to the database breaks while the mail server still has the word."""
        self.put_into_outbox()
        left = []

        def cut():
            if not left:
                left.append(True)
                with self._env() as env:
                    # it is gone before the mail server answers: milliseconds to wait
                    env.cr.execute("SELECT pg_terminate_backend(%s, 10000)", [self.worker_pid])

        self.box.on_arrival = cut
        with self.assertRaises(psycopg2.Error), self._env() as env:
            env.cr.execute("SELECT pg_backend_pid()")
            self.worker_pid = env.cr.fetchone()[0]
            self.report(env)._work_outbox()
        self.box.on_arrival = lambda: None
        self.assertEqual(len(self.box.messages), 1)
        first = self.box.addresses()
        with self._env() as env:
            (broken,) = self.report(env).delivery_ids.filtered(lambda delivery: delivery.state == "sending")
            self.assertEqual([broken.email], first)
        self.work()
        self.assertEqual(self.box.addresses(), self.everybody(), "The others go on, and it is not repeated")
        with self._env() as env:
            self.assertEqual(self.report(env).state, "verified")
            env.cr.execute(
                "UPDATE flexible_work_report_delivery SET claimed_at = claimed_at - interval '1 hour' WHERE id = %s",
                [broken.id],
            )
            env["flexible.work.report.delivery"]._settle_left()
        self.work()
        self.assertEqual(self.state(), ("verified", ["sent"] * (RECIPIENTS - 1) + ["unknown"]))
        self.assertEqual(self.box.addresses(), self.everybody())

    def test_while_it_is_being_sent_it_is_not_taken_back(self):
        """BKPSDM takes the verification back in the moment in which the first mail leaves."""
        self.put_into_outbox()
        answers = []

        def take_back():
            if not answers:
                try:
                    with self._env() as env:
                        retrying(lambda: self.report(env).action_reopen(reason="?"), env)
                    answers.append(None)
                except Exception as refusal:
                    answers.append(str(refusal))

        self.box.on_arrival = take_back
        self.work()
        self.assertRegex(str(answers[0]), "already received|at this moment")
        self.assertEqual(self.state(), ("sent", ["sent"] * RECIPIENTS))

    def test_a_click_waits_for_a_slow_server_only_so_long(self):
        self.put_into_outbox()
        self.box.on_arrival = lambda: time.sleep(0.2)
        with self._env() as env:
            self.report(env)._work_outbox(seconds=0.1)
        self.assertEqual(len(self.box.messages), 1)
        self.assertEqual(self.state()[0], "verified")
        self.work()
        self.assertEqual(self.state(), ("sent", ["sent"] * RECIPIENTS))
        self.assertEqual(self.box.addresses(), self.everybody())

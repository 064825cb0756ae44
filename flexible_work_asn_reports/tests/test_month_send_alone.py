"""Sending the papers of a month as it happens: the one who asks and the one who sends are two transactions."""

from datetime import date
from unittest.mock import patch

from odoo.tests import tagged

from .committed_mail import PAGE, CommittedMailCase

FILES = {"pdf_file": PAGE, "pdf_name": "rekap.pdf"}


@tagged("post_install", "-at_install")
class TestMonthSendAlone(CommittedMailCase):
    papers = ("flexible.work.month.dispatch", "flexible.work.month")

    def setUp(self):
        super().setUp()
        months = self.registry["flexible.work.month"]
        self.startPatcher(patch.object(months, "_files", lambda _month, _kind: dict(FILES)))
        self.startPatcher(patch.object(months, "_check_complete", lambda _month: None))
        with self._env() as env:
            values = {"company_id": self.company_id, "month": date(2026, 3, 1)}
            month = env["flexible.work.month"].create(
                values | {name: [(6, 0, self.partner_ids)] for name in ("recipient_ids", "apel_recipient_ids")}
            )
            self.month_id = month.id

    def send(self, method, state):
        with self._env() as env:
            env.cr.execute("UPDATE flexible_work_month SET state = %s WHERE id = %s", [state, self.month_id])
        with self._env() as env:
            # the administrator's, as a worker would: BKPSDM's group is in it
            return getattr(env["flexible.work.month"].browse(self.month_id), method)()

    def sent(self):
        with self._env() as env:
            month = env["flexible.work.month"].browse(self.month_id)
            return month.state, bool(month.apel_sent_at), month.dispatch_ids.mapped("state")

    def test_a_confirmed_report_leaves(self):
        self.send("action_send", "confirmed")
        self.assertEqual(self.sent(), ("sent", False, ["sent"]))
        self.assertEqual(self.box.addresses(), self.everybody())

    def test_the_recap_of_a_draft_is_counted_and_leaves(self):
        self.send("action_send_apel", "draft")
        self.assertEqual(self.sent(), ("draft", True, ["sent"]))
        self.assertEqual(self.box.addresses(), self.everybody())

"""Sending the papers of a month as it happens: the one who asks and the one who sends are two transactions."""

import base64
import uuid
from datetime import date
from unittest.mock import patch

from odoo.tests import tagged
from odoo.tools import config

from odoo.addons.base.models.ir_mail_server import IrMail_Server
from odoo.addons.flexible_work_asn.tests.committed import CommittedCase

from .letterbox import open_letterbox

PAGE = base64.b64encode(b"%PDF-1.4 the page").decode()
FILES = {"pdf_file": PAGE, "pdf_name": "rekap.pdf"}


@tagged("post_install", "-at_install")
class TestMonthSendAlone(CommittedCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with cls._env() as env:
            company = env["res.company"].create({"name": f"Kota Sendiri {uuid.uuid4()}", "email": "kota@x.example"})
            cls.company_id = company.id
            partner = env["res.partner"].create({"name": "Penerima", "email": "penerima@x.example", "lang": "en_US"})
            cls.partner_id = partner.id

    @classmethod
    def _remove(cls):
        if not hasattr(cls, "company_id"):
            return
        with cls._env() as env:
            cls._forget(env)
            env["res.partner"].browse(cls.partner_id).unlink()
            env["res.company"].browse(cls.company_id).active = False

    @classmethod
    def _forget(cls, env):
        company = [cls.company_id]
        for model in ("flexible_work_month_dispatch", "flexible_work_month"):
            rows = f"SELECT id FROM {model} WHERE company_id = %s"
            for table, name in (("mail_message", "model"), ("ir_attachment", "res_model")):
                env.cr.execute(
                    f"DELETE FROM {table} WHERE {name} = %s AND res_id IN ({rows})", [model.replace("_", "."), *company]
                )
            env.cr.execute(f"DELETE FROM {model} WHERE company_id = %s", company)
        env["ir.mail_server"].search([("name", "=", "alone")]).unlink()

    def setUp(self):
        super().setUp()
        months = self.registry["flexible.work.month"]
        self.startPatcher(patch.object(IrMail_Server, "_disable_send", lambda _model: False))
        self.startPatcher(patch.dict(config.options, {"smtp_server": ""}))
        self.startPatcher(patch.object(months, "_files", lambda _month, _kind: dict(FILES)))
        self.startPatcher(patch.object(months, "_check_complete", lambda _month: None))
        self.box, port = open_letterbox(self)
        with self._env() as env:
            self._forget(env)
            others = env["ir.mail_server"].search([])
            others.active = False
            self.addCleanup(self._servers_back, others.ids)
            env["ir.mail_server"].create(
                {"name": "alone", "smtp_host": "127.0.0.1", "smtp_port": port, "smtp_encryption": "none"}
            )
            values = {"company_id": self.company_id, "month": date(2026, 3, 1)}
            month = env["flexible.work.month"].create(
                values | {name: [(6, 0, [self.partner_id])] for name in ("recipient_ids", "apel_recipient_ids")}
            )
            self.month_id = month.id

    def _servers_back(self, ids):
        with self._env() as env:
            env["ir.mail_server"].browse(ids).active = True

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
        self.assertEqual(len(self.box.messages), 1)

    def test_the_recap_of_a_draft_is_counted_and_leaves(self):
        self.send("action_send_apel", "draft")
        self.assertEqual(self.sent(), ("draft", True, ["sent"]))
        self.assertEqual(len(self.box.messages), 1)

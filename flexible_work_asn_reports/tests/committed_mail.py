"""Sending as it happens: transactions of their own, committed, with a real mail server."""

import base64
import uuid
from unittest.mock import patch

from odoo.tools import config

from odoo.addons.base.models.ir_mail_server import IrMail_Server
from odoo.addons.flexible_work_asn.tests.committed import CommittedCase

from .letterbox import open_letterbox

PAGE = base64.b64encode(b"%PDF-1.4 the page").decode()
SERVER = "letterbox of the test"


class CommittedMailCase(CommittedCase):
    """A regional government and those who receive its papers, for as long as the class runs.

    Its mail arrives in ``box``. ``papers`` are the models of what it sends. A test begins and ends without any.
    """

    recipients = 1
    papers = ()

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with cls._env() as env:
            company = env["res.company"].create({"name": f"Kota Surat {uuid.uuid4()}", "email": "kota@x.example"})
            cls.company_id = company.id
            cls.partner_ids = (
                env["res.partner"]
                .create(
                    [
                        {"name": f"Penerima {number}", "email": email, "lang": "en_US"}
                        for number, email in enumerate(cls.everybody())
                    ]
                )
                .ids
            )

    @classmethod
    def everybody(cls):
        """The addresses of all who receive the papers, in order."""
        return sorted(f"penerima{number}@x.example" for number in range(cls.recipients))

    @classmethod
    def _remove(cls):
        if not hasattr(cls, "partner_ids"):
            return
        with cls._env() as env:
            cls._forget(env)
            env["res.partner"].browse(cls.partner_ids).unlink()
            # journals of its own and the like may keep a company: it is out of sight then
            env["res.company"].browse(cls.company_id).active = False

    @classmethod
    def _forget(cls, env):
        """Also what was sent, which only the database itself lets go."""
        for model in cls.papers:
            table = env[model]._table
            rows = f"SELECT id FROM {table} WHERE company_id = %s"
            for kept, name in (("mail_message", "model"), ("ir_attachment", "res_model")):
                env.cr.execute(f"DELETE FROM {kept} WHERE {name} = %s AND res_id IN ({rows})", [model, cls.company_id])
            env.cr.execute(f"DELETE FROM {table} WHERE company_id = %s", [cls.company_id])
        env["ir.mail_server"].search([("name", "=", SERVER)]).unlink()

    def setUp(self):
        super().setUp()
        self.startPatcher(patch.object(IrMail_Server, "_disable_send", lambda _model: False))
        self.startPatcher(patch.dict(config.options, {"smtp_server": ""}))
        self.box, port = open_letterbox(self)
        with self._env() as env:
            self._forget(env)
            others = env["ir.mail_server"].search([])
            others.active = False
            self.addCleanup(self._servers_back, others.ids)
            env["ir.mail_server"].create(
                {"name": SERVER, "smtp_host": "127.0.0.1", "smtp_port": port, "smtp_encryption": "none"}
            )

    def _servers_back(self, ids):
        with self._env() as env:
            env["ir.mail_server"].browse(ids).active = True

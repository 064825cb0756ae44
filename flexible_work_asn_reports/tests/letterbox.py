"""A mail server that really receives, on this machine, for the length of a test."""

import email
import email.policy
import socket
from unittest.mock import patch

from odoo.tools import config

from odoo.addons.base.models.ir_mail_server import IrMail_Server

try:
    from aiosmtpd.controller import Controller
except ImportError:  # a development dependency
    Controller = None


class Letterbox:
    """Keeps what arrives; refuses the addresses in ``refused`` as a mail server does."""

    def __init__(self, refused=()):
        self.messages, self.refused = [], set(refused)

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.refused:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        self.messages.append((envelope.rcpt_tos, message))
        return "250 OK"


def allow_mail(test):
    """Lift, for one test, the guard that keeps tests from sending; all below it is the real thing."""
    test.startPatcher(patch.object(IrMail_Server, "_disable_send", lambda _model: False))
    test.startPatcher(patch.dict(config.options, {"smtp_server": ""}))
    test.env["ir.mail_server"].search([]).active = False


def letterbox(test, refused=()):
    """Send the mail of ``test`` to a :class:`Letterbox` and return it."""
    if not Controller:
        test.skipTest("aiosmtpd is not installed")
    box, port = Letterbox(refused), free_port()
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    test.addCleanup(server.stop)
    test.env["ir.mail_server"].create(
        {"name": "local", "smtp_host": "127.0.0.1", "smtp_port": port, "smtp_encryption": "none"}
    )
    return box


def free_port():
    """A port of this machine on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]

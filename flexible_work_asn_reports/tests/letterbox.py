"""A mail server that really receives, on this machine, for the length of a test."""

import email
import email.policy
import logging
import socket
import threading
from unittest.mock import patch

from odoo.tools import config

from odoo.addons.base.models.ir_mail_server import IrMail_Server

try:
    from aiosmtpd.controller import Controller
except ImportError:  # a development dependency
    Controller = None


class Letterbox:
    """Keeps what arrives, and behaves as mail servers do.

    ``refused``: addresses without a mailbox (550). ``greylisted``: so many times an address is told to come back later
    (451). ``on_arrival`` is called when the whole mail is here and not yet acknowledged.
    """

    def __init__(self, refused=(), greylisted=()):
        self.messages, self.refused, self.greylisted = [], set(refused), dict(greylisted)
        self.on_arrival = lambda: None
        self._lock = threading.Lock()

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.refused:
            return "550 no such mailbox"
        if self.greylisted.get(address):
            self.greylisted[address] -= 1
            return "451 greylisted, try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        with self._lock:
            self.messages.append((envelope.rcpt_tos, message))
        self.on_arrival()
        return "250 OK"

    def addresses(self):
        """Who has received a mail, in order, once for each."""
        return sorted(address for to, _message in self.messages for address in to)

    def message_to(self, address):
        """The first message to ``address``."""
        return next(message for to, message in self.messages if address in to)


def allow_mail(test):
    """Lift, for one test, the guard that keeps tests from sending; all below it is the real thing."""
    test.startPatcher(patch.object(IrMail_Server, "_disable_send", lambda _model: False))
    test.startPatcher(patch.dict(config.options, {"smtp_server": ""}))
    test.env["ir.mail_server"].search([]).active = False


def open_letterbox(test, refused=(), greylisted=()):
    """Open a :class:`Letterbox` for ``test``; return it and its port."""
    if not Controller:
        test.skipTest("aiosmtpd is not installed")
    logging.getLogger("mail.log").setLevel(logging.ERROR)  # it tells every line it hears
    box, port = Letterbox(refused, greylisted), free_port()
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    test.addCleanup(server.stop)
    return box, port


def letterbox(test, refused=(), greylisted=()):
    """Send the mail of ``test`` to a :class:`Letterbox` and return it."""
    box, port = open_letterbox(test, refused, greylisted)
    test.env["ir.mail_server"].create(
        {"name": "local", "smtp_host": "127.0.0.1", "smtp_port": port, "smtp_encryption": "none"}
    )
    return box


def free_port():
    """A port of this machine on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]

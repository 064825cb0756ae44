"""A mail server that keeps what it is given, and tells when a mail is about to be accepted, or just was."""

import threading
from email import policy
from email.parser import BytesParser

from aiosmtpd.controller import Controller

from tools.server import free_port


class Letterbox:
    """``mails``: those that were accepted. From there on they are delivered, whatever becomes of the sender.

    ``before`` and ``after`` are called, once, when all of a mail has come but is not accepted yet, and when it is, but
    the sender does not know it yet.
    """

    def __init__(self):
        self.mails = []
        self.before = self.after = None
        self.lock = threading.Lock()
        self.controller = Controller(self, hostname="127.0.0.1", port=free_port(9700), data_size_limit=2**26)
        self.controller.start()

    @property
    def port(self):
        return self.controller.port

    async def handle_DATA(self, server, session, envelope):
        before, self.before = self.before, None
        if before:
            before()
            return "451 nobody is there to hear it"
        mail = BytesParser(policy=policy.default).parsebytes(envelope.content)
        with self.lock:
            self.mails += [(to.lower(), mail["Subject"], mail) for to in envelope.rcpt_tos]
        after, self.after = self.after, None
        if after:
            after()
        return "250 accepted"

    def count(self, to, words):
        """Mails to an address with ``words`` in their subject."""
        with self.lock:
            return sum(to == address and words in subject for address, subject, _mail in self.mails)

    def close(self):
        self.controller.stop()

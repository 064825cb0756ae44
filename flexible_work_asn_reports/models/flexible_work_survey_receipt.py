import hashlib
import secrets
import time

from odoo import api, fields, models
from odoo.tools import SQL, consteq
from odoo.tools.misc import hmac

#: seconds for which a form that was loaded can be sent: people read it while they wait
VALID = 6 * 3600
SCOPE = "flexible_work_survey"


class FlexibleWorkSurveyReceipt(models.Model):
    """A form that was sent: so that sending it again by the back button, a reload or a double tap counts once.

    Each load of the form carries a ticket: a random word and the time, signed by the server, so that nothing is
    written while forms are only looked at. Of a ticket that was used, its digest is kept until it would be too old
    anyway. It leads to no answer, and an answer leads to no ticket.
    """

    _name = "flexible.work.survey.receipt"
    _description = "Survey Form that was Sent"
    _log_access = False

    digest = fields.Char(required=True, readonly=True)
    valid_until = fields.Integer(required=True, readonly=True, help="Seconds since 1970, UTC.")

    _digest_unique = models.Constraint("UNIQUE(digest)", "This form has been sent already.")

    @api.model
    @api.private
    def _issue(self, service):
        """A ticket for a form about ``service``."""
        ticket = f"{secrets.token_urlsafe(12)}.{self._now() + VALID}"
        return f"{ticket}.{self._signature(ticket, service)}"

    @api.model
    @api.private
    def _check(self, ticket, service):
        """Whether ``ticket`` is one of ours, for ``service``, and not too old."""
        # a form may send whatever it likes: a file, or letters that are compared with nothing
        if not isinstance(ticket, str) or not ticket.isascii():
            return False
        body, _dot, signature = ticket.rpartition(".")
        until = body.rpartition(".")[2]
        if not until.isdigit() or not consteq(signature, self._signature(body, service)):
            return False
        return int(until) >= self._now()

    @api.model
    @api.private
    def _use(self, ticket):
        """Take a checked ``ticket``; False where it has been taken before, by this or another worker."""
        digest = hashlib.sha256(ticket.encode()).hexdigest()
        until = int(ticket.split(".")[1])
        taken = self.env.execute_query(
            SQL(
                "INSERT INTO flexible_work_survey_receipt (digest, valid_until) VALUES (%s, %s)"
                " ON CONFLICT (digest) DO NOTHING RETURNING id",
                digest,
                until,
            )
        )
        return bool(taken)

    def _signature(self, body, service):
        return hmac(self.env(su=True), SCOPE, (body, service.id))

    @api.model
    def _now(self):
        return int(time.time())

    @api.autovacuum
    def _gc_old(self):
        """Forget forms that could not be sent again in any case."""
        self.env.execute_query(
            SQL("DELETE FROM flexible_work_survey_receipt WHERE valid_until < %s RETURNING id", self._now())
        )

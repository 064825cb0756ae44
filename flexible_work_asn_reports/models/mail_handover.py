"""Handing one mail to the mail server, and what became of it: for the daily report and for the month."""

import smtplib

from odoo.exceptions import UserError
from odoo.tools import exception_to_unicode


def hand_over(mail) -> tuple[str, str]:
    """Send ``mail`` now. Never raises for one that does not go out.

    :return: ``sent``, ``queued`` (left to Odoo's own mail queue) or ``failed``, and why it failed
    """
    try:
        mail.send(raise_exception=False)
    except (smtplib.SMTPServerDisconnected, UserError) as problem:
        mail.write({"state": "exception", "failure_reason": exception_to_unicode(problem)})
    if not mail.exists() or mail.state == "sent":
        return "sent", ""
    if mail.state == "outgoing":
        return "queued", ""
    reason = failure_words(mail)
    mail.state = "cancel"  # the next attempt makes its own
    return "failed", reason


def failure_words(mail) -> str:
    """Why ``mail`` did not go out, in one line."""
    kinds = dict(mail._fields["failure_type"]._description_selection(mail.env))
    reason = mail.failure_reason or kinds.get(mail.failure_type) or mail.env._("The mail server refused the mail.")
    return " ".join(reason.split())

from contextlib import contextmanager

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL, exception_to_unicode

from .mail_handover import hand_over

MAIL_TEMPLATE = "flexible_work_asn_reports.mail_template_month"
#: key of the lock that is held while the papers of a month leave; a worker that dies lets go of it
LOCK = 0x4D4F4E54


class FlexibleWorkMonth(models.Model):
    """The papers of a month leave in transactions of their own: nothing takes back a mail that has left, and none
    leaves twice. What is noted before a mail leaves, and not afterwards, is uncertain, and a person decides.
    """

    _inherit = "flexible.work.month"

    @contextmanager
    def _sending_alone(self):
        """This month, in superuser mode and with a cursor of its own, while nobody else sends its papers.

        Commits inside are meant; what the caller has written and not committed is not seen there.

        :raises UserError: while another worker sends them
        """
        self.env.flush_all()
        with self.env.registry.cursor() as cr:
            month = self.with_env(self.env(cr=cr)).sudo()
            if not month.env.execute_query(SQL("SELECT pg_try_advisory_lock(%s, %s)", LOCK, month.id))[0][0]:
                raise UserError(self.env._("Somebody else is sending this month at this moment."))
            try:
                yield month
                month._commit()
            except BaseException:
                cr.rollback()
                raise
            finally:
                month.env.execute_query(SQL("SELECT pg_advisory_unlock(%s, %s)", LOCK, month.id))
        self.env.invalidate_all()

    def _commit(self):
        self.env["ir.cron"]._commit_progress()

    def _is_going_out(self, kind):
        return lambda one: one.kind == kind and one.state == "failed" and (one.reached_ids or one.claimed_ids)

    def _dispatch(self, kind, recipients):
        """Send to ``recipients`` what they do not have yet; the files are rendered once for all of them. Commits.

        :return: the ``flexible.work.month.dispatch``
        :raises UserError: when somebody has no address, or the fate of an earlier mail is uncertain
        """
        self._check_recipients(recipients)
        dispatches = self.dispatch_ids.filtered(lambda one: one.kind == kind)
        dispatch = dispatches.filtered(self._is_going_out(kind))[:1]
        dispatch._check_certain()
        if not dispatch:
            # nobody has got the files of an attempt that failed for all
            dispatches.filtered(lambda one: one.state == "failed").unlink()
            dispatch = self.dispatch_ids.create(
                {"month_id": self.id, "kind": kind, "correction": len(dispatches.exists()), **self._files(kind)}
            )
        dispatch.recipient_ids = recipients | dispatch.reached_ids
        problems = {partner: self._mail(dispatch, partner) for partner in recipients - dispatch.reached_ids}
        missed = [f"{partner.name}: {problem}" for partner, problem in problems.items() if problem]
        dispatch.write({"state": "failed" if missed else "sent", "error": "\n".join(missed)})
        return dispatch

    def _mail(self, dispatch, partner):
        """Mail the files to one recipient: claimed before it leaves, settled afterwards, both committed.

        :return: why it did not go out; empty: it did, or waits in the queue
        """
        dispatch.write({"claimed_ids": [(4, partner.id)], "sent_at": fields.Datetime.now(), "sent_by_id": self.env.uid})
        self._commit()
        reason = self._hand_over(dispatch, partner)
        dispatch._settle(partner, reached=not reason)
        self._commit()
        return reason

    def _hand_over(self, dispatch, partner):
        template = self.env.ref(MAIL_TEMPLATE).with_context(recipient_lang=partner.lang, recipient_name=partner.name)
        try:
            with self.env.cr.savepoint():
                values = {"recipient_ids": [(6, 0, partner.ids)], "attachments": dispatch._files()}
                mail = self.env["mail.mail"].browse(template.send_mail(dispatch.id, email_values=values))
        except (UserError, ValueError) as problem:
            return exception_to_unicode(problem)
        _state, reason = hand_over(mail)
        return reason


class FlexibleWorkMonthDispatch(models.Model):
    """What is uncertain about a sending after the server stopped in the middle of it, and who decides."""

    _inherit = "flexible.work.month.dispatch"

    claimed_ids = fields.Many2many(
        "res.partner",
        "flexible_work_month_dispatch_claimed_rel",
        string="Uncertain",
        readonly=True,
        help="The server stopped while the mail to them was leaving: nobody knows whether it arrived.",
    )

    def _settle(self, partner, reached):
        self.write({"claimed_ids": [(3, partner.id)]} | ({"reached_ids": [(4, partner.id)]} if reached else {}))

    def _check_certain(self):
        """:raises UserError: while the fate of a mail is uncertain"""
        if self.claimed_ids:
            raise UserError(
                self.env._(
                    "Nobody knows whether the mail reached %s. Ask there, then choose “It is there” or “Send again” in "
                    "the list of what was sent.",
                    ", ".join(self.claimed_ids.mapped("name")),
                )
            )

    def action_confirm_received(self):
        """Note that those of whom it is uncertain say that the mail is there, and send to the rest.

        :raises AccessError: for all but BKPSDM
        :raises UserError: when nothing is uncertain, or the papers are being sent at this moment
        """
        return self._decide(received=True)

    def action_send_again(self):
        """Send once more to those of whom it is uncertain.

        :raises AccessError: for all but BKPSDM
        :raises UserError: when nothing is uncertain, or the papers are being sent at this moment
        """
        return self._decide(received=False)

    def _decide(self, received):
        self.ensure_one()
        self.check_access("read")
        self.month_id._check_bkpsdm()
        with self.month_id._sending_alone() as month:
            dispatch = self.with_env(month.env)
            if not dispatch.claimed_ids:
                raise UserError(self.env._("Whether the mails arrived is known already."))
            for partner in dispatch.claimed_ids:
                dispatch._settle(partner, reached=received)
        return self.month_id.action_send() if self.kind == "report" else self.month_id.action_send_apel()

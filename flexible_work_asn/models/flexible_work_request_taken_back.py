from datetime import timedelta

from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_date


class FlexibleWorkRequest(models.Model):
    """Requests taken back: by the person who asked, or by whoever approved. Days that were worked stay approved."""

    _inherit = "flexible.work.request"

    def action_withdraw(self):
        """Ask why, then withdraw one's own request.

        :raises AccessError: for all but the person who asked and BKPSDM
        """
        self._check_may_withdraw()
        return self.env["flexible.work.reason"]._ask(self, "withdraw_request", self.env._("Withdraw the request"))

    def _check_may_withdraw(self):
        self.check_access("read")
        if not all(request._may_act_for_employee() for request in self):
            raise AccessError(self.env._("Only the person who asked and BKPSDM withdraw a request."))

    @api.private
    def _withdraw(self, reason):
        """The person takes the request back. Of an approved one, the days from today on are given up.

        :raises AccessError: for all but the person who asked and BKPSDM
        :raises UserError: for a swap that was approved: the colleague relies on it
        """
        self._check_may_withdraw()
        self._check_state("draft", "asked", "submitted", "approved")
        for request in self:
            if request.state == "approved" and request.kind == "swap":
                raise UserError(
                    self.env._(
                        "Both turns have changed, and %s relies on it. Ask for a swap back, or ask the head to "
                        "cancel it.",
                        request.sudo().swap_employee_id.name,
                    )
                )
            request._give_up("withdrawn", reason, request._local_today())

    def action_cancel(self):
        """Ask why, then take the approval back."""
        self._check_can_decide()
        self._check_state("approved")
        return self.env["flexible.work.reason"]._ask(self, "cancel_request", self.env._("Cancel the approval"))

    @api.private
    def _cancel_approval(self, reason):
        """Whoever decides takes the approval back, for days from tomorrow on.

        :raises UserError: when no such day is left; a recall orders somebody to the office today
        """
        self._check_can_decide()
        self._check_state("approved")
        for request in self:
            tomorrow = request._local_today() + timedelta(days=1)
            last = request.swap_date or request.date_to if request.kind == "swap" else request.date_to
            if max(last, request.date_to) < tomorrow:
                raise UserError(
                    self.env._("No day of this request is still to come. For today use Recall to the office.")
                )
            if request.kind == "swap":
                request._carry_out_swap(back=True)
                request._close("cancelled", reason)
            else:
                request._give_up("cancelled", reason, tomorrow)

    def _give_up(self, state, reason, first_day):
        """The days from ``first_day`` on no longer count; those before stay approved, as they were worked."""
        self.ensure_one()
        was_approved, first, last = self.state == "approved", self.date_from, self.date_to
        if was_approved and last < first_day:
            raise UserError(self.env._("The days of this request have passed: they stay as they were."))
        if was_approved and first < first_day:
            self.sudo().write({"date_to": first_day - timedelta(days=1)})
            names = dict(self._fields["state"]._description_selection(self.env))
            self._tell(
                self.env._(
                    "%(state)s from %(date)s on; the days before stay approved.",
                    state=names[state],
                    date=format_date(self.env, first_day),
                ),
                reason,
            )
        else:
            self._close(state, reason)
        if was_approved:
            self.sudo().employee_id._flexible_work_facts_changed(max(first, first_day), last)

    def _close(self, state, reason):
        self._decided(state, reason)
        names = dict(self._fields["state"]._description_selection(self.env))
        self._tell(f"{names[state]}.", reason)

from markupsafe import escape

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.flexible_work_asn.wizard.flexible_work_reason import ACTIONS

ACTIONS |= {
    "explain_signal": ("flexible.work.signal", "_explain"),
    "signal_explained": ("flexible.work.signal", "_set_explained"),
    "signal_followed": ("flexible.work.signal", "_set_followed"),
    "signal_reopen": ("flexible.work.signal", "_reopen"),
}


class FlexibleWorkSignal(models.Model):
    """The person explains; the head or BKPSDM says that it is explained, or what was done. Nothing else follows."""

    _inherit = "flexible.work.signal"

    def action_explain(self):
        """Ask the person what he or she says about it.

        :raises AccessError: for all but the person
        """
        self._check_is_mine()
        return self.env["flexible.work.reason"]._ask(self, "explain_signal", self.env._("Explain"))

    def action_explained(self):
        """Ask why it is explained, then set it aside.

        :raises AccessError: when it is not for the user to decide
        """
        self._check_can_decide()
        return self.env["flexible.work.reason"]._ask(self, "signal_explained", self.env._("Explained, because"))

    def action_followed(self):
        """Ask what was done, and record it.

        :raises AccessError: when it is not for the user to decide
        """
        self._check_can_decide()
        return self.env["flexible.work.reason"]._ask(self, "signal_followed", self.env._("Followed up: what was done"))

    def action_reopen(self):
        """Ask why, then take the decision back.

        :raises AccessError: when it is not for the user to decide
        """
        self._check_can_decide()
        return self.env["flexible.work.reason"]._ask(self, "signal_reopen", self.env._("Look at it again"))

    def action_open_day(self):
        """The day that the signal is about."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "flexible.work.day",
            "res_id": self.day_id.id,
            "views": [(False, "form")],
        }

    def _check_is_mine(self):
        self.check_access("read")
        if not all(signal.is_mine for signal in self):
            raise AccessError(self.env._("Only the person concerned explains a signal."))

    @api.private
    def _explain(self, reason):
        """What the person says; it stays readable with what he or she said before.

        :raises AccessError: for all but the person
        """
        self._check_is_mine()
        self.sudo().write({"explanation": reason})
        self._log_words(self.env._("Explanation: %s", reason))

    @api.private
    def _set_explained(self, reason):
        """:raises AccessError: when it is not for the user to decide"""
        self._look("explained", reason)

    @api.private
    def _set_followed(self, reason):
        """:raises AccessError: when it is not for the user to decide"""
        self._look("followed", reason)

    @api.private
    def _reopen(self, reason):
        """:raises AccessError: when it is not for the user to decide"""
        self._look("open", reason)

    def _look(self, state, reason):
        """Record what the head or BKPSDM says, with what was there before; the days count anew.

        :raises AccessError: when it is not for the user to decide
        :raises UserError: without a reason
        """
        self._check_can_decide()
        if not (reason or "").strip():
            raise UserError(self.env._("Write the reason: it is kept, and the people concerned read it."))
        states = dict(self._fields["state"]._description_selection(self.env))
        changed = self.filtered(lambda signal: signal.state != state).sudo()
        before = {signal.id: states[signal.state] for signal in changed}
        looked = state != "open"
        changed.write(
            {
                "state": state,
                "note": reason if looked else False,
                "decided_by_id": self.env.uid if looked else False,
                "decided_at": fields.Datetime.now() if looked else False,
            }
        )
        for was in sorted(set(before.values())):
            words = self.env._(
                "Before: %(before)s. Now: %(now)s. Reason: %(reason)s", before=was, now=states[state], reason=reason
            )
            changed.filtered(lambda signal, was=was: before[signal.id] == was)._log_words(words)
        self._count_again(changed.day_id.ids)

    def _log_words(self, words):
        """The same note in the chatter of all of them."""
        self.sudo()._message_log_batch({signal.id: escape(words) for signal in self})

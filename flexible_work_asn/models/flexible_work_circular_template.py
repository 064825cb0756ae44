from datetime import timedelta

from odoo import models
from odoo.exceptions import UserError


class FlexibleWorkCircular(models.Model):
    """Models to copy: circulars of other regions and rules of the central government, adapted into one's own draft."""

    _inherit = "flexible.work.circular"

    def action_use_template(self):
        """Copy a template, or a rule of the central government, into a draft of one's own and open it.

        What is printed on the document alone (number, date, signatory) stays empty, so that enacting asks for it. A
        central rule becomes what the draft carries out. An open-ended pattern begins on the next Monday; dates of a
        period stay for the officer to adapt.

        :raises UserError: for a circular that is neither
        """
        self.ensure_one()
        self.env["flexible.work.circular"].check_access("create")
        if not self.is_template and self.issuer != "central":
            raise UserError(self.env._("%s is not a template. Duplicate it instead.", self.display_name))
        return self._copy_as_draft()._open_form()

    def _copy_as_draft(self):
        values = {
            "company_id": self.env.company.id,
            "issuer": "region",
            "is_template": False,
            "signatory_id": False,
            "signatory_title": False,
            "parent_id": self.id if self.issuer == "central" else self.parent_id.id,
        }
        if not self.date_to and not any(self.rule_ids.mapped("date_from")):
            today = self.env.company._flexible_work_today()
            values["date_from"] = today + timedelta(days=7 - today.weekday())
        return self.copy(values)

    def action_start_from_template(self):
        """The templates to choose from; the list calls it with the circulars that are marked, which do not matter."""
        return self.env["ir.actions.act_window"]._for_xml_id("flexible_work_asn.flexible_work_circular_template_action")

    def action_all_checked(self):
        """Take away all marks of what was to be checked; what they said stays in the history."""
        self.check_access("write")
        for circular in self:
            circular._check_changeable()
            said = [circular.to_check, *(rule.note or rule.summary for rule in circular.rule_ids if rule.to_check)]
            circular.rule_ids.filtered("to_check").write({"to_check": False})
            circular.to_check = False
            circular.message_post(body=self.env._("Checked: %s", "; ".join(filter(None, said)) or "–"))

from odoo import api, models


class HrLeave(models.Model):
    """Time off approved or refused at ten changes the day that is open since midnight."""

    _inherit = "hr.leave"

    @api.model_create_multi
    def create(self, vals_list):
        leaves = super().create(vals_list)
        # a kind of time off without approval is valid from the start
        valid = leaves.filtered(lambda leave: leave.state == "validate")
        valid._flexible_work_facts_changed()
        self.env["flexible.work.correction"]._offer_for(valid)
        return leaves

    def write(self, vals):
        if not {"state", "request_date_from", "request_date_to", "holiday_status_id", "employee_id"} & vals.keys():
            return super().write(vals)
        before = [(leave.employee_id, leave.request_date_from, leave.request_date_to) for leave in self]
        result = super().write(vals)
        for employee, date_from, date_to in before:
            employee._flexible_work_facts_changed(date_from, date_to)
        if {"request_date_from", "request_date_to", "employee_id"} & vals.keys():
            self._flexible_work_facts_changed()
        corrections = self.env["flexible.work.correction"]
        valid = self.filtered(lambda leave: leave.state == "validate")
        corrections._offer_for(valid)
        corrections._take_offers_back(self - valid)
        return result

    def _flexible_work_explanation(self, day):
        """Values of a correction that explains the absence of ``day`` by this time off."""
        self.ensure_one()
        # the kind, not the description: why somebody is ill is for those who approve the time off
        kind = self.holiday_status_id
        return {
            "employee_id": day.employee_id.id,
            "date": day.date,
            "kind": "absence",
            "leave_status": kind.asn_status,
            "leave_kind": kind.asn_status == "leave" and kind.asn_leave_kind,
            "leave_id": self.id,
            "reason": self.env._("Time off approved after the day was closed: %s", kind.name),
        }

    def unlink(self):
        before = [(leave.employee_id, leave.request_date_from, leave.request_date_to) for leave in self]
        result = super().unlink()
        for employee, date_from, date_to in before:
            employee._flexible_work_facts_changed(date_from, date_to)
        return result

    def _flexible_work_facts_changed(self):
        for leave in self:
            leave.employee_id._flexible_work_facts_changed(leave.request_date_from, leave.request_date_to)

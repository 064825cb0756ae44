from odoo import api, fields, models
from odoo.exceptions import AccessError

from .flexible_work_correction_decision import OPEN


class FlexibleWorkDay(models.Model):
    """From a day to its correction."""

    _inherit = "flexible.work.day"

    correction_count = fields.Integer(compute="_compute_correction_count")
    can_ask_correction = fields.Boolean(compute="_compute_can_ask_correction")

    def _compute_correction_count(self):
        counts = dict(
            self.env["flexible.work.correction"]._read_group([("day_id", "in", self.ids)], ["day_id"], ["__count"])
        )
        for day in self:
            day.correction_count = counts.get(day._origin, 0)

    @api.depends_context("uid")
    def _compute_can_ask_correction(self):
        bkpsdm = self.env.user.has_group("flexible_work_asn.group_bkpsdm")
        for day in self:
            day.can_ask_correction = bkpsdm or day.sudo().employee_id.user_id == self.env.user

    def action_ask_correction(self):
        """The form of a correction of this day: the one that is under way, or a new one that is filled in.

        :raises AccessError: for all but the person of the day and BKPSDM
        """
        self.ensure_one()
        self.check_access("read")
        if not self.can_ask_correction:
            raise AccessError(self.env._("Only the person of the day and BKPSDM ask for a correction."))
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "flexible_work_asn_attendance.flexible_work_correction_new_action"
        )
        under_way = self.env["flexible.work.correction"].search(
            [
                ("employee_id", "=", self.employee_id.id),
                ("date", "=", self.date),
                ("state", "in", ("draft", *OPEN)),
            ],
            limit=1,
        )
        if under_way:
            return action | {"res_id": under_way.id}
        return action | {
            "context": {
                "default_employee_id": self.employee_id.id,
                "default_date": fields.Date.to_string(self.date),
                "default_kind": "absence" if self.status == "absent" else "forgot",
            }
        }

    def action_corrections(self):
        """The corrections of this day."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "flexible_work_asn_attendance.flexible_work_correction_action"
        )
        return action | {"domain": [("day_id", "in", self.ids)], "context": {}}


class FlexibleWorkCorrection(models.Model):
    """Time off that is approved after the day was closed is offered as an explanation of the absence."""

    _inherit = "flexible.work.correction"

    @api.model
    @api.private
    def _offer_for(self, leaves):
        """Submit a correction for each closed day without explanation that ``leaves`` cover.

        Whoever decides about corrections is asked; nothing changes before. Done once: days with a correction that is
        open, or was decided about for the same time off, are left alone. Parts of a day are left to the person, because
        a correction explains a whole one.

        :param leaves: time off that has just become valid
        """
        for leave in leaves.sudo():
            if _is_part_of_a_day(leave):
                continue
            days = (
                self.env["flexible.work.day"]
                .sudo()
                .search(
                    [
                        ("employee_id", "=", leave.employee_id.id),
                        ("date", ">=", leave.request_date_from),
                        ("date", "<=", leave.request_date_to),
                        ("state", "=", "closed"),
                        ("status", "=", "absent"),
                    ]
                )
            )
            there = self.sudo().search(
                [("day_id", "in", days.ids), "|", ("state", "in", OPEN), ("leave_id", "=", leave.id)]
            )
            for day in days - there.day_id:
                self.sudo().create(leave._flexible_work_explanation(day))._hand_in()

    @api.model
    @api.private
    def _take_offers_back(self, leaves):
        """Withdraw what was offered for ``leaves`` that are not valid any more, and has not been decided."""
        offers = self.sudo().search([("leave_id", "in", leaves.ids), ("state", "in", OPEN)])
        for offer in offers:
            offer.write({"state": "withdrawn"})
            offer.message_post(body=self.env._("The time off is not valid any more."))
            offer._update_activities()


def _is_part_of_a_day(leave):
    return leave.request_unit_half or leave.request_unit_hours


class HrEmployee(models.Model):
    """Corrections of an employee, from the employee's form."""

    _inherit = "hr.employee"

    flexible_correction_count = fields.Integer(
        compute="_compute_flexible_correction_count", groups="flexible_work_asn.group_bkpsdm", string="Corrections"
    )

    def _compute_flexible_correction_count(self):
        counts = dict(
            self.env["flexible.work.correction"]._read_group(
                [("employee_id", "in", self.ids)], ["employee_id"], ["__count"]
            )
        )
        for employee in self:
            employee.flexible_correction_count = counts.get(employee._origin, 0)

    def action_flexible_corrections(self):
        """The corrections of this employee."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "flexible_work_asn_attendance.flexible_work_correction_action"
        )
        return action | {
            "domain": [("employee_id", "=", self.id)],
            "context": {"default_employee_id": self.id},
        }

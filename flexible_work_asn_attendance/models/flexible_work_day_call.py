from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.flexible_work_asn.local_time import at_hour, zone_label

from ..judge import end_of_work

#: whom the circulars want reachable: those who work where their head does not see them
AWAY = ("wfh", "wfa")


class FlexibleWorkDay(models.Model):
    """Calling somebody from the own day: on the day's card, in lists and on the head's page."""

    _inherit = "flexible.work.day"

    can_call = fields.Boolean(compute="_compute_can_call", help="Working away on a day that is still open.")

    @api.depends("mode", "state", "leave_status", "employee_id.user_id", "department_id.flexible_staff_user_ids")
    @api.depends_context("uid")
    def _compute_can_call(self):
        user = self.env.user
        everybody = user.has_group("flexible_work_asn.group_bkpsdm")
        for record in self:
            # the answer belongs to the record of the user: as superuser it would be kept for another one
            day = record.sudo()
            may = everybody or user in day.department_id.flexible_staff_user_ids
            away = day.mode in AWAY or any(mode in (day.segments or "") for mode in AWAY)
            record.can_call = bool(
                may and away and day.state == "open" and not day.leave_status and day.employee_id.user_id != user
            )

    @api.private
    def _why_not_call(self, local):
        """Why the person of this day may not be called at a local time; None when it may be done."""
        self.ensure_one()
        day = self.sudo()
        words = {"employee": day.employee_id.name, "hours": day.hours or "", "zone": zone_label(day.tz)}
        if day.leave_status:
            return self.env._("%(employee)s is on leave or on duty elsewhere today.", **words)
        if not day.mode:
            return self.env._("%(employee)s does not work today.", **words)
        ends = end_of_work(day.date, day.hour_from, day.hour_to)
        if not at_hour(day.date, day.hour_from) <= local < ends:
            return self.env._("%(employee)s is reached during working hours only: %(hours)s.", **words)
        mode = day._mode_at(local)
        if mode not in AWAY:
            return self.env._(
                "%(employee)s does not work from home or elsewhere at this time. Contacts are about those who do.",
                **words,
            )
        pause = day._break()
        if pause and pause[0] <= local < pause[1]:
            begins, finishes = (moment.strftime("%H:%M") for moment in pause)
            return self.env._(
                "%(employee)s has a break from %(begins)s to %(ends)s %(zone)s. Try again after it.",
                begins=begins,
                ends=finishes,
                **words,
            )
        return None

    def _mode_at(self, local):
        """The mode at a local time of a day that may have several."""
        for part in (self.segments or "").split(","):
            if part:
                mode, begins, finishes = part.split()
                if at_hour(self.date, float(begins)) <= local < at_hour(self.date, float(finishes)):
                    return mode
        return None if self.segments else self.mode

    def _break(self):
        """Naive local times between which the schedule pauses; None on a shift, whose break has no hour."""
        if self.shift_id:
            return None
        employee = self.employee_id
        schedule = employee._get_version(self.date).resource_calendar_id or self.company_id.resource_calendar_id
        noon = schedule and employee._load_calendars()[schedule.id].noon(self.date)
        return noon and tuple(at_hour(self.date, hour) for hour in noon)

    def action_contact(self):
        """Call these people through this system. Of many, those who cannot be called are passed over.

        :raises UserError: when none of them can be called; it says why
        """
        self.check_access("read")
        called, problems = self.env["flexible.work.contact"], []
        for day in self:
            try:
                with self.env.cr.savepoint():
                    called |= called._call(day.sudo().employee_id)
            except UserError as error:  # AccessError is one
                problems.append(error)
        if not called and problems:
            raise problems[0]
        if len(called) == 1:
            message = self.env._(
                "%(employee)s is being called. The answer is expected until %(until)s.",
                employee=called.employee_id.name,
                until=called.local_answer_until,
            )
        else:
            message = self.env._("%s people are being called.", len(called))
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning" if problems else "success",
                "message": "\n".join([message, *(str(problem) for problem in problems[:3])]),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def action_note_contact(self):
        """Note a call or message to this person that was made by other means."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "flexible_work_asn_attendance.flexible_work_contact_action_note"
        )
        return action | {"context": {"default_employee_id": self.employee_id.id}}

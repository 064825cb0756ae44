from odoo import api, models


class HrEmployee(models.Model):
    """What a kiosk says to somebody who has just been recognised by it."""

    _inherit = "hr.employee"

    @api.private
    def _flexible_work_kiosk_plan(self):
        """Today's plan for the screen of a kiosk, in the language of the government.

        :return: ``{letter, label, hours, assigned, explanation, warning}``; ``assigned`` says for which other unit the
            day is worked, ``warning`` is empty for who is planned in an office. None for somebody who is not employed
            today. No place and no coordinate
        """
        self.ensure_one()
        language = self.company_id.partner_id.lang or self.env.lang
        employee = self.sudo().with_context(lang=language)
        last = employee._last_attendance()
        day = last.flexible_day_id or employee.env["flexible.work.day"]._day_of(
            employee, employee._flexible_work_today_batch()[employee.id]
        )
        if not day:
            return None
        day = day.with_context(lang=language)
        return {
            "letter": day.letter,
            "label": day._plan_label(day.mode, day.leave_status),
            "hours": day.hours or "",
            "assigned": day._assigned_words(),
            "explanation": day.explanation or "",
            "warning": day._kiosk_warning(),
        }


class FlexibleWorkDay(models.Model):
    _inherit = "flexible.work.day"

    def _kiosk_warning(self):
        """One sentence for somebody who stands in an office although the plan says otherwise; else empty."""
        if self.mode in ("wfo", "other_office") and not self.leave_status:
            return ""
        words = {"plan": self._plan_label(self.mode, self.leave_status)}
        if self.leave_status:
            return self.env._(
                "You are down for %(plan)s today. Your presence is recorded all the same: tell your head.", **words
            )
        if not self.mode:
            return self.env._("Today is no working day of yours. Your presence is recorded all the same.")
        return self.env._(
            "Planned today: %(plan)s. Your presence here is recorded all the same; your head can see it.", **words
        )

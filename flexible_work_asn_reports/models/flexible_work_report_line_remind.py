from odoo import models

from .flexible_work_report import SUBMIT


class FlexibleWorkReportLine(models.Model):
    """Reminding heads and operators of an OPD that is not in."""

    _inherit = "flexible.work.report.line"

    def _remind(self, now):
        """Remind heads and operators of these OPD, once: an activity each, and a message. ``now`` is naive UTC."""
        self.write({"reminded_at": now})
        for line in self:
            users = line.department_id._flexible_deciding_users() | line.department_id.flexible_operator_ids
            asked = line.activity_ids.user_id
            for user in users.filtered("active"):
                words = line._reminder_words(user.lang)
                if user not in asked:
                    # the message below is enough: no second one about the activity
                    line.with_context(mail_activity_quick_update=True).activity_schedule(
                        SUBMIT, date_deadline=line.date, user_id=user.id, summary=words[0]
                    )
                line.message_notify(
                    partner_ids=user.partner_id.ids,
                    subject=words[0],
                    body=words[1],
                    force_send=False,
                    email_layout_xmlid="mail.mail_notification_light",
                )

    def _reminder_words(self, lang):
        """Subject and text in the language of the reader: which OPD, until when, and what happens otherwise."""
        self.ensure_one()
        line = self.with_context(lang=lang or self.env.lang)
        hour = line.report_id._clock(line.report_id.deadline)
        return (
            line.env._("Daily report of %(opd)s: submit by %(hour)s", opd=line.name, hour=hour),
            line.env._(
                "The operator prepares the line with the reasons of people who are absent, the head submits it. After "
                "%(hour)s it is marked as late, and BKPSDM may verify the report without your OPD.",
                hour=hour,
            ),
        )

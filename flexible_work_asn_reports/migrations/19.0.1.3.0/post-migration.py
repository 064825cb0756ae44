"""What an upgrade does not do by itself."""

import hashlib
import secrets

from odoo import SUPERUSER_ID, api
from odoo.tools import SQL, convert_file

#: as for reports that are sent from now on
TOKEN_BYTES = 18


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    _complete_figures(cr)
    _complete_deliveries(cr)
    _confirm_sent_files(env)
    _note_changes(env)
    _renew_mail(env)
    _renew_words(cr)
    # what went wrong is said by the deliveries
    cr.execute("ALTER TABLE flexible_work_report DROP COLUMN IF EXISTS send_error")


def _complete_figures(cr):
    """Reports counted before know no kinds of leave, and of structural officials those obliged alone.

    Their figures have to agree with each other as those of today do; nothing that was sent is counted anew.
    """
    for table in ("flexible_work_report", "flexible_work_report_line"):
        cr.execute(
            f"""
            UPDATE {table}
               SET leave_other = leave,
                   structural_headcount = structural_obliged,
                   structural_absent = structural_obliged - structural_present,
                   (leave_ct, leave_cb, leave_cs, leave_cm, leave_cap, leave_cber, leave_cltn) = (0, 0, 0, 0, 0, 0, 0),
                   (structural_wfo, structural_late, late_minutes, outside, corrected) = (0, 0, 0, 0, 0),
                   (apel_afternoon_expected, apel_afternoon_present, breach_count, shortfall_count) = (0, 0, 0, 0)
             WHERE leave_other IS NULL AND headcount IS NOT NULL
            """
        )


def _complete_deliveries(cr):
    """Each mail of before was one attempt, asked for by hand; the log says so.

    A mail left to Odoo's queue is looked for there, and is not there yet: the schedule learns what becomes of it.
    """
    cr.execute(
        """
        INSERT INTO flexible_work_report_attempt
               (delivery_id, report_id, partner_id, company_id, at, user_id, email, state, error,
                create_uid, create_date, write_uid, write_date)
        SELECT d.id, d.report_id, d.partner_id, d.company_id, COALESCE(d.sent_at, d.write_date),
               COALESCE(r.sent_by_id, d.create_uid), d.email, d.state, d.error,
               %(uid)s, NOW() AT TIME ZONE 'UTC', %(uid)s, NOW() AT TIME ZONE 'UTC'
          FROM flexible_work_report_delivery d
          JOIN flexible_work_report r ON r.id = d.report_id
         WHERE d.tries IS NULL AND d.state IN ('sent', 'failed', 'queued')
         ORDER BY COALESCE(d.sent_at, d.write_date), d.id
        """,
        {"uid": SUPERUSER_ID},
    )
    cr.execute(
        """
        UPDATE flexible_work_report_delivery d
           SET tries = 1,
               sent_at = CASE WHEN d.state = 'queued' THEN NULL ELSE d.sent_at END,
               mail_id = CASE WHEN d.state = 'queued' THEN (
                             SELECT MAX(mail.id)
                               FROM mail_mail mail
                               JOIN mail_message message ON message.id = mail.mail_message_id
                              WHERE message.model = 'flexible.work.report.delivery' AND message.res_id = d.id) END
         WHERE d.tries IS NULL AND d.state IN ('sent', 'failed', 'queued')
        """
    )


def _confirm_sent_files(env):
    """Files that have left the house can be confirmed, too, as those of today can."""
    files = env["ir.attachment"].search(
        [("res_model", "=", "flexible.work.report"), ("res_field", "in", ("html_file", "pdf_file"))],
        order="res_field",  # where there is a PDF, it is the one
    )
    values = {}
    for file in files:
        if file.raw:
            values[file.res_id] = (secrets.token_urlsafe(TOKEN_BYTES), hashlib.sha256(file.raw).hexdigest())
        file.invalidate_recordset()  # years of files are not kept in memory
    if values:
        rows = SQL(", ").join(SQL("(%s, %s, %s)", id_, *words) for id_, words in values.items())
        env.cr.execute(
            SQL(
                """
                UPDATE flexible_work_report r
                   SET token = file.token, fingerprint = file.fingerprint
                  FROM (VALUES %s) AS file (id, token, fingerprint)
                 WHERE r.id = file.id AND r.token IS NULL
                """,
                rows,
            )
        )
        env.invalidate_all()


def _note_changes(env):
    """Days changed since weeks ago are noted, without an activity for each report of that time."""
    reports = env["flexible.work.report"]
    for report_id, number in reports._count_changes():
        reports.browse(report_id).changed_days = number
    env.flush_all()


def _renew_words(cr):
    """Words that have another meaning now: their translations are read anew afterwards."""
    cr.execute(
        """
        UPDATE ir_ui_menu m
           SET name = jsonb_build_object('en_US', m.name->'en_US')
          FROM ir_model_data d
         WHERE d.model = 'ir.ui.menu' AND d.res_id = m.id
           AND d.module = 'flexible_work_asn_reports' AND d.name = 'menu_reports'
        """
    )
    cr.execute(
        """
        UPDATE ir_model_fields
           SET field_description = jsonb_build_object('en_US', field_description->'en_US')
         WHERE model = 'flexible.work.report.delivery' AND name IN ('error', 'sent_at')
        """
    )


def _renew_mail(env):
    """The mail of the daily report says more now; one that somebody has rewritten stays as it is."""
    template = env.ref("flexible_work_asn_reports.mail_template_daily_report", raise_if_not_found=False)
    if not template or template.write_date == template.create_date:
        if template:  # its words in other languages are read anew afterwards
            others = [code for code, _name in env["res.lang"].get_installed() if code != "en_US"]
            for name in ("subject", "body_html"):
                template.update_field_translations(name, dict.fromkeys(others, False))
        convert_file(env, "flexible_work_asn_reports", "data/mail_template.xml", {}, mode="init")

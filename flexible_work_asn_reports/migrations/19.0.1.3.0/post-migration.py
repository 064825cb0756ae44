"""What an upgrade does not do by itself."""

from odoo import SUPERUSER_ID, api
from odoo.tools import convert_file


def migrate(cr, version):
    _complete_figures(cr)
    _renew_mail(cr)


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


def _renew_mail(cr):
    """The mail of the daily report says more now; one that somebody has rewritten stays as it is."""
    env = api.Environment(cr, SUPERUSER_ID, {})
    template = env.ref("flexible_work_asn_reports.mail_template_daily_report", raise_if_not_found=False)
    if not template or template.write_date == template.create_date:
        if template:  # its words in other languages are read anew afterwards
            others = [code for code, _name in env["res.lang"].get_installed() if code != "en_US"]
            for name in ("subject", "body_html"):
                template.update_field_translations(name, dict.fromkeys(others, False))
        convert_file(env, "flexible_work_asn_reports", "data/mail_template.xml", {}, mode="init")

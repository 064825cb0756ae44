"""What an upgrade does not do by itself."""

from odoo import SUPERUSER_ID, api
from odoo.tools import convert_file


def migrate(cr, version):
    _note_assignments(cr)
    env = api.Environment(cr, SUPERUSER_ID, {})
    # record rules that are there already are left alone: now the unit of the post reads days, too
    convert_file(env, "flexible_work_asn_attendance", "security/flexible_work_attendance_rules.xml", {}, mode="init")


def _note_assignments(cr):
    """Days worked for another unit say by which assignment, and from which unit.

    The day knows its unit: only where that is the receiving unit of an approved assignment of the date did the
    assignment take effect. The unit of the post is that of the person on that date, else what the letter says.
    """
    cr.execute(
        """
        UPDATE flexible_work_day d
           SET assignment_id = found.assignment_id, home_department_id = found.unit_id, home_opd_id = found.opd_id
          FROM (
            SELECT day.id, a.id AS assignment_id, u.id AS unit_id, u.opd_id
              FROM flexible_work_day day
              JOIN LATERAL (
                   SELECT one.id, one.department_from_id
                     FROM flexible_work_assignment one
                    WHERE one.employee_id = day.employee_id AND one.state = 'approved'
                      AND one.department_to_id = day.department_id
                      AND day.date BETWEEN one.date_from AND one.date_to
                 ORDER BY one.date_from DESC, one.id DESC
                    LIMIT 1) a ON TRUE
         LEFT JOIN LATERAL (
                   SELECT v.department_id
                     FROM hr_version v
                    WHERE v.employee_id = day.employee_id AND v.active AND v.date_version <= day.date
                 ORDER BY v.date_version DESC, v.id DESC
                    LIMIT 1) post ON TRUE
              JOIN hr_department u ON u.id = COALESCE(post.department_id, a.department_from_id)
             WHERE day.assignment_id IS NULL AND u.id <> day.department_id) found
         WHERE d.id = found.id
        """
    )

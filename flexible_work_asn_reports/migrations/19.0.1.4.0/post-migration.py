"""What an upgrade does not do by itself."""


def migrate(cr, version):
    _complete_figures(cr)
    _complete_months(cr)


def _complete_figures(cr):
    """Reports counted before say how many people were assigned to other OPD on their date, by the days themselves.

    The days know it since the upgrade of the day. No figure that was sent becomes another one: of an OPD never more
    people are said to come from others than it reported.
    """
    cr.execute(
        """
        UPDATE flexible_work_report_line line
           SET assigned_in = LEAST(line.headcount, (
                   SELECT COUNT(*) FROM flexible_work_day d
                    WHERE d.company_id = line.company_id AND d.date = line.date
                      AND d.home_department_id IS NOT NULL AND d.home_opd_id IS DISTINCT FROM d.opd_id
                      AND d.opd_id IS NOT DISTINCT FROM line.department_id)),
               assigned_out = (
                   SELECT COUNT(*) FROM flexible_work_day d
                    WHERE d.company_id = line.company_id AND d.date = line.date
                      AND d.home_department_id IS NOT NULL AND d.home_opd_id IS DISTINCT FROM d.opd_id
                      AND d.home_opd_id IS NOT DISTINCT FROM line.department_id)
         WHERE line.assigned_in IS NULL
        """
    )
    cr.execute(
        """
        UPDATE flexible_work_report report
           SET (assigned_in, assigned_out) = (
                   SELECT COALESCE(SUM(line.assigned_in), 0), COALESCE(SUM(line.assigned_out), 0)
                     FROM flexible_work_report_line line WHERE line.report_id = report.id)
         WHERE report.assigned_in IS NULL
        """
    )


def _complete_months(cr):
    """The same for the months: days of people for another OPD than that of their post."""
    for column, opd in (("assigned_in", "opd_id"), ("assigned_out", "home_opd_id")):
        cr.execute(
            f"""
            UPDATE flexible_work_month_line line
               SET {column} = (
                   SELECT COUNT(*) FROM flexible_work_day d
                    WHERE d.company_id = line.company_id AND d.state = 'closed'
                      AND d.date >= line.month AND d.date < line.month + INTERVAL '1 month'
                      AND d.home_department_id IS NOT NULL AND d.home_opd_id IS DISTINCT FROM d.opd_id
                      AND d.{opd} IS NOT DISTINCT FROM line.department_id)
             WHERE {column} IS NULL
            """
        )
    cr.execute(
        """
        UPDATE flexible_work_month_person person
           SET assigned_in = (
                   SELECT COUNT(*) FROM flexible_work_day d
                    WHERE d.employee_id = person.employee_id AND d.company_id = person.company_id
                      AND d.state = 'closed' AND d.date >= person.month
                      AND d.date < person.month + INTERVAL '1 month'
                      AND d.home_department_id IS NOT NULL AND d.home_opd_id IS DISTINCT FROM d.opd_id
                      AND d.opd_id IS NOT DISTINCT FROM person.department_id)
         WHERE assigned_in IS NULL
        """
    )
    cr.execute(
        """
        UPDATE flexible_work_month month
           SET (assigned_in, assigned_out) = (
                   SELECT COALESCE(SUM(line.assigned_in), 0), COALESCE(SUM(line.assigned_in), 0)
                     FROM flexible_work_month_line line WHERE line.month_id = month.id)
         WHERE assigned_in IS NULL
        """
    )

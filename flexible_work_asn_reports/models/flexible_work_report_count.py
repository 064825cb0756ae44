from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..figures import Figures, FiguresError, Tally, count, total
from .day_tallies import tallies
from .flexible_work_figures import column_values


class FlexibleWorkReport(models.Model):
    """Counting the day rows: a fixed number of queries, whatever the number of OPD and people."""

    _inherit = "flexible.work.report"

    def action_count(self):
        """Count the day rows of the date anew and stamp the hour.

        Lines that an OPD has submitted keep their figures; OPD that are new appear, and the total is summed up again.

        :raises UserError: once the report is verified, or when the sums of the day rows do not agree
        """
        for report in self:
            report.check_access("write")
            report.sudo()._count()
        return True

    @api.private
    def _count(self, only=None, with_lists=True):
        """Count all open lines, or ``only`` these lines; the caller has checked who asks.

        :param with_lists: who and which units are named; left out before anybody is due, when everybody would be
        """
        self.ensure_one()
        if self.state not in ("collecting", "submitted"):
            raise UserError(self.env._("%s is verified: its figures are final.", self.display_name))
        try:
            figures = count(self._tallies(only and only.department_id.ids))
            still_open = self._update_lines(figures, only)
            values = column_values(total(line._figures() for line in self._all_lines()))
        except FiguresError as contradiction:
            raise UserError(self.env._("The days do not add up: %s", contradiction)) from contradiction
        if with_lists:
            self._update_lists(still_open)
            values |= self._list_counts()
        if only is None:
            values["as_of"] = self.env.cr.now()
            values["circular_ids"] = [(6, 0, self._circulars())]
        self.write(values)
        self._update_state()

    def _tallies(self, opd_ids=None) -> list[Tally]:
        """The day rows of the date, grouped by everything the report asks about: one query.

        Of some OPD also the people of their posts who work for others: what is counted of those others is no whole.

        :param opd_ids: only these OPD; an empty list: only people whose unit belongs to no OPD
        """
        which = SQL("TRUE")
        if opd_ids:
            which = SQL("(d.opd_id IN %(ids)s OR d.home_opd_id IN %(ids)s)", ids=tuple(opd_ids))
        elif opd_ids is not None:
            which = SQL("(d.opd_id IS NULL OR (d.home_department_id IS NOT NULL AND d.home_opd_id IS NULL))")
        return [tally for _key, tally in tallies(self.env, self.company_id, self.date, self.date, where=which)]

    def _circulars(self) -> list[int]:
        """Circulars that decided the day of at least one person."""
        rows = self.env.execute_query(
            SQL(
                "SELECT DISTINCT circular_id FROM flexible_work_day"
                " WHERE company_id = %s AND date = %s AND circular_id IS NOT NULL",
                self.company_id.id,
                self.date,
            )
        )
        return [circular_id for (circular_id,) in rows]

    def _update_lines(self, figures, only=None):
        """Write figures per OPD on the open lines (or on ``only`` these), and add lines for OPD that have none.

        Open is what the OPD has not submitted; prepared lines follow the days until their head submits. In a revision
        what the OPD submitted before is counted anew, too.

        :param figures: {department id, or None for people without an OPD: Figures}; empty: nothing is counted yet
        :return: the lines that are open
        """
        self.ensure_one()
        report = self.with_context(lang=self._document_lang())
        lines = report._all_lines() if only is None else only
        if only is None:
            reporting = dict.fromkeys(
                [*report._opds().ids, *sorted(filter(None, figures)), *(key for key in figures if not key)]
            )
            known = {line.department_id.id or None for line in lines}
            departments = report.env["hr.department"].browse(filter(None, reporting))
            names = dict(zip(departments.ids, departments.mapped("name"), strict=True))
            quiet = {"tracking_disable": True, "mail_create_nolog": True, "mail_create_nosubscribe": True}
            new = (
                report.env["flexible.work.report.line"]
                .with_context(**quiet)
                .create(
                    [
                        {
                            "report_id": report.id,
                            "department_id": opd_id,
                            "name": names.get(opd_id) or lines._no_opd_name(),
                        }
                        for opd_id in reporting
                        if opd_id not in known
                    ]
                )
            )
            lines |= new.with_env(lines.env)
        still_open = lines.filtered(lambda line: line.state != "submitted" or line._is_repeated())
        if figures:
            still_open._write_figures([figures.get(line.department_id.id or None, Figures()) for line in still_open])
        return still_open

    def _list_counts(self) -> dict:
        """How many people and units the lists of all lines name."""
        breaches, short = self.env["flexible.work.report.line"]._read_group(
            [("report_id", "=", self.id)], [], ["breach_count:sum", "shortfall_count:sum"]
        )[0]
        return {"breach_count": breaches, "shortfall_count": short}

    def _opds(self):
        """All OPD of the regional government, in the order of its chart."""
        return self.env["hr.department"].search([("is_opd", "=", True), ("company_id", "=", self.company_id.id)])

from datetime import timedelta

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import SQL, format_date

from ..plan import ROSTER
from ..plan.cycle import deal, entry, spread_offsets


class FlexibleWorkRoster(models.Model):
    """Filling a roster by its strategy. Generating again leaves pinned lines and past days as they are."""

    _inherit = "flexible.work.roster"

    def action_fill(self):
        """Generate the lines of draft rosters by their strategy.

        :raises UserError: when a roster is no draft, or there is no day to roster
        :raises AccessError: for people who may not write the roster
        """
        self._check_draft()
        self.check_access("write")
        for roster in self:
            roster._generate()
            if not roster.line_ids:
                raise UserError(
                    self.env._(
                        "From %(date_from)s to %(date_to)s no circular in force leaves a day to the head of "
                        "%(unit)s. Check the circular, the dates, and whether the unit is exempt. A service around "
                        "the clock is rostered by a cycle of shifts.",
                        date_from=format_date(self.env, roster.date_from),
                        date_to=format_date(self.env, roster.date_to),
                        unit=roster.sudo().department_id.name,
                    )
                )

    @api.private
    def _generate(self):
        """Make the lines by the strategy of the roster. The caller has checked the user's rights.

        Draft lines of today and later are replaced, except pinned ones; past days stay.
        """
        for roster in self:
            getattr(roster, f"_generate_{roster.strategy}")()

    def _generate_manual(self):
        """A line in the office for each day that a circular leaves to the head; lines that are there stay."""
        self.ensure_one()
        before = self._lines_of()
        decisions = self._members()._flexible_work_decisions(self.date_from, self.date_to)
        wanted = {
            key: ("wfo", False)
            for key, decision in sorted(decisions.items())
            if decision.asks == ROSTER and key not in before
        }
        self.sudo()._write_lines(wanted, before, "manual")

    def _generate_cycle(self):
        """Each member's place in the cycle, see `_cycle_lines`.

        :raises UserError: when the cycle is missing or empty, or shifts of a person overlap
        """
        self.ensure_one()
        roster = self.sudo()
        roster._replace_lines(roster._cycle_lines(), "cycle")
        roster._check_duties()

    def _cycle_lines(self):
        """``{(employee id, date): (mode, shift id)}``: shifts on every date, modes on the days left to the head."""
        self.ensure_one()
        if not self.cycle_id.day_ids:
            raise UserError(self.env._("Choose a cycle that has days, then generate the roster again."))
        if not self.member_ids:
            self._deal_groups()
        offsets = {member.employee_id.id: member.offset for member in self.member_ids}
        decisions = self._members()._flexible_work_decisions(self.date_from, self.date_to)
        return self._cycle_entries(decisions, offsets)

    def _cycle_entries(self, decisions, offsets):
        """What the cycle says: ``{(employee id, date): (mode, shift id)}``.

        :param offsets: by how many days each employee is ahead
        """
        pattern = [
            (False if day.shift_id.is_off else day.mode or day.shift_id.mode, day.shift_id.id)
            for day in self.cycle_id._days()
        ]
        wanted, anchor = {}, self.cycle_id.anchor_date
        for (employee_id, day), decision in sorted(decisions.items(), key=lambda item: item[0]):
            mode, shift_id = entry(pattern, anchor, day, offsets[employee_id])
            if shift_id or (mode and decision.asks == ROSTER):
                wanted[employee_id, day] = mode, shift_id
        return wanted

    @api.private
    def _replace_lines(self, wanted, origin):
        """Make the unpinned lines of today and later those of ``wanted`` ``{(employee id, date): (mode, shift id)}``.

        Lines that are there already as wanted are left alone. Only for drafts; rights are the caller's.
        """
        self.ensure_one()
        self._check_draft()
        first = self._first_open_date()
        before = self._lines_of()
        pinned = {key for key, line in before.items() if line[2]}
        changes = {key: after for key, after in wanted.items() if key[1] >= first and key not in pinned} | {
            key: (False, False) for key in before if key[1] >= first and key not in pinned and key not in wanted
        }
        changes = {key: after for key, after in changes.items() if after != before.get(key, (False, False))[:2]}
        self.sudo()._write_lines(changes, before, origin)

    def _first_open_date(self):
        """The first date that may still be changed: the local today, or the first day of a roster yet to begin."""
        self.ensure_one()
        return max(self.date_from, self.sudo().company_id._flexible_work_today())

    @api.private
    def _members(self):
        """The employees who take part: the members, or everybody of the unit and its sub-units."""
        self.ensure_one()
        return self.sudo().member_ids.employee_id.filtered("active") or self._employees()

    def _employees(self):
        """Who belongs to the unit or one below it on some day of the period: by post, or by an approved assignment."""
        self.ensure_one()
        self.env.flush_all()
        roster = self.sudo()
        rows = self.env.execute_query(
            SQL(
                """
                WITH unit AS (SELECT id FROM hr_department WHERE parent_path LIKE %(path)s)
                SELECT e.id
                  FROM hr_employee e
                 WHERE e.active AND e.company_id = %(company)s AND (
                       EXISTS (SELECT FROM hr_version v
                                WHERE v.employee_id = e.id AND v.active AND v.department_id IN (SELECT id FROM unit)
                                  AND v.date_version <= %(last)s
                                  AND NOT EXISTS (SELECT FROM hr_version later
                                                   WHERE later.employee_id = e.id AND later.active
                                                     AND later.date_version > v.date_version
                                                     AND later.date_version <= %(first)s))
                    OR EXISTS (SELECT FROM flexible_work_assignment a
                                WHERE a.employee_id = e.id AND a.state = 'approved'
                                  AND a.department_to_id IN (SELECT id FROM unit)
                                  AND a.date_from <= %(last)s AND a.date_to >= %(first)s
                                  AND EXISTS (SELECT FROM generate_series(GREATEST(a.date_from, %(first)s)::timestamp,
                                                                          LEAST(a.date_to, %(last)s), '1 day') AS day
                                               WHERE (ARRAY[a.monday, a.tuesday, a.wednesday, a.thursday, a.friday,
                                                            a.saturday, a.sunday])[EXTRACT(ISODOW FROM day)::int])))
              ORDER BY e.id
                """,
                path=f"{roster.department_id.parent_path or '0/'}%",
                company=roster.company_id.id,
                first=roster.date_from,
                last=roster.date_to,
            )
        )
        return self.env["hr.employee"].sudo().browse(row[0] for row in rows)

    def action_deal_groups(self):
        """Everybody of the unit becomes a member; the groups of the cycle get as many people each as can be."""
        self.check_access("write")
        for roster in self:
            roster._check_draft()
            if not roster.sudo().cycle_id.day_ids:
                raise UserError(self.env._("Choose a cycle that has days first: it says how many groups there are."))
            roster._deal_groups()

    def _deal_groups(self):
        """Members in order of their names, dealt into the groups of the cycle like cards."""
        self.ensure_one()
        roster = self.sudo()
        offsets = roster._dealt_offsets()
        there = {member.employee_id.id: member for member in roster.member_ids}
        for employee_id, offset in offsets.items():
            if employee_id in there:
                there[employee_id].offset = offset
        self.env["flexible.work.roster.member"].sudo().create(
            [
                {"roster_id": roster.id, "employee_id": employee_id, "offset": offset}
                for employee_id, offset in offsets.items()
                if employee_id not in there
            ]
        )

    def _dealt_offsets(self):
        """``{employee id: offset}`` of everybody who takes part, dealt in order of the names."""
        people, cycle = self._members().sorted("name"), self.cycle_id
        offsets = spread_offsets(len(cycle.day_ids), cycle.group_count)
        return {
            employee.id: offsets[group]
            for employee, group in zip(people, deal(len(people), cycle.group_count), strict=True)
        }

    @api.private
    def _decisions_as_approved(self, employees=None, date_from=None, date_to=None):
        """The decisions of the period as if this roster were in force, without access checks.

        :param employees: whose; without it, everybody who takes part or has a line
        """
        self.ensure_one()
        employees = employees if employees is not None else self._members() | self.sudo().line_ids.employee_id
        return employees._flexible_work_decisions(
            date_from or self.date_from, date_to or self.date_to, draft_rosters=self
        )

    def _days(self):
        """The dates of the period."""
        self.ensure_one()
        return [self.date_from + timedelta(days=n) for n in range((self.date_to - self.date_from).days + 1)]

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import SQL, format_date

from ..bulk import insert_new, update_changed
from ..plan.duty import Duty, close_duties
from ..selections import MODE_SELECTION

LINE_KEY = ("roster_id", "employee_id", "date")
#: states in which the lines of a roster count
IN_FORCE = ("approved", "locked")
MODES = dict(MODE_SELECTION)


class FlexibleWorkRoster(models.Model):
    """Changing many lines at once: a fixed number of queries, all of it or nothing."""

    _inherit = "flexible.work.roster"

    @api.private
    def _change_lines(self, changes, reason=None, origin="manual", request=None):
        """Create, change and remove lines of this roster in one go; on any error nothing is changed.

        :param changes: list of ``{"employee_id", "date", "mode", "shift_id"}``; a shift without a mode is worked
            where the shift says. Both empty: the person has no line on that date.
        :param reason: why; needed once the roster is in force, and kept with every change
        :param origin: ``manual`` or ``swap``, kept on the lines
        :param request: the request that is carried out, if any
        :return: the ``flexible.work.roster.change`` records, none for a draft
        :raises AccessError: for people who may not write the roster; once it is in force, for all but the head
            and BKPSDM
        :raises UserError: for dates before the local today, outside the period, people of other units, duties that
            overlap, or a missing reason
        """
        self.ensure_one()
        in_force = self.state in IN_FORCE
        if in_force:
            self._check_head()
            if not (reason or "").strip():
                raise UserError(
                    self.env._("%s is in force: say why it is changed. The reason is kept.", self.display_name)
                )
        elif not self.env.su:
            self.check_access("write")
        roster = self.sudo()
        wanted = roster._checked_changes(changes)
        before = roster._lines_of(wanted)
        wanted = {key: after for key, after in wanted.items() if after != before.get(key, (False, False))[:2]}
        if not wanted:
            return self.env["flexible.work.roster.change"]
        roster._write_lines(wanted, before, origin)
        roster._check_duties({employee_id for employee_id, _day in wanted})
        if not in_force:
            return self.env["flexible.work.roster.change"]
        roster._check_no_overlap(key for key, after in wanted.items() if any(after))
        log = roster._log_changes(wanted, before, reason.strip(), request)
        roster._notify_lines_changed(wanted, reason.strip())
        return log.sudo(self.env.su)

    def _checked_changes(self, changes):
        """``{(employee id, date): (mode, shift id)}`` of what is asked for.

        :raises UserError: naming the first change that cannot be made, and why
        """
        wanted = {}
        for change in changes:
            key = int(change["employee_id"]), fields.Date.to_date(change["date"])
            if key in wanted:
                raise UserError(
                    self.env._(
                        "%(employee)s has two changes on %(date)s. Keep one of them.",
                        employee=self._employee_name(key[0]),
                        date=format_date(self.env, key[1]),
                    )
                )
            wanted[key] = change.get("mode") or False, change.get("shift_id") or False
        self._check_changes_within(wanted)
        shifts = self._usable_shifts({shift_id for _mode, shift_id in wanted.values() if shift_id})
        for key, (mode, shift_id) in wanted.items():
            if mode and mode not in MODES:
                raise UserError(self.env._("There is no way of working called %s.", mode))
            if shift_id:
                shift = shifts[shift_id]
                wanted[key] = (False if shift.is_off else mode or shift.mode), shift_id
        return wanted

    def _check_changes_within(self, wanted):
        """:raises UserError: when a change lies in the past, outside the period, or outside the unit."""
        today = self.company_id._flexible_work_today()
        for employee_id, day in wanted:
            words = (
                {"employee": self._employee_name(employee_id), "date": format_date(self.env, day)}
                if (day < today or not self.date_from <= day <= self.date_to)
                else {}
            )
            if words and not self.date_from <= day <= self.date_to:
                raise UserError(
                    self.env._(
                        "%(date)s of %(employee)s lies outside the roster's period. Choose a day in it.", **words
                    )
                )
            if words:
                raise UserError(
                    self.env._(
                        "%(date)s of %(employee)s has passed: what was rostered is history. Change days from today on.",
                        **words,
                    )
                )
        self._check_belong({employee_id for employee_id, _day in wanted})

    def _check_belong(self, employee_ids):
        """:raises ValidationError: when one of these people belongs neither to the unit nor to one below it."""
        strangers = set(employee_ids) - set(self._employees().ids)
        if strangers:
            raise ValidationError(
                self.env._(
                    "%(employee)s does not belong to %(unit)s or one of its sub-units.",
                    employee=self._employee_name(min(strangers)),
                    unit=self.sudo().department_id.name,
                )
            )

    def _shifts(self):
        """The shifts that this roster may use: those for all units, and those of its unit or one above it."""
        self.ensure_one()
        above = [int(unit_id) for unit_id in (self.sudo().department_id.parent_path or "").split("/") if unit_id]
        return self.env["flexible.work.shift"].search(
            [("company_id", "=", self.sudo().company_id.id), ("department_id", "in", [*above, False])]
        )

    def _usable_shifts(self, shift_ids):
        """:raises UserError: when a shift belongs to another unit or another regional government."""
        shifts = self.env["flexible.work.shift"].browse(shift_ids)
        strangers = shifts - self.with_context(active_test=False)._shifts()
        if strangers:
            raise UserError(
                self.env._(
                    "%(shift)s is not a shift of %(unit)s.",
                    shift=strangers.exists()[:1].display_name or self.env._("What was chosen"),
                    unit=self.department_id.name,
                )
            )
        return {shift.id: shift for shift in shifts}

    def _employee_name(self, employee_id):
        return self.env["hr.employee"].sudo().browse(employee_id).exists().name or self.env._("An unknown person")

    def _lines_of(self, keys=None):
        """``{(employee id, date): (mode, shift id, pinned, line id)}`` of this roster, for ``keys`` or all."""
        self.env["flexible.work.roster.line"].flush_model()
        people = SQL("TRUE")
        if keys is not None:
            people = SQL("employee_id = ANY(%s)", list({employee_id for employee_id, _day in keys}))
        rows = self.env.execute_query(
            SQL(
                "SELECT employee_id, date, mode, shift_id, pinned, id FROM flexible_work_roster_line"
                " WHERE roster_id = %s AND %s",
                self.id,
                people,
            )
        )
        return {
            (employee_id, day): (mode or False, shift_id or False, bool(pinned), line_id)
            for employee_id, day, mode, shift_id, pinned, line_id in rows
            if keys is None or (employee_id, day) in keys
        }

    def _write_lines(self, wanted, before, origin):
        """Bring the lines to ``wanted`` ``{(employee id, date): (mode, shift id)}``; ``before`` from `_lines_of`."""
        lines = self.env["flexible.work.roster.line"]
        roster = self.id, self.department_id.id, self.company_id.id, self.state
        gone = [before[key][3] for key, after in wanted.items() if key in before and not any(after)]
        if gone:
            self.env.execute_query(SQL("DELETE FROM flexible_work_roster_line WHERE id = ANY(%s) RETURNING id", gone))
        update_changed(
            lines,
            ("mode", "shift_id", "origin"),
            [
                (before[key][3], mode or None, shift_id or None, origin)
                for key, (mode, shift_id) in wanted.items()
                if key in before and (mode or shift_id)
            ],
        )
        insert_new(
            lines,
            ("employee_id", "date", "mode", "shift_id", "origin", "roster_id", "department_id", "company_id", "state"),
            [
                (*key, mode or None, shift_id or None, origin, *roster)
                for key, (mode, shift_id) in wanted.items()
                if key not in before and (mode or shift_id)
            ],
            LINE_KEY,
        )
        lines.invalidate_model(flush=False)
        self.invalidate_recordset(flush=False)

    def _check_duties(self, employee_ids=None, clashes=None):
        """:raises UserError: when two shifts of one person overlap, also with those of another roster in force."""
        clashes = self._close_duties(employee_ids) if clashes is None else clashes
        clash = next((clash for clash in clashes if clash.rest < 0), None)
        if clash:
            raise UserError(
                self.env._(
                    "%(employee)s cannot be on two duties at once: %(earlier)s of %(earlier_date)s is not over when "
                    "%(later)s of %(later_date)s begins.",
                    employee=self._employee_name(clash.earlier.employee_id),
                    earlier=clash.earlier.label,
                    earlier_date=format_date(self.env, clash.earlier.day),
                    later=clash.later.label,
                    later_date=format_date(self.env, clash.later.day),
                )
            )

    def _close_duties(self, employee_ids=None):
        """Pairs of shifts of one person with too little rest or none between them, one day around the period too."""
        self.ensure_one()
        lines = self.env["flexible.work.roster.line"]
        lines.flush_model()
        shifts = {
            # sudo: a shift of a line is known to whoever sees the line
            shift.id: (*shift._duty_hours(), shift.code)
            for shift in self.env["flexible.work.shift"].sudo().with_context(active_test=False).search([])
            if not shift.is_off
        }
        mine = [row for row in self._shift_rows(SQL("roster_id = %s", self.id), employee_ids) if row[2] in shifts]
        people = list({row[0] for row in mine})
        others = self._shift_rows(SQL("roster_id <> %s AND state IN ('approved', 'locked')", self.id), people)
        duties = {
            (employee_id, day, *shifts[shift_id])
            for employee_id, day, shift_id in (*mine, *others)
            if shift_id in shifts
        }
        return close_duties(Duty(*duty) for duty in duties)

    def _shift_rows(self, condition, employee_ids):
        """``(employee id, date, shift id)`` of the period and one day around it; of everybody for None.

        Two plain queries and no join: without statistics about lines that were written a moment ago PostgreSQL joins
        the 46,500 of a hospital with each other.
        """
        return self.env.execute_query(
            SQL(
                "SELECT employee_id, date, shift_id FROM flexible_work_roster_line"
                " WHERE %s AND shift_id IS NOT NULL AND date BETWEEN %s AND %s AND %s",
                condition,
                self.date_from - timedelta(days=1),
                self.date_to + timedelta(days=1),
                SQL("TRUE") if employee_ids is None else SQL("employee_id = ANY(%s)", list(employee_ids)),
            )
        )

    def _log_changes(self, wanted, before, reason, request):
        return self.env["flexible.work.roster.change"].create(
            [
                {
                    "roster_id": self.id,
                    "employee_id": key[0],
                    "date": key[1],
                    "mode_before": before.get(key, (False, False))[0],
                    "shift_before_id": before.get(key, (False, False))[1],
                    "mode_after": mode,
                    "shift_after_id": shift_id,
                    "reason": reason,
                    "request_id": request and request.id,
                }
                for key, (mode, shift_id) in sorted(wanted.items())
            ]
        )

    def _notify_lines_changed(self, wanted, reason):
        """Tell the chatter in one line and the people concerned without the reason; resolve the days again."""
        days = [day for _employee_id, day in wanted]
        employees = self.env["hr.employee"].browse({employee_id for employee_id, _day in wanted})
        self.message_post(
            body=self.env._(
                "%(lines)s lines of %(people)s people changed, %(first)s to %(last)s. Reason: %(reason)s",
                lines=len(wanted),
                people=len(employees),
                first=format_date(self.env, min(days)),
                last=format_date(self.env, max(days)),
                reason=reason,
            ),
            author_id=self.env.user.partner_id.id,
        )
        concerned = employees.user_id.partner_id - self.env.user.partner_id
        if concerned:
            # without the roster as its document: employees may not read it, they read their own plan
            self.env["mail.thread"].message_notify(
                partner_ids=concerned.ids,
                subject=self.env._("Your roster was changed"),
                body=self.env._(
                    "The roster of %(unit)s was changed for you between %(first)s and %(last)s. Look at your plan.",
                    unit=self.department_id.name,
                    first=format_date(self.env, min(days)),
                    last=format_date(self.env, max(days)),
                ),
            )
        employees._flexible_work_facts_changed(min(days), max(days))

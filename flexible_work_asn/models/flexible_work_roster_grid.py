from odoo import api, fields, models

from ..asked import a_day, a_text, an_id, asks, rows
from ..grid_plan import GridPlan
from ..local_time import hour_label

#: rosters offered in the list of the grid
ROSTERS_MAX = 60


class FlexibleWorkRoster(models.Model):
    """The month grid: everything that it shows in one answer, and its changes in one go."""

    _inherit = "flexible.work.roster"

    def action_open_grid(self):
        """The month grid of this roster."""
        self.ensure_one()
        action = self.env["ir.actions.client"]._for_xml_id("flexible_work_asn.roster_grid_action")
        return action | {
            "context": {"active_id": self.id, "active_model": self._name},
            "params": {"active_id": self.id},
        }

    @api.model
    @api.readonly
    def grid_rosters(self):
        """The rosters to choose from, as ``[{id, name, state}]``; the first is the one to show.

        Rosters of the units that the user heads come first, and among them the one of the present local date, then
        the nearest in time.
        """
        rosters = self.search([], limit=ROSTERS_MAX, order="date_to desc, id desc")
        today = self.env.company._flexible_work_today()

        def nearness(roster):
            away = max((roster.date_from - today).days, (today - roster.date_to).days, 0)
            return self.env.user != roster.sudo().department_id.manager_id.user_id, away, roster.date_from, roster.id

        states = dict(self._fields["state"]._description_selection(self.env))
        return [
            {"id": roster.id, "name": roster.name, "state": states[roster.state]}
            for roster in sorted(rosters, key=nearness)
        ]

    @api.readonly
    def grid_data(self):
        """Everything that the month grid of this roster shows, in a fixed number of queries.

        :return: a dictionary with

            * ``roster``: ``{id, name, unit, state, state_name, strategy, date_from, date_to, days, today}``
            * ``rights``: ``{edit, decide, reason}``: may change lines, may approve, has to give a reason
            * ``shifts``: ``[{id, code, name, mode, is_off, usual}]``; ``usual``: of the unit, or in use
            * ``weeks``: ``[{number, first, last, flexible_max}]``; indexes of days; 0: no limit
            * ``requirements``: ``[{name, count, percent, competence_id, shift_id}]``, the first about everybody
            * ``kinds``: the different days ``[{mode, letter, label, source, leave, allow, flexible, why}]``;
              ``allow`` is ``mode`` (where, and on which shift), ``shift`` (only other hours) or empty
            * ``rows``: one for each person, see `_grid_row`; days are given as indexes into ``kinds``
            * ``coverage``: ``[[[on site, expected, needed] for each day] for each requirement]``
        :raises AccessError: when the user may not read the roster
        """
        self.ensure_one()
        self.check_access("read")
        return self._grid_answer()

    @asks(changes=rows(employee_id=an_id, date=a_day), reason=a_text)
    def grid_write(self, changes, reason=None):
        """Change lines as the grid asks for; all of them or, on any error, none.

        :param changes: see `_change_lines`
        :param reason: why; needed once the roster is in force
        :return: as `grid_data`, with the ``rows`` of the changed people only
        :raises AccessError: when the user may not change the roster, or not any more
        :raises UserError: when a change cannot be made; it says which, and why
        """
        self.ensure_one()
        self.check_access("write")
        self._change_lines(changes, reason=reason)
        return self._grid_answer({int(change["employee_id"]) for change in changes})

    @asks(cells=rows(employee_id=an_id, date=a_day))
    def grid_pin(self, cells, pinned):
        """Pin lines of a draft, so that generating again leaves them, or let them go.

        :param cells: list of ``{"employee_id", "date"}``; those without a line are passed over
        :return: as `grid_write`
        :raises AccessError: when the user may not change the roster
        :raises UserError: when the roster is no draft
        """
        self.ensure_one()
        self.check_access("write")
        self._check_draft()
        keys = {(int(cell["employee_id"]), fields.Date.to_date(cell["date"])) for cell in cells}
        line_ids = [line_id for _mode, _shift_id, _pinned, line_id in self._lines_of(keys).values()]
        self.env["flexible.work.roster.line"].browse(line_ids).write({"pinned": bool(pinned)})
        return self._grid_answer({employee_id for employee_id, _day in keys})

    def grid_generate(self, keep=False):
        """Generate the lines by the roster's strategy and show what comes out.

        :param keep: False: only a proposal, everything stays as it was
        :return: as `grid_data`, and ``message``: what the strategy says about its result
        :raises AccessError: when the user may not change the roster
        :raises UserError: when the roster is no draft, or nothing can be generated
        """
        self.ensure_one()
        self.check_access("write")
        savepoint = self.env.cr.savepoint()
        with savepoint:
            self.action_fill()
            answer = self._grid_answer() | {"message": self._grid_message()}
            if not keep:
                savepoint.rollback()
        return answer

    def _grid_message(self):
        """What the strategy says about the lines that it made."""
        return (self.strategy == "optimal" and self.optimal_message) or ""

    # ------------------------------------------------------------ the answer
    def _grid_answer(self, only_employee_ids=None):
        rights = self._grid_rights()
        # sudo: names of people and units; the access to the roster was checked
        roster = self.sudo()
        plan = GridPlan(roster)
        rows = [
            roster._grid_row(plan, employee)
            for employee in plan.employees
            if only_employee_ids is None or employee.id in only_employee_ids
        ]
        return {
            "roster": roster._grid_head(plan),
            "rights": rights,
            "shifts": [roster._grid_shift(plan, shift) for shift in plan.shifts],
            "weeks": plan.weeks,
            "requirements": plan.requirements,
            "kinds": plan.kinds,
            "rows": rows,
            "coverage": plan.coverage(),
        }

    def _grid_rights(self):
        """What the user may do here; said again by the methods that do it."""
        heads = self.sudo().department_id.flexible_head_user_ids
        decides = self.env.user in heads or self.env.user.has_group("flexible_work_asn.group_bkpsdm")
        is_draft = self.state == "draft"
        return {
            "edit": self.has_access("write") and (is_draft or decides),
            "decide": self.has_access("write") and decides,
            "reason": not is_draft,
        }

    def _grid_head(self, plan):
        states = dict(self._fields["state"]._description_selection(self.env))
        return {
            "id": self.id,
            "name": self.name,
            "unit": self.department_id.name,
            "state": self.state,
            "state_name": states[self.state],
            "strategy": self.strategy,
            "date_from": fields.Date.to_string(self.date_from),
            "date_to": fields.Date.to_string(self.date_to),
            "days": len(plan.days),
            "today": fields.Date.to_string(plan.today),
        }

    def _grid_shift(self, plan, shift):
        hours = "" if shift.is_off else f"{hour_label(shift.hour_from)}–{hour_label(shift.hour_to)}"
        return {
            "id": shift.id,
            "code": shift.code,
            "name": f"{shift.name} {hours}".strip(),
            "mode": shift.mode or False,
            "is_off": shift.is_off,
            "usual": plan.is_usual(shift),
        }

    def _grid_row(self, plan, employee):
        """One person: ``{id, name, job, unit, unit_id, group, competences, base, lines, pinned, plan, outside}``.

        ``base`` is each day without this roster; ``lines`` what the roster says, ``{day: mode or "s" + shift id}``;
        ``plan`` the days that turn out otherwise than their line says (leave, weekly limit …), as if the roster
        were approved; ``outside`` the flexible days of its first and last week that lie outside its period.
        """
        base, lines, pinned, overruled = [], {}, [], {}
        for index, day in enumerate(plan.days):
            key = (employee.id, day)
            base.append(plan.kind(plan.without.get(key), day))
            line = plan.lines.get(key)
            if line:
                mode, shift_id, is_pinned, _line_id = line
                lines[index] = f"s{shift_id}" if shift_id else mode
                if is_pinned:
                    pinned.append(index)
                decision = plan.decisions.get(key)
                if (decision.mode if decision else None) != (mode or None):
                    overruled[index] = plan.kind(decision, day)
        return {
            "id": employee.id,
            "name": employee.name,
            "job": employee.job_title or "",
            "unit": employee.department_id.name or "",
            "unit_id": employee.department_id.id,
            "group": plan.groups.get(employee.id, 0),
            "competences": employee.competence_ids.ids,
            "base": base,
            "lines": lines,
            "pinned": pinned,
            "plan": overruled,
            "outside": plan.flexible_outside(employee.id),
        }

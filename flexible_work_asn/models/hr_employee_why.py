from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ..local_time import hour_label, parse_day, zone_label
from ..selections import LEVEL_NAMES, MODE_NAMES, plan_letter

#: who answers questions about a day decided at a level; the head is asked about the others
ASK_BKPSDM = ("holiday", "bar", "position", "unit")
#: levels against which an employee may ask for another place
NO_REQUEST = ("holiday", "leave")


class HrEmployee(models.Model):
    """*Why?*: everything that was considered for one day, and whom to ask."""

    _inherit = "hr.employee"

    @api.readonly
    def flexible_work_why(self, date):
        """Why this employee works where he or she does on the local ``date`` (``YYYY-MM-DD``).

        :return: ``{employee, date, mode, letter, label, hours, place, source, explanation, holiday, chain, documents,
            decides, can_request}``. ``chain`` lists every level considered as ``{level, name, applied, text}``;
            ``documents`` the papers behind the answer that the user may open, as ``{model, id, name, icon}``;
            ``decides`` says in words who decides and whom to ask.
        :raises UserError: when ``date`` is no date
        :raises AccessError: when the user may not see the plan of the employee

        Permen PANRB 4/2025: flexible work is set by the organisation, so everybody may ask why.
        """
        self.ensure_one()
        day = parse_day(date)
        if not day:
            raise UserError(self.env._("Say for which date, as YYYY-MM-DD."))
        self._check_flexible_work_access(day)
        decision = self._flexible_work_decisions(day, day).get((self.id, day))
        return {
            "employee": {"id": self.id, "name": self.sudo().name},
            **self._flexible_work_day_card(day, decision, self._flexible_work_zone()),
            "place": self._flexible_work_places([decision])[id(decision)] if decision else "",
            "chain": self._why_chain(decision) if decision else [],
            "documents": self._why_documents(day, decision) if decision else [],
            "decides": self._why_who_decides(decision) if decision else "",
            "can_request": bool(decision) and self._why_can_request(day, decision),
        }

    def _why_chain(self, decision):
        steps = self._flexible_work_chain(decision)
        for step in steps:
            level_name = LEVEL_NAMES[step["level"]]
            step["name"] = self.env._(level_name)
        return steps

    @api.private
    def _flexible_work_zone(self):
        """WIB, WITA or WIT, as people call the zone of this employee."""
        return zone_label(self._flexible_work_tz_batch()[self.id])

    @api.private
    def _flexible_work_day_card(self, day, decision, zone):
        """One day in letters and words, in the language of the environment; ``decision`` may be None."""
        if not decision:
            return {
                "date": fields.Date.to_string(day),
                "mode": False,
                "letter": plan_letter(None, None),
                "label": self.env._("No plan"),
                "hours": "",
                "source": False,
                "holiday": False,
                "explanation": self.env._("On this date the person is not employed by the regional government."),
            }
        decisive = decision.decisive
        return {
            "date": fields.Date.to_string(day),
            "mode": decision.mode or False,
            "letter": plan_letter(decision.mode, decision.leave_status),
            "label": self._plan_label(decision),
            "hours": self._plan_hours(decision, zone),
            "source": decision.source,
            "holiday": dict(decisive.args).get("name", False) if decisive.code == "holiday" else False,
            "explanation": self._flexible_work_sentence(decisive),
        }

    def _plan_label(self, decision):
        """Mode, kind of time off or day off, in words."""
        if decision.mode:
            return self._mode_name(decision.mode)
        if decision.leave_status:
            kinds = self.env["hr.leave.type"]._fields["asn_status"]._description_selection(self.env)
            return dict(kinds).get(decision.leave_status, "")
        return self.env._("Day off")

    def _mode_name(self, mode):
        mode_name = MODE_NAMES[mode]
        return self.env._(mode_name)

    def _plan_hours(self, decision, zone):
        """``07:30–16:00 WIT``, after the name of the shift where there is one.

        When the place changes during the day: its parts with their modes.
        """
        if not decision.mode or decision.hour_from is None:
            return ""
        if decision.segments:
            return ", ".join(
                f"{hour_label(part.hour_from)}–{hour_label(part.hour_to)} {zone} {self._mode_name(part.mode)}"
                for part in decision.segments
            )
        hours = f"{hour_label(decision.hour_from)}–{hour_label(decision.hour_to)} {zone}"
        shift = self.env["flexible.work.shift"].sudo().browse(decision.shift_id or ()).name
        return f"{shift}, {hours}" if shift else hours

    # ------------------------------------------------------------ papers
    def _why_documents(self, day, decision):
        """The papers behind a decision, those that the user may read."""
        papers = [
            (self.env["flexible.work.circular"].browse(decision.circular_id or ()), "fa-gavel"),
            (
                self.env["flexible.work.exemption"].browse(decision.statement_id or ()),
                "fa-file-text-o",
            ),
            (self.env["flexible.work.request"].browse(decision.request_id or ()), "fa-hand-paper-o"),
            (
                self.env["flexible.work.assignment"].browse(decision.assignment_id or ()),
                "fa-exchange",
            ),
            (self._why_roster(day, decision), "fa-table"),
            (self._why_leave(day, decision), "fa-plane"),
        ]
        return [
            {"model": paper._name, "id": paper.id, "name": self._why_paper_name(paper, decision), "icon": icon}
            for paper, icon in papers
            if paper and paper.exists() and paper.has_access("read")
        ]

    def _why_roster(self, day, decision):
        if decision.source != "roster":
            return self.env["flexible.work.roster"]
        line = self.env["flexible.work.roster.line"].search(
            [("employee_id", "=", self.id), ("date", "=", day), ("state", "in", ("approved", "locked"))], limit=1
        )
        return line.sudo().roster_id.with_env(self.env)

    def _why_leave(self, day, decision):
        if decision.source != "leave":
            return self.env["hr.leave"]
        covers = [("request_date_from", "<=", day), ("request_date_to", ">=", day)]
        return self.env["hr.leave"].search(
            [("employee_id", "=", self.id), ("state", "=", "validate"), *covers], limit=1
        )

    def _why_paper_name(self, paper, decision):
        """The name on the link. That of a statement says nothing about its kind, which others might see."""
        if paper._name == "flexible.work.circular":
            article = self.env["flexible.work.rule"].sudo().browse(decision.rule_id or ()).article
            return ", ".join(filter(None, (paper.display_name, article)))
        if paper._name == "flexible.work.exemption":
            return paper.document_number or self.env._("Statement of %s", format_date(self.env, paper.date_from))
        kind = self.env["ir.model"]._get(paper._name).sudo().name
        return f"{kind}: {paper.display_name}"

    # ------------------------------------------------------------ people
    def _why_who_decides(self, decision):
        """One or two sentences: who decides about the day, and whom to ask for another one."""
        head = self._flexible_work_head_name(decision.department_id)
        if decision.source in ASK_BKPSDM:
            return self.env._("BKPSDM decides about this. Ask there if it is not right.")
        if decision.source == "leave":
            return self.env._("Whoever approved the time off decides about it; ask there, or BKPSDM, for a change.")
        if decision.choice:
            return self.env._("The employee chooses: home or elsewhere can be declared until the day itself.")
        circular = self.env["flexible.work.circular"].sudo().browse(decision.circular_id or ())
        if decision.asks != "roster" and circular.request_approver == "bkpsdm":
            return self.env._("The circular sets the day. Another place can be requested; BKPSDM decides.")
        if not head:
            return self.env._("The unit has no head in Odoo. Ask BKPSDM.")
        if decision.asks == "roster" or decision.source == "roster":
            return self.env._("The head of the unit decides (%s). Ask there for another day.", head)
        return self.env._("Another place can be requested; the head of the unit decides (%s).", head)

    def _flexible_work_head_name(self, department_id):
        """The nearest head up the tree, the acting one where there is one; nobody is the head of himself."""
        unit = self.env["hr.department"].sudo().browse(department_id or ())
        while unit:
            acting = self.env["flexible.work.delegation"].sudo()
            acting = acting.search([("department_id", "=", unit.id), ("in_force", "=", True)], limit=1)
            head = acting.employee_id or unit.manager_id
            if head and head != self.sudo():
                return f"{head.name} ({acting.kind.capitalize()})" if acting else head.name
            unit = unit.parent_id
        return ""

    def _why_can_request(self, day, decision):
        """Whether the user may ask for another place on this day of his or her own."""
        own = self.sudo().user_id == self.env.user
        return own and decision.source not in NO_REQUEST and day >= self.sudo().company_id._flexible_work_today()

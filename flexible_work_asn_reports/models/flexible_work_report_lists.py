from odoo import api, models
from odoo.tools import SQL

from odoo.addons.flexible_work_asn.bulk import ids_array, insert_new, update_changed
from odoo.addons.flexible_work_asn.plan import FLEXIBLE_MODES

from ..figures import BOUND_SOURCES, EVERYBODY, shortfalls
from .coverage_facts import CoverageFacts
from .day_tallies import ASSIGNED

#: What binds somebody to the office: the level that decided; where a recall or a bar decided before it was asked, the
#: unit ``u`` or the position.
BOUND_BY = SQL(
    "CASE WHEN d.source IN %s THEN d.source WHEN d.source NOT IN ('recall', 'bar') OR d.mode <> 'wfo' THEN NULL"
    " WHEN u.is_flexible_exempt THEN 'unit' WHEN d.structural THEN 'position' END",
    BOUND_SOURCES,
)
#: who broke the duty to be on site: bound, present, and certainly elsewhere
BREACH = SQL(
    "d.status = 'present' AND (d.mode IN %s OR d.place = 'outside') AND %s IS NOT NULL",
    tuple(sorted(FLEXIBLE_MODES)),
    BOUND_BY,
)
#: what the count writes about somebody
PERSON_COLUMNS = (
    "line_id",
    "employee_id",
    "department_id",
    "name",
    "nip",
    "structural",
    "kind",
    "bound_by",
    "home_department_id",
    "letter_number",
    "situation",
)
#: absent and not yet in are one list: one becomes the other when the day closes
LIST_OF = {"absent": "missing", "pending": "missing"}
#: the day of somebody assigned, as a value of ``situation``
SITUATION = SQL(
    "CASE WHEN d.status = 'present' THEN COALESCE(d.mode, 'wfo')"
    " WHEN d.status IN ('duty', 'absent', 'pending') THEN d.status ELSE 'away' END"
)
#: both are counted as TK; one becomes the other when the day closes, and keeps the reason that was given
MISSING = ("absent", "pending")


class FlexibleWorkReport(models.Model):
    """The lists beside the figures: who is absent, who broke the duty to be on site, who is assigned to another OPD,
    which units are short.

    They are made with each count, and stay as they are once the OPD has submitted, or BKPSDM has verified. What the OPD
    wrote about a person stays while the person is on the list.

    *Bound to the office, not there* (exempt units and positions, SE Wali Kota Ternate 800/84/2025): somebody whose day
    was decided by the level of the exempt unit or of the structural position (or by a recall or a bar, which are asked
    before, of somebody of such a unit or position), so in the office, and who was present elsewhere, which is a first
    check-in that is certainly outside of every place of the unit, or presence in a flexible mode. An unknown place
    counts against nobody, and neither does a request that BKPSDM approved as a special circumstance: it is another
    level. Presence that the head rejected is absence, and listed as such; presence outside that the head verified stays
    listed, with the reason that the OPD gives.

    *Assigned to another OPD* (Permen PANRB 7/2022): named on the line of the OPD that counts the day, and on that of
    the post, with unit of the post, receiving unit and letter. Inside an OPD nobody is.
    """

    _inherit = "flexible.work.report"

    @api.private
    def _update_lists(self, lines):
        """Write the lists of these lines, and how many they name. The caller leaves out what is submitted."""
        self.ensure_one()
        if not lines:
            return
        self.env.flush_all()
        self._update_persons(lines)
        self._update_shortfalls(lines)
        self.env.execute_query(
            SQL(
                """
                UPDATE flexible_work_report_line line SET
                       breach_count = (SELECT COUNT(*) FROM flexible_work_report_person p
                                        WHERE p.line_id = line.id AND p.kind = 'breach'),
                       shortfall_count = (SELECT COUNT(*) FROM flexible_work_report_shortfall s
                                           WHERE s.line_id = line.id)
                 WHERE line.id = ANY(%s) RETURNING line.id
                """,
                lines.ids,
            )
        )
        lines.invalidate_recordset(["breach_count", "shortfall_count", "person_ids", "shortfall_ids"], flush=False)
        self.invalidate_recordset(["person_ids", "shortfall_ids"], flush=False)

    def _update_persons(self, lines):
        """Let the people named follow the days: who is new comes, who is not meant any more goes, the others stay.

        Compared here and not by the database: how long that takes does not hang on what it knows about its tables so
        soon after a day was opened.
        """
        model = self.env["flexible.work.report.person"]
        line_of = {line.department_id.id or None: line.id for line in lines}
        now = {}
        for opd, *values in [*self._persons_named(lines), *self._persons_assigned(lines)]:
            person = dict(zip(PERSON_COLUMNS, (line_of[opd], *values), strict=True))
            now[_named(person)] = tuple(person.values())
        changed, gone = [], []
        for row_id, *values in self.env.execute_query(
            SQL(
                "SELECT id, %s FROM flexible_work_report_person WHERE line_id = ANY(%s::int4[])",
                SQL(", ").join(map(SQL.identifier, PERSON_COLUMNS)),
                ids_array(lines.ids),
            )
        ):
            person = dict(zip(PERSON_COLUMNS, values, strict=True))
            wanted = now.pop(_named(person), None)
            if wanted is None:
                gone.append(row_id)
            elif wanted != tuple(values):
                changed.append((row_id, *wanted))
        if gone:
            self.env.execute_query(
                SQL("DELETE FROM flexible_work_report_person WHERE id = ANY(%s::int4[]) RETURNING id", ids_array(gone))
            )
        update_changed(model, PERSON_COLUMNS, changed)
        same = (self.id, self.company_id.id, self.date)
        columns = ("report_id", "company_id", "date", *PERSON_COLUMNS)
        insert_new(model, columns, [(*same, *values) for values in now.values()], unique=None, by_server=True)
        model.invalidate_model(flush=False)

    def _persons_named(self, lines):
        """Rows of ``(OPD, values of PERSON_COLUMNS but the line)``, by name."""
        return self.env.execute_query(
            SQL(
                """
                SELECT d.opd_id, d.employee_id, d.department_id, e.name, e.nip, COALESCE(d.structural, FALSE),
                       CASE WHEN d.status IN %(missing)s THEN d.status ELSE 'breach' END,
                       CASE WHEN d.status IN %(missing)s THEN NULL ELSE %(bound_by)s END, NULL, NULL, NULL
                  FROM flexible_work_day d
                  JOIN hr_employee e ON e.id = d.employee_id
             LEFT JOIN hr_department u ON u.id = d.department_id
                 WHERE d.company_id = %(company)s AND d.date = %(date)s AND %(which)s
                   AND (d.status IN %(missing)s OR %(breach)s)
              ORDER BY e.name, d.employee_id
                """,
                missing=MISSING,
                bound_by=BOUND_BY,
                breach=BREACH,
                company=self.company_id.id,
                date=self.date,
                which=self._of_lines(lines, SQL("d.opd_id")),
            )
        )

    def _persons_assigned(self, lines):
        """Rows as of ``_persons_named``, for the OPD that counts the day and once more for that of the post."""
        return self.env.execute_query(
            SQL(
                """
                SELECT side.opd_id, d.employee_id, d.department_id, e.name, e.nip, COALESCE(d.structural, FALSE),
                       'assigned', NULL, d.home_department_id, a.letter_number, %(situation)s
                  FROM flexible_work_day d
                  JOIN hr_employee e ON e.id = d.employee_id
            CROSS JOIN LATERAL (VALUES (d.opd_id), (d.home_opd_id)) AS side (opd_id)
             LEFT JOIN flexible_work_assignment a ON a.id = d.assignment_id
                 WHERE d.company_id = %(company)s AND d.date = %(date)s AND %(assigned)s AND %(which)s
              ORDER BY e.name, d.employee_id
                """,
                situation=SITUATION,
                assigned=ASSIGNED,
                company=self.company_id.id,
                date=self.date,
                which=self._of_lines(lines, SQL("side.opd_id")),
            )
        )

    def _of_lines(self, lines, opd):
        """The condition that ``opd`` is one of these lines, of which one may be that of people without an OPD."""
        opds = lines.department_id.ids
        which = SQL("%s = ANY(%s::int4[])", opd, ids_array(opds))
        return SQL("(%s OR %s IS NULL)", which, opd) if len(opds) < len(lines) else which

    def _update_shortfalls(self, lines):
        """Units short of people: those of before go, those of now come."""
        model = self.env["flexible.work.report.shortfall"]
        self.env.execute_query(
            SQL("DELETE FROM flexible_work_report_shortfall WHERE line_id = ANY(%s) RETURNING id", lines.ids)
        )
        model.invalidate_model(flush=False)
        env = self.with_context(lang=self._document_lang()).sudo().env
        facts = CoverageFacts(env, self.company_id, self.date)
        line_of = {line.department_id.id: line.id for line in lines}
        values = []
        for short in shortfalls(facts.needs, facts.presences):
            unit = facts.units[short.unit]
            if unit.opd_id.id not in line_of:
                continue
            name = unit.name
            if short.unit != unit.id:
                name = env._("%s (roster)", name)
            if short.group is not EVERYBODY:
                name = env._("%(unit)s: %(competence)s", unit=name, competence=facts.competences[short.group])
            values.append(
                {
                    "report_id": self.id,
                    "line_id": line_of[unit.opd_id.id],
                    "department_id": unit.id,
                    "name": name,
                    "needed": short.needed,
                    "on_site": short.on_site,
                    "exempt": unit.is_flexible_exempt,
                }
            )
        model.create(values)

    # ------------------------------------------------------------------ windows
    def action_open_missing(self):
        """Who is counted as TK, with the reasons that the OPD give."""
        self.ensure_one()
        return self._action_persons("missing", [("report_id", "=", self.id)])

    def action_open_breaches(self):
        """Who must be on site and was elsewhere."""
        self.ensure_one()
        return self._action_persons("breach", [("report_id", "=", self.id)])

    def action_open_assigned(self):
        """Who works for another OPD than that of the post on the date, once for each of both."""
        self.ensure_one()
        return self._action_persons("assigned", [("report_id", "=", self.id)])

    def action_open_shortfalls(self):
        """Units with fewer people on site than they need."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "flexible_work_asn_reports.flexible_work_report_shortfall_action"
        )
        return action | {"domain": [("report_id", "=", self.id)], "context": {}}

    def _action_persons(self, which, domain):
        """The list of people named; ``which`` is a filter of its search."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "flexible_work_asn_reports.flexible_work_report_person_action"
        )
        return action | {"domain": domain, "context": {f"search_default_{which}": 1}}


def _named(person):
    """A person stands once on a list of a line; ``person`` has the PERSON_COLUMNS."""
    return person["line_id"], person["employee_id"], LIST_OF.get(person["kind"], person["kind"])

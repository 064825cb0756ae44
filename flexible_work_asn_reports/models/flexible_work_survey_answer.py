from odoo import api, fields, models

from ..figures.survey import ELEMENTS, satisfaction
from ..figures.survey import grade as grade_of
from .day_kinds import DAY_KIND_SELECTION, kinds_of_days


class FlexibleWorkSurveyAnswer(models.Model):
    """One anonymous answer to the survey of public satisfaction: nine elements, 1 to 4 each (PermenPANRB 14/2017).

    Nothing about who answered is kept: no name, no address, no text, and of the time only the local date. No role
    reads single answers, because whoever served the only citizen of a day would know whose it is; everybody reads
    indices of groups (``flexible.work.survey.result``). Answers come in by the public form alone.
    """

    _name = "flexible.work.survey.answer"
    _description = "Answer to the Survey of Satisfaction"
    _order = "date desc, id desc"
    # when and by whom a row was written would tell the second and the session
    _log_access = False

    company_id = fields.Many2one("res.company", string="Regional government", required=True, readonly=True, index=True)
    service_id = fields.Many2one(
        "flexible.work.public.service", required=True, readonly=True, index=True, ondelete="restrict"
    )
    # the unit that gave the service then: a service that moves takes no answers along
    department_id = fields.Many2one("hr.department", string="Unit", required=True, readonly=True, ondelete="restrict")
    opd_id = fields.Many2one(related="department_id.opd_id", string="OPD", store=True)
    date = fields.Date(required=True, readonly=True, index=True, help="Local date of the answer.")
    day_kind = fields.Selection(
        DAY_KIND_SELECTION, string="Kind of day", compute="_compute_day_kind", store=True, readonly=True
    )
    u1 = fields.Integer(string="U1 Requirements", required=True, readonly=True)
    u2 = fields.Integer(string="U2 System, mechanism and procedure", required=True, readonly=True)
    u3 = fields.Integer(string="U3 Time until completion", required=True, readonly=True)
    u4 = fields.Integer(string="U4 Fee", required=True, readonly=True)
    u5 = fields.Integer(string="U5 Result of the service", required=True, readonly=True)
    u6 = fields.Integer(string="U6 Competence of the officers", required=True, readonly=True)
    u7 = fields.Integer(string="U7 Conduct of the officers", required=True, readonly=True)
    u8 = fields.Integer(string="U8 Handling of complaints and suggestions", required=True, readonly=True)
    u9 = fields.Integer(string="U9 Facilities", required=True, readonly=True)

    _scores = models.Constraint(
        f"CHECK ({' AND '.join(f'{name} BETWEEN 1 AND 4' for name in ELEMENTS)})",
        "Each element is answered with 1 to 4.",
    )

    _company_date_idx = models.Index("(company_id, date)")

    @api.model
    @api.private
    def _record(self, service, scores):
        """Keep one answer about ``service``, given today (local date).

        :param scores: ``{"u1": 1 to 4, …}``, all nine
        """
        self.sudo().create(
            {
                "company_id": service.company_id.id,
                "service_id": service.id,
                "department_id": service.department_id.id,
                "date": service.company_id._flexible_work_today(),
                **{name: scores[name] for name in ELEMENTS},
            }
        )

    @api.depends("department_id", "date")
    def _compute_day_kind(self):
        """What the date was for the unit of the service."""
        asked = [(answer.company_id.id, answer.department_id.id, answer.date) for answer in self]
        kinds = kinds_of_days(self.env, asked)
        for answer in self:
            answer.day_kind = kinds.get((answer.department_id.id, answer.date), False)

    # ------------------------------------------------------------ for reports
    @api.model
    @api.private
    def _index(self, company, date_from, date_to, by_unit=False):
        """The index of public satisfaction of answers from ``date_from`` to ``date_to`` (local dates), in one query.

        For whoever has checked who asks: it reads all units of ``company``.

        :param by_unit: per OPD
        :return: ``{"answers", "index" (25 to 100), "elements": {"u1": mean 1 to 4, …}, "grade"}``, or ``{OPD id or
            None: …}``; index, elements and grade are None below the number of answers that the settings ask for
        """
        rows = self.sudo()._read_group(
            [("company_id", "=", company.id), ("date", ">=", date_from), ("date", "<=", date_to)],
            ["opd_id"] if by_unit else [],
            ["__count", *(f"{name}:sum" for name in ELEMENTS)],
        )
        minimum = company.sudo().flexible_work_survey_minimum
        grades = self.env["flexible.work.survey.grade"].sudo()._bounds()
        if by_unit:
            return {opd.id or None: _told(minimum, grades, *sums) for opd, *sums in rows}
        return _told(minimum, grades, *rows[0])


def _told(minimum, grades, answers, *sums):
    found = satisfaction(answers, [one or 0 for one in sums], minimum)
    return {
        "answers": found.answers,
        "index": found.index,
        "elements": found.elements and dict(found.elements),
        "grade": grade_of(found.index, grades),
    }

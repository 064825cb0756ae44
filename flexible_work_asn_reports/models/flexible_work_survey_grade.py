from odoo import api, fields, models


class FlexibleWorkSurveyGrade(models.Model):
    """A grade of the quality of service, by the lowest index that has it (PermenPANRB 14/2017).

    The bounds are data, because no source of the project gives them word by word: check them against the regulation
    that holds in your region.
    """

    _name = "flexible.work.survey.grade"
    _description = "Grade of the Quality of Service"
    _order = "lowest desc"

    name = fields.Char(string="Grade", required=True, help="The letter: A to D.")
    label = fields.Char(string="Quality of the service", required=True, translate=True)
    lowest = fields.Float(string="From index", digits=(5, 2), required=True)

    _name_unique = models.Constraint("UNIQUE(name)", "There is this grade already.")
    _lowest_unique = models.Constraint("UNIQUE(lowest)", "Another grade begins at this index.")
    _lowest_range = models.Constraint("CHECK (lowest >= 0 AND lowest <= 100)", "An index lies between 25 and 100.")

    @api.depends("name", "label")
    def _compute_display_name(self):
        for grade in self:
            grade.display_name = f"{grade.name} ({grade.label})"

    @api.model
    @api.private
    def _bounds(self):
        """(lowest index, letter) of all grades."""
        return [(grade.lowest, grade.name) for grade in self.search([])]  # pylint: disable=no-search-all

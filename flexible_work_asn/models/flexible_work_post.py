from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain


class FlexibleWorkPost(models.AbstractModel):
    """Work of a unit that asks for somebody who can do it: a service, or a counter.

    Inside its unit it has a name of its own; elsewhere it is called by unit and name, in files to import, too.
    """

    _name = "flexible.work.post"
    _description = "Work that Asks for Somebody"
    _check_company_auto = True

    department_id = fields.Many2one(
        "hr.department",
        string="Unit",
        required=True,
        index=True,
        ondelete="cascade",
        check_company=True,
        tracking=True,
    )
    company_id = fields.Many2one(related="department_id.company_id", store=True, index=True)
    competence_id = fields.Many2one(
        "flexible.work.competence",
        check_company=True,
        ondelete="restrict",
        tracking=True,
        help="Who can do it. Empty: whoever is there.",
    )
    grade_min_id = fields.Many2one(
        "flexible.work.grade", string="Grade at least", ondelete="restrict", tracking=True, help="Empty: any."
    )
    grade_max_id = fields.Many2one(
        "flexible.work.grade", string="Grade at most", ondelete="restrict", tracking=True, help="Empty: any."
    )

    @api.depends("name", "department_id.display_name")
    def _compute_display_name(self):
        for post in self:
            unit = post.sudo().department_id.display_name
            post.display_name = f"{unit}: {post.name or ''}" if unit else post.name

    @api.model
    def _search_display_name(self, operator, value):
        """Found by its own name, and by the whole name as it is shown."""
        domain = super()._search_display_name(operator, value)
        texts = [value] if operator == "=" else value if operator == "in" else ()
        for text in texts:
            parts = text.split(": ") if isinstance(text, str) else ()
            for end in range(1, len(parts)):
                unit = Domain("department_id.complete_name", "=", ": ".join(parts[:end]))
                domain = Domain(domain) | (unit & Domain("name", "=", ": ".join(parts[end:])))
        return domain

    @api.constrains("grade_min_id", "grade_max_id")
    def _check_grades(self):
        for post in self:
            if post.grade_min_id and post.grade_max_id and post.grade_min_id.sequence > post.grade_max_id.sequence:
                raise ValidationError(
                    self.env._(
                        "%(name)s: the lowest grade, %(lowest)s, is above the highest, %(highest)s.",
                        name=post.name,
                        lowest=post.grade_min_id.display_name,
                        highest=post.grade_max_id.display_name,
                    )
                )

    @api.constrains("department_id")
    def _check_has_company(self):
        for post in self:
            if not post.department_id.company_id:
                raise ValidationError(
                    self.env._(
                        "The unit %s belongs to no regional government: set its company first.",
                        post.department_id.display_name,
                    )
                )

    def write(self, vals):
        result = super().write(vals)
        if "department_id" in vals:
            # it may have been moved to a unit of others
            self.check_access("write")
        return result

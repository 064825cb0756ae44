from odoo import fields, models

KIND_SELECTION = [("morning", "Morning apel"), ("afternoon", "Afternoon apel"), ("joint", "Joint apel")]
AUDIENCE_SELECTION = [("away", "Those who work from home or elsewhere"), ("all", "Everybody on duty")]


class FlexibleWorkApelSchedule(models.Model):
    """When apel are held, as the circular says: sessions are made from it and from the plan."""

    _name = "flexible.work.apel.schedule"
    _description = "Schedule of Apel"
    _order = "circular_id, hour_from, id"

    circular_id = fields.Many2one("flexible.work.circular", required=True, index=True, ondelete="cascade")
    kind = fields.Selection(KIND_SELECTION, required=True, default="morning")
    audience = fields.Selection(AUDIENCE_SELECTION, required=True, default="away")
    scope = fields.Selection(
        [("opd", "One for each OPD"), ("unit", "One for each unit named"), ("region", "One for the whole region")],
        required=True,
        default="opd",
    )
    department_ids = fields.Many2many("hr.department", string="Units", help="With their sub-units. Empty: all.")
    monday = fields.Boolean(default=True)
    tuesday = fields.Boolean(default=True)
    wednesday = fields.Boolean(default=True)
    thursday = fields.Boolean(default=True)
    friday = fields.Boolean(default=True)
    saturday = fields.Boolean()
    sunday = fields.Boolean()
    hour_from = fields.Float(string="From", required=True, default=7.5)
    hour_late = fields.Float(string="On time until", required=True, default=7.75)
    hour_to = fields.Float(string="To", required=True, default=8.0)
    meeting_url = fields.Char(string="Meeting link")


class FlexibleWorkApelSuspension(models.Model):
    """Days without apel, such as Ramadan."""

    _name = "flexible.work.apel.suspension"
    _description = "Suspension of Apel"
    _order = "date_from desc, id desc"

    circular_id = fields.Many2one("flexible.work.circular", required=True, index=True, ondelete="cascade")
    date_from = fields.Date(required=True, string="From")
    date_to = fields.Date(required=True, string="To")
    name = fields.Char(required=True, string="Reason")

    _dates_ordered = models.Constraint("CHECK(date_from <= date_to)", "A suspension begins before it ends.")

from odoo import fields, models


class FlexibleWorkPublicServiceChange(models.Model):
    """A service is closed, moved, given online or at other hours on some dates, and why: told to the public
    beforehand (SE Bupati Kutai
    Timur; UU 25/2009)."""

    _name = "flexible.work.public.service.change"
    _description = "Closed or Moved Public Service"
    _order = "date_from desc, id desc"

    service_id = fields.Many2one("flexible.work.public.service", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="service_id.company_id", store=True)
    date_from = fields.Date(required=True, string="From")
    date_to = fields.Date(required=True, string="Until")
    kind = fields.Selection(
        [("closed", "Closed"), ("moved", "At another place"), ("online", "Online only"), ("hours", "At other hours")],
        required=True,
        default="closed",
    )
    notice = fields.Char(required=True, translate=True, help="What the public is told.")
    hour_from = fields.Float(string="Opens at")
    hour_to = fields.Float(string="Closes at")
    location_id = fields.Many2one("hr.work.location", string="Where instead")

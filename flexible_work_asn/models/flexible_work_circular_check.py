from odoo import api, fields, models


class FlexibleWorkCircular(models.Model):
    """The legal check of a circular before it is signed."""

    _inherit = "flexible.work.circular"

    enacting_reason = fields.Text(
        string="Why it was enacted nevertheless",
        copy=False,
        tracking=True,
        help="The written reason for enacting the circular although the legal check found something severe.",
    )

    @api.private
    def _check_before_enacting(self):
        """Hook of ``action_enact``, before the state changes.

        :raises UserError: when the legal check finds something severe and no reason is written.
        """

import base64
import binascii
from datetime import timedelta

from PIL import Image

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.image import ImageProcess, image_apply_opt

from odoo.addons.flexible_work_asn.local_time import to_local

#: bytes of one file, as it is sent
LARGEST = 5 * 1024 * 1024
MOST = 10
FORMATS = ("JPEG", "PNG")
#: pixels of the longer side, as it is kept
SIZE = (1920, 1920)


class FlexibleWorkApelScreenshot(models.Model):
    """A screenshot of the video call: the proof of an apel that circulars ask for (SE of Bolsel and Ternate).

    It shows faces and homes: only the leader, the heads of the unit, BKPSDM and auditors may see it, and it is deleted
    with the photos of check-ins. What the camera wrote into the file besides the picture is not kept.
    """

    _name = "flexible.work.apel.screenshot"
    _description = "Screenshot of an Apel"
    _order = "id"

    apel_id = fields.Many2one("flexible.work.apel", required=True, readonly=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="apel_id.company_id", store=True, index=True)
    name = fields.Char(required=True, readonly=True)
    image = fields.Image(required=True, readonly=True, attachment=True)

    @api.model
    @api.private
    def _add(self, apel, pictures):
        if not isinstance(pictures, list) or not pictures:
            raise UserError(self.env._("Choose a picture."))
        if len(apel.screenshot_ids) + len(pictures) > MOST:
            raise UserError(self.env._("An apel has at most %s pictures. Remove one first.", MOST))
        self.sudo().create(
            [
                {
                    "apel_id": apel.id,
                    "name": str(picture.get("name") or "")[:100] or self.env._("Screenshot"),
                    "image": self._checked(picture.get("data")),
                }
                for picture in pictures
            ]
        )
        apel._log(self.env._("Pictures added: %s", len(pictures)))

    def _checked(self, data):
        """The picture as a JPEG of bounded size; base64 in, base64 out."""
        try:
            source = base64.b64decode(data or "", validate=True)
        except (binascii.Error, TypeError, ValueError):
            source = b""
        if len(source) > LARGEST:
            raise UserError(self.env._("A picture may have 5 MB at most. Send a smaller one."))
        problem = self.env._("This is no picture. Choose a JPEG or PNG file.")
        try:
            picture = ImageProcess(source)
            if getattr(picture, "original_format", "") not in FORMATS:
                raise UserError(problem)
            picture.resize(*SIZE)
            # written anew: without the position and whatever else a camera wrote into the file
            return base64.b64encode(image_apply_opt(picture.image.convert("RGB"), "JPEG", quality=85))
        except (OSError, ValueError, Image.DecompressionBombError) as error:
            raise UserError(problem) from error

    def action_remove(self):
        """Remove pictures; that somebody did stays in the history of the apel.

        :raises AccessError: for anybody but the leader, the unit's heads and BKPSDM
        """
        self.apel_id._check_decides()
        for apel in self.apel_id:
            removed = self.filtered(lambda one, apel=apel: one.apel_id == apel)
            apel._log(self.env._("Pictures removed: %s", ", ".join(removed.mapped("name"))))
        self.sudo().unlink()

    def _board_lines(self):
        return [
            {
                "id": one.id,
                "name": one.name,
                "by": one.create_uid.name,
                "at": to_local(one.create_date, one.apel_id._tz()).strftime("%H:%M"),
            }
            for one in self
        ]

    @api.model
    @api.private
    def _purge(self, company):
        """Delete what is older than photos are kept."""
        limit = fields.Datetime.now() - timedelta(days=company.flexible_work_photo_days)
        self.search([("company_id", "=", company.id), ("create_date", "<", limit)]).unlink()


class FlexibleWorkApel(models.Model):
    _inherit = "flexible.work.apel"

    screenshot_ids = fields.One2many("flexible.work.apel.screenshot", "apel_id", string="Screenshots", readonly=True)
    can_decide = fields.Boolean(compute="_compute_can_decide")

    @api.depends("leader_id", "department_id")
    @api.depends_context("uid")
    def _compute_can_decide(self):
        for apel in self:
            apel.can_decide = apel._decides()

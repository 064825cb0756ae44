from markupsafe import Markup

from odoo import models
from odoo.tools import is_html_empty


class ResCompany(models.Model):
    """The notice on personal data that every employee can read."""

    _inherit = "res.company"

    def _flexible_work_notice(self):
        """The notice as HTML: of the regional government, or the text that comes with the system.

        Purpose and lawful base under UU 27/2022 Pasal 20(2) c and e: consent isn't asked for where duty applies.
        """
        self.ensure_one()
        if not is_html_empty(self.flexible_work_privacy_notice):
            return self.flexible_work_privacy_notice
        sections = (
            (
                self.env._("What for"),
                self.env._(
                    "Your presence is recorded to carry out the circular on flexible work, working "
                    "hours and discipline, "
                    "and to account for the allowance (TPP)."
                ),
            ),
            (
                self.env._("By what right"),
                self.env._(
                    "UU 27/2022 Pasal 20(2) c and e: a legal duty of the government and a task of "
                    "public interest. That is "
                    "why you are not asked for consent."
                ),
            ),
            (
                self.env._("What is recorded, and when"),
                self.env._(
                    "Only at the moment of a check-in, a check-out or a presence in between: the "
                    "time, and as far as the "
                    "circular asks for it the position, its accuracy, the address of the network, "
                    "the browser, and a photo. "
                    "Nobody is followed in between, no face is recognised, and the registered home "
                    "is kept to judge presence "
                    "from home."
                ),
            ),
            (
                self.env._("Who reads it"),
                self.env._(
                    "Your head and the operator of your unit see the time and whether you were inside or outside. "
                    "Positions, devices, photos and your home are seen by you and by BKPSDM alone, "
                    "and whoever of BKPSDM "
                    "looks at them is noted; you can read that list."
                ),
            ),
            (
                self.env._("Your rights"),
                self.env._(
                    "You may know what is held about you and take it with you, have a day corrected, "
                    "and ask whom you find "
                    "below. The system shows signals and proposes steps of discipline; a person "
                    "decides about each of them."
                ),
            ),
        )
        return Markup("").join(Markup("<h4>%s</h4><p>%s</p>") % section for section in sections)

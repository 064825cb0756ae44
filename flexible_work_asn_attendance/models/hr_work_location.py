from odoo import api, models
from odoo.exceptions import ValidationError

from ..judge import NetworkFault, parse_networks


class HrWorkLocation(models.Model):
    """The networks of a site can be read, so that nobody is outside because of a slip of the finger."""

    _inherit = "hr.work.location"

    @api.constrains("networks")
    def _check_networks(self):
        """:raises ValidationError: naming the first line that is no network, and what was probably meant"""
        for site in self:
            try:
                parse_networks(site.networks)
            except NetworkFault as fault:
                raise ValidationError(site._network_words(fault)) from None

    def _network_words(self, fault):
        words = {"site": self.name, "line": fault.line, "text": fault.text, "network": fault.network}
        if fault.kind == "host_bits":
            return self.env._(
                "Networks of %(site)s, line %(line)s: %(text)s is one machine with the size of a network. Write "
                "%(network)s for the whole network, or the address alone for the one machine.",
                **words,
            )
        if fault.kind == "everywhere":
            return self.env._(
                "Networks of %(site)s, line %(line)s: %(text)s is the whole internet. Write the network of the office.",
                **words,
            )
        return self.env._(
            "Networks of %(site)s, line %(line)s: %(text)s is no network. Write one a line, such as 103.10.20.0/24 or "
            "2001:db8:10::/48.",
            **words,
        )

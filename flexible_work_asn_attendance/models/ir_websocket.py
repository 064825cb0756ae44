import re

from odoo import models

#: as a client names the channel of an apel's board
CHANNEL = re.compile(r"flexible_work_apel_(\d{1,9})")


class IrWebsocket(models.AbstractModel):
    """An apel's board is told by the bus who comes: only those who run the apel may listen."""

    _inherit = "ir.websocket"

    def _build_bus_channel_list(self, channels):
        apels = self.env["flexible.work.apel"]
        asked = {name: CHANNEL.fullmatch(name) for name in channels if isinstance(name, str)}
        ids = [int(match[1]) for match in asked.values() if match]
        # what a client names is never a channel itself
        channels = [name for name in channels if not (isinstance(name, str) and asked[name])]
        if ids and self.env.uid and self.env.user._is_internal():
            channels += [apel for apel in apels.search([("id", "in", ids)]) if apel._leads()]
        return super()._build_bus_channel_list(channels)

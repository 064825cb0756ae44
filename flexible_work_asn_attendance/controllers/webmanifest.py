from odoo.addons.web.controllers import webmanifest

ADDON = "flexible_work_asn_attendance"
ICON = f"/{ADDON}/static/img/hari_ini"
ICON_SIZES = (192, 512)


class WebManifest(webmanifest.WebManifest):
    """*Hari Ini* can be installed on a phone's home screen as an app of its own, through Odoo's scoped apps."""

    def _get_scoped_app_name(self, app_id):
        return "Hari Ini" if app_id == ADDON else super()._get_scoped_app_name(app_id)

    def _get_scoped_app_icons(self, app_id):
        """PNG of the sizes that phones ask for; the second kind may be cut to the shape of the others there."""
        if app_id != ADDON:
            return super()._get_scoped_app_icons(app_id)
        return [
            {"src": f"{ICON}_{size}.png", "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
            for size in ICON_SIZES
            for purpose in ("any", "maskable")
        ]

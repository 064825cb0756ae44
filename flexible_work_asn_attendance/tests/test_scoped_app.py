from odoo.tests import HttpCase, tagged
from odoo.tools import file_open

APP = "flexible_work_asn_attendance"
START = "/scoped_app/hari-ini"


@tagged("post_install", "-at_install")
class TestScopedApp(HttpCase):
    """*Hari Ini* on the home screen of a phone."""

    def manifest(self, app_id=APP):
        return self.url_open(f"/web/manifest.scoped_app_manifest?app_id={app_id}&path={START}").json()

    def test_it_is_installed_under_its_own_name_and_opens_by_itself(self):
        manifest = self.manifest()
        self.assertEqual(manifest["name"], "Hari Ini")
        self.assertEqual((manifest["start_url"], manifest["scope"], manifest["display"]), (START, START, "standalone"))

    def test_its_icons_are_there_in_the_sizes_that_phones_ask_for(self):
        icons = self.manifest()["icons"]
        self.assertEqual({icon["sizes"] for icon in icons}, {"192x192", "512x512"})
        for icon in icons:
            self.assertEqual(self.url_open(icon["src"]).headers["Content-Type"], "image/png")
            with file_open(icon["src"].removeprefix("/"), "rb") as file:
                width = int.from_bytes(file.read(20)[16:], "big")
            self.assertEqual(icon["sizes"], f"{width}x{width}")

    def test_other_apps_keep_theirs(self):
        self.assertNotEqual(self.manifest("hr_attendance")["name"], "Hari Ini")

    def test_the_page_for_installing(self):
        page = self.url_open(f"/scoped_app?app_id={APP}&path=scoped_app%2Fhari-ini").text
        self.assertIn("web.install_scoped_app", page)
        self.assertIn("app_name=Hari+Ini", page)

    def test_who_is_not_logged_in_comes_back_to_it(self):
        self.assertIn("redirect=%2Fscoped_app%2Fhari-ini", self.url_open(START).url)

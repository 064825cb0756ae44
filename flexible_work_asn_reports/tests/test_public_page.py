from odoo.tests import HttpCase, tagged


@tagged("post_install", "-at_install")
class TestPublicPage(HttpCase):
    def test_the_page_is_there_without_login_and_leaves_no_cookie(self):
        answer = self.url_open("/layanan", headers={"Accept-Language": "en"})
        self.assertEqual(answer.status_code, 200)
        self.assertIn('<html lang="en">', answer.text)
        style = answer.text.split('rel="stylesheet" href="')[1].split('"')[0]
        styles = self.url_open(style)
        self.assertIn("public, max-age=", styles.headers["Cache-Control"])
        self.assertNotIn("Set-Cookie", {**answer.headers, **styles.headers})

"""The public page that confirms a report: the same four facts for everybody, and a brake on guessing."""

import json
import re
from hashlib import sha256
from unittest.mock import patch

from lxml import html
from psycopg2.errors import UniqueViolation

from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from odoo.addons.flexible_work_asn import throttle
from odoo.addons.flexible_work_asn_reports.controllers import verification

from .common import ReportCase

CONTENT = b"%PDF-1.7 the page as it was sent"
FINGERPRINT = sha256(CONTENT).hexdigest()
TOKEN = "tOkEn-of_the-15th-0f-January"
#: what somebody does on the page with the files CONTENT and another one
COMPARE = """
(async () => {
    const wait = () => new Promise((done) => setTimeout(done, 50));
    const result = document.getElementById("fw_result");
    const expect = async (words) => {
        for (let i = 0; i < 100 && !result.textContent.includes(words); i++) await wait();
        if (!result.textContent.includes(words)) throw new Error(`${words}: ${result.textContent}`);
    };
    const choose = (content) => {
        const data = new DataTransfer();
        data.items.add(new File([content], "page.pdf"));
        const field = document.getElementById("fw_file");
        field.files = data.files;
        field.dispatchEvent(new Event("change"));
    };
    const paste = (text) => {
        const field = document.getElementById("fw_text");
        field.value = text;
        field.dispatchEvent(new Event("input"));
    };
    choose(CONTENT);
    await expect("The same");
    choose(CONTENT + ".");
    await expect("Not the same");
    paste(`${SAME.slice(0, 32).toUpperCase()} ${SAME.slice(32)}`);
    await expect("The same");
    paste("0".repeat(64));
    await expect("Not the same");
    paste("abc");
    await expect("64 characters");
    const { digestOf } = await import("/flexible_work_asn_reports/static/src/verify/sha256.js");
    for (let length = 0; length < 200; length++) {
        const bytes = crypto.getRandomValues(new Uint8Array(length));
        const native = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
        if (native.join() !== digestOf(bytes).join()) throw new Error(`digest of ${length} bytes`);
    }
    console.log("test successful");
})().catch((error) => console.error(error.message));
"""
#: what a phone does with the QR code
#: reads the code as a camera does, which sees it a little turned and larger or smaller until it is read: this reader
#: does not get every code in its first look, whoever has drawn it
READ_QR = """
const looks = [[1, 0], [1, 4], [0.8, -7], [1.3, 11], [0.7, 15], [1.1, -20]];
const script = document.createElement("script");
script.src = "/web/static/lib/zxing-library/zxing-library.js";
const seen = async (image, scale, angle) => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 700, height: 700 });
    const context = canvas.getContext("2d");
    context.fillStyle = "white";
    context.fillRect(0, 0, 700, 700);
    context.translate(350, 350);
    context.rotate((angle * Math.PI) / 180);
    context.scale(scale, scale);
    context.drawImage(image, -image.width / 2, -image.height / 2);
    const look = Object.assign(new Image(), { src: canvas.toDataURL() });
    await look.decode();
    return look;
};
const read = async () => {
    const image = Object.assign(new Image(), { src: QR });
    await image.decode();
    const problems = [];
    for (const [scale, angle] of looks) {
        const look = await seen(image, scale, angle);
        try {
            return new window.ZXing.BrowserQRCodeReader().decode(look).text;
        } catch (problem) {
            problems.push(problem.name || String(problem));
        }
    }
    throw new Error(problems.join());
};
script.onload = () =>
    read().then(
        (text) => (text === URL ? console.log("test successful") : console.error(`read: ${text}`)),
        (error) => console.error(`not read: ${error.message}`)
    );
document.head.append(script);
"""


@tagged("-at_install", "post_install")
class TestVerification(ReportCase, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("id_ID")
        cls.chief = cls.env["hr.employee"].create({"name": "Siti Aminah", "company_id": cls.company.id})
        cls.company.flexible_work_report_signatory_id = cls.chief
        cls.add_days(cls.health, 7)
        cls.report = cls.verified_report().sudo()
        cls.report.write(
            {
                "number": "800.1.11/17/BKPSDM <b>",
                "token": TOKEN,
                "fingerprint": FINGERPRINT,
                "missing_reason": "Nobody may know",
            }
        )

    def setUp(self):
        super().setUp()
        throttle.forget_all(self.env)

    def page(self, path, language="en", **headers):
        response = self.url_open(f"/flexible_work/verify{path}", headers={"Accept-Language": language, **headers})
        return response, html.fromstring(response.content)

    def facts(self, token=TOKEN, **options):
        """``{key: text}`` of the facts on the page."""
        _response, page = self.page(f"/{token}", **options)
        return {node.get("data-key"): " ".join(node.text_content().split()) for node in page.iter("dd")}

    def test_the_address_in_the_qr_code_confirms_the_report(self):
        url = self.report._verify_url()
        self.assertEqual(url, f"{self.report.get_base_url()}/flexible_work/verify/{TOKEN}")
        self.assertEqual(
            self.facts(),
            {
                "number": "800.1.11/17/BKPSDM <b>",
                "date": "Thursday, 15 January 2026",
                "revision": "None, as first issued",
                "fingerprint": FINGERPRINT,
            },
        )

    def test_it_speaks_indonesian_to_who_reads_indonesian(self):
        self.assertEqual(self.facts(language="id")["date"], "Kamis, 15 Januari 2026")

    def test_the_qr_code_on_the_page_is_read_as_that_address(self):
        verification = self.report._page().verification
        self.assertEqual(verification.url, self.report._verify_url())
        values = f"const QR = {json.dumps(verification.qr)}, URL = {json.dumps(verification.url)};"
        self.browser_js(f"/flexible_work/verify/{TOKEN}?lang=en", values + READ_QR)

    def test_a_revision_says_its_number(self):
        self.report.revision = 2
        self.assertEqual(self.facts()["revision"], "2")

    def test_nothing_else_is_on_the_page(self):
        response, page = self.page(f"/{TOKEN}")
        self.assertEqual(response.status_code, 200)
        text = response.text
        for secret in (
            self.company.name,
            "Loloda",
            "Siti Aminah",
            "Dinas Kesehatan",
            "Nobody may know",
            self.bkpsdm.name,
            "verified",
            str(self.report.as_of),
        ):
            self.assertNotIn(secret, text)
        self.assertEqual(
            [node.text_content() for node in page.iter("dt")],
            ["Number", "Date", "Revision", "Fingerprint (SHA-256)"],
        )
        self.assertEqual(set(self.report._confirmation(TOKEN)), {"number", "date", "revision", "fingerprint"})

    def test_everybody_gets_the_same_whoever_is_logged_in(self):
        stranger = self.new_user("stranger", "group_admin", company=self.new_company("Kota Galela"))
        anonymous = self.facts()
        self.assertEqual(len(anonymous), 4)
        for user in (self.plain, self.head, self.operator, self.bkpsdm, self.mayor, self.auditor, stranger):
            user.password = user.login
            self.authenticate(user.login, user.login)
            self.assertEqual(self.facts(), anonymous, user.login)

    def test_the_keys_are_the_same_in_every_state(self):
        for values in ({"number": False}, {"revision": 3}, {"state": "sent"}):
            self.report.write(values)
            self.assertEqual(list(self.facts()), ["number", "date", "revision", "fingerprint"])

    def test_other_codes_are_not_confirmed_and_tell_nothing(self):
        answers = set()
        for token in (TOKEN[:-1], TOKEN.lower(), "%25", "x" * 65, "' OR 1=1", str(self.report.id), FINGERPRINT):
            response, page = self.page(f"/{token}")
            self.assertEqual(response.status_code, 404, token)
            self.assertFalse(list(page.iter("dd")))
            answers.add(response.text)
        self.assertEqual(len(answers), 1)

    def test_a_report_whose_files_are_not_made_is_not_confirmed(self):
        self.report.fingerprint = False
        self.assertEqual(self.page(f"/{TOKEN}")[0].status_code, 404)
        self.assertFalse(self.Report._confirmation(False))
        self.report.token = False
        self.assertEqual(self.report._verify_url(), "")

    def test_the_code_may_be_typed_without_javascript(self):
        _response, page = self.page("?lang=en")
        (form,) = page.iter("form")
        self.assertEqual((form.get("action"), form.get("method")), ("/flexible_work/verify", "get"))
        self.assertEqual([field.get("name") for field in form.iter("input")], ["token", "lang"])
        response, page = self.page(f"?lang=en&token={TOKEN}")
        self.assertEqual((response.status_code, len(list(page.iter("dd")))), (200, 4))

    def test_guessing_is_braked(self):
        with patch.object(verification.MISSES, "limit", 5):
            for number in range(5):
                self.assertEqual(self.page(f"/guess{number}")[0].status_code, 404)
            response, page = self.page(f"/{TOKEN}")
        self.assertEqual(response.status_code, 429)
        self.assertTrue(0 < int(response.headers["Retry-After"]) <= 600)
        self.assertFalse(list(page.iter("dd")))
        self.assertIn("Try again in 10 minutes", response.text)

    def test_reading_again_and_again_is_braked_later(self):
        with patch.object(verification.READS, "limit", 3):
            statuses = [self.page(f"/{TOKEN}")[0].status_code for _time in range(4)]
        self.assertEqual(statuses, [200, 200, 200, 429])

    def test_nothing_is_kept_framed_or_sent_on(self):
        response, _page = self.page(f"/{TOKEN}")
        headers = response.headers
        self.assertEqual(headers["Cache-Control"], "no-store")
        self.assertEqual(headers["Referrer-Policy"], "no-referrer")
        self.assertIn("noindex", headers["X-Robots-Tag"])
        for rule in ("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "form-action 'self'"):
            self.assertIn(rule, headers["Content-Security-Policy"])
        self.assertNotIn("Set-Cookie", headers)
        self.assertFalse(re.findall(r"""(?:src|href)=["'](?:https?:)?//""", response.text))

    def test_only_reading_is_allowed(self):
        self.assertEqual(self.url_open("/flexible_work/verify", data={"token": TOKEN}).status_code, 405)

    def test_two_reports_never_share_an_address(self):
        other = self.Report.with_user(self.bkpsdm).create({"date": "2026-01-14"}).sudo()
        with self.assertRaises(UniqueViolation), mute_logger("odoo.sql_db"), self.cr.savepoint():
            other.token = TOKEN
            other.flush_recordset()

    def test_a_file_is_compared_in_the_browser(self):
        self.browser_js(
            f"/flexible_work/verify/{TOKEN}?lang=en",
            f"const CONTENT = {json.dumps(CONTENT.decode())}, SAME = {json.dumps(FINGERPRINT)};" + COMPARE,
            ready="!document.getElementById('fw_compare').hidden",
        )

"""The public pages as a browser without login gets them."""

import re
from datetime import date, datetime, timedelta
from types import MappingProxyType

from freezegun.api import freeze_time

from odoo.tests import HttpCase, tagged

from ..report.public_page import company_page, service_page
from .public_case import TEN, PublicCase

ENGLISH = MappingProxyType({"Accept-Language": "en-US,en;q=0.9"})
#: the whole page with its styles, without the arms
BYTES_MAX = 30_000


class PageCase(PublicCase, HttpCase):
    def setUp(self):
        super().setUp()
        self.clock = self.enterContext(freeze_time(TEN, real_asyncio=True))

    def at(self, moment):
        self.clock.move_to(moment)

    def page(self, path="/layanan", status=200, headers=ENGLISH):
        answer = self.url_open(path, headers=headers, allow_redirects=False)
        self.assertEqual(answer.status_code, status, path)
        return answer

    def words(self, path="/layanan", headers=ENGLISH):
        """What is read on the page, without the marks and with single blanks."""
        body = self.page(path, headers=headers).text.split("<main", 1)[1].split("</main>")[0]
        return " ".join(re.sub(r"<[^>]+>", " ", body).split())

    def of(self, service):
        return f"/layanan/u/{service.token}"


@tagged("post_install", "-at_install")
class TestOpenNow(PageCase):
    def test_an_open_service_says_until_when_by_local_time(self):
        """UU 25/2009: the public is told when it is served."""
        self.assertIn("Open until 15:00 WIT", self.words(self.of(self.counter)))
        self.assertIn("2 of 2 services are open now", self.words())
        self.at(datetime(2026, 1, 15, 6, 0))
        self.assertIn("1 of 2 services are open now", self.words())

    def test_at_half_past_seven_it_is_today_although_the_utc_date_is_yesterday(self):
        self.at(datetime(2026, 1, 14, 22, 30))
        self.assertIn("Opens today at 08:00 WIT", self.words(self.of(self.counter)))
        self.assertIn("Thursday, 15 January 2026", self.words())

    def test_after_friday_it_says_monday(self):
        self.at(datetime(2026, 1, 16, 6, 0))
        self.assertIn("Closed, opens on Monday, 19 January at 08:00 WIT", self.words(self.of(self.counter)))

    def test_the_emergency_room_is_open_in_the_night_of_a_holiday(self):
        self._create_holiday(date(2026, 1, 15))
        self.at(datetime(2026, 1, 15, 14, 30))
        self.assertIn("Open around the clock", self.words(self.of(self.emergency)))
        self.assertIn("Holiday: Isra Mikraj", self.words())

    def test_a_holiday_is_told_beforehand_and_closes_the_counter(self):
        self._create_holiday(date(2026, 1, 16))
        self.assertRegex(self.words(self.of(self.counter)), "Fri, 16 Jan 2026 : closed Isra Mikraj")
        self.at(TEN + timedelta(days=1))
        words = self.words(self.of(self.counter))
        self.assertIn("Closed, opens on Monday, 19 January at 08:00 WIT Isra Mikraj", words)

    def test_hours_of_a_circular_hold_from_its_first_day_to_its_revocation(self):
        circular = self._create_circular(date_from=date(2026, 1, 12))
        self.counter.hours_ids = [
            (0, 0, {"weekday": "3", "hour_from": 8, "hour_to": 11, "circular_id": circular.id}),
        ]
        words = self.words(self.of(self.counter))
        self.assertIn("Open until 11:00 WIT", words)
        self.assertIn("By Circular 800/84/2025", words)
        circular.sudo().write({"state": "revoked", "revoked_from": date(2026, 1, 15)})
        self.assertIn("Open until 15:00 WIT", self.words(self.of(self.counter)))

    def test_a_moved_service_shows_the_other_place_and_why(self):
        """UU 25/2009: changes are told."""
        there = self._create_site("Kantor Kelurahan Moya")
        self.counter.change_ids = [
            (
                0,
                0,
                {
                    "date_from": date(2026, 1, 15),
                    "date_to": date(2026, 1, 16),
                    "kind": "moved",
                    "location_id": there.id,
                    "notice": "Loket keliling",
                },
            )
        ]
        words = self.words(self.of(self.counter))
        self.assertIn("Kantor Kelurahan Moya", words)
        self.assertIn("Loket keliling", words)
        self.assertIn("Now at: Kantor Kelurahan Moya", self.words())

    def test_without_hours_the_words_of_the_unit_are_shown(self):
        self.dinkes.service_hours = "Senin–Sabtu 08.00–13.00"
        clinic = self._create_service("Poliklinik", self.dinkes)
        self.assertIn("Senin–Sabtu 08.00–13.00", self.words(self.of(clinic)))
        self.dinkes.service_hours = False
        self.assertIn("Hours are not published yet", self.words(self.of(clinic)))

    def test_how_to_complain_comes_from_the_service_its_unit_or_the_government(self):
        """UU 25/2009: how to complain is told."""
        self.assertIn("Tatap muka di loket 1", self.words(self.of(self.counter)))
        self.assertIn("SP4N-LAPOR!: lapor.go.id", self.words(self.of(self.emergency)))
        self.counter.complaint = "Kotak saran"
        self.assertIn("Kotak saran", self.words(self.of(self.counter)))

    def test_what_is_kept_for_vulnerable_groups_is_told(self):
        """UU 25/2009 Pasal 29; SE PANRB 2/2026 asks for it on flexible days."""
        heading = "the elderly, expectant mothers and people with disabilities"
        self.assertNotIn(heading, self.page(f"{self.of(self.counter)}?lang=en").text)
        self.counter.vulnerable = "Loket prioritas, kursi roda"
        page = self.page(f"{self.of(self.counter)}?lang=en").text
        self.assertIn(heading, page)
        self.assertIn("Loket prioritas, kursi roda", page)

    def test_the_survey_is_offered_while_it_is_open(self):
        self.assertIn(f"/survei/{self.counter.token}", self.page(self.of(self.counter)).text)
        self.company.flexible_work_survey_open = False
        self.assertNotIn("/survei/", self.page(self.of(self.counter)).text)

    def test_the_notice_of_a_circular_in_force_is_read_by_everybody(self):
        circular = self._create_circular(
            public_notice="<p>Layanan <b>tetap</b> buka</p>", date_from=date(2026, 1, 12), date_to=date(2026, 1, 15)
        )
        self.assertIn("Layanan tetap buka", self.words())
        self.assertIn(circular.number, self.words())
        self.at(TEN + timedelta(days=1))
        self.assertNotIn("tetap buka", self.words())

    def test_search_finds_by_service_unit_and_place_without_javascript(self):
        self.assertIn("KTP elektronik", self.words("/layanan?q=kependudukan+ktp"))
        self.assertNotIn("Gawat darurat", self.words("/layanan?q=ktp"))
        self.assertIn("Nothing found", self.words("/layanan?q=paspor"))


@tagged("post_install", "-at_install")
class TestLanguage(PageCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("id_ID")
        cls.counter.with_context(lang="id_ID").name = "KTP-el"

    def test_the_browser_chooses_and_indonesian_comes_first(self):
        for wanted, given in {
            "en-GB,en;q=0.8": "en",
            "id-ID,id;q=0.9,en;q=0.5": "id",
            "fr-FR": "id",
            "en;q=0.3,id;q=0.2": "en",
            "": "id",
        }.items():
            answer = self.page(headers={"Accept-Language": wanted})
            self.assertIn(f'<html lang="{given}">', answer.text, wanted)
            self.assertEqual(answer.headers["Content-Language"], given)
            self.assertEqual(answer.headers["Vary"], "Accept-Language")

    def test_a_link_switches_and_the_choice_goes_along(self):
        text = self.page(headers=ENGLISH).text
        self.assertRegex(text, r'href="[^"]*lang=id"[^>]*hreflang="id"')
        text = self.page("/layanan?lang=id", headers=ENGLISH).text
        self.assertIn('<html lang="id">', text)
        self.assertIn(f'href="{self.of(self.counter)}?lang=id"', text)
        self.assertIn("KTP-el", text)

    def test_an_unknown_language_is_left_to_the_browser(self):
        self.assertIn('<html lang="en">', self.page("/layanan?lang=../../x").text)


@tagged("post_install", "-at_install")
class TestKept(PageCase):
    def test_browsers_keep_it_for_a_minute_and_ask_whether_it_changed(self):
        first = self.page()
        self.assertEqual(first.headers["Cache-Control"], "public, max-age=60")
        again = self.page(status=304, headers={**ENGLISH, "If-None-Match": first.headers["ETag"]})
        self.assertEqual(again.content, b"")
        self.counter.name = "KTP dan KK"
        changed = self.page(headers={**ENGLISH, "If-None-Match": first.headers["ETag"]})
        self.assertIn("KTP dan KK", changed.text)

    def test_nobody_keeps_it_past_the_closing_hour(self):
        self.at(datetime(2026, 1, 15, 5, 59, 40))
        self.assertEqual(self.page(self.of(self.counter)).headers["Cache-Control"], "public, max-age=20")
        self.at(datetime(2026, 1, 15, 6, 0))
        self.assertIn("Closed, opens tomorrow at 08:00 WIT", self.words(self.of(self.counter)))

    def test_a_kept_page_costs_the_same_few_queries_whatever_is_on_it(self):
        self.page()
        with self.assertQueryCount(4):
            self.page()
        for number in range(30):
            self._create_service(f"Layanan {number}", self.dukcapil)
        self.page()
        with self.assertQueryCount(4):
            self.page()

    def test_who_searches_is_answered_from_what_is_kept(self):
        self.page("/layanan?q=ktp")
        # two more for the arms
        with self.assertQueryCount(6):
            self.page("/layanan?q=darurat")
        self.counter.name = "Kartu tanda penduduk"
        self.assertIn("Kartu tanda penduduk", self.words("/layanan?q=kartu"))

    def test_a_page_is_made_with_the_same_queries_whatever_is_on_it(self):
        counts = []
        for number in (0, 0, 30):
            for index in range(number):
                unit = self._create_unit(f"Puskesmas {index}", parent_id=self.dinkes.id)
                self._create_service(f"Layanan {index}", unit, hours_ids=[(0, 0, {"weekday": "3"})])
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            company_page(self.company.sudo(), TEN)
            counts.append(self.env.cr.sql_log_count - before)
        # the first one also filled what Odoo keeps
        self.assertEqual(counts[1], counts[2])

    def test_every_change_of_what_it_shows_drops_it(self):
        circular = self._create_circular(public_notice="<p>Semula</p>")
        changes = {
            "service": lambda: self.counter.write({"phone": "0921-1"}),
            "hours": lambda: self.counter.hours_ids[0].write({"hour_to": 14}),
            "hours taken away": lambda: self.counter.hours_ids[0].unlink(),
            "change": lambda: self.counter.write(
                {"change_ids": [(0, 0, {"notice": "Libur", "date_from": "2026-01-20", "date_to": "2026-01-20"})]}
            ),
            "unit": lambda: self.dukcapil.write({"complaint_channels": "Telepon"}),
            "site": lambda: self.site.write({"name": "Kantor baru"}),
            "address": lambda: self.office.write({"street": "Jalan Baru"}),
            "sites of the unit": lambda: self.dukcapil.write({"site_ids": [(5,)]}),
            "circular": lambda: circular.write({"public_notice": "<p>Kini</p>"}),
            "holiday": lambda: self._create_holiday(date(2026, 1, 20)),
            "government": lambda: self.company.write({"flexible_work_public_complaint": "Lain"}),
            "zone": lambda: self.calendar.write({"tz": "Asia/Jakarta"}),
            "kind": lambda: self.dukcapil.service_category_id.write({"name": "Kependudukan"}),
            "template": lambda: self.env.ref("flexible_work_asn_reports.public_company").write({"priority": 17}),
        }
        for what, change in changes.items():
            self.env.flush_all()
            before = self.company._public_stamp()
            self.assertEqual(self.company._public_stamp(), before)
            change()
            self.env.flush_all()
            self.assertNotEqual(self.company._public_stamp(), before, what)

    def test_the_whole_page_of_sixty_services_is_small(self):
        for number in range(58):
            self._create_service(f"Layanan administrasi kependudukan nomor {number}", self.dukcapil)
        answer = self.page()
        styles = re.findall(r'rel="stylesheet" href="([^"]+)"', answer.text)
        size = len(answer.content) + sum(len(self.url_open(style).content) for style in styles)
        self.assertLess(size, BYTES_MAX)
        one = self.page(self.of(self.counter))
        self.assertLess(len(one.content) + sum(len(self.url_open(style).content) for style in styles), BYTES_MAX)


@tagged("post_install", "-at_install")
class TestNothingPersonal(PageCase):
    def test_nobodys_name_stands_on_any_page(self):
        self._create_one_user_of_each_role()
        self.dukcapil.manager_id = self._create_employee("Siti Rahasia", self.dukcapil)
        self._create_circular(signatory_title="Wali Kota Ternate", public_notice="<p>Buka</p>")
        names = self.env["hr.employee"].search([("company_id", "=", self.company.id)]).mapped("name")
        names += self.env["res.users"].search([]).mapped("login")
        self.assertIn("Siti Rahasia", names)
        for path in ("/layanan", self.of(self.counter), self.of(self.emergency), "/layanan/u/nowhere"):
            text = self.url_open(path, headers=ENGLISH).text
            for name in names:
                self.assertNotRegex(text, rf"\b{re.escape(name)}\b", path)

    def test_the_address_of_a_person_is_not_told(self):
        person = self.env["res.partner"].create({"name": "Ibu Rahasia", "street": "Jalan Rumah 1"})
        self.site.address_id = person
        text = self.page(self.of(self.counter)).text
        self.assertNotIn("Rahasia", text)
        self.assertNotIn("Jalan Rumah", text)

    def test_no_cookie_is_set_and_no_other_server_is_asked(self):
        self.company.logo = self._arms()
        answer = self.page(self.of(self.counter))
        files = re.findall(r'<(?:link|img)[^>]+(?:href|src)="(/[^"]+)"', answer.text)
        self.assertIn(f"/layanan/{self.company.id}/lambang", files)
        self.assertTrue(any(".css" in file for file in files))
        for file in [answer, *map(self.url_open, files)]:
            self.assertEqual(file.status_code, 200)
            self.assertNotIn("Set-Cookie", file.headers)
        self.assertNotRegex(answer.text, r'<(?:link|img|script|iframe)[^>]+(?:href|src)="(?:https?:)?//')
        self.assertNotIn("<script", answer.text)
        self.assertIn("default-src 'none'", answer.headers["Content-Security-Policy"])

    def _arms(self):
        return (
            "iVBORw0KGgoAAAANSUhEUgAAAAUAAAAFCAYAAACNbyblAAAAHElEQVQI12P4//8/w38GIAXDIBKE0DHxgljNBAAO9TXL0Y4OHwAAAABJRU5E"
            "rkJggg=="
        )

    def test_what_people_write_is_text_and_nothing_else(self):
        evil = "<img src=x onerror=alert(1)><script>alert(2)</script>"
        self.counter.write({"name": f"A {evil}", "address": evil, "phone": evil, "complaint": evil, "vulnerable": evil})
        self.dukcapil.name = f"B {evil}"
        self._create_circular(
            name=f"C {evil}",
            public_notice=f'<p style="color:red" onclick="x()">D {evil} <a href="javascript:x()">E</a></p>',
        )
        for path in ("/layanan", self.of(self.counter), f"/layanan?q={evil}"):
            text = self.page(path).text
            for mark in ("<script", "<img src=x", "onclick=", "javascript:", "style="):
                self.assertNotIn(mark, text, path)

    def test_a_page_has_these_values_and_no_others(self):
        card = {"url", "name", "unit", "state", "online", "words", "hours", "place", "moved", "note"}
        page, _until = company_page(self.company.sudo(), TEN)
        self.assertEqual(set(page), {"date", "zone", "holiday", "notices", "groups", "count", "summary", "complaint"})
        self.assertEqual({key for group in page["groups"] for one in group["cards"] for key in one}, card)
        page, _until = service_page(self.counter.sudo(), TEN)
        extra = {"address", "map_url", "phone", "phone_url", "website", "week", "week_title", "hours_words", "coming"}
        self.assertEqual(set(page), card | extra | {"vulnerable", "complaint", "survey_url", "all_services"})


@tagged("post_install", "-at_install")
class TestWhosePage(PageCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        calendar = cls._create_calendar("Asia/Jakarta")
        cls.elsewhere = cls.env["res.company"].create(
            {"name": "Pemerintah Kabupaten Lain", "resource_calendar_id": calendar.id}
        )
        cls.env.user.company_ids |= cls.elsewhere
        unit = cls.env["hr.department"].create({"name": "Puskesmas Lain", "company_id": cls.elsewhere.id})
        cls.clinic = cls._create_service("Imunisasi", unit)

    def test_each_regional_government_has_a_page_of_its_own(self):
        """UU 14/2008: there for everybody, without being asked for."""
        self.assertEqual(self.clinic.company_id, self.elsewhere)
        listed = self.words()
        self.assertIn("Pemerintah Kota Ternate", listed)
        self.assertIn("Pemerintah Kabupaten Lain", listed)
        self.assertNotIn("Imunisasi", self.words(self.company._public_path()))
        self.assertIn("Imunisasi", self.words(self.elsewhere._public_path()))
        self.assertIn("(WIB)", self.words(self.elsewhere._public_path()))

    def test_a_page_that_is_switched_off_is_not_found(self):
        path = self.elsewhere._public_path()
        self.page(path)
        self.elsewhere.flexible_work_public_page = False
        for there in (path, self.of(self.clinic), f"/layanan/{self.elsewhere.id}/lambang"):
            self.page(there, status=404)
        self.assertNotIn("Imunisasi", self.words())

    def test_other_addresses_are_not_found_and_say_nothing(self):
        self.clinic.active = False
        for path in ("/layanan/999999", "/layanan/-1", "/layanan/x", "/layanan/u/x", self.of(self.clinic)):
            answer = self.page(path, status=404)
            self.assertIn("Page not found", answer.text)
            self.assertEqual(answer.headers["Cache-Control"], "no-store")

"""The form of the survey as a citizen meets it: without login, in two languages, sent once, and nothing comes back."""

import re
from datetime import timedelta

from freezegun import freeze_time
from lxml import html

from odoo.tests import HttpCase, tagged

from odoo.addons.flexible_work_asn import throttle

from ..controllers import survey as survey_controller
from ..figures.survey import ELEMENTS
from ..models import flexible_work_survey_receipt as receipt
from .services_common import ServicesCase

BEST = dict.fromkeys(ELEMENTS, "4")
#: texts of a browser without a language of the pages
ENGLISH = {"Accept-Language": "en-GB,en;q=0.9"}


class SurveyPageCase(HttpCase, ServicesCase):
    def setUp(self):
        super().setUp()
        throttle.forget_all(self.env)
        self.Answer = self.env["flexible.work.survey.answer"].sudo()
        self.path = f"/survei/{self.service.token}"

    def get(self, path=None, **kwargs):
        return self.url_open(path or self.path, headers=ENGLISH, **kwargs)

    def tree(self, answer):
        return html.fromstring(answer.content)

    def ticket(self, answer=None):
        return self.tree(answer or self.get()).xpath("//input[@name='ticket']/@value")[0]

    def send(self, values=None, ticket=None, path=None, **kwargs):
        data = {"ticket": self.ticket() if ticket is None else ticket, **(BEST if values is None else values)}
        return self.url_open(f"{path or self.path}/kirim", data=data, headers=ENGLISH, **kwargs)

    def kept(self):
        return self.Answer.search([("service_id", "=", self.service.id)])


@tagged("-at_install", "post_install")
class TestSurveyForm(SurveyPageCase):
    def test_a_citizen_answers_without_login(self):
        answer = self.send()
        self.assertEqual(answer.status_code, 200)
        self.assertTrue(answer.url.endswith("/terima-kasih"), answer.url)
        self.assertIn("Your answers have been counted", answer.text)
        self.assertEqual([self.kept()[name] for name in ELEMENTS], [4] * 9)

    def test_every_score_lands_in_its_element(self):
        values = {name: str(1 + number % 4) for number, name in enumerate(ELEMENTS)}
        self.send(values)
        self.assertEqual({name: str(self.kept()[name]) for name in ELEMENTS}, values)

    def test_sent_twice_it_counts_once(self):
        """By a double tap, a reload of the answer, or the way back and once more."""
        ticket = self.ticket()
        for _time in range(3):
            answer = self.send(ticket=ticket)
            self.assertIn("Your answers have been counted", answer.text)
        self.assertEqual(len(self.kept()), 1)

    def test_other_answers_on_the_same_form_do_not_count_either(self):
        ticket = self.ticket()
        self.send(ticket=ticket)
        self.send(dict.fromkeys(ELEMENTS, "1"), ticket=ticket)
        self.assertEqual([one.u1 for one in self.kept()], [4])

    def test_whoever_comes_back_to_where_it_was_sent_gets_the_form(self):
        self.assertTrue(self.get(f"{self.path}/kirim").url.endswith(self.path))

    def test_two_citizens_on_one_device_count_twice(self):
        self.send()
        self.send(dict.fromkeys(ELEMENTS, "2"))
        self.assertEqual(sorted(self.kept().mapped("u1")), [2, 4])

    def test_the_way_back_shows_the_same_form_and_no_proxy_keeps_it(self):
        self.assertEqual(self.get().headers["Cache-Control"], "private, no-cache")
        self.assertNotEqual(self.ticket(), self.ticket())

    def test_a_missing_answer_is_named_and_the_others_stay(self):
        answer = self.send({name: "3" for name in ELEMENTS if name != "u3"})
        self.assertEqual(answer.status_code, 422)
        page = self.tree(answer)
        self.assertEqual(len(page.xpath("//input[@checked]")), 8)
        self.assertTrue(page.xpath("//title[starts-with(normalize-space(), 'Error:')]"))
        self.assertEqual(page.xpath("//*[@role='alert']//a/@href"), ["#u3_1"])
        described = page.xpath("//fieldset[@id='u3']/@aria-describedby")[0]
        self.assertEqual(page.xpath(f"//*[@id='{described}']/text()"), ["Choose one answer."])
        self.assertFalse(self.kept())

    def test_completed_then_it_counts_once(self):
        ticket = self.ticket(self.send({"u1": "4"}))
        self.send(ticket=ticket)
        self.assertEqual(len(self.kept()), 1)

    def test_scores_outside_the_scale_are_no_answers(self):
        for score in ("0", "5", "-1", "4 ", "four", "", "１"):
            with self.subTest(score=score):
                self.assertEqual(self.send({**BEST, "u9": score}).status_code, 422)
        self.assertFalse(self.kept())

    def test_a_page_that_was_open_too_long_is_sent_once_more_without_new_ticks(self):
        with freeze_time(self.env.cr.now() - timedelta(seconds=receipt.VALID + 60)):
            old = self.env["flexible.work.survey.receipt"]._issue(self.service)
        answer = self.send(ticket=old)
        self.assertEqual(answer.status_code, 422)
        self.assertIn("open for a long time", answer.text)
        self.assertEqual(len(self.tree(answer).xpath("//input[@checked]")), 9)
        self.send(ticket=self.ticket(answer))
        self.assertEqual(len(self.kept()), 1)

    def test_a_ticket_of_one_s_own_making_counts_nothing(self):
        good = self.ticket()
        other = self.env["flexible.work.public.service"].create(
            {"name": "Loket lain", "department_id": self.bidang.id, "company_id": self.company.id}
        )
        self.env.flush_all()
        of_other = self.env["flexible.work.survey.receipt"]._issue(other)
        word, until, signature = good.split(".")
        for ticket in (
            "",
            "x",
            "..",
            f"{word}.{int(until) + 1}.{signature}",
            f"other.{until}.{signature}",
            of_other,
            f"{word}.９.{signature}",
        ):
            with self.subTest(ticket=ticket):
                self.assertEqual(self.send(ticket=ticket).status_code, 422)
        self.assertFalse(self.kept())

    def test_used_tickets_are_forgotten_when_they_are_too_old_anyway(self):
        self.send()
        receipts = self.env["flexible.work.survey.receipt"].sudo()
        self.assertTrue(receipts.search([]))
        receipts._gc_old()
        self.assertTrue(receipts.search([]))
        with freeze_time(self.env.cr.now() + timedelta(seconds=receipt.VALID + 60)):
            receipts._gc_old()
        receipts.invalidate_model()
        self.assertFalse(receipts.search([]))


@tagged("-at_install", "post_install")
class TestSurveyDoors(SurveyPageCase):
    def test_a_survey_that_is_off_says_so_kindly(self):
        ticket = self.ticket()
        self.company.flexible_work_survey_open = False
        self.env.flush_all()
        answer = self.get()
        self.assertEqual(answer.status_code, 200)
        self.assertIn("The survey is closed", answer.text)
        self.assertIn("The survey is closed", self.send(ticket=ticket).text)
        self.assertFalse(self.kept())

    def test_a_service_that_is_no_more_says_so_kindly(self):
        self.service.active = False
        self.env.flush_all()
        self.assertIn("The survey is closed", self.get().text)

    def test_an_unknown_code_is_answered_kindly_and_tells_nothing(self):
        answer = self.get("/survei/nosuchcode")
        self.assertIn('href="/layanan"', answer.text)
        self.assertEqual(answer.status_code, 404)
        self.assertIn("There is no survey here", answer.text)
        self.assertNotIn(self.company.name, answer.text)

    def test_many_answers_from_one_network_about_one_service_wait(self):
        limit = survey_controller.SENT.limit
        for _time in range(limit):
            self.assertEqual(self.send().status_code, 200)
        answer = self.send()
        self.assertEqual(answer.status_code, 429)
        self.assertIn("try again", answer.text)
        self.assertTrue(0 < int(answer.headers["Retry-After"]) <= 600)
        self.assertEqual(len(self.kept()), limit)
        other = self.env["flexible.work.public.service"].create(
            {"name": "Loket lain", "department_id": self.bidang.id, "company_id": self.company.id}
        )
        self.env.flush_all()
        path = f"/survei/{other.token}"
        self.assertEqual(self.send(ticket=self.ticket(self.get(path)), path=path).status_code, 200)

    def test_guessing_codes_is_slowed_down(self):
        for number in range(survey_controller.MISSES.limit):
            self.assertEqual(self.get(f"/survei/guess{number}").status_code, 404)
        self.assertEqual(self.get("/survei/guess").status_code, 429)

    def test_answers_do_not_come_out(self):
        self.send(dict.fromkeys(ELEMENTS, "1"))
        worst = self.get().text
        self.assertNotIn("checked=", worst)
        self.assertEqual(
            re.sub(r'value="[^"]*\.[^"]*"', "", worst),
            re.sub(r'value="[^"]*\.[^"]*"', "", self.get().text),
        )
        first, second = self.get(f"{self.path}/terima-kasih").text, self.send().text
        self.assertEqual(first, second)

    def test_no_cookie_no_session_and_nothing_from_elsewhere(self):
        for answer in (self.get(), self.send(), self.get("/survei/nosuchcode")):
            self.assertFalse(answer.cookies)
            self.assertNotIn("Set-Cookie", answer.headers)
            self.assertIn("default-src 'none'", answer.headers["Content-Security-Policy"])
            self.assertEqual(answer.headers["X-Robots-Tag"], "noindex, nofollow")
            page = self.tree(answer)
            self.assertFalse(page.xpath("//script | //iframe | //*[@style] | //style"))

    def test_names_of_services_are_text(self):
        self.service.name = "<b>Loket</b> & 'Co'"
        self.env.flush_all()
        self.assertFalse(self.tree(self.get()).xpath("//b"))

    def test_nobody_works_in_the_page(self):
        people = self.env["hr.employee"].sudo().search([("company_id", "=", self.company.id)]).mapped("name")
        text = self.get().text
        self.assertFalse([name for name in people if name != "Pegawai" and name in text])


@tagged("-at_install", "post_install")
class TestSurveyLanguages(SurveyPageCase):
    def test_english_by_the_browser(self):
        page = self.tree(self.get())
        self.assertEqual(page.get("lang"), "en")
        self.assertIn("How polite and friendly were the officers?", page.text_content())

    def test_each_question_is_a_group_of_labelled_answers(self):
        page = self.tree(self.get())
        fieldsets = page.xpath("//fieldset")
        self.assertEqual([one.get("id") for one in fieldsets], list(ELEMENTS))
        for fieldset in fieldsets:
            self.assertTrue(fieldset.xpath("normalize-space(legend)"))
            radios = fieldset.xpath(".//input[@type='radio']")
            self.assertEqual([radio.get("value") for radio in radios], ["1", "2", "3", "4"])
            labels = [fieldset.xpath(f".//label[@for='{radio.get('id')}']") for radio in radios]
            self.assertTrue(all(len(one) == 1 and one[0].text_content().strip() for one in labels))


@tagged("-at_install", "post_install")
class TestSurveyPoster(SurveyPageCase):
    def test_the_poster_leads_to_the_form(self):
        poster = self.service._poster()
        self.assertEqual(poster["url"], f"{self.service.get_base_url()}{self.path}")
        page = (
            self.env["ir.actions.report"]
            ._render_qweb_html("flexible_work_asn_reports.survey_poster", self.service.ids)[0]
            .decode()
        )
        self.assertIn(poster["url"], page)
        self.assertIn(poster["qr"], page)
        self.assertEqual((poster["official"].office, poster["unit"]), ("Diskominfo", "Bidang Informatika"))

    def test_heads_and_bkpsdm_print_it(self):
        for role in ("operator", "head", "bkpsdm"):
            action = self.as_role(self.service, role).action_survey_poster()
            self.assertEqual(action["report_name"], "flexible_work_asn_reports.survey_poster", role)

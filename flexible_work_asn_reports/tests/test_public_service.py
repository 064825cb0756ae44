"""Services in the backend: who enters them, what is refused, how they are made of units, and the poster."""

from datetime import date

from freezegun.api import freeze_time

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.flexible_work_asn.tests.pdf import pdf_pages

from ..report.official import qr_data_uri
from .public_case import TEN, PublicCase

EVERYBODY_HERE = ["employee", "head", "other_head", "operator", "bkpsdm", "executive", "auditor"]


@tagged("post_install", "-at_install")
class TestWhoMay(PublicCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_one_user_of_each_role()
        cls.wifi = cls._create_service(
            "Wifi publik", cls.diskominfo, hours_ids=[(0, 0, {"weekday": "0", "hour_from": 8, "hour_to": 15})]
        )
        cls.wifi.change_ids = [(0, 0, {"notice": "Perawatan"})]

    def test_everybody_of_the_regional_government_reads(self):
        for record in (self.wifi, self.wifi.hours_ids, self.wifi.change_ids):
            self.assertEqual(self._who(lambda one: bool(one.read()), record), EVERYBODY_HERE, record._name)

    def test_head_operator_and_bkpsdm_write_their_own(self):
        for record, values in (
            (self.wifi, {"phone": "1"}),
            (self.wifi.hours_ids, {"hour_to": 14}),
            (self.wifi.change_ids, {"notice": "Lain"}),
        ):
            who = self._who(lambda one, values=values: one.write(values), record)
            self.assertEqual(who, ["head", "operator", "bkpsdm"], record._name)
            self.assertEqual(self._who(lambda one: one.unlink(), record), ["head", "operator", "bkpsdm"], record._name)

    def test_head_operator_and_bkpsdm_add_to_their_own_units(self):
        def create(env):
            return env["flexible.work.public.service"].create({"name": "Baru", "department_id": self.bidang.id})

        self.assertEqual(self._who(create), ["head", "operator", "bkpsdm"])

    def test_a_new_service_is_one_of_ones_own_unit(self):
        service = self.as_user(self.env["flexible.work.public.service"], "operator").create({"name": "PPID"})
        self.assertEqual(service.department_id, self.diskominfo)

    def test_nobody_moves_a_service_or_its_hours_to_a_unit_of_others(self):
        others = self._create_service("Klinik", self.dinkes)
        with self.assertRaises(AccessError):
            self.as_user(self.wifi, "head").department_id = self.dinkes
        for record in (self.wifi.hours_ids, self.wifi.change_ids):
            with self.assertRaises(AccessError):
                self.as_user(record, "head").service_id = others

    def test_buttons_are_for_who_writes(self):
        empty = self._create_service("Pengaduan", self.diskominfo)
        writers = ["head", "operator", "bkpsdm"]
        self.assertEqual(self._who(lambda one: one.action_fill_hours(), empty), writers)
        self.assertEqual(self._who(lambda one: one.action_new_address(), empty), writers)
        self.assertEqual(self._who(lambda one: one.action_open_public_page(), empty), EVERYBODY_HERE)
        self.assertEqual(self._who(lambda one: one.action_print_public_poster(), empty), EVERYBODY_HERE)


@tagged("post_install", "-at_install")
class TestService(PublicCase):
    def refuse(self, exception, words, act):
        with self._refused(exception, words), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
            act()
            self.env.flush_all()

    def test_impossible_hours_are_refused(self):
        words = "opens before it closes"
        for first, last in ((15, 8), (8, 8), (-1, 8), (20, 25)):
            values = {"weekday": "0", "hour_from": first, "hour_to": last}
            self.refuse(
                Exception, "hours_ordered|" + words, lambda v=values: self.counter.write({"hours_ids": [(0, 0, v)]})
            )

    def test_impossible_changes_are_refused(self):
        def change(**values):
            return lambda: self.counter.write({"change_ids": [(0, 0, {"notice": "x", **values})]})

        self.refuse(Exception, "dates_ordered|before", change(date_from="2026-01-02", date_to="2026-01-01"))
        self.refuse(Exception, "hours_ordered|other hours", change(kind="hours"))
        self.refuse(ValidationError, "choose the place", change(kind="moved"))
        home = self._create_site("Rumah", location_type="home")
        self.refuse(ValidationError, "home", change(kind="moved", location_id=home.id))
        self.refuse(ValidationError, "home", lambda: self.counter.write({"location_id": home.id}))

    def test_only_an_address_that_a_browser_opens_is_a_website(self):
        for address in ("javascript:alert(1)", "dukcapil", "data:text/html,x", "https://"):
            self.refuse(ValidationError, "https://", lambda address=address: self.counter.write({"website": address}))
        self.counter.website = "https://dukcapil.ternatekota.go.id/ktp"

    def test_hours_hang_on_the_regions_own_circular_only(self):
        central = self.env["flexible.work.circular"].create(
            {"name": "SE MenPANRB", "issuer": "central", "company_id": False, "date_from": date(2026, 1, 1)}
        )
        values = {"weekday": "0", "hour_from": 8, "hour_to": 9, "circular_id": central.id}
        self.refuse(ValidationError, "own circular", lambda: self.counter.write({"hours_ids": [(0, 0, values)]}))

    def test_a_service_belongs_to_the_government_of_its_unit(self):
        self.assertEqual(self.counter.company_id, self.company)
        elsewhere = self.env["res.company"].create({"name": "Lain"})
        site = self.env["hr.work.location"].create(
            {"name": "Lain", "address_id": elsewhere.partner_id.id, "company_id": elsewhere.id}
        )
        self.refuse(UserError, "company|compan", lambda: self.counter.write({"location_id": site.id}))

    def test_a_copy_has_an_address_of_its_own_and_the_same_hours(self):
        copy = self.counter.copy()
        self.assertNotEqual(copy.token, self.counter.token)
        self.assertEqual(copy.hours_ids.mapped("hour_to"), self.counter.hours_ids.mapped("hour_to"))

    def test_a_new_address_leaves_the_old_one_nowhere(self):
        before = self.counter.public_url
        self.counter.action_new_address()
        self.assertNotEqual(self.counter.public_url, before)
        self.assertIn("printed anew", self.counter.message_ids[0].body)

    def test_hours_are_taken_over_from_the_working_schedule_once(self):
        clinic = self._create_service("Poliklinik", self.dinkes)
        clinic.action_fill_hours()
        self.assertEqual(len(clinic.hours_ids), 10)
        self.assertEqual(set(clinic.hours_ids.mapped("hour_from")), {7.5, 13.0})
        self.refuse(UserError, "already", clinic.action_fill_hours)

    @freeze_time(TEN)
    def test_the_list_says_what_is_open_now(self):
        self.env.invalidate_all()
        self.assertEqual((self.counter | self.emergency).mapped("open_state"), ["open", "open"])
        self.assertEqual(self.counter.open_words, "Open until 15:00 WIT")

    @freeze_time(TEN)
    def test_open_now_takes_the_same_queries_for_two_and_for_sixty(self):
        self._create_service("L", self.dukcapil, change_ids=[(0, 0, {"notice": "Lain"})]).open_state  # noqa: B018
        counts = []
        for number in (0, 58):
            for index in range(number):
                self._create_service(f"L{index}", self.dukcapil, hours_ids=[(0, 0, {"weekday": "3"})])
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            services = self.env["flexible.work.public.service"].search([("company_id", "=", self.company.id)])
            services.mapped("open_state")
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(*counts)


@tagged("post_install", "-at_install")
class TestMadeOfUnits(PublicCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_one_user_of_each_role()
        cls.clinic = cls._create_unit("Puskesmas Kota", parent_id=cls.dinkes.id)

    def services_of(self, unit):
        return (
            self.env["flexible.work.public.service"]
            .with_context(active_test=False)
            .search([("department_id", "=", unit.id)])
        )

    def test_one_service_of_each_unit_that_stays_on_site_and_has_none(self):
        units = self.clinic | self.dukcapil | self.bidang
        action = units.action_make_public_services()
        self.assertEqual(self.services_of(self.clinic).mapped("name"), ["Puskesmas Kota"])
        self.assertEqual(self.services_of(self.dukcapil), self.counter)
        self.assertFalse(self.services_of(self.bidang))
        self.assertEqual(action["res_model"], "flexible.work.public.service")
        units.action_make_public_services()
        self.assertEqual(len(self.services_of(self.clinic)), 1)

    def test_an_archived_service_is_not_made_again(self):
        self.counter.active = False
        self.dukcapil.action_make_public_services()
        self.assertEqual(self.services_of(self.dukcapil), self.counter)

    def test_units_that_work_flexibly_have_none_made(self):
        with self._refused(UserError, "kind of service"):
            self.bidang.action_make_public_services()

    def test_of_all_units_of_a_kind(self):
        self.dukcapil.service_category_id.action_make_public_services()
        hospital = self._create_unit("RSUD", service_category_id=self.dinkes.service_category_id.id)
        self.dinkes.service_category_id.action_make_public_services()
        self.assertEqual(self.services_of(hospital).mapped("name"), ["RSUD"])
        with self._refused(UserError, "No unit"):
            self.env.ref("flexible_work_asn.category_fire").with_company(self.company).action_make_public_services()

    def test_for_units_of_ones_own(self):
        self.assertEqual(
            self._who(lambda unit: unit.action_make_public_services(), self.clinic), ["other_head", "bkpsdm"]
        )


@tagged("post_install", "-at_install")
class TestCircularAndPoster(PublicCase):
    def test_the_circular_counts_services_with_other_hours_and_leads_to_the_page(self):
        circular = self._create_circular()
        self.counter.hours_ids = [
            (0, 0, {"weekday": day, "hour_from": 8, "hour_to": 11, "circular_id": circular.id}) for day in "34"
        ]
        self.assertEqual(circular.public_hours_count, 1)
        found = self.env["flexible.work.public.service"].search(circular.action_public_services()["domain"])
        self.assertEqual(found, self.counter)
        self.assertEqual(circular.action_open_public_page()["url"], self.company._public_path())

    def test_where_the_page_is_switched_off_it_is_said(self):
        self.company.flexible_work_public_page = False
        for button in (self.counter.action_open_public_page, self._create_circular().action_open_public_page):
            with self._refused(UserError, "switched off"):
                button()

    def test_the_poster_names_the_service_its_hours_and_its_address(self):
        self.env["res.lang"]._activate_lang("id_ID")
        self.env["ir.module.module"]._load_module_terms(["flexible_work_asn_reports"], ["id_ID"])
        services = self.counter | self.emergency
        report = self.env["ir.actions.report"].with_context(force_report_rendering=True)
        pdf, _kind = report._render_qweb_pdf("flexible_work_asn_reports.action_report_public_poster", services.ids)
        pages = pdf_pages(pdf)
        self.assertEqual(len(pages), 2)
        text = " ".join(pages[0].split())
        self.assertIn("KTP elektronik", text)
        self.assertIn(self.counter.token, text.replace(" ", ""))
        self.assertEqual(self.counter._public_poster()["qr"], qr_data_uri(self.counter.public_url))
        self.assertIn("08.00", text)
        self.assertIn("Tatap muka di loket 1", text)

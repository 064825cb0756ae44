"""Three regional governments in one database, in two time zones: none of them sees or touches anything of another."""

import json
from datetime import date

from freezegun import freeze_time
from psycopg2.errors import UniqueViolation

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import SQL, mute_logger

from .access_world import GROUPS, MARK, AccessWorld

REGIONS = {
    "ternate": ("Pemerintah Kota Ternate", "Asia/Jayapura"),
    "kutim": ("Pemerintah Kabupaten Kutai Timur", "Asia/Makassar"),
    "bolmong": ("Pemerintah Kabupaten Bolaang Mongondow", "Asia/Makassar"),
}
ROLES = ("employee", "operator", "head", "bkpsdm", "executive", "auditor", "admin")
#: the same in all three, as a person who has moved is still in the old government's list
NIP = "198703152010012003"
#: lists that a central rule gives to everybody
SHARED = {
    "flexible.work.grade",
    "flexible.work.position.level",
    "flexible.work.service.category",
    "flexible.work.survey.grade",
}


@tagged("post_install", "-at_install")
class TestRegionsApart(AccessWorld):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.build_all()

    @classmethod
    def _create_people(cls):
        """In each region an employee about whom the rows are, and one user of each role."""
        cls.places, cls.users, cls.third = {}, {}, {}
        for index, (key, (name, zone)) in enumerate(REGIONS.items()):
            company = cls.company if key == "ternate" else cls._create_company(name, zone)
            unit, agency, cls.third[key] = (
                cls._create_unit(f"{title} {key}", is_opd=True, company_id=company.id)
                for title in ("Diskominfo", "BKPSDM", "Setda")
            )
            person = cls._create_employee(f"{MARK}-{key}", unit, user=f"pegawai_{key}", nip=NIP)
            cls.users[key] = {"employee": person.user_id}
            for role in ROLES[1:]:
                login = f"{role}_{key}"
                colleague = cls._create_employee(f"{MARK}-{login}", unit if role == "head" else agency, user=login)
                colleague.user_id.group_ids |= cls.env.ref(f"flexible_work_asn.{GROUPS[role]}")
                cls.users[key][role] = colleague.user_id
            unit.manager_id = cls.users[key]["head"].employee_id
            unit.flexible_operator_ids = cls.users[key]["operator"]
            cls.places[key] = cls._place(key, index, person, unit)
        cls.person = {"leader": cls.places["ternate"].person}
        cls.setda, cls.foreign_third = cls.third["ternate"], cls.third["kutim"]

    @classmethod
    def _create_company(cls, name, zone):
        calendar = cls._create_calendar(zone)
        company = cls.env["res.company"].create({"name": name, "resource_calendar_id": calendar.id})
        calendar.company_id = company
        return company

    @classmethod
    def keys(cls, model):
        return list(cls.places)

    @classmethod
    def _reference(cls, records, field, place):
        if field.comodel_name == "hr.department" and field.name.endswith("to_id"):
            return cls.third[place.key].id
        if field.name == "leader_id":
            return place.person.id
        return super()._reference(records, field, place)

    # ------------------------------------------------------------ what everybody sees
    def seen_by(self, region, role, model):
        user = self.users[region][role]
        records = self.env[model].with_user(user).with_context(allowed_company_ids=user.company_ids.ids)
        return records if records.has_access("read") else None

    def rows_of_others(self, region, model):
        """Rows of the other regions; central rules and templates, which have no region, belong to everybody."""
        rows = self.env[model].union(
            *(row for (name, key), row in self._rows.items() if name == model and key != region)
        )
        if "company_id" in rows._fields:
            rows = rows.filtered("company_id")
        return rows.sudo()

    def stored_models(self):
        return [name for name, model in self.models().items() if not model._transient and name not in SHARED]

    def test_nobody_finds_groups_or_names_a_row_of_another_region(self):
        leaks, own = [], set()
        for model in self.stored_models():
            for region, users in self.users.items():
                others = set(self.rows_of_others(region, model).ids)
                for role in users:
                    records = self.seen_by(region, role, model)
                    if records is None:
                        continue
                    found = records.search([])
                    if others & set(found.ids) or records.browse(others)._filtered_access("read"):
                        leaks.append((model, region, role, "search"))
                    if role not in ("bkpsdm", "admin"):
                        continue
                    own |= {model} & {model if self._rows[model, region].sudo() & found else None}
                    if others & {found_id for found_id, _name in records.name_search("", limit=None)}:
                        leaks.append((model, region, role, "name_search"))
                    if records._read_group([], [], ["__count"])[0][0] != len(found):
                        leaks.append((model, region, role, "read_group"))
        self.assertEqual(leaks, [])
        # what is compared is really there: their own rows are seen
        self.assertGreater(len(own), 70)

    def test_lists_that_belong_to_everybody_hold_nothing_of_a_region(self):
        for model in sorted(SHARED):
            self.assertNotIn("company_id", self.env[model]._fields, model)

    # ------------------------------------------------------------ pages and papers
    def answers(self, region, role):
        """What the pages without a parameter tell a user, as the client gets it."""
        user = self.users[region][role]
        env = self.env(user=user, context={"allowed_company_ids": user.company_ids.ids, "lang": "en_US"})
        pages = {
            "today": lambda: env["flexible.work.dashboard"].get_today(),
            "morning": lambda: env["flexible.work.day"].get_morning_numbers(),
            "card": lambda: env["flexible.work.day"].get_my_day(),
            "month": lambda: env["hr.employee"].get_flexible_work_month(),
            "need": lambda: env["flexible.work.workload"].get_overview(),
            "my data": lambda: env["hr.employee"].flexible_work_my_data(),
        }
        for name, page in pages.items():
            try:
                yield name, json.dumps(page(), default=str)
            except UserError:  # not for this role
                continue

    def test_pages_tell_of_the_own_region_only(self):
        told = set()
        for region in REGIONS:
            foreign = [key for key in REGIONS if key != region]
            for role in ROLES:
                for page, text in self.answers(region, role):
                    told.add(page)
                    words = [f"{MARK}-{key}" for key in foreign] + [f"Diskominfo {key}" for key in foreign]
                    words += [REGIONS[key][0] for key in foreign]
                    self.assertEqual([word for word in words if word in text], [], f"{page} of {role} of {region}")
        self.assertGreaterEqual(len(told), 5, told)

    def test_nothing_about_a_person_or_unit_of_another_region_is_answered(self):
        person, unit = self.places["kutim"].person, self.places["kutim"].unit
        for role in ("employee", "head", "bkpsdm", "executive", "auditor", "admin"):
            user = self.users["ternate"][role]
            env = self.env(user=user, context={"allowed_company_ids": user.company_ids.ids})
            asked = {
                "plan": lambda env=env: (
                    env["hr.employee"].browse(person.id).flexible_work_plan("2026-02-02", "2026-02-02")
                ),
                "why": lambda env=env: env["hr.employee"].browse(person.id).flexible_work_why("2026-02-02"),
                "month": lambda env=env: env["hr.employee"].get_flexible_work_month(employee_id=person.id),
                "today": lambda env=env: env["flexible.work.dashboard"].get_today(unit_id=unit.id),
            }
            for name, ask in asked.items():
                with self.subTest(role=role, asked=name), self.assertRaises(UserError), self.env.cr.savepoint():
                    ask()

    def test_no_paper_of_another_region_is_printed(self):
        papers = self.env["ir.actions.report"].search([("report_name", "=like", "flexible\\_work%")])
        printed = 0
        for paper in papers:
            if paper.model in self.models() and not self.env[paper.model]._transient:
                row = self.record(paper.model, "kutim")
                user = self.users["ternate"]["admin"]
                action = paper.with_user(user).with_context(allowed_company_ids=user.company_ids.ids)
                with self.subTest(paper=paper.report_name), self.assertRaises(UserError), self.env.cr.savepoint():
                    action._render_qweb_html(paper.report_name, row.ids)
                printed += 1
        self.assertGreater(printed, 5)

    # ------------------------------------------------------------ time, crons, numbers
    def day(self, region, day):
        domain = [("employee_id", "=", self.places[region].person.id), ("date", "=", day)]
        return self.env["flexible.work.day"].sudo().search(domain)

    def process_days(self):
        with self.enter_registry_test_mode():
            self.env.ref("flexible_work_asn_attendance.cron_process_days").method_direct_trigger()

    def everything_of(self, region):
        """A sum over all rows that belong to a region, by table."""
        company = self.places[region].company.id
        models = [model for model in self.models().values() if model._auto and not model._transient]
        own = [model._table for model in models if (field := model._fields.get("company_id")) and field.store]
        self.env.flush_all()
        sums = {}
        for table in own:
            query = SQL(
                "SELECT count(*), sum(hashtextextended(t::text, 0)) FROM %s t WHERE company_id = %s",
                SQL.identifier(table),
                company,
            )
            sums[table] = self.env.execute_query(query)[0]
        return sums

    def test_a_new_day_begins_an_hour_earlier_in_ternate(self):
        thursday = date(2026, 1, 15)
        with freeze_time("2026-01-14 15:05:00"):  # 00:05 in Ternate, 23:05 on Wednesday in Kutai Timur
            self.process_days()
        self.assertTrue(self.day("ternate", thursday))
        self.assertFalse(self.day("kutim", thursday) | self.day("bolmong", thursday))
        with freeze_time("2026-01-14 16:05:00"):
            self.process_days()
        self.assertEqual([self.day(key, thursday).tz for key in REGIONS], [zone for _name, zone in REGIONS.values()])

    def test_the_work_of_one_region_touches_no_row_of_another(self):
        before = {key: self.everything_of(key) for key in ("kutim", "bolmong")}
        self.assertGreater(sum(count > 0 for count, _sum in before["kutim"].values()), 50)
        with freeze_time("2026-02-02 15:05:00"):
            self.env["flexible.work.day"].sudo()._process_company(self.places["ternate"].company)
        self.assertTrue(self.day("ternate", date(2026, 2, 3)))
        self.assertEqual({key: self.everything_of(key) for key in before}, before)

    def test_the_same_nip_and_number_may_be_in_each_region_once(self):
        self.assertEqual({place.person.nip for place in self.places.values()}, {NIP})
        for region, place in self.places.items():
            operator = self.users[region]["operator"]
            people = self.env["hr.employee"].with_user(operator).with_context(allowed_company_ids=place.company.ids)
            self.assertEqual([found for found, _name in people.name_search(NIP)], place.person.ids)
            circular = {"company_id": place.company.id, "date_from": date(2026, 2, 2), "rule_ids": []}
            self.assertEqual(self._create_circular(enact=False, **circular).number, "800/84/2025")
        with self.assertRaises(UniqueViolation), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
            self._create_employee("Sama", self.third["kutim"], nip=NIP)
            self.env.flush_all()

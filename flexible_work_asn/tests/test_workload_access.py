from odoo.exceptions import AccessError
from odoo.fields import Command

from .common import MONDAY
from .test_workload import WorkloadCase

EVERYWHERE = ["bkpsdm", "executive", "auditor"]
IN_THE_UNIT = ["head", "operator"]


class TestWorkloadAccess(WorkloadCase):
    """What each role may do about a service, a counter and the need of Diskominfo."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_one_user_of_each_role()
        cls.service = cls._create_service(cls.bidang, "Helpdesk", volume=75000, norm_minutes=2)
        cls.elsewhere = cls._create_service(cls.dinkes, "Rekomendasi izin praktik", volume=100, norm_minutes=30)
        cls.counter = cls.env["flexible.work.counter"].create({"name": "Meja bantuan", "department_id": cls.bidang.id})
        cls.actual = cls._create_actuals(cls.service, m2025_12=10)
        cls.workload = cls._create_workload()

    def _who_reads(self, record):
        return sorted(self._who(lambda seen: seen.search([("id", "in", record.ids)]).read(["display_name"]), record))

    def test_services_and_counters_are_read_in_their_unit_and_by_those_who_see_all(self):
        for record in (self.service, self.counter, self.actual):
            self.assertEqual(self._who_reads(record), sorted(IN_THE_UNIT + EVERYWHERE), record)

    def test_the_head_and_bkpsdm_change_a_service_and_a_counter(self):
        self.assertEqual(sorted(self._who(lambda seen: seen.write({"volume": 5}), self.service)), ["bkpsdm", "head"])
        self.assertEqual(
            sorted(self._who(lambda seen: seen.write({"is_open": False}), self.counter)), ["bkpsdm", "head"]
        )

    def test_bkpsdm_alone_deletes_them(self):
        for record in (self.service, self.counter, self.actual):
            self.assertEqual(self._who(lambda seen: seen.unlink(), record), ["bkpsdm"], record)

    def test_operators_enter_the_actuals_of_their_units(self):
        def enter(env):
            return env["flexible.work.service.actual"].create(
                {"service_id": self.service.id, "month": "2025-11-01", "received": 3}
            )

        self.assertEqual(sorted(self._who(enter)), ["bkpsdm", "head", "operator"])
        self.assertEqual(
            sorted(self._who(lambda seen: seen.write({"received": 11}), self.actual)), ["bkpsdm", "head", "operator"]
        )

    def test_nobody_enters_actuals_of_units_of_others(self):
        def enter(env):
            return env["flexible.work.service.actual"].create(
                {"service_id": self.elsewhere.id, "month": "2025-11-01", "received": 3}
            )

        self.assertEqual(sorted(self._who(enter)), ["bkpsdm", "other_head"])

    def test_nothing_is_moved_to_units_of_others(self):
        for record, values in (
            (self.actual, {"service_id": self.elsewhere.id}),
            (self.service, {"department_id": self.dinkes.id}),
            (self.counter, {"department_id": self.dinkes.id}),
        ):
            self.assertEqual(self._who(lambda seen, values=values: seen.write(values), record), ["bkpsdm"], record)

    def test_an_analysis_is_read_by_those_who_see_all_until_it_is_confirmed(self):
        for record in (self.workload, self.workload.unit_ids, self.workload.line_ids):
            self.assertEqual(self._who_reads(record), sorted(EVERYWHERE), record)

    def test_a_confirmed_analysis_is_read_in_its_units_too(self):
        self.workload.action_confirm()
        self.assertEqual(self._who_reads(self.workload), sorted([*IN_THE_UNIT, "other_head", *EVERYWHERE]))
        line = self.workload.line_ids.filtered(lambda line: line.department_id == self.bidang)
        self.assertEqual(self._who_reads(line), sorted(IN_THE_UNIT + EVERYWHERE))
        unit = self._unit(self.workload, self.bidang)
        self.assertEqual(self._who_reads(unit), sorted(IN_THE_UNIT + EVERYWHERE))

    def test_whoever_reads_a_confirmed_analysis_opens_its_form(self):
        self.workload.action_confirm()

        def open_form(seen):
            fields = seen.get_view(view_type="form")["models"][seen._name]
            return seen.web_read({name: {} for name in fields})

        self.assertEqual(sorted(self._who(open_form, self.workload)), sorted([*IN_THE_UNIT, "other_head", *EVERYWHERE]))

    def test_figures_are_written_by_nobody(self):
        for record in (self.workload.unit_ids[:1], self.workload.line_ids[:1]):
            self.assertEqual(self._who(lambda seen: seen.write({"shortage": 0}), record), [], record)
            self.assertEqual(self._who(lambda seen: seen.unlink(), record), [], record)

    def test_bkpsdm_alone_makes_computes_confirms_and_reopens(self):
        def make(env):
            return env["flexible.work.workload"].create({"name": "x", "company_id": self.company.id, "date": MONDAY})

        self.assertEqual(self._who(make), ["bkpsdm"])
        for name in ("action_compute", "action_confirm", "action_scenario"):
            self.assertEqual(
                self._who(lambda seen, name=name: getattr(seen, name)() or True, self.workload), ["bkpsdm"]
            )
        self.workload.action_confirm()
        self.assertEqual(self._who(lambda seen: seen.action_reopen(), self.workload), ["bkpsdm"])
        self.assertEqual(self._who(lambda seen: seen._reopen("x") or True, self.workload), ["bkpsdm"])

    def test_bkpsdm_alone_changes_a_scenario(self):
        scenario = self.workload._create_scenario([{"service_id": self.service.id, "volume": 1}])
        self.assertEqual(self._who(lambda seen: seen.write({"volume": 2}), scenario.change_ids), ["bkpsdm"])
        self.assertEqual(self._who(lambda seen: seen.write({"change_ids": [Command.clear()]}), scenario), ["bkpsdm"])

    def test_bkpsdm_alone_says_how_long_a_way_takes(self):
        areas = self.env["flexible.work.area"].create([{"name": name} for name in ("Tengah", "Hiri")])
        areas.company_id = self.company
        travel = self.env["flexible.work.travel"].create(
            {
                "area_from_id": areas[0].id,
                "area_to_id": areas[1].id,
                "minutes": 50,
                "company_id": self.company.id,
            }
        )
        self.assertEqual(self._who(lambda seen: seen.write({"minutes": 40}), travel), ["bkpsdm"])

    def test_the_head_of_a_unit_sees_its_need_on_its_form(self):
        self.workload.action_confirm()
        unit = self.as_user(self.bidang, "head")
        self.assertEqual((unit.flexible_service_count, unit.flexible_needed), (1, 3))
        with self._refused(AccessError, "flexible_needed|access|akses"):
            self.as_user(self.bidang, "employee").read(["flexible_needed"])

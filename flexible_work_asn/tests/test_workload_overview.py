from odoo.exceptions import AccessError, UserError

from .test_workload import WorkloadCase


class TestWorkloadOverview(WorkloadCase):
    """Ternate Tengah needs two at the counter and has one, Pulau Hiri needs one and has none."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_one_user_of_each_role()
        cls.workload = cls._create_workload()

    def _overview(self, role="bkpsdm"):
        return self.as_user(self.workload, role).get_overview(self.workload.id)

    def _what_if(self, *changes, role="bkpsdm"):
        rows = self.as_user(self.workload, role).what_if(self.workload.id, list(changes))
        return {row["id"]: (row["before"], row["after"]) for row in rows}

    def test_units_with_their_shortage(self):
        units = {unit["id"]: unit for unit in self._overview()["units"]}
        tengah = units[self.tengah.id]
        self.assertEqual((tengah["needed"], tengah["filled"], tengah["shortage"]), (2, 1, 1))

    def test_a_unit_lies_where_its_area_does(self):
        self.tengah.area_id = self.env["flexible.work.area"].create(
            {"name": "x", "company_id": self.company.id, "is_located": True, "latitude": 0.0, "longitude": 127.38}
        )
        self.workload.action_compute()
        units = {unit["id"]: unit["position"] for unit in self._overview()["units"]}
        self.assertEqual(units[self.tengah.id], [0.0, 127.38])
        self.assertIsNone(units[self.hiri.id])

    def test_without_an_id_the_confirmed_one_is_shown(self):
        self.workload.action_confirm()
        self._create_workload(name="Later")
        self.assertEqual(self.workload.get_overview()["workload"]["id"], self.workload.id)

    def test_the_overview_is_read_by_those_who_read_the_analysis(self):
        readers = ["auditor", "bkpsdm", "executive"]
        self.assertEqual(sorted(self._who(lambda w: w.get_overview(w.id), self.workload)), readers)

    def test_a_head_sees_the_own_units_alone(self):
        self.diskominfo.staff_min_count = 1
        self.workload.action_confirm()
        seen = {unit["id"] for unit in self._overview("head")["units"]}
        self.assertIn(self.diskominfo.id, seen)
        self.assertNotIn(self.tengah.id, seen)

    def test_a_closed_counter_needs_nobody(self):
        self.assertEqual(self._what_if({"counter_id": self.window.id, "minimum_staff": 0}), {self.hiri.id: (1, 0)})

    def test_more_requests_need_more_people(self):
        changed = self._what_if({"service_id": self.domicile.id, "volume": 15000})
        self.assertEqual(changed, {self.tengah.id: (1, 3)})

    def test_which_competence_is_missing_is_said(self):
        change = {"counter_id": self.window.id, "minimum_staff": 2}
        [row] = self.workload.what_if(self.workload.id, [change])
        self.assertEqual(
            row["competences"],
            [{"id": self.counter_work.id, "name": "Petugas loket", "before": 1, "after": 2}],
        )

    def test_nothing_is_stored(self):
        self._what_if({"service_id": self.domicile.id, "volume": 15000})
        self.assertEqual(self._figures(self.workload, self.tengah), (2, 1, 1, 0))
        self.assertFalse(self.workload.scenario_ids)
        self.assertEqual(self.domicile.volume, 7500)

    def test_what_if_is_for_those_who_see_all_units(self):
        self.workload.action_confirm()
        change = {"counter_id": self.window.id, "minimum_staff": 0}
        allowed = self._who(lambda w: w.what_if(w.id, [change]), self.workload)
        self.assertEqual(sorted(allowed), ["auditor", "bkpsdm", "executive"])
        with self.assertRaises(AccessError):
            self._what_if(change, role="head")

    def test_a_unit_tells_its_needs_services_and_counters(self):
        facts = self.as_user(self.workload, "executive").get_unit(self.workload.id, self.tengah.id)
        self.assertEqual([(line["needed"], line["filled"]) for line in facts["lines"] if line["needed"]], [(2, 1)])
        self.assertIn((self.domicile.id, 7500.0), [(one["id"], one["volume"]) for one in facts["services"]])

    def test_a_head_is_told_nothing_of_units_of_others(self):
        self.diskominfo.staff_min_count = 1
        self.workload.action_confirm()
        facts = self.as_user(self.workload, "head").get_unit(self.workload.id, self.tengah.id)
        self.assertEqual(facts, {"lines": [], "services": [], "counters": []})

    def test_units_are_told_to_those_who_read_the_analysis(self):
        readers = self._who(lambda w: w.get_unit(w.id, self.tengah.id), self.workload)
        self.assertEqual(sorted(readers), ["auditor", "bkpsdm", "executive"])

    def test_bkpsdm_alone_keeps_what_was_supposed(self):
        change = {"service_id": self.domicile.id, "volume": 15000}
        self.assertEqual(self._who(lambda w: w.keep_scenario(w.id, [change]), self.workload), ["bkpsdm"])
        kept = self.workload.browse(self.as_user(self.workload, "bkpsdm").keep_scenario(self.workload.id, [change]))
        self.assertEqual((kept.scenario_of_id, kept.change_ids.volume), (self.workload, 15000))
        self.assertEqual(self._figures(kept, self.tengah)[2], 3)
        with self.assertRaises(UserError):
            self.as_user(self.workload, "bkpsdm").keep_scenario(self.workload.id, [{}])

    def test_the_sketch_shows_proposed_moves_as_numbers(self):
        clerk = self._create_employee("Nadia", self.bidang, competence_ids=self.counter_work.ids)
        self.diskominfo.staff_min_count = 1
        self.workload.action_compute()
        self.env["flexible.work.placement"].create(
            {
                "name": "Usulan",
                "workload_id": self.workload.id,
                "date_from": "2026-02-01",
                "date_to": "2026-06-30",
            }
        ).action_solve()
        moves = self._overview("executive")["moves"]
        self.assertEqual([(move["from"], move["count"]) for move in moves], [(self.diskominfo.id, 1)])
        self.assertNotIn(clerk.name, str(self._overview("executive")))

    def test_queries_do_not_grow_with_units(self):
        def queries():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            units = self._overview()["units"]
            return len(units), self.env.cr.sql_log_count - before

        queries()
        few, with_few = queries()
        for number in range(10):
            self._create_unit(f"Kecamatan {number}", is_opd=True)
        self.workload.action_compute()
        queries()
        self.assertEqual(queries(), (few + 10, with_few))

    def test_senseless_changes_are_refused(self):
        for change in (
            {},
            {"service_id": self.domicile.id, "volume": -1},
            {"service_id": self.domicile.id, "volume": float("nan")},
            {"service_id": self.domicile.id},
            {"counter_id": self.window.id, "minimum_staff": 1.5},
            {"service_id": self.domicile.id, "volume": 1, "counter_id": self.window.id, "minimum_staff": 1},
            {"service_id": 2**31 - 1, "volume": 1},
        ):
            with self.assertRaises(UserError, msg=change):
                self._what_if(change)

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

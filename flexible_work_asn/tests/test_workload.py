from datetime import date

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command

from .common import MONDAY, FlexibleWorkCase


class WorkloadCase(FlexibleWorkCase):
    """Two kecamatan with a counter, an OPD with people to spare, and what each of them can do."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.counter_work, cls.archive = cls.env["flexible.work.competence"].create(
            [{"name": name, "company_id": cls.company.id} for name in ("Petugas loket", "Arsiparis")]
        )
        cls.tengah = cls._create_unit("Kecamatan Ternate Tengah", is_opd=True)
        cls.hiri = cls._create_unit("Kecamatan Pulau Hiri", is_opd=True)
        cls.domicile = cls._create_service(cls.tengah, "Surat keterangan domisili", volume=7500, norm_minutes=20)
        cls.window = cls.env["flexible.work.counter"].create(
            {
                "name": "Loket 1",
                "department_id": cls.hiri.id,
                "competence_id": cls.counter_work.id,
                "minimum_staff": 1,
            }
        )
        cls.ani = cls._create_employee("Ani", cls.tengah, competence_ids=[Command.set(cls.counter_work.ids)])

    @classmethod
    def _create_service(cls, unit, name, **values):
        return cls.env["flexible.work.service"].create(
            {"name": name, "department_id": unit.id, "competence_id": cls.counter_work.id, **values}
        )

    @classmethod
    def _create_actuals(cls, service, **months):
        """``m2025_12=100``: received in that month."""
        return cls.env["flexible.work.service.actual"].create(
            [
                {"service_id": service.id, "month": f"{name[1:5]}-{name[6:]}-15", "received": received}
                for name, received in months.items()
            ]
        )

    @classmethod
    def _create_workload(cls, compute=True, **values):
        workload = cls.env["flexible.work.workload"].create(
            {"name": "ABK 2026", "company_id": cls.company.id, "date": MONDAY, **values}
        )
        if compute:
            workload.action_compute()
        return workload

    def _unit(self, workload, department):
        return workload.unit_ids.filtered(lambda unit: unit.department_id == department)

    def _figures(self, workload, department):
        unit = self._unit(workload, department)
        return unit.needed, unit.filled, unit.shortage, unit.surplus


class TestWorkload(WorkloadCase):
    def test_need_strength_and_shortage_of_each_unit(self):
        """Permen PANRB 1/2020, of the services of a kecamatan (Permendagri 4/2010)."""
        workload = self._create_workload()
        self.assertEqual(self._figures(workload, self.tengah), (2, 1, 1, 0))
        self.assertEqual(self._figures(workload, self.hiri), (1, 0, 1, 0))
        self.assertEqual((workload.needed, workload.filled, workload.shortage), (3, 1, 2))
        self.assertEqual(workload.state, "computed")

    def test_a_need_names_who_is_needed(self):
        grade = self.env.ref("flexible_work_asn.grade_2a")
        self.domicile.write({"grade_min_id": grade.id, "competence_id": self.archive.id})
        line = self._create_workload().line_ids.filtered(lambda line: line.department_id == self.tengah)
        self.assertEqual((line.kind, line.need, line.needed, line.filled), ("Arsiparis, from II/a", 2.0, 2, 0))

    def test_sub_units_count_with_the_unit_above_that_has_the_services(self):
        section = self._create_unit("Seksi Pelayanan", parent_id=self.tengah.id)
        self._create_employee("Budi", section, competence_ids=[Command.set(self.counter_work.ids)])
        self.assertEqual(self._figures(self._create_workload(), self.tengah), (2, 2, 0, 0))

    def test_a_sub_unit_with_services_of_its_own_counts_its_people_itself(self):
        kelurahan = self._create_unit("Kelurahan Gamalama", parent_id=self.tengah.id)
        self._create_service(kelurahan, "Surat pengantar", volume=75000, norm_minutes=1)
        self._create_employee("Budi", kelurahan, competence_ids=[Command.set(self.counter_work.ids)])
        workload = self._create_workload()
        self.assertEqual(self._figures(workload, kelurahan), (1, 1, 0, 0))
        self.assertEqual(self._unit(workload, self.tengah).headcount, 1)

    def test_an_opd_without_services_keeps_the_share_that_is_set(self):
        for n in range(3):
            self._create_employee(f"Staf {n}", self.diskominfo)
        self.company.flexible_unknown_need_keep_percent = 60
        unit = self._unit(self._create_workload(), self.diskominfo)
        self.assertEqual((unit.headcount, unit.structural, unit.minimum, unit.surplus), (5, 1, 3, 2))
        self.assertIn("Units without services and without a number to keep: 2.", unit.workload_id.message)
        self.assertIn("60% of", unit.workload_id.message)

    def test_a_unit_keeps_what_is_set_on_it(self):
        for n in range(3):
            self._create_employee(f"Staf {n}", self.diskominfo)
        self.diskominfo.staff_min_count = 4
        self.assertEqual(self._unit(self._create_workload(), self.diskominfo).surplus, 1)

    def test_a_structural_official_fills_no_need(self):
        self._create_employee("Camat", self.tengah, "camat", competence_ids=[Command.set(self.counter_work.ids)])
        unit = self._unit(self._create_workload(), self.tengah)
        self.assertEqual((unit.headcount, unit.structural, unit.filled), (2, 1, 1))

    def test_who_is_assigned_counts_where_he_or_she_works(self):
        self._assign(self.ani, self.hiri)
        workload = self._create_workload()
        self.assertEqual(self._unit(workload, self.tengah).filled, 0)
        self.assertEqual(self._unit(workload, self.hiri).filled, 1)

    def test_an_assignment_counts_on_its_dates_alone(self):
        self._assign(self.ani, self.hiri, date_from=date(2026, 2, 1))
        self.assertEqual(self._unit(self._create_workload(), self.tengah).filled, 1)

    def test_who_works_elsewhere_for_less_than_half_counts_at_home(self):
        self._assign(self.ani, self.hiri, wednesday=False, thursday=False, friday=False, saturday=False, sunday=False)
        self.assertEqual(self._unit(self._create_workload(), self.tengah).filled, 1)

    def _assign(self, employee, unit, **values):
        assignment = self.env["flexible.work.assignment"].create(
            {
                "employee_id": employee.id,
                "department_to_id": unit.id,
                "date_from": MONDAY,
                "date_to": date(2026, 6, 30),
                "letter_number": "800/1",
                "release_number": "800/2",
                "acceptance_number": "800/3",
                **values,
            }
        )
        assignment.state = "approved"

    def test_who_is_on_leave_for_a_month_is_counted_apart(self):
        self._create_leave(self.ani, MONDAY, date(2026, 3, 31))
        unit = self._unit(self._create_workload(), self.tengah)
        self.assertEqual((unit.on_leave, unit.headcount, unit.filled), (1, 0, 0))

    def test_a_short_leave_changes_nothing(self):
        self._create_leave(self.ani, MONDAY, date(2026, 1, 30))
        unit = self._unit(self._create_workload(), self.tengah)
        self.assertEqual((unit.on_leave, unit.filled), (0, 1))

    def test_people_count_where_they_were_on_the_date(self):
        self.ani.with_context(tracking_disable=True).create_version(
            {"date_version": date(2026, 2, 1), "department_id": self.hiri.id}
        )
        self.assertEqual(self._unit(self._create_workload(), self.tengah).filled, 1)
        self.assertEqual(self._unit(self._create_workload(date=date(2026, 2, 2)), self.hiri).filled, 1)

    def test_a_unit_with_a_six_day_week_has_more_minutes(self):
        """Permen PANRB 1/2020: 75,000 minutes a year with five days a week, 90,000 with six."""
        self.ani.resource_calendar_id = self._create_calendar("Asia/Jayapura", "012345")
        unit = self._unit(self._create_workload(), self.tengah)
        self.assertEqual((unit.working_days, unit.effective_minutes, unit.need), ("6", 90000, 1.67))

    def test_a_closed_counter_needs_nobody(self):
        self.window.is_open = False
        self.assertEqual(self._figures(self._create_workload(), self.hiri), (0, 0, 0, 0))

    def test_people_without_a_unit_are_said(self):
        office = self._create_unit("Forkopimda")
        self._create_employee("Budi", office)
        self.assertIn("counted nowhere: 1.", self._create_workload().message)

    def test_what_was_computed_stays_when_the_services_change(self):
        workload = self._create_workload()
        self.domicile.volume = 75000
        self.assertEqual(workload.needed, 3)
        workload.action_compute()
        self.assertEqual(workload.needed, 21)

    def test_two_hundred_people_more_take_no_query_more(self):
        workload = self._create_workload(compute=False)
        workload._compute_need()
        self.env.flush_all()
        counts = []
        for batch in (range(5), range(5, 205)):
            for n in batch:
                self._create_employee(f"Staf {n}", self.dinkes)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            workload._compute_need()
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(*counts)


class TestWorkloadActuals(WorkloadCase):
    def test_the_months_there_are_make_a_year(self):
        self._create_actuals(self.domicile, m2025_12=1000, m2025_11=500)
        workload = self._create_workload(basis="actual")
        self.assertEqual(self._unit(workload, self.tengah).minutes, 9000 * 20)
        self.assertIn("Fewer than 12 months", workload.message)

    def test_the_month_of_the_date_is_not_over_and_does_not_count(self):
        self._create_actuals(self.domicile, m2025_12=1000, m2026_01=9)
        self.assertEqual(self._unit(self._create_workload(basis="actual"), self.tengah).minutes, 12000 * 20)

    def test_months_before_those_asked_for_do_not_count(self):
        self._create_actuals(self.domicile, m2025_12=1000, m2025_10=9)
        workload = self._create_workload(basis="actual", actual_months=2)
        self.assertEqual(self._unit(workload, self.tengah).minutes, 12000 * 20)

    def test_without_actuals_the_plan_counts_and_this_is_said(self):
        workload = self._create_workload(basis="actual")
        self.assertEqual(self._unit(workload, self.tengah).needed, 2)
        self.assertIn("Surat keterangan domisili", workload.message)

    def test_any_day_of_a_month_is_its_first(self):
        actual = self._create_actuals(self.domicile, m2025_12=1)
        self.assertEqual(actual.month, date(2025, 12, 1))

    def test_more_late_ones_than_finished_ones_are_refused(self):
        with self._refused(ValidationError, "2 over standard time are more than the 1"):
            self.env["flexible.work.service.actual"].create(
                {"service_id": self.domicile.id, "month": "2025-12-01", "finished": 1, "late": 2}
            )

    def test_a_month_that_has_not_begun_is_refused(self):
        with self._refused(ValidationError, "has not begun"):
            self.env["flexible.work.service.actual"].create({"service_id": self.domicile.id, "month": "2199-01-01"})


class TestWorkloadLife(WorkloadCase):
    def test_a_confirmed_analysis_is_not_changed(self):
        workload = self._create_workload()
        workload.action_confirm()
        user = self._create_user("bkpsdm", "flexible_work_asn.group_bkpsdm")
        for values in ({"date": "2026-02-01"}, {"name": "Lain"}):
            with self._refused(UserError, "reopen it with a reason"):
                workload.with_user(user).write(values)
        with self._refused(UserError, "cannot be done any more"):
            workload.action_compute()
        with self._refused(UserError, "reopen it with a reason"):
            workload.unlink()

    def test_it_is_reopened_with_a_reason_that_stays_on_it(self):
        workload = self._create_workload()
        workload.action_confirm()
        action = workload.action_reopen()
        window = self.env["flexible.work.reason"].with_context(**action["context"]).create({"reason": "Volume salah"})
        window.action_confirm()
        self.assertEqual(workload.state, "computed")
        self.assertIn("Volume salah", workload.message_ids[0].body)

    def test_figures_that_are_out_of_date_cannot_be_confirmed(self):
        workload = self._create_workload()
        workload.date = date(2026, 2, 1)
        self.assertEqual(workload.state, "draft")
        with self._refused(UserError, "cannot be done any more"):
            workload.action_confirm()

    def test_what_buttons_write_is_not_written_otherwise(self):
        user = self._create_user("bkpsdm", "flexible_work_asn.group_bkpsdm")
        workload = self._create_workload()
        for values in ({"state": "confirmed"}, {"shortage": 0}, {"message": "x"}):
            with self._refused(AccessError, "buttons only"):
                workload.with_user(user).write(values)
        draft = (
            self.env["flexible.work.workload"]
            .with_user(user)
            .with_context(default_state="confirmed")
            .create({"name": "x", "company_id": self.company.id, "date": MONDAY})
        )
        self.assertEqual(draft.state, "draft")

    def test_a_proposal_keeps_its_figures(self):
        workload = self._create_workload()
        placement = self.env["flexible.work.placement"].create(
            {"name": "Usulan 1", "workload_id": workload.id, "date_from": MONDAY, "date_to": MONDAY}
        )
        placement.sudo().state = "proposed"
        with self._refused(UserError, "Usulan 1"):
            workload.action_compute()


class TestScenario(WorkloadCase):
    def _scenario(self, workload, *changes):
        scenario = self.env["flexible.work.workload"].browse(workload.action_scenario()["res_id"])
        scenario.change_ids = [Command.create(change) for change in changes]
        scenario.action_compute()
        return scenario

    def test_another_volume_changes_the_shortage(self):
        workload = self._create_workload()
        scenario = self._scenario(workload, {"service_id": self.domicile.id, "volume": 18750})
        self.assertEqual(self._unit(scenario, self.tengah).shortage, 4)
        self.assertEqual(self._unit(scenario, self.tengah).shortage_before, 1)
        self.assertEqual((scenario.shortage, scenario.shortage_before), (5, 2))

    def test_a_closed_counter_is_not_short_of_anybody(self):
        scenario = self._scenario(self._create_workload(), {"counter_id": self.window.id, "minimum_staff": 0})
        self.assertEqual(self._figures(scenario, self.hiri), (0, 0, 0, 0))
        self.assertTrue(self.window.is_open)

    def test_a_scenario_changes_nothing_of_its_analysis(self):
        workload = self._create_workload()
        self._scenario(workload, {"service_id": self.domicile.id, "volume": 0})
        self.assertEqual((workload.shortage, self.domicile.volume), (2, 7500))

    def test_a_changed_scenario_has_to_be_computed_again(self):
        scenario = self._scenario(self._create_workload(), {"service_id": self.domicile.id, "volume": 0})
        scenario.change_ids.volume = 9
        self.assertEqual(scenario.state, "draft")

    def test_a_scenario_counts_itself_among_those_beside_it(self):
        workload = self._create_workload()
        scenario = self._scenario(workload, {"service_id": self.domicile.id, "volume": 0})
        self.assertEqual((workload.scenario_count, scenario.scenario_count), (1, 1))

    def test_a_confirmed_scenario_keeps_its_changes(self):
        scenario = self._scenario(self._create_workload(), {"service_id": self.domicile.id, "volume": 0})
        scenario.action_confirm()
        with self._refused(UserError, "reopen it"):
            scenario.change_ids.volume = 9
        with self._refused(UserError, "reopen it"):
            scenario.change_ids.unlink()
        with self._refused(UserError, "reopen it"):
            scenario.scenario_of_id.unlink()

    def test_a_scenario_of_a_scenario_varies_the_analysis_and_begins_with_its_changes(self):
        workload = self._create_workload()
        scenario = self._scenario(workload, {"service_id": self.domicile.id, "volume": 0})
        second = self.env["flexible.work.workload"].browse(scenario.action_scenario()["res_id"])
        self.assertEqual(second.scenario_of_id, workload)
        self.assertEqual(second.change_ids.service_id, self.domicile)

    def test_changes_belong_to_scenarios(self):
        with self._refused(ValidationError, "New scenario"):
            self._create_workload().change_ids = [Command.create({"service_id": self.domicile.id, "volume": 1})]

    def test_a_change_is_about_a_service_or_a_counter(self):
        workload = self._create_workload()
        for change in ({}, {"service_id": self.domicile.id, "counter_id": self.window.id}):
            with self._refused(ValidationError, "one service or about one counter"):
                self._scenario(workload, change)


class TestWorkloadPosts(WorkloadCase):
    def test_grades_that_exclude_each_other_are_refused(self):
        with self._refused(ValidationError, "is above the highest"):
            self.domicile.write(
                {
                    "grade_min_id": self.env.ref("flexible_work_asn.grade_3a").id,
                    "grade_max_id": self.env.ref("flexible_work_asn.grade_2a").id,
                }
            )

    def test_figures_below_zero_are_refused(self):
        with self._refused(ValidationError, "0 or more"):
            self.domicile.volume = -1
        with self._refused(ValidationError, "0 or more"):
            self.window.minimum_staff = -1

    def test_a_monthly_volume_is_that_of_a_twelfth_of_a_year(self):
        self.domicile.write({"volume": 100, "volume_period": "month", "norm_minutes": 10})
        self.assertEqual(self.domicile.minutes_year, 12000)

    def test_travel_counts_once_for_both_directions(self):
        tengah, hiri = self.env["flexible.work.area"].create(
            [{"name": name, "company_id": self.company.id} for name in ("Tengah", "Hiri")]
        )
        travel = self.env["flexible.work.travel"]
        values = {"minutes": 50, "company_id": self.company.id}
        travel.create({"area_from_id": tengah.id, "area_to_id": hiri.id, **values})
        with self._refused(Exception, "both directions|pair_unique"), self.env.cr.savepoint():
            travel.create({"area_from_id": hiri.id, "area_to_id": tengah.id, **values})
        with self._refused(ValidationError, "Choose two areas"):
            travel.create({"area_from_id": hiri.id, "area_to_id": hiri.id, **values})

    def test_the_form_of_a_unit_shows_the_last_confirmed_analysis(self):
        self.assertEqual((self.tengah.flexible_service_count, self.hiri.flexible_counter_count), (1, 1))
        self.assertFalse(self.tengah.flexible_need_id)
        workload = self._create_workload()
        workload.action_confirm()
        self._create_workload(date=date(2026, 3, 1))
        self.env.invalidate_all()
        self.assertEqual(self.tengah.flexible_need_id, self._unit(workload, self.tengah))
        self.assertEqual((self.tengah.flexible_filled, self.tengah.flexible_needed), (1, 2))

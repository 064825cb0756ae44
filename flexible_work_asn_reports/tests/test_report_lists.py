"""What stands beside the figures: people absent, people bound to the office but elsewhere, units short of people."""

from datetime import datetime, timedelta

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import DAY, ReportCase


class ListsCase(ReportCase):
    def persons(self, report, kind=None):
        persons = report.sudo().person_ids
        return persons.filtered(lambda person: not kind or person.kind == kind)

    def days(self):
        return self.env["flexible.work.day"].search([("company_id", "=", self.company.id)])


@tagged("-at_install", "post_install")
class TestPeopleNamed(ListsCase):
    def test_absent_people_are_named_with_their_nip_and_unit(self):
        self.add_days(self.health, status="absent")
        self.add_days(self.health, status="present")
        self.add_days(self.school, status="pending", structural=True)
        self.days().filtered(lambda day: day.status == "absent").employee_id.write({"nip": "198501012010011001"})
        report = self.counted_report()
        absent, pending = self.persons(report, "absent"), self.persons(report, "pending")
        self.assertEqual(
            (absent.name, absent.nip, absent.line_id.name), ("Pegawai", "198501012010011001", self.health.name)
        )
        self.assertEqual((absent.department_id, absent.date, absent.company_id), (self.health, DAY, self.company))
        self.assertEqual((len(pending), pending.structural, pending.line_id.name), (1, True, self.school.name))
        self.assertEqual(len(report.sudo().person_ids), report.absent)

    def test_nobody_is_named_when_the_report_is_opened_at_midnight(self):
        self.add_days(self.health, 2, status="pending")
        with freeze_time(datetime(2026, 1, 14, 15, 30)):
            self.Report._cron_open_reports()
        report = self.Report.search([("company_id", "=", self.company.id)])
        self.assertEqual((report.pending, len(report.person_ids)), (2, 0))
        report.action_count()
        self.assertEqual(len(report.person_ids), 2)

    def test_whoever_moved_to_another_opd_is_named_there(self):
        self.add_days(self.health, 2, status="absent")
        report = self.counted_report()
        self.days()[0].opd_id = self.school
        report.action_count()
        self.assertEqual(set(self.persons(report).line_id.department_id), {self.health, self.school})
        self.assertEqual(len(self.persons(report)), 2)

    def test_people_without_an_opd_are_named_on_their_line(self):
        self.add_days(None, status="absent")
        report = self.counted_report()
        self.assertFalse(self.persons(report).line_id.department_id)
        self.assertEqual(len(self.persons(report)), 1)

    def test_a_reason_stays_while_the_person_is_on_the_list(self):
        self.add_days(self.health, 2, status="pending")
        report = self.counted_report()
        line = self.line_of(report, self.health, self.operator)
        first, second = line.person_ids
        first.reason = "Kendaraan mogok"
        second.reason = "Belum ada kabar"
        second.sudo().employee_id.ensure_one()
        day = self.days().filtered(lambda day: day.employee_id == first.sudo().employee_id)
        day.status = "absent"
        (self.days() - day).status = "present"
        report.action_count()
        self.assertEqual(self.persons(report).mapped(lambda p: (p.kind, p.reason)), [("absent", "Kendaraan mogok")])

    def test_the_list_of_a_submitted_opd_is_frozen(self):
        self.add_days(self.health, status="absent")
        self.add_days(self.school, status="absent")
        report = self.counted_report()
        line = self.line_of(report, self.health, self.head)
        line.person_ids.reason = "Sakit, surat menyusul"
        line.action_submit()
        self.days().status = "present"
        report.action_count()
        self.assertEqual(self.persons(report).mapped("reason"), ["Sakit, surat menyusul"])
        with self.assertRaisesRegex(UserError, "Take the line back first"):
            line.person_ids.reason = "Lain"
        self.line_of(report, self.school).action_submit(reason="No network")
        report.action_verify()
        with self.assertRaisesRegex(UserError, "has verified"):
            self.persons(report).with_user(self.bkpsdm).reason = "Lain"

    def test_only_the_staff_of_the_opd_and_bkpsdm_write_reasons(self):
        self.add_days(self.health, status="absent")
        self.add_days(self.school, status="absent")
        report = self.counted_report()
        of_school = self.line_of(report, self.school).sudo().person_ids
        for user in (self.head, self.operator):
            seen = self.env["flexible.work.report.person"].with_user(user).search([])
            self.assertEqual(seen.line_id.department_id, self.health)
            with self.assertRaises(AccessError):
                of_school.with_user(user).reason = "?"
        for user in (self.mayor, self.auditor, self.plain):
            with self.assertRaises(AccessError):
                of_school.with_user(user).reason = "?"
        of_school.with_user(self.bkpsdm).reason = "Ditelepon BKPSDM"
        self.assertEqual(of_school.reason, "Ditelepon BKPSDM")

    def test_nobody_types_who_is_named(self):
        self.add_days(self.health, status="absent")
        report = self.counted_report()
        for user in (self.head, self.operator, self.bkpsdm):
            person = self.persons(report).with_user(user)
            for values in ({"kind": "breach"}, {"name": "Lain"}, {"employee_id": False}, {"structural": True}):
                with self.assertRaises(AccessError):
                    person.write(values)
            with self.assertRaises(AccessError):
                person.unlink()
            with self.assertRaises(AccessError):
                person.create({"report_id": report.id, "line_id": person.line_id.id, "name": "?", "kind": "absent"})

    def test_the_mayor_and_other_governments_read_no_names_before_sending(self):
        self.add_days(self.health, status="absent")
        report = self.counted_report()
        stranger = self.new_user("stranger", "group_bkpsdm", company=self.new_company("Kota Galela"))
        for user in (self.mayor, stranger):
            self.assertFalse(self.env["flexible.work.report.person"].with_user(user).search([]))
        with self.assertRaises(AccessError):
            self.env["flexible.work.report.person"].with_user(self.plain).search([])
        report.action_verify(reason="Cut-off hour has passed")
        report.sudo().state = "sent"
        self.assertEqual(self.env["flexible.work.report.person"].with_user(self.mayor).search([]), self.persons(report))


@tagged("-at_install", "post_install")
class TestBoundToTheOffice(ListsCase):
    def breaches(self, **values):
        self.add_days(self.health, 1, **values)
        return self.persons(self.counted_report(), "breach")

    def test_present_outside_although_the_unit_is_exempt(self):
        person = self.breaches(source="unit", place="outside")
        self.assertEqual((person.bound_by, person.line_id.name), ("unit", self.health.name))
        self.assertEqual((person.line_id.breach_count, person.report_id.breach_count), (1, 1))

    def test_present_outside_although_the_position_is_bound(self):
        self.assertEqual(self.breaches(source="position", place="outside", structural=True).bound_by, "position")

    def test_a_recall_of_somebody_of_an_exempt_unit_does_not_hide_it(self):
        self.health.flexible_exempt = "exempt"
        self.assertEqual(self.breaches(source="recall", place="outside").bound_by, "unit")

    def test_a_bar_of_somebody_bound_by_nothing_else_is_not_meant(self):
        self.assertFalse(self.breaches(source="bar", place="outside"))

    def test_whoever_works_elsewhere_by_the_rules_breaks_no_duty(self):
        self.assertFalse(self.breaches(source="rule", mode="wfa", place="outside"))

    def test_a_special_circumstance_is_no_breach(self):
        self.assertFalse(self.breaches(source="request", mode="wfh", place="outside"))

    def test_an_unknown_place_counts_against_nobody(self):
        self.assertFalse(self.breaches(source="unit", place="unknown"))
        self.assertFalse(self.persons(self.Report.search([("date", "=", DAY)])))

    def test_presence_that_the_head_rejected_is_absence(self):
        self.add_days(self.health, 1, source="unit", place="outside", status="absent", verification="rejected")
        self.assertEqual(self.persons(self.counted_report()).mapped("kind"), ["absent"])


@tagged("-at_install", "post_install")
class TestUnitsShort(ListsCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clinic = cls.env["hr.department"].create(
            {"name": "Puskesmas Kalumata", "parent_id": cls.health.id, "company_id": cls.company.id}
        )

    def shortfalls(self, report=None):
        report = report or self.counted_report()
        return [(short.name, short.needed, short.on_site) for short in report.sudo().shortfall_ids]

    def at_clinic(self, number=1, **values):
        self.add_days(self.health, number, department_id=self.clinic.id, **values)

    def test_a_unit_with_fewer_people_than_it_needs_is_named(self):
        self.clinic.onsite_min_count = 3
        self.at_clinic(2)
        self.at_clinic(1, mode="wfh")
        report = self.counted_report()
        self.assertEqual(self.shortfalls(report), [("Puskesmas Kalumata", 3, 2)])
        short = report.sudo().shortfall_ids
        self.assertEqual((short.line_id.department_id, short.department_id), (self.health, self.clinic))
        self.assertEqual((report.shortfall_count, short.line_id.shortfall_count), (1, 1))

    def test_each_role_reads_the_units_that_it_may_and_writes_none(self):
        self.clinic.onsite_min_count = 3
        self.at_clinic(2)
        report = self.counted_report()
        short = report.sudo().shortfall_ids
        stranger = self.new_user("stranger", "group_bkpsdm", company=self.new_company("Kota Galela"))
        other = self.new_user("other_head", "group_head")
        Shortfall = self.env["flexible.work.report.shortfall"]
        for user, seen in (
            (self.head, short),
            (self.operator, short),
            (self.bkpsdm, short),
            (self.auditor, short),
            (self.mayor, Shortfall),
            (other, Shortfall),
            (stranger, Shortfall),
        ):
            self.assertEqual(Shortfall.with_user(user).search([]), seen, user.login)
            for step in (lambda one: one.write({"needed": 0}), lambda one: one.unlink()):
                with self.assertRaises(AccessError):
                    step(short.with_user(user))
        with self.assertRaises(AccessError):
            Shortfall.with_user(self.plain).search([])

    def test_a_unit_that_has_enough_is_not(self):
        self.clinic.onsite_min_count = 2
        self.at_clinic(2)
        self.assertFalse(self.shortfalls())

    def test_people_certainly_outside_away_on_leave_or_not_yet_in_are_not_on_site(self):
        self.clinic.onsite_min_count = 1
        self.at_clinic(1, place="outside")
        self.at_clinic(1, mode="other_office")
        self.at_clinic(1, status="leave", mode=None)
        self.at_clinic(1, status="pending")
        self.assertEqual(self.shortfalls(), [("Puskesmas Kalumata", 1, 0)])

    def test_a_percentage_is_of_those_whose_working_day_it_is(self):
        self.clinic.onsite_min_percent = 50
        self.at_clinic(1)
        self.at_clinic(2, status="leave", mode=None)
        self.at_clinic(9, status="off", mode=None)
        self.assertEqual(self.shortfalls(), [("Puskesmas Kalumata", 2, 1)])

    def test_on_a_day_off_nobody_is_needed(self):
        self.clinic.onsite_min_count = 5
        self.at_clinic(4, status="off", mode=None)
        self.assertFalse(self.shortfalls())

    def test_people_of_sub_units_count_for_the_opd(self):
        self.health.onsite_min_count = 3
        self.at_clinic(2)
        self.add_days(self.health, 1)
        self.assertFalse(self.shortfalls())

    def test_the_circular_in_force_binds_each_opd_as_a_whole(self):
        circular = self.env["flexible.work.circular"].create(
            {
                "name": "SE",
                "number": "800/1/2026",
                "date_issued": DAY,
                "date_from": DAY,
                "company_id": self.company.id,
                "onsite_min_percent": 50,
                "signatory_title": "Wali Kota",
                "rule_ids": [Command.create({"article": "1", "thursday": "wfh"})],
            }
        )
        circular.action_enact()
        self.at_clinic(3, mode="wfh")
        self.add_days(self.health, 1)
        self.assertEqual(self.shortfalls(), [("Dinas Kesehatan", 2, 1)])

    def test_a_roster_asks_for_people_and_competences(self):
        competence = self.env["flexible.work.competence"].create({"name": "Loket", "company_id": self.company.id})
        self.at_clinic(2)
        roster = self.env["flexible.work.roster"].create(
            {
                "department_id": self.clinic.id,
                "date_from": DAY - timedelta(days=3),
                "date_to": DAY + timedelta(days=3),
                "onsite_min_count": 3,
                "requirement_ids": [Command.create({"competence_id": competence.id, "onsite_min_count": 1})],
            }
        )
        self.assertFalse(self.shortfalls(), "a draft binds nobody")
        self.env.flush_all()
        self.env.cr.execute("UPDATE flexible_work_roster SET state = 'approved' WHERE id = %s", [roster.id])
        self.env.invalidate_all()
        report = self.Report.search([("date", "=", DAY)]).with_user(self.bkpsdm)
        report.action_count()
        self.assertEqual(
            sorted(self.shortfalls(report)), [("Puskesmas Kalumata", 3, 2), ("Puskesmas Kalumata: Loket", 1, 0)]
        )
        competence.employee_ids = self.days()[:1].employee_id
        report.action_count()
        self.assertEqual(self.shortfalls(report), [("Puskesmas Kalumata", 3, 2)])

    def test_a_roster_of_named_people_asks_for_those(self):
        members = self.env["hr.employee"].create(
            [
                {
                    "name": name,
                    "department_id": self.clinic.id,
                    "company_id": self.company.id,
                    "date_version": DAY - timedelta(days=90),
                }
                for name in ("Bidan", "Perawat")
            ]
        )
        self.at_clinic(3)
        for day, member, mode in zip(self.days(), members, ("wfh", "wfo"), strict=False):
            day.write({"employee_id": member.id, "mode": mode})
        roster = self.env["flexible.work.roster"].create(
            {
                "department_id": self.clinic.id,
                "date_from": DAY,
                "date_to": DAY,
                "onsite_min_count": 2,
                "member_ids": [Command.create({"employee_id": member.id}) for member in members],
            }
        )
        self.env.flush_all()
        self.env.cr.execute("UPDATE flexible_work_roster SET state = 'approved' WHERE id = %s", [roster.id])
        self.env.invalidate_all()
        self.assertEqual(self.shortfalls(), [("Puskesmas Kalumata (roster)", 2, 1)])

    def test_the_list_of_a_submitted_opd_is_frozen(self):
        self.clinic.onsite_min_count = 2
        self.at_clinic(1)
        report = self.counted_report()
        self.line_of(report, self.health, self.head).action_submit()
        self.clinic.onsite_min_count = 0
        report.action_count()
        self.assertEqual(self.shortfalls(report), [("Puskesmas Kalumata", 2, 1)])

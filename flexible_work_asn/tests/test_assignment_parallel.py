"""Two heads who approve at the same moment, each in a transaction of his own, committed."""

import threading
import uuid
from datetime import date

from odoo import SUPERUSER_ID, api
from odoo.exceptions import ValidationError
from odoo.service.model import retrying
from odoo.tests import tagged

from .committed import QUIET, CommittedCase

FIRST, LAST = date(2030, 1, 7), date(2030, 1, 31)


@tagged("post_install", "-at_install")
class TestTwoApprovals(CommittedCase):
    """A person whom two units and two teams want, in the database for as long as the class runs."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with cls._env() as env:
            company = env["res.company"].create({"name": f"Kota Serempak {uuid.uuid4()}"})
            own, first, second = env["hr.department"].create(
                [{"name": f"Dinas {n}", "company_id": company.id, "is_opd": True} for n in range(3)]
            )
            person, leader = env["hr.employee"].create(
                [
                    {"name": name, "company_id": company.id, "department_id": own.id, "date_version": "2025-01-01"}
                    for name in ("Pegawai", "Ketua")
                ]
            )
            cls.company_id, cls.person_id, cls.leader_id = company.id, person.id, leader.id
            cls.unit_ids, cls.employee_ids = (own | first | second).ids, (person | leader).ids

    @classmethod
    def _remove(cls):
        if not hasattr(cls, "unit_ids"):
            return
        with cls._env() as env:
            env.cr.execute("DELETE FROM flexible_work_assignment WHERE company_id = %s", [cls.company_id])
            env.cr.execute("DELETE FROM flexible_work_team WHERE company_id = %s", [cls.company_id])
            env["hr.employee"].browse(cls.employee_ids).unlink()
            env["hr.department"].browse(cls.unit_ids).unlink()
            # journals of its own and the like may keep a company: it is out of sight then
            env["res.company"].browse(cls.company_id).active = False

    def tearDown(self):
        with self._env() as env:
            env.cr.execute("DELETE FROM flexible_work_assignment WHERE company_id = %s", [self.company_id])
            env.cr.execute("DELETE FROM flexible_work_team WHERE company_id = %s", [self.company_id])
        super().tearDown()

    def _assignment(self, env, unit_id, share):
        return env["flexible.work.assignment"].create(
            {
                "employee_id": self.person_id,
                "department_to_id": unit_id,
                "date_from": FIRST,
                "date_to": LAST,
                "letter_number": "800/1",
                "share": share,
                "approved_from_by_id": SUPERUSER_ID,
            }
        )

    def _member(self, env, share):
        team = env["flexible.work.team"].create(
            {
                "name": f"Tim {share}",
                "department_id": self.unit_ids[1],
                "leader_id": self.leader_id,
                "date_from": FIRST,
                "date_to": LAST,
                "letter_number": "800/2",
                "target_ids": [(0, 0, {"name": "Hasil", "target": 1, "measure": "dokumen"})],
            }
        )
        team.action_start()
        return env["flexible.work.team.member"].create(
            {"team_id": team.id, "employee_id": self.person_id, "share": share, "accepted_by_id": SUPERUSER_ID}
        )

    def _approve(self, env, model, record_id):
        record = env[model].browse(record_id)
        if model == "flexible.work.assignment":
            record._approve_side("to")
        else:
            record._approve_side("released_by_id")
        env.flush_all()

    def _approve_both_at_once(self, make):
        """What became of two approvals: the second one begins while the first is not committed yet."""
        with self._env() as env:
            records = [(record._name, record.id) for record in make(env)]
        begun, errors = threading.Event(), []

        def second():
            try:
                with self.registry.cursor() as cr:
                    env = api.Environment(cr, SUPERUSER_ID, dict(QUIET))
                    # the picture of the database that this one keeps is older than the commit of the other
                    cr.execute("SELECT 1 FROM hr_employee WHERE id = %s", [self.person_id])
                    begun.set()
                    retrying(lambda: self._approve(env, *records[1]), env)
            except ValidationError as error:
                errors.append(error)

        thread = threading.Thread(target=second)
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, dict(QUIET))
            self._approve(env, *records[0])
            thread.start()
            self.assertTrue(begun.wait(60))
            # it has to wait for the person, for as long as this one is not committed
            thread.join(1)
            self.assertTrue(thread.is_alive())
        thread.join(60)
        self.assertFalse(thread.is_alive())
        with self._env() as env:
            return [env[model].browse(record_id).state for model, record_id in records], errors

    def test_two_units_do_not_both_get_the_whole_person(self):
        states, errors = self._approve_both_at_once(
            lambda env: [self._assignment(env, unit_id, 60) for unit_id in self.unit_ids[1:]]
        )
        self.assertEqual((states, len(errors)), (["approved", "draft"], 1))
        self.assertIn("already assigned", str(errors[0]))

    def test_two_teams_do_not_both_get_more_than_half(self):
        states, errors = self._approve_both_at_once(lambda env: [self._member(env, share) for share in (60, 50)])
        self.assertEqual((states, len(errors)), (["active", "waiting"], 1))
        self.assertIn("110 %", str(errors[0]))

    def test_a_team_and_a_unit_do_not_both_get_more_than_half(self):
        states, errors = self._approve_both_at_once(
            lambda env: [self._member(env, 60), self._assignment(env, self.unit_ids[2], 50)]
        )
        self.assertEqual((states, len(errors)), (["active", "draft"], 1))
        self.assertIn("110 %", str(errors[0]))

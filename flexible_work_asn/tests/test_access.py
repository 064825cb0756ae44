from freezegun import freeze_time

from .common import MONDAY, TUESDAY, FlexibleWorkCase


class TestAccess(FlexibleWorkCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.circular = cls._create_circular()
        cls.draft = cls._create_circular(enact=False)
        cls.roster = cls._create_roster(cls.bidang, [(cls.staff, TUESDAY, "wfh")], approve=False)
        cls._create_one_user_of_each_role()

    def _who_sees(self, record):
        return self._who(lambda env: env[record._name].search([("id", "=", record.id)]))

    def test_everybody_of_the_government_reads_what_is_in_force(self):
        self.assertEqual(self._who_sees(self.circular), [name for name in self.user if name != "elsewhere"])
        self.assertEqual(self._who_sees(self.circular.rule_ids), [name for name in self.user if name != "elsewhere"])

    def test_drafts_are_read_by_bkpsdm_and_auditors(self):
        self.assertEqual(self._who_sees(self.draft), ["bkpsdm", "auditor"])
        self.assertEqual(self._who_sees(self.draft.rule_ids), ["bkpsdm", "auditor"])

    def test_only_bkpsdm_changes_circulars(self):
        def write(env):
            return env["flexible.work.circular"].browse(self.draft.id).write({"name": "Lain"})

        self.assertEqual(self._who(write), ["bkpsdm"])

    def test_a_roster_is_seen_by_its_own_opd_and_bkpsdm(self):
        self.assertEqual(self._who_sees(self.roster), ["head", "operator", "bkpsdm", "auditor"])
        self.assertEqual(self._who_sees(self.roster.line_ids), ["head", "operator", "bkpsdm", "auditor"])

    def test_an_employee_sees_the_own_line_once_it_is_approved(self):
        self.roster.action_approve()
        self.assertIn("employee", self._who_sees(self.roster.line_ids))

    def test_a_roster_is_changed_by_its_own_opd_and_bkpsdm(self):
        def write(env):
            return env["flexible.work.roster.line"].browse(self.roster.line_ids.id).write({"mode": "wfa"})

        self.assertEqual(self._who(write), ["head", "operator", "bkpsdm"])

    @freeze_time("2026-01-11 22:30:00")  # before the day of the roster, so that it can be reopened
    def test_a_roster_is_approved_by_the_head_and_bkpsdm(self):
        def approve(env):
            roster = env["flexible.work.roster"].browse(self.roster.id)
            roster.action_approve()
            roster.action_reopen()
            return True

        self.assertEqual(self._who(approve), ["head", "bkpsdm"])

    def test_counting_rosters_by_group_leaks_nothing(self):
        def count(env):
            return dict(env["flexible.work.roster.line"]._read_group([], ["employee_id"], ["__count"]))

        self.assertEqual(self._who(count), ["head", "operator", "bkpsdm", "auditor"])

    def test_the_plan_is_seen_by_the_person_the_own_opd_bkpsdm_and_auditors(self):
        def plan(env):
            return env["hr.employee"].browse(self.staff.id).flexible_work_plan(MONDAY, MONDAY)

        self.assertEqual(self._who(plan), ["employee", "head", "operator", "bkpsdm", "auditor"])

    def test_a_new_head_sees_the_rosters_at_once(self):
        self.diskominfo.manager_id = self.other_head
        self.assertEqual(self._who_sees(self.roster), ["other_head", "operator", "bkpsdm", "auditor"])

    def test_homes_and_identity_numbers_are_for_personnel_officers(self):
        def read(env):
            return env["hr.employee"].browse(self.staff.id).read(["nip", "home_latitude"])

        self.assertEqual(self._who(read), ["bkpsdm"])

from odoo.tests import freeze_time

from .common import MONDAY
from .test_team import JANUARY_LAST, TeamCase


@freeze_time("2026-01-12 22:30:00")  # Tuesday 13 January 07:30 in Ternate
class TestTeamBulk(TeamCase):
    """However many people are in a team, its screens and its button ask the database as often."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.team.sudo().action_start()
        cls.members = cls._create_members(cls.team, 4)
        cls.more_team = cls._create_team(name="Tim besar")
        cls.more_team.sudo().action_start()
        cls.more_members = cls._create_members(cls.more_team, 40)

    @classmethod
    def _create_members(cls, team, count, state="active"):
        people = [cls._create_employee(f"{team.name} {number}", cls.bidang) for number in range(count)]
        return cls.env["flexible.work.team.member"].create(
            [
                {"team_id": team.id, "employee_id": person.id, "share": 10 + number, "state": state}
                for number, person in enumerate(people)
            ]
        )

    def _count(self, act, records, role):
        """How many queries ``act`` takes for ``records``, with nothing of them in the cache."""
        records = self.as_user(records, role)
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        act(records)
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def _check_same(self, act, few, many, role="leader"):
        # what is read once for all of them, such as groups of the user, is read before
        self._count(act, few, role)
        expected = self._count(act, few, role)
        with self.subTest(expected=expected):
            self.env.invalidate_all()
            records = self.as_user(many, role)
            with self.assertQueryCount(expected):
                act(records)
                self.env.flush_all()

    def test_whether_buttons_of_members_work_is_found_at_once(self):
        for role in ("leader", "head", "bkpsdm"):
            self._check_same(lambda members: members.mapped("can_end"), self.members, self.more_members, role)

    def test_hints_of_shares_are_found_at_once(self):
        (self.members | self.more_members).sudo().write({"state": "waiting"})
        self._check_same(lambda members: members.mapped("share_hint"), self.members, self.more_members)

    def test_whether_buttons_of_teams_work_is_found_at_once(self):
        few = self.team | self._create_team()
        many = self.env["flexible.work.team"].union(*(self._create_team() for _n in range(20)))
        for role in ("leader", "head", "employee"):
            self._check_same(lambda teams: teams.sudo(False).mapped("can_propose"), few, many, role)

    def test_notes_of_a_period_are_made_at_once(self):
        def make(teams):
            self.assertTrue(teams._make_notes(MONDAY, JANUARY_LAST))

        warm = self._create_team(name="Tim lain")
        self._create_members(warm, 4)
        self._count(make, warm, "leader")
        expected = self._count(make, self.team, "leader")
        self.env.invalidate_all()
        with self.assertQueryCount(expected):
            make(self.as_user(self.more_team, "leader"))
            self.env.flush_all()
        notes, more = self.team.sudo().contribution_ids, self.more_team.sudo().contribution_ids
        self.assertEqual((len(notes), len(more)), (4, 40))
        # the head of the post reads what is submitted
        (notes | more).write({"state": "submitted"})
        notes, more = notes.browse(notes.ids), more.browse(more.ids)
        for role in ("leader", "head", "bkpsdm"):
            self._check_same(lambda found: found.mapped("can_take"), notes, more, role)

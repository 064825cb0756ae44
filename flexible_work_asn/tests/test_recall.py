from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time

from .common import THURSDAY, WEDNESDAY
from .test_request import RequestCase

FRIDAY = date(2026, 1, 16)


@freeze_time("2026-01-14 22:40:00")  # Thursday 15 January 07:40 in Ternate
class TestRecall(RequestCase):
    """On Thursdays everybody but officials works from home or elsewhere."""

    def _order(self, role="head", **values):
        wizard = self.as_user(self.env["flexible.work.recall"], role).create(
            {"employee_ids": [(6, 0, self.staff.ids)], "reason": "Kunjungan Inspektorat", **values}
        )
        wizard.action_order()
        return self.env["flexible.work.exemption"].search([("reason", "=", wizard.reason)])

    def test_today_from_the_next_quarter_of_an_hour(self):
        wizard = self.as_user(self.env["flexible.work.recall"], "head").create({"reason": "uji"})
        self.assertEqual((wizard.date_from, wizard.date_to, wizard.hour_from), (THURSDAY, THURSDAY, 7.75))

    def test_a_recalled_person_is_in_the_office_from_the_hour_on(self):
        self._order(hour_from=10)
        decision = self._decide(self.staff, THURSDAY)
        self.assertEqual(
            [(part.mode, part.hour_from) for part in decision.segments], [("wfh", 7.5), ("wfo", 10)], decision
        )

    def test_a_recalled_day_is_worked_in_the_office(self):
        self._order(date_from=date(2026, 1, 22), date_to=date(2026, 1, 22), hour_from=0)
        decision = self._decide(self.staff, date(2026, 1, 22))
        self.assertEqual((decision.source, decision.mode), ("recall", "wfo"))

    def test_a_unit_is_recalled_with_its_sub_units(self):
        statement = self._order(scope="unit", department_ids=[(6, 0, self.diskominfo.ids)], employee_ids=False)
        self.assertEqual((statement.department_id, statement.kind), (self.diskominfo, "recall"))
        self.assertEqual(self._decide(self.staff, THURSDAY).segments[-1].mode, "wfo")

    def test_everybody_is_recalled_by_bkpsdm_alone(self):
        with self._refused(AccessError, "units that you head"):
            self._order(scope="everybody", employee_ids=False)
        statement = self._order(role="bkpsdm", scope="everybody", employee_ids=False)
        self.assertFalse(statement.employee_id or statement.department_id)
        self.assertEqual(self._decide(self.staff, THURSDAY).segments[-1].mode, "wfo")

    def test_who_recalls_whom(self):
        for role in self.user:
            with self.subTest(role=role):
                if role in ("head", "bkpsdm"):
                    self.assertTrue(self._order(role=role, reason=f"oleh {role}"))
                else:
                    with self.assertRaises(AccessError):
                        self._order(role=role)

    def test_heads_choose_among_their_own_people(self):
        wizard = self.as_user(self.env["flexible.work.recall"], "head").new({"reason": "uji"})
        self.assertEqual(wizard.allowed_department_ids._origin.sudo(), self.diskominfo | self.bidang)

    def test_it_says_how_many_would_have_worked_away(self):
        wizard = self.as_user(self.env["flexible.work.recall"], "head").create(
            {"reason": "uji", "scope": "unit", "department_ids": [(6, 0, self.diskominfo.ids)]}
        )
        self.assertEqual((wizard.concerned_count, wizard.away_count), (2, 1), "the head is in the office anyway")

    def test_the_people_who_worked_away_are_told(self):
        statement = self._order(hour_from=10)
        message = statement.sudo().message_ids.filtered("notified_partner_ids")
        self.assertEqual(message.notified_partner_ids, self.staff.user_id.partner_id)
        self.assertIn("10:00", message.body)

    def test_an_hour_that_is_over_and_a_day_that_is_past_are_refused(self):
        with self._refused(UserError, "It is 07:40 already"):
            self._order(hour_from=7)
        with self._refused(UserError, "has passed"):
            self._order(date_from=WEDNESDAY)
        with self._refused(UserError, "Say who is meant"):
            self._order(employee_ids=False)
        with self._refused(UserError, "last day cannot be before"):
            self._order(date_from=FRIDAY, date_to=THURSDAY)

    def test_flexible_work_is_withdrawn_from_tomorrow_on(self):
        statement = self._order(kind="revoked")
        self.assertEqual((statement.kind, statement.date_from, statement.date_to), ("revoked", FRIDAY, False))
        decision = self._decide(self.staff, date(2026, 1, 22))
        self.assertEqual((decision.source, decision.mode), ("bar", "wfo"))
        with self._refused(UserError, "revoke the circular instead"):
            self._order(role="bkpsdm", kind="revoked", scope="everybody", employee_ids=False)
        with self._refused(UserError, "from tomorrow on"):
            self._order(kind="revoked", date_from=THURSDAY)

    def test_an_order_is_taken_back_with_a_reason(self):
        statement = self._order()
        as_head = self.as_user(statement, "head")
        self._confirm(as_head.action_end_order(), self.user["head"], "Kunjungan batal")
        self.assertFalse(statement.active)
        decision = self._decide(self.staff, THURSDAY)
        self.assertEqual((decision.mode, decision.segments), ("wfh", ()))
        message = statement.sudo().message_ids.filtered(lambda m: "Kunjungan batal" in (m.body or ""))
        self.assertIn(self.staff.user_id.partner_id, message.notified_partner_ids)

    def test_what_was_ordered_for_days_that_passed_stays(self):
        statement = self._order(kind="revoked")
        with freeze_time("2026-01-20 22:40:00"):
            self.as_user(statement, "head")._end_order("sudah membaik")
        self.assertEqual((statement.active, statement.date_to), (True, date(2026, 1, 20)))
        with freeze_time("2026-01-22 22:40:00"), self._refused(UserError, "not over yet"):
            self.as_user(statement, "head")._end_order("lagi")

    def test_who_takes_an_order_back(self):
        statement = self._order()
        for role in ("employee", "operator", "other_head", "executive", "auditor", "elsewhere"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self.as_user(statement, role)._end_order("bukan saya")

    def test_the_hour_is_that_of_the_region(self):
        self.calendar.tz = "Asia/Jakarta"
        with freeze_time("2026-01-15 00:40:00"):
            wizard = self.as_user(self.env["flexible.work.recall"], "head").create({"reason": "uji"})
            self.assertEqual((wizard.date_from, wizard.hour_from), (THURSDAY, 7.75))

    def test_it_opens_from_the_employee_and_the_unit(self):
        action = self.as_user(self.diskominfo, "head").action_flexible_work_recall()
        wizard = self.as_user(self.env["flexible.work.recall"], "head").with_context(**action["context"])
        self.assertEqual(wizard.create({"reason": "uji"}).department_ids, self.diskominfo)
        action = self.as_user(self.staff, "bkpsdm").action_flexible_work_recall()
        self.assertEqual(action["context"]["default_employee_ids"], self.staff.ids)

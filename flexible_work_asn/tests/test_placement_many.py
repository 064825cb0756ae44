from odoo.fields import Command

from .test_placement import PlacementCase


class TestPlacementOfMany(PlacementCase):
    def _propose_many(self, people):
        """A shortage that takes so many people of Diskominfo; their moves."""
        values = {"competence_ids": [Command.set(self.counter_work.ids)], "residence_area_id": self.area_near.id}
        for n in range(people - 2):  # two are there
            self._create_employee(f"Staf {n}", self.bidang, **values)
        self.domicile.volume = 75000 * 40
        moves = self._create_placement(workload_id=self._create_workload().id).move_ids
        self.assertEqual(len(moves), people)
        return moves

    def test_all_are_accepted_with_as_many_queries_as_a_few(self):
        moves = self._propose_many(17)

        def queries(chosen):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            chosen._accept()
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        queries(moves[:2])  # what is asked once only
        few = queries(moves[2:4])
        self.assertLessEqual(queries(moves[4:16]), few + 2)  # not one more for each of ten people

    def test_a_head_who_has_many_to_approve_gets_one_message_and_an_activity_for_each(self):
        head = self.head.user_id
        self._propose_many(5)._accept()
        waiting = self.env["mail.activity"].search_count(
            [("user_id", "=", head.id), ("res_model", "=", "flexible.work.assignment")]
        )
        told = self.env["mail.message"].sudo().search([("partner_ids", "in", head.partner_id.ids)])
        self.assertEqual(waiting, 5)
        self.assertEqual(told.mapped("subject"), ["Assignments that wait for your approval: 5"])

from .common import FlexibleWorkCase


class TestDepartment(FlexibleWorkCase):
    def test_a_unit_of_an_exempt_service_stays_on_site(self):
        self.assertTrue(self.dinkes.is_flexible_exempt)
        self.assertEqual(self.dinkes.flexible_exempt_source_id, self.dinkes)

    def test_sub_units_follow_the_unit_above(self):
        puskesmas = self._create_unit("Puskesmas Kalumata", parent_id=self.dinkes.id)
        self.assertTrue(puskesmas.is_flexible_exempt)
        self.assertEqual(puskesmas.flexible_exempt_source_id, self.dinkes)

    def test_a_carve_out_works_flexibly_with_all_below(self):
        secretariat = self._create_unit("Sekretariat", parent_id=self.dinkes.id, flexible_exempt="included")
        subbag = self._create_unit("Subbag Umum", parent_id=secretariat.id)
        self.assertFalse(secretariat.is_flexible_exempt)
        self.assertFalse(subbag.is_flexible_exempt)
        self.assertEqual(subbag.flexible_exempt_source_id, secretariat)

    def test_changing_the_kind_of_service_reaches_all_units(self):
        puskesmas = self._create_unit("Puskesmas Kalumata", parent_id=self.dinkes.id)
        self.env.ref("flexible_work_asn.category_health").exempt = False
        self.assertFalse(puskesmas.is_flexible_exempt)

    def test_a_unit_that_nobody_answers_for_works_flexibly(self):
        self.assertFalse(self.bidang.is_flexible_exempt)
        self.assertFalse(self.bidang.flexible_exempt_source_id)

    def test_the_opd_of_a_sub_unit_is_the_nearest_above(self):
        self.assertEqual(self.bidang.opd_id, self.diskominfo)
        self.assertEqual(self.diskominfo.opd_id, self.diskominfo)

    def test_moving_a_unit_moves_it_to_the_other_opd(self):
        self.bidang.parent_id = self.dinkes
        self.assertEqual(self.bidang.opd_id, self.dinkes)
        self.assertTrue(self.bidang.is_flexible_exempt)

    def test_the_head_decides_in_the_sub_units(self):
        self.assertEqual(self.bidang.flexible_head_user_ids, self.head.user_id)

    def test_a_new_head_decides_at_once(self):
        self.diskominfo.manager_id = self.staff
        self.assertEqual(self.bidang.flexible_head_user_ids, self.staff.user_id)

    def test_operators_are_staff_of_the_sub_units_but_do_not_decide(self):
        operator = self._create_user("operator")
        self.diskominfo.flexible_operator_ids = operator
        self.assertIn(operator, self.bidang.flexible_staff_user_ids)
        self.assertNotIn(operator, self.bidang.flexible_head_user_ids)

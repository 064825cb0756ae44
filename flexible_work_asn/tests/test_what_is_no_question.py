from odoo.exceptions import UserError
from odoo.service.model import call_kw
from odoo.tests import tagged

from ..models.base import OURS
from .common import FlexibleWorkCase


@tagged("post_install", "-at_install")
class TestWhatIsNoQuestion(FlexibleWorkCase):
    """Names that make no record, and companies that are none: refused in words, for every model there is."""

    def ours(self):
        return [self.env[name] for name in self.env if name.startswith(OURS) and self.env[name]._auto]

    def test_a_name_alone_makes_no_record_about_a_person_or_a_date(self):
        tried = 0
        for model in self.ours():
            field = model._fields.get(model._rec_name)
            if not field or field.type in ("char", "text"):
                continue
            tried += 1
            with self.assertRaisesRegex(UserError, "A name alone", msg=model._name):
                call_kw(model.with_user(self.env.ref("base.user_admin")), "name_create", ["Ahmad"], {})
        self.assertGreater(tried, 3)

    def test_where_a_name_is_enough_it_still_is(self):
        number, name = self.env["flexible.work.area"].name_create("Kawasan baru")
        self.assertEqual(self.env["flexible.work.area"].browse(number).name, name)

    def test_companies_that_are_none_are_refused_in_words(self):
        user = self.env.ref("base.user_admin")
        for junk in ("abc", [[1]], ["a"], [None], {"a": 1}, [{}], 5, -1, [1.5], [True]):
            for model in self.ours():
                for method, args in (
                    ("search_read", [[], ["display_name"]]),
                    ("onchange", [[], {}, [], {"display_name": {}}]),
                ):
                    context = {"allowed_company_ids": junk}
                    with self.subTest(model=model._name, method=method, junk=junk), self.assertRaises(UserError):
                        call_kw(model.with_user(user), method, args, {"context": context})

    def test_no_company_is_no_junk(self):
        user = self.env.ref("base.user_admin")
        for nothing in (None, [], False):
            records = self.env["flexible.work.circular"].with_user(user).with_context(allowed_company_ids=nothing)
            self.assertIsInstance(call_kw(records, "search_count", [[]], {}), int)

"""For tests of what happens at the same moment: their records are committed, for other transactions to see."""

from contextlib import contextmanager

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.tests import BaseCase, get_db_name

QUIET = {"tracking_disable": True, "mail_create_nolog": True, "no_reset_password": True}


class CommittedCase(BaseCase):
    """Records that are in the database for as long as the class runs; ``_remove`` takes them out again."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.registry = Registry(get_db_name())
        cls.addClassCleanup(cls._remove)

    @classmethod
    @contextmanager
    def _env(cls):
        """An environment whose transaction is committed at the end."""
        with cls.registry.cursor() as cr:
            yield api.Environment(cr, SUPERUSER_ID, dict(QUIET))

    @classmethod
    def _remove(cls):
        """Also after a ``setUpClass`` that has failed half-way."""
        raise NotImplementedError

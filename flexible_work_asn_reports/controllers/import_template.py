"""The ledger among the sheets to be filled in and imported."""

from odoo.tools.translate import LazyTranslate

from odoo.addons.flexible_work_asn.controllers.import_template import MODELS, TITLES

_lt = LazyTranslate(__name__)

MODELS["ledger"] = "flexible.work.ledger"
TITLES["ledger"] = _lt("Ledger")

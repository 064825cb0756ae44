from odoo import api, models
from odoo.tools import SQL

from ..uninstall import OF_THE_DEMONSTRATION


class FlexibleWorkDemo(models.AbstractModel):
    _inherit = "flexible.work.demo"

    @api.model
    def _claim(self, addon):
        """Give external ids to what has been made just now without one, so that it goes when the addon goes.

        The last file of each addon's demonstration calls this. An addon is installed in one transaction, and what is
        made in one has one time of creation.
        """
        for name in OF_THE_DEMONSTRATION:
            if name not in self.env:
                continue
            model = self.env[name]
            model.flush_model()
            rows = self.env.execute_query(
                SQL(
                    """
                    SELECT id FROM %s t
                     WHERE create_date = %s
                       AND NOT EXISTS (SELECT FROM ir_model_data d WHERE d.model = %s AND d.res_id = t.id)
                     ORDER BY id
                    """,
                    SQL.identifier(model._table),
                    self.env.cr.now(),
                    name,
                )
            )
            self.env["ir.model.data"]._update_xmlids(
                [
                    {
                        "xml_id": f"{addon}.claimed_{model._table}_{record.id}",
                        "record": record,
                        "noupdate": True,
                    }
                    for record in model.browse(row[0] for row in rows)
                ]
            )

from odoo import api, fields, models

#: what a column of the export can show, in the order in which it is shipped
COLUMN_SELECTION = [
    ("date", "Date"),
    ("nip", "NIP"),
    ("employee", "Name"),
    ("unit", "Unit of work"),
    ("mode", "Place of work"),
    ("activity", "Activity"),
    ("target", "Target"),
    ("output", "Output"),
    ("quantity", "Quantity"),
    ("measure", "Unit of output"),
    ("hour_from", "From"),
    ("hour_to", "To"),
    ("evidence", "Evidence"),
    ("state", "State"),
    ("decided_by", "Decided by"),
]
#: columns as shipped; the layout that e-Kinerja takes differs between its versions and regions
SHIPPED = (
    "date",
    "nip",
    "employee",
    "activity",
    "output",
    "quantity",
    "measure",
    "hour_from",
    "hour_to",
    "evidence",
    "state",
    "decided_by",
)


class FlexibleWorkLogColumn(models.Model):
    """A column of the export of daily reports: what it shows, under which heading, in which order.

    Regions import the workbook into their e-Kinerja, and its layout is theirs. A government without columns of its
    own gets those that are shipped, with headings in the language of the reader.
    """

    _name = "flexible.work.log.column"
    _description = "Column of the Export of Daily Reports"
    _order = "sequence, id"

    sequence = fields.Integer(default=10)
    content = fields.Selection(COLUMN_SELECTION, required=True)
    heading = fields.Char(help="As e-Kinerja expects it. Empty: the name of the content.")
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company, string="Regional government"
    )

    _content_unique = models.Constraint("UNIQUE(content, company_id)", "This column is there already.")

    @api.depends("content", "heading")
    @api.depends_context("lang")
    def _compute_display_name(self):
        names = dict(self._fields["content"]._description_selection(self.env))
        for column in self:
            column.display_name = column.heading or names.get(column.content, "")

    @api.model
    @api.private
    def _columns_of(self, company):
        """``[(content, heading)]`` of the export for ``company``."""
        own = self.sudo().search([("company_id", "=", company.id)])
        if own:
            return [(column.content, column.display_name) for column in own]
        names = dict(self._fields["content"]._description_selection(self.env))
        return [(content, names[content]) for content in SHIPPED]

    @api.model
    def action_ship(self):
        """Begin with the columns that are shipped, for the present regional government; those there are kept."""
        self.check_access("create")
        present = set(self.search([("company_id", "=", self.env.company.id)]).mapped("content"))
        self.create(
            [
                {"content": content, "sequence": 10 * number, "company_id": self.env.company.id}
                for number, content in enumerate(SHIPPED, 1)
                if content not in present
            ]
        )
        return {"type": "ir.actions.client", "tag": "soft_reload"}

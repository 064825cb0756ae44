from datetime import date, timedelta
from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import format_date

from odoo.addons.flexible_work_asn.wizard.flexible_work_reason import ACTIONS

from ..judge import Band, TppTable

BANDED = ("late", "early")
TEMPLATE = "flexible_work_asn_attendance.tpp_scheme_template_bands"
#: what may still be written once the table is in force
AFTER_ENACTING = frozenset({"date_to", "state", "message_main_attachment_id"})

ACTIONS["back_to_draft_tpp_scheme"] = ("flexible.work.tpp.scheme", "_back_to_draft")


class FlexibleWorkTppScheme(models.Model):
    """The table of deductions from the TPP of one regional government, in force from a date.

    Rates differ by regulation (Perwali, Perbup), so all of them are entered. A table in force is not changed any more:
    a new version takes its place from a date, and each day goes by the table that is in force on it.
    """

    _name = "flexible.work.tpp.scheme"
    _description = "Table of TPP Deductions"
    _inherit = ["flexible.work.trail", "flexible.work.validity"]
    _order = "date_from desc, id desc"

    name = fields.Char(required=True, tracking=True)
    legal_basis = fields.Char(
        string="Legal basis",
        tracking=True,
        help="The regulation of the head of the region with number, year and article.",
    )
    company_id = fields.Many2one(
        "res.company", string="Regional government", required=True, default=lambda self: self.env.company, index=True
    )
    date_from = fields.Date(
        required=True, tracking=True, string="In force from", default=lambda self: self._next_month()
    )
    date_to = fields.Date(tracking=True, string="Last day", help="Empty: until a new version takes its place.")
    state = fields.Selection(
        [("draft", "Draft"), ("in_force", "In force")],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
        help="Only days go by it on which it is put in force; a draft cuts nothing.",
    )
    base = fields.Selection(
        [("presence", "The part of the TPP for presence"), ("tpp", "The whole TPP")],
        string="Percent of",
        required=True,
        default="presence",
        tracking=True,
    )
    presence_share = fields.Float(
        string="Part of the TPP for presence (%)",
        digits=(5, 2),
        default=40.0,
        tracking=True,
        help="Sragen and Paser: 60 % for performance, 40 % for presence.",
    )
    missing_minutes = fields.Integer(
        string="A missing clock counts as (minutes)",
        default=91,
        tracking=True,
        help="Late or early by so many minutes, where no percentage of its own is set. 0: it is not cut.",
    )
    cap_day = fields.Float(string="At most in a day (%)", digits=(5, 2), tracking=True, help="0: without a limit.")
    cap_month = fields.Float(
        string="At most in a month (%)", digits=(5, 2), default=100.0, tracking=True, help="0: without a limit."
    )
    tolerated_times = fields.Integer(
        string="Forgiven in a month (times)",
        tracking=True,
        help="The first so many times that somebody is late or early by a few minutes are not cut.",
    )
    tolerated_minutes = fields.Integer(string="Up to (minutes)", tracking=True)
    line_ids = fields.One2many("flexible.work.tpp.deduction", "scheme_id", string="Deductions", copy=True)
    replaces_id = fields.Many2one("flexible.work.tpp.scheme", string="New version of", readonly=True, copy=False)
    warnings = fields.Text(compute="_compute_warnings", help="What to look at before it is put in force.")

    _dates_ordered = models.Constraint(
        "CHECK(date_to IS NULL OR date_from <= date_to)", "The last day comes after the first."
    )
    _percents_in_range = models.Constraint(
        "CHECK(presence_share > 0 AND presence_share <= 100 AND cap_day BETWEEN 0 AND 100"
        " AND cap_month BETWEEN 0 AND 100)",
        "Percentages lie between 0 and 100; the part for presence is larger than 0.",
    )
    _counts_positive = models.Constraint(
        "CHECK(LEAST(missing_minutes, tolerated_times, tolerated_minutes) >= 0)",
        "Minutes and times cannot be negative.",
    )

    @api.model
    def _next_month(self):
        today = self.env.company._flexible_work_today()
        return (today.replace(day=1) + timedelta(days=32)).replace(day=1)

    @api.depends("line_ids.kind", "line_ids.minutes_from", "line_ids.minutes_to", "line_ids.percent", "missing_minutes")
    @api.depends_context("lang")
    def _compute_warnings(self):
        for scheme in self:
            scheme.warnings = "\n".join([*scheme._faults(), *scheme._oddities()])

    # ------------------------------------------------------------ checks
    @api.constrains("line_ids")
    def _check_lines(self):
        """:raises ValidationError: where bands of minutes overlap, or a kind stands twice"""
        for scheme in self:
            overlaps = list(scheme._overlaps())
            if overlaps:
                raise ValidationError("\n".join(overlaps))

    def _bands(self, kind):
        return self.line_ids.filtered(lambda line: line.kind == kind).sorted(lambda line: line.minutes_from)

    def _overlaps(self):
        labels = dict(self.line_ids._fields["kind"]._description_selection(self.env))
        for kind in BANDED:
            bands = self._bands(kind)
            for lower, upper in zip(bands, bands[1:], strict=False):
                if not lower.minutes_to or lower.minutes_to >= upper.minutes_from:
                    yield self.env._(
                        "%(kind)s: the bands from %(lower)s and from %(upper)s minutes overlap.",
                        kind=labels[kind],
                        lower=lower.minutes_from,
                        upper=upper.minutes_from,
                    )
        flat = [line.kind for line in self.line_ids if line.kind not in BANDED]
        for kind in sorted({kind for kind in flat if flat.count(kind) > 1}):
            yield self.env._("%s stands twice in the table.", labels[kind])

    def _faults(self):
        """What keeps the table from being put in force."""
        labels = dict(self.line_ids._fields["kind"]._description_selection(self.env))
        faults = list(self._overlaps())
        if not self.line_ids:
            faults.append(self.env._("There is no deduction in the table."))
        for kind in BANDED:
            bands = self._bands(kind)
            for lower, upper in zip(bands, bands[1:], strict=False):
                if lower.minutes_to and lower.minutes_to + 1 < upper.minutes_from:
                    faults.append(
                        self.env._(
                            "%(kind)s: nothing is said about %(first)s to %(last)s minutes.",
                            kind=labels[kind],
                            first=lower.minutes_to + 1,
                            last=upper.minutes_from - 1,
                        )
                    )
            if bands and bands[-1].minutes_to:
                faults.append(
                    self.env._(
                        "%(kind)s: nothing is said about more than %(minutes)s minutes.",
                        kind=labels[kind],
                        minutes=bands[-1].minutes_to,
                    )
                )
        return faults

    def _oddities(self):
        """What may be meant, and is worth a look."""
        labels = dict(self.line_ids._fields["kind"]._description_selection(self.env))
        kinds = set(self.line_ids.mapped("kind"))
        if "absent" not in kinds:
            yield self.env._("A day absent without explanation is not cut.")
        for kind in BANDED:
            bands = self._bands(kind)
            if bands and bands[0].minutes_from > 1:
                yield self.env._(
                    "%(kind)s: the first %(minutes)s minutes are not cut.",
                    kind=labels[kind],
                    minutes=bands[0].minutes_from - 1,
                )
            rates = bands.mapped("percent")
            if rates != sorted(rates):
                yield self.env._("%s: more minutes are cut by less.", labels[kind])

    # ------------------------------------------------------------ in force
    def action_enact(self):
        """Put the table in force from its date; what was in force before ends the day before.

        :raises UserError: where minutes are left out, or another table begins later and is in force already
        """
        self.check_access("write")
        for scheme in self.filtered(lambda scheme: scheme.state == "draft"):
            faults = scheme._faults()
            if faults:
                raise UserError("\n".join(faults))
            if not (scheme.legal_basis or "").strip():
                raise UserError(self.env._("Name the regulation that the table carries out."))
            scheme._make_room()
            scheme.sudo().state = "in_force"

    def _make_room(self):
        others = self.search(
            [
                ("company_id", "=", self.company_id.id),
                ("state", "=", "in_force"),
                ("id", "!=", self.id),
                "|",
                ("date_to", "=", False),
                ("date_to", ">=", self.date_from),
                *([("date_from", "<=", self.date_to)] if self.date_to else []),
            ]
        )
        later = others.filtered(lambda other: other.date_from >= self.date_from)
        if later:
            raise UserError(
                self.env._(
                    "%(table)s is in force from %(date)s already: take it back to draft first, or end this one before.",
                    table=later[0].name,
                    date=format_date(self.env, later[0].date_from),
                )
            )
        self._check_not_settled(self.date_from, self.date_to)
        for other in others:
            other.sudo().date_to = self.date_from - timedelta(days=1)
            other.message_post(body=self.env._("Ended by the new version: %s", self.name))

    def action_back_to_draft(self):
        """Ask why, then take the table out of force."""
        self.check_access("write")
        return self.env["flexible.work.reason"]._ask(self, "back_to_draft_tpp_scheme", self.env._("Back to draft"))

    @api.private
    def _back_to_draft(self, reason):
        """:raises UserError: when a confirmed sheet goes by it"""
        self.check_access("write")
        for scheme in self.filtered(lambda scheme: scheme.state == "in_force"):
            scheme._check_not_settled(scheme.date_from, scheme.date_to)
            scheme.sudo().state = "draft"
            scheme.message_post(body=self.env._("Back to draft. Reason: %s", reason))

    def _check_not_settled(self, date_from, date_to):
        """:raises UserError: when a sheet of one of these days is confirmed"""
        sheet = self.env["flexible.work.tpp.sheet"].search(
            [
                ("company_id", "=", self.company_id.id),
                ("state", "=", "confirmed"),
                ("date_to", ">=", date_from),
                *([("date_from", "<=", date_to)] if date_to else []),
            ],
            limit=1,
        )
        if sheet:
            raise UserError(
                self.env._(
                    "The sheet %s is confirmed by the table that is in force now. Reopen it first, or begin later.",
                    sheet.display_name,
                )
            )

    def action_new_version(self):
        """A draft with the same deductions, to be changed, from next month on."""
        self.ensure_one()
        self.check_access("write")
        begins = max(self._next_month(), (self.date_from + timedelta(days=32)).replace(day=1))
        version = self.copy({"date_from": begins, "date_to": False, "replaces_id": self.id})
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": version.id,
            "view_mode": "form",
            "views": [(False, "form")],
        }

    def action_from_template(self):
        """A draft of the regional government in use, with the bands and rates shipped, to be changed and checked.

        :raises AccessError: for whoever may not enter tables
        """
        self.check_access("create")
        # sudo: templates belong to the regional government that installed the addon
        template = self.env.ref(TEMPLATE).sudo()
        draft = template.copy({"company_id": self.env.company.id, "date_from": self._next_month(), "date_to": False})
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": draft.id,
            "view_mode": "form",
            "views": [(False, "form")],
        }

    @api.constrains("date_from", "date_to", "state", "company_id")
    def _check_one_at_a_time(self):
        for scheme in self.filtered(lambda scheme: scheme.state == "in_force"):
            if len(self._tables(scheme.company_id, scheme.date_from, scheme.date_to or date.max)) > 1:
                raise ValidationError(self.env._("On each day one table is in force, and no more."))

    @api.model_create_multi
    def create(self, vals_list):
        # neither values nor defaults of the context put one in force
        usual = self.env.context.get("default_state", "draft")
        if not self.env.su and any(vals.get("state", usual) != "draft" for vals in vals_list):
            raise AccessError(self.env._("A table is put in force by its button only."))
        return super().create(vals_list)

    def write(self, vals):
        """:raises AccessError: for a change of state past the buttons
        :raises UserError: for what a table in force says
        """
        if "state" in vals and not self.env.su:
            raise AccessError(self.env._("A table is put in force by its button only."))
        in_force = self.filtered(lambda scheme: scheme.state == "in_force")
        if in_force and vals.keys() - AFTER_ENACTING:
            raise UserError(self.env._("A table in force is not changed: make a new version of it."))
        if "date_to" in vals and not self.env.su:
            for scheme in in_force:
                ends = [fields.Date.to_date(day) for day in (scheme.date_to, vals["date_to"]) if day]
                scheme._check_not_settled(
                    min(ends, default=scheme.date_from) + timedelta(days=1), max(ends, default=None)
                )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_in_force(self):
        if any(scheme.state == "in_force" for scheme in self):
            raise UserError(self.env._("A table in force is not deleted: end it, or take it back to draft."))

    # ------------------------------------------------------------ for the core
    @api.model
    @api.private
    def _tables(self, company, date_from, date_to):
        """[(first day, last day or None, TppTable)] in force between two local dates."""
        schemes = self.sudo().search(
            [
                ("company_id", "=", company.id),
                ("state", "=", "in_force"),
                ("date_from", "<=", date_to),
                "|",
                ("date_to", "=", False),
                ("date_to", ">=", date_from),
            ]
        )
        return [(scheme.date_from, scheme.date_to or None, scheme._as_table()) for scheme in schemes]

    def _as_table(self):
        self.ensure_one()
        banded = self.line_ids.filtered(lambda line: line.kind in BANDED)
        return TppTable(
            key=self.id,
            bands=tuple(
                Band(line.kind, line.minutes_from, line.minutes_to or None, exact(line.percent), line.code or "")
                for line in banded
            ),
            percents={line.kind: exact(line.percent) for line in self.line_ids - banded},
            missing_minutes=self.missing_minutes,
            cap_day=exact(self.cap_day) if self.cap_day else None,
            cap_month=exact(self.cap_month) if self.cap_month else None,
            tolerated_times=self.tolerated_times,
            tolerated_minutes=self.tolerated_minutes,
            share=exact(self.presence_share) / 100 if self.base == "presence" else Decimal(1),
        )


def exact(percent):
    """The two decimals of a percentage as they were entered."""
    return Decimal(f"{percent:.2f}")

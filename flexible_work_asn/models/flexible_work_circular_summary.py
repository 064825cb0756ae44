from markupsafe import Markup

from odoo import api, fields, models


class FlexibleWorkCircular(models.Model):
    """A circular in words, for lists, cards and those who read it."""

    _inherit = "flexible.work.circular"

    summary = fields.Text(compute="_compute_summary", help="The provisions in words, one a line.")
    summary_html = fields.Html(compute="_compute_summary_html", sanitize=False, string="In words")
    rules_to_check = fields.Boolean(compute="_compute_rules_to_check", search="_search_rules_to_check")
    child_count = fields.Integer(compute="_compute_counts")
    newer_count = fields.Integer(compute="_compute_counts")
    superseded_by_id = fields.Many2one(
        "flexible.work.circular",
        string="Superseded by version",
        compute="_compute_counts",
        help="The version that is in force after this one.",
    )

    @api.depends("rule_ids.summary")
    def _compute_summary(self):
        for circular in self:
            circular.summary = "\n".join(circular.rule_ids.mapped("summary"))

    @api.depends(
        "rule_ids.summary",
        "rule_ids.article",
        "rule_ids.to_check",
        "rule_ids.note",
        "onsite_position_level_ids.name",
        "flexible_days_max",
        "onsite_min_percent",
    )
    @api.depends_context("lang")
    def _compute_summary_html(self):
        for circular in self:
            circular.summary_html = Markup("").join(
                [*(circular._provision_html(rule) for rule in circular.rule_ids), *circular._limits_html()]
            )

    def _provision_html(self, rule):
        note = Markup('<div class="text-muted small">{}</div>').format(rule.note) if rule.note else Markup("")
        mark = (
            Markup(' <span class="badge text-bg-warning">{}</span>').format(self.env._("To be checked"))
            if rule.to_check
            else Markup("")
        )
        return Markup(
            '<div class="o_fw_provision"><div class="o_fw_week">{week}</div>'
            "<div><strong>{article}</strong> {summary}{mark}{note}</div></div>"
        ).format(
            week=rule.week,
            article=rule.article or "",
            summary=rule.summary or "",
            mark=mark,
            note=note,
        )

    def _limits_html(self):
        """What holds beside the provisions: who stays in the office, how many days, how many people."""
        lines = []
        if self.onsite_position_level_ids:
            names = ", ".join(self.onsite_position_level_ids.mapped("display_name"))
            lines.append(self.env._("Always in the office: %s.", names))
        if self.flexible_days_max:
            lines.append(self.env._("At most %s flexible days a person and week.", self.flexible_days_max))
        if self.onsite_min_percent:
            lines.append(
                self.env._(
                    "At least %s %% of each OPD as a whole on site every working day.", f"{self.onsite_min_percent:g}"
                )
            )
        return [Markup("<p class='mb-1'>{}</p>").format(line) for line in lines]

    @api.depends("to_check", "rule_ids.to_check")
    def _compute_rules_to_check(self):
        for circular in self:
            circular.rules_to_check = bool(circular.to_check) or any(circular.rule_ids.mapped("to_check"))

    def _search_rules_to_check(self, operator, value):
        if operator != "in":
            return NotImplemented
        domain = ["|", ("to_check", "not in", (False, "")), ("rule_ids.to_check", "=", True)]
        return domain if True in value else ["!", *domain]

    @api.depends("child_ids", "superseded_by_ids.state")
    @api.depends_context("uid")
    def _compute_counts(self):
        """By the rights of the reader: drafts are counted for those alone who may read them."""
        children = dict(self._read_group([("parent_id", "in", self.ids)], ["parent_id"], ["__count"]))
        newer = dict(self._read_group([("supersedes_id", "in", self.ids)], ["supersedes_id"], ["id:recordset"]))
        for circular in self:
            versions = newer.get(circular, self.browse())
            circular.child_count = children.get(circular, 0)
            circular.newer_count = len(versions)
            circular.superseded_by_id = versions.filtered(lambda version: version.state != "draft")[:1]

    def action_open_children(self):
        """The regional circulars that carry out this central rule."""
        self.ensure_one()
        name = self.env._("Carried out by")
        return self._open_list(name, [("parent_id", "=", self.id)])

    def action_open_newer(self):
        """The versions that supersede this circular, drafts included for those who may read them."""
        self.ensure_one()
        newer = self.search([("supersedes_id", "=", self.id)])
        if len(newer) == 1:
            return newer._open_form()
        name = self.env._("Newer versions")
        return self._open_list(name, [("id", "in", newer.ids)])

    def action_open_older(self):
        """The version that this circular supersedes."""
        self.ensure_one()
        return self.supersedes_id._open_form()

    def action_open_parent(self):
        """The rule of the central government that this circular carries out."""
        self.ensure_one()
        return self.parent_id._open_form()

    def _open_list(self, name, domain):
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "view_mode": "list,kanban,form",
            "name": name,
            "domain": domain,
        }

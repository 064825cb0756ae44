from datetime import timedelta

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError

#: so many days from its first one on are checked: five weeks hold every weekday and most of a month
CHECKED_DAYS = 35


class OpenFindingsError(UserError):
    """Severe findings stand open, and nobody has written why the circular is enacted nevertheless."""


class FlexibleWorkCircular(models.Model):
    """The legal check of a circular before it is signed."""

    _inherit = "flexible.work.circular"

    enacting_reason = fields.Text(
        string="Why it was enacted nevertheless",
        copy=False,
        tracking=True,
        help="The written reason for enacting the circular although the legal check found something severe.",
    )
    finding_ids = fields.One2many(
        "flexible.work.finding",
        "circular_id",
        string="Findings",
        copy=False,
        readonly=True,
        groups="flexible_work_asn.group_bkpsdm,flexible_work_asn.group_auditor",
    )
    checked_at = fields.Datetime(
        string="Checked on",
        readonly=True,
        copy=False,
        groups="flexible_work_asn.group_bkpsdm,flexible_work_asn.group_auditor",
    )

    def write(self, vals):
        if "enacting_reason" in vals:
            self._check_changeable()
        return super().write(vals)

    def action_check(self):
        """Check a draft against the law and keep what is found on it; findings accepted before stay accepted.

        :raises UserError: for a circular that is no draft any more: what was found when it was enacted is kept.
        :raises AccessError: for anybody but BKPSDM.
        """
        self.ensure_one()
        self.check_access("write")
        self._check_simulation_access()
        if self.state != "draft":
            raise UserError(self.env._("Only a draft is checked; the findings of the day of enacting are kept."))
        self._store_findings()
        severities = self.finding_ids.mapped("severity")
        severe, warnings = severities.count("severe"), severities.count("warning")
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "danger" if severe else "warning" if warnings else "success",
                "title": self.env._("The circular has been checked"),
                "message": self.env._(
                    "%(severe)s severe findings, %(warnings)s warnings: see the page Legal check.",
                    severe=severe,
                    warnings=warnings,
                ),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def action_simulate(self):
        """The simulation of this circular on a screen of its own."""
        self.ensure_one()
        self._check_simulation_access()
        return {
            **self.env["ir.actions.client"]._for_xml_id("flexible_work_asn.simulation_action"),
            "context": {"active_id": self.id},
        }

    def action_enact(self):
        """On the form (``ask_enacting_reason`` in the context), severe findings open a dialog that asks for the reason.

        The hook below comes before anything is written, so nothing has to be taken back then.
        """
        if not self.env.context.get("ask_enacting_reason") or len(self) != 1:
            return super().action_enact()
        try:
            return super().action_enact()
        except OpenFindingsError:
            return {
                "type": "ir.actions.act_window",
                "res_model": "flexible.work.circular.accept",
                "view_mode": "form",
                "target": "new",
                "name": self.env._("Enact in spite of severe findings"),
                "context": {"default_circular_id": self.id},
            }

    @api.private
    def _check_before_enacting(self):
        """Hook of ``action_enact``, before the state changes: the check runs, and its findings are kept.

        :raises UserError: when the legal check finds something severe and no reason is written.
        """
        self.ensure_one()
        self.check_access("write")
        if not self.company_id or self.issuer != "region":
            return  # a central rule decides nobody's day
        self._store_findings()
        severe = self.sudo().finding_ids.filtered(
            lambda finding: finding.severity == "severe" and finding.state == "open"
        )
        if not severe:
            return
        reason = (self.enacting_reason or "").strip()
        if not reason:
            raise OpenFindingsError(
                self.env._(
                    "%(circular)s has severe findings:\n%(findings)s\n\nMend the draft, or write under 'Why it was "
                    "enacted nevertheless' why it is enacted all the same.",
                    circular=self.display_name,
                    findings="\n".join(f"• {finding.article}: {finding.text}" for finding in severe),
                )
            )
        self._accept_findings(severe, reason)

    def _accept_findings(self, findings, reason):
        """Keep the written ``reason`` with severe ``findings``, and tell it in the chatter."""
        findings.sudo().write(
            {
                "state": "accepted",
                "reason": reason,
                "accepted_by_id": self.env.uid,
                "accepted_at": fields.Datetime.now(),
            }
        )
        items = Markup().join(
            Markup("<li><b>%s</b>: %s</li>") % (finding.article, finding.text) for finding in findings
        )
        self.message_post(
            body=Markup("<p>%s</p><ul>%s</ul><p>%s</p>")
            % (self.env._("Enacted in spite of severe findings:"), items, self.env._("Reason: %s", reason))
        )

    @api.private
    def _store_findings(self):
        """Simulate the first five weeks, check, and keep the findings in place of those of the last check."""
        self.ensure_one()
        first = self.date_from
        last = first + timedelta(days=CHECKED_DAYS - 1)
        run = self._run_simulation(first, min(filter(None, (last, self._last_date()))))
        values = self._finding_values(self._legal_case(run), run)
        accepted = {
            (finding.code, finding.text): finding for finding in self.sudo().finding_ids if finding.state == "accepted"
        }
        kept = self.env["flexible.work.finding"].sudo()
        now = fields.Datetime.now()
        new = []
        for finding in values:
            before = accepted.get((finding["code"], finding["text"]))
            if before:
                kept |= before
            else:
                new.append(self._stored_finding(finding, now))
        (self.sudo().finding_ids - kept).unlink()
        self.env["flexible.work.finding"].sudo().create(new)
        self.sudo().checked_at = now

    def _stored_finding(self, finding, now):
        dates = finding["dates"]
        return {
            "circular_id": self.id,
            "department_ids": [fields.Command.set(finding["unit_ids"])],
            "rule_ids": [fields.Command.set(finding["rule_ids"])],
            "date_from": dates[0] if dates else False,
            "date_to": dates[-1] if dates else False,
            "checked_at": now,
            **{
                name: finding[name]
                for name in ("code", "severity", "rank", "article", "text", "other_circular_id", "people")
            },
        }

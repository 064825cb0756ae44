from base64 import b64decode

from odoo import api, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_date

from .flexible_work_circular import ONE_DAY

#: what an enacted circular says; changing it needs a version that supersedes it
TEXT_FIELDS = {
    "name",
    "number",
    "date_issued",
    "signatory_id",
    "signatory_title",
    "legal_basis",
    "date_from",
    "date_to",
    "onsite_position_level_ids",
    "rule_ids",
    "parent_id",
    "supersedes_id",
    "flexible_days_max",
    "flexible_days_policy",
    "onsite_min_percent",
    "request_days_before",
    "request_approver",
    "to_check",
}
#: whose instrument it is; never changed behind an enactment, not even where the text may be
IDENTITY_FIELDS = {"company_id", "issuer", "is_template"}
#: only the steps below write these
LIFECYCLE_FIELDS = {"state", "revoked_from", "revoke_reason", "superseded_from"}


class FlexibleWorkCircular(models.Model):
    """The life of a circular: draft, enacted, then ended by its last date, by revocation or by a new version."""

    _inherit = "flexible.work.circular"

    # ------------------------------------------------------------ enacting
    def _enact(self):
        older = self.supersedes_id
        if older:
            older.write({"state": "superseded", "superseded_from": self.date_from})
            older.message_post(body=self.env._("Superseded from %s.", format_date(self.env, self.date_from)))
        self.state = "enacted"
        if self._binds():
            self._facts_changed(self.date_from)

    def _check_enactable(self):
        self.ensure_one()
        if self.is_template and self.issuer == "region":
            raise UserError(self.env._("%s is a template: use it for a circular of your own.", self.display_name))
        if self.state != "draft":
            raise UserError(self.env._("%s is not a draft.", self.display_name))
        missing, unsure = self._missing_to_enact(), self._still_to_check()
        if missing or unsure:
            lines = [self.env._("%s cannot be enacted yet.", self.name)]
            if missing:
                lines.append(self.env._("Fill in: %s.", ", ".join(missing)))
            if unsure:
                lines.append(self.env._("Still to be checked: %s.", ", ".join(unsure)))
            raise UserError("\n".join(lines))
        if self.supersedes_id:
            self._check_can_supersede(self.supersedes_id)

    def _missing_to_enact(self):
        """Labels of what an instrument cannot be without."""
        names = ["number", "date_issued", "signatory_title"]
        if self.issuer == "region":
            names += ["rule_ids", "company_id"]
        return [self._fields[name]._description_string(self.env) for name in names if not self[name]]

    def _still_to_check(self):
        """What is marked as not certain: a central rule may stay so, it decides nothing."""
        if not self._binds():
            return []
        unsure = [rule.article or rule.summary for rule in self.rule_ids if rule.to_check]
        if self.to_check:
            unsure.insert(0, self._fields["to_check"]._description_string(self.env))
        return unsure

    def _check_can_supersede(self, older):
        """:raises UserError: when ``older`` is not in force any more or was in force too short to end before this."""
        if older.state != "enacted":
            raise UserError(
                self.env._(
                    "%s is no longer in force: nothing is left to supersede. Empty that field.", older.display_name
                )
            )
        was_in_force = older.date_from <= older._local_today()
        if was_in_force and self.date_from <= older.date_from:
            raise UserError(
                self.env._(
                    "The new version has to come into force after %(date)s, the first day of %(older)s.",
                    date=format_date(self.env, older.date_from),
                    older=older.display_name,
                )
            )
        if self._days_judged_from(self.date_from):
            raise UserError(
                self.env._(
                    "Days from %s on have been judged by the version in force and stay so: "
                    "let the new version come into force later.",
                    format_date(self.env, self.date_from),
                )
            )

    def action_back_to_draft(self):
        """Undo an enactment by mistake, as long as it has not come into force: nobody was judged by it.

        What it superseded is in force again without an end set by it.

        :raises UserError: when it has come into force.
        """
        self.check_access("write")
        for circular in self:
            if circular.state != "enacted":
                raise UserError(self.env._("Only an enacted circular can go back to draft."))
            if circular._binds() and circular.date_from <= circular._local_today():
                raise UserError(
                    self.env._(
                        "%(circular)s came into force on %(date)s: people have worked by it. "
                        "Make a new version of it, or revoke it from a date.",
                        circular=circular.display_name,
                        date=format_date(self.env, circular.date_from),
                    )
                )
            circular.sudo()._undo_enactment()

    def _undo_enactment(self):
        older = self.supersedes_id
        if older.state == "superseded" and older.superseded_from == self.date_from:
            older.write({"state": "enacted", "superseded_from": False})
        self.state = "draft"
        if self._binds():
            self._facts_changed(self.date_from)

    # ------------------------------------------------------------ ending
    def action_revoke_wizard(self):
        """Ask for the date and the reason of a revocation."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "flexible.work.circular.revoke",
            "view_mode": "form",
            "target": "new",
            "name": self.env._("Revoke the circular"),
            "context": {"default_circular_id": self.id},
        }

    @api.private
    def _revoke(self, revoked_from, reason):
        """End an enacted circular before ``revoked_from``, for the written ``reason``.

        :raises UserError: when it is not enacted, or days from then on have been judged by it
        :raises ValidationError: for a date on which it was not in force
        """
        self.ensure_one()
        self.check_access("write")
        if self.state != "enacted":
            raise UserError(self.env._("Only an enacted circular can be revoked."))
        if revoked_from < self.date_from:
            raise ValidationError(self.env._("A circular cannot be revoked from a day before it came into force."))
        if self.date_to and revoked_from > self.date_to:
            raise ValidationError(
                self.env._("It ends by itself on %s, before that date.", format_date(self.env, self.date_to))
            )
        if self._binds() and self._days_judged_from(revoked_from):
            raise UserError(
                self.env._(
                    "Days from %s on have been judged by this circular and stay so: revoke it from a later day.",
                    format_date(self.env, revoked_from),
                )
            )
        self.sudo().write({"state": "revoked", "revoked_from": revoked_from, "revoke_reason": reason})
        self._facts_changed(revoked_from)

    @api.model
    def _cron_end(self):
        """Mark as ended what is past its last day, by the local date of each regional government.

        The plan does not wait for this: it goes by the dates. Central rules end when their last day is past everywhere.
        """
        companies = self.env["res.company"].sudo().search([])  # pylint: disable=no-search-all
        todays = {company.id: company._flexible_work_today() for company in companies}
        todays[False] = min(todays.values())
        self.env["ir.cron"]._commit_progress(remaining=len(todays))
        for company_id, today in todays.items():
            self.sudo().search(
                [("state", "=", "enacted"), ("last_date", "<", today), ("company_id", "=", company_id)]
            ).write({"state": "ended"})
            if not self.env["ir.cron"]._commit_progress(1):
                break

    # ------------------------------------------------------------ a new version
    def action_new_version(self):
        """Open the draft that will supersede this circular; make it from this one's text if there is none yet."""
        self.ensure_one()
        self.check_access("write")
        if self.state != "enacted" or not self._binds():
            raise UserError(self.env._("Only a circular of the regional government that is enacted has new versions."))
        draft = self.search([("supersedes_id", "=", self.id), ("state", "=", "draft")], limit=1)
        return (draft or self._copy_as_new_version())._open_form()

    def _copy_as_new_version(self):
        first = max(self._local_today(), self.date_from) + ONE_DAY
        values = self.copy_data({"supersedes_id": self.id, "date_from": first})[0]
        if self.date_to and self.date_to < first:
            values["date_to"] = False
        values["rule_ids"] = [
            (command, id_, rule | {"date_from": max(rule["date_from"], first) if rule.get("date_from") else False})
            for command, id_, rule in values.get("rule_ids", ())
            if not rule.get("date_to") or rule["date_to"] >= first
        ]
        return self.create(values)

    def _open_form(self):
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "views": [(False, "form")],
            "name": self.env._("Circular"),
        }

    # ------------------------------------------------------------ what stays as it was signed
    @api.private
    def _check_changeable(self):
        """Central rules, which decide nothing, and templates may be mended at any time.

        :raises UserError: when the text has been enacted
        """
        for circular in self:
            if circular.state != "draft" and circular._binds():
                raise UserError(
                    self.env._(
                        "%s is enacted: its text is fixed. Change it by a new version, or revoke it from a date.",
                        circular.display_name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        begun = any(
            vals[name] != "draft" for vals in vals_list for name in LIFECYCLE_FIELDS & vals.keys() if vals[name]
        )
        if begun and not self.env.su:
            raise UserError(self.env._("A new circular is a draft: enact it by its button."))
        return super().create(vals_list)

    def write(self, vals):
        if not self.env.su and LIFECYCLE_FIELDS & vals.keys():
            raise UserError(self.env._("Enact, revoke or supersede the circular by its buttons."))
        if TEXT_FIELDS & vals.keys():
            self._check_changeable()
        if IDENTITY_FIELDS & vals.keys() and any(circular.state != "draft" for circular in self):
            raise UserError(self.env._("Who issued a circular cannot be changed once it is enacted."))
        if "document" in vals:
            self._keep_replaced_document()
        return super().write(vals)

    def _keep_replaced_document(self):
        """The signed PDF may be completed after enacting; one that is replaced stays in the history."""
        for circular in self.with_context(bin_size=False):
            if circular.state != "draft" and circular.document:
                circular.message_post(
                    body=self.env._("The signed PDF was replaced or removed. The former one is attached."),
                    attachments=[(circular.document_filename or "surat-edaran.pdf", b64decode(circular.document))],
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_enacted(self):
        self._check_changeable()

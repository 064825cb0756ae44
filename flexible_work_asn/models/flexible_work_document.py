from odoo import api, fields, models
from odoo.exceptions import AccessError, LockError, UserError

#: how many rows of a selection are named that the user does not decide about
LEFT_OUT_NAMES = 5


class FlexibleWorkDocument(models.AbstractModel):
    """A document that people enter and buttons decide about: a request, a report, a correction, a warning.

    What people may write is said by the model (``_entered``); everything else is written by buttons, which run as
    superuser once they have checked who asks. Neither values, nor an import, nor defaults of the context go past them.
    """

    _name = "flexible.work.document"
    _description = "Document that is Decided by Buttons"
    _inherit = ["mail.thread"]
    _mail_post_access = "read"

    #: names of the fields that people write
    _entered = frozenset()

    @api.model_create_multi
    def create(self, vals_list):
        """:raises AccessError: for values that only buttons give; such defaults of the context count for nothing"""
        entering = self
        if not self.env.su:
            for vals in vals_list:
                self._check_entered(vals)
            # before their checks, which say names and dates
            self._flexible_check_references(*vals_list)
            context = {key: self.env.context[key] for key in self.env.context if not self._is_foreign_default(key)}
            # replaced as a whole, because adding to it takes nothing away
            entering = self.with_context(context)  # pylint: disable=context-overridden
        documents = super(FlexibleWorkDocument, entering).create(vals_list).with_env(self.env)
        documents._adopt_evidence()
        return documents

    def write(self, vals):
        """:raises AccessError: for what only buttons write, and for whatever it would move to others
        :raises UserError: for a document that is not open for changes any more
        """
        if not self.env.su and self._check_entered(vals):
            self._check_changeable()
            self._flexible_check_references(vals)
        result = super().write(vals)
        if not self.env.su and {"company_id", "employee_id", "date", "department_id"} & vals.keys():
            # it may have been moved to people of others, or to another regional government
            self.check_access("write")
        if "evidence_ids" in vals:
            self._adopt_evidence()
        return result

    def _check_entered(self, vals):
        """The names of ``vals`` that belong to the document itself, not to its messages and activities.

        :raises AccessError: for those that only buttons write
        """
        names = {name for name in vals if name in self._fields and not name.startswith(("message_", "activity_"))}
        if names - self._entered:
            raise AccessError(self._by_buttons_only())
        return names

    def _is_foreign_default(self, name):
        field = name.removeprefix("default_")
        return field != name and field in self._fields and field not in self._entered

    @api.model
    def _by_buttons_only(self):
        """What somebody is told who writes what buttons write."""
        return self.env._("This is decided by its buttons only.")

    def _check_changeable(self):
        """:raises UserError: for a document that is not open for changes any more"""

    def _adopt_evidence(self):
        """Files uploaded before the document was saved belong to it, so that its readers alone read them."""
        if "evidence_ids" in self._fields:
            for document in self:
                self._adopt(document.evidence_ids, document)

    @api.model
    def _adopt(self, files, document):
        """Let ``files`` that the user has uploaded, and that belong to nothing yet, belong to ``document``."""
        own = files.sudo().filtered(lambda file: not file.res_id and file.create_uid == self.env.user)
        own.write({"res_model": document._name, "res_id": document.id})

    # ------------------------------------------------------------ deciding
    def _check_state(self, *states):
        """Take the rows for this step.

        :raises UserError: when somebody else is at it, or was faster
        """
        try:
            self.sudo().lock_for_update(allow_referencing=True)
        except LockError as error:
            raise UserError(self.env._("Somebody else is deciding about this at the moment. Try again.")) from error
        names = dict(self._fields["state"]._description_selection(self.env))
        for document in self:
            if document.state not in states:
                raise UserError(
                    self.env._(
                        "%(document)s: this cannot be done any more, its state is %(state)s.",
                        document=document.display_name,
                        state=names[document.state],
                    )
                )

    def _add_left_out(self, words, others):
        """``words`` of a refusal, and which of several chosen rows it is about.

        :param others: those of ``self`` about which the user does not decide
        """
        if len(self) < 2:
            return words
        names = ", ".join(other.display_name for other in others[:LEFT_OUT_NAMES])
        more = len(others) - LEFT_OUT_NAMES
        if more > 0:
            names = self.env._("%(names)s and %(count)s more", names=names, count=more)
        return self.env._("%(words)s Not yours among the chosen: %(names)s.", words=words, names=names)

    def _decision(self, state, reason=""):
        """Values of a decision of the user, made now."""
        return {
            "state": state,
            "decided_by_id": self.env.uid,
            "decided_at": fields.Datetime.now(),
            "decision_reason": reason or False,
        }

    def _tell(self, message, reason="", people=None):
        """Say on these documents what was decided, and so by mail or in the inbox of the person.

        :param people: users who are told; None: the person whom the document is about
        """
        for document in self.sudo():
            told = document.employee_id.user_id if people is None else people
            document.message_post(
                body=f"{message} {reason or ''}".strip(),
                author_id=self.env.user.partner_id.id,
                subtype_xmlid="mail.mt_comment",
                partner_ids=(told - self.env.user).partner_id.ids,
            )

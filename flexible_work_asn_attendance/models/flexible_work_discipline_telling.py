from collections import defaultdict

from markupsafe import Markup

from odoo import api, fields, models
from odoo.tools.mail import generate_tracking_message_id


class FlexibleWorkDisciplineCase(models.Model):
    """Writing on the record of many cases, and telling people, in a fixed number of queries.

    Messages wait in Odoo's own queue of scheduled messages, which sends each to the inbox or by mail as the person has
    chosen: hundreds of new cases do not hold up the counting.
    """

    _inherit = "flexible.work.discipline.case"

    @api.private
    def _note(self, text):
        """The same words on the record of each case, in the language in which it is kept."""
        if self:
            self._message_log_batch(bodies={case.id: lines([text, *case._sentences()]) for case in self})

    @api.private
    def _notify(self, users_of, subject_of):
        """Tell people of each case: what is known, in their own language.

        :param users_of: {case: users}
        :param subject_of: gives the subject in the language of the environment that it gets
        """
        author_id, email_from = self._message_compute_author()
        reply_to = self.env["mail.thread"]._notify_get_reply_to(default=email_from, author_id=author_id)[False]
        # all at once: each one alone would be fetched alone
        self.env["res.users"].union(*users_of.values()).sudo().partner_id.fetch(["lang"])
        values, subjects = [], {}
        for case, users in users_of.items():
            for user in users.filtered("active"):
                case_in_lang = case.with_context(lang=user.lang)
                if user.lang not in subjects:
                    subjects[user.lang] = subject_of(case_in_lang.env)
                values.append(
                    {
                        "author_id": author_id,
                        "email_from": email_from,
                        "reply_to": reply_to,
                        "model": case._name,
                        "res_id": case.id,
                        "subject": subjects[user.lang],
                        "body": lines(case_in_lang._sentences()),
                        "is_internal": True,
                        "message_type": "user_notification",
                        "subtype_id": self.env["ir.model.data"]._xmlid_to_res_id("mail.mt_note"),
                        "message_id": generate_tracking_message_id("message-notify"),
                        "partner_ids": user.partner_id.ids,
                        "record_alias_domain_id": False,
                        "record_company_id": case.company_id.id,
                    }
                )
        if values:
            messages = self.sudo()._message_create(values)
            self.env["mail.message.schedule"].sudo().create(
                [{"mail_message_id": message.id, "scheduled_datetime": fields.Datetime.now()} for message in messages]
            )

    @api.private
    def _schedule(self, activity, users_of, deadline_of):
        """Activities of one type for many cases; nobody is made a follower: a head who moves on is not told any more.

        :param users_of: {case: users}; the person concerned is left out
        :param deadline_of: {case: local date}
        """
        kind = self.env.ref(activity)
        model_id = self.env["ir.model"]._get_id(self._name)
        rows = [
            (case, user)
            for case, users in users_of.items()
            for user in users
            if user != case.sudo().employee_id.user_id
        ]
        self.env["mail.activity"].with_context(mail_create_nosubscribe=True, mail_activity_quick_update=True).create(
            [
                {
                    "activity_type_id": kind.id,
                    "summary": kind.with_context(lang=user.lang).summary,
                    "automated": True,
                    "note": lines(case.with_context(lang=user.lang)._sentences()),
                    "date_deadline": deadline_of[case],
                    "res_model_id": model_id,
                    "res_id": case.id,
                    "user_id": user.id,
                }
                for case, user in rows
            ]
        )
        told = defaultdict(self.env["res.users"].browse)
        for case, user in rows:
            told[case] |= user
        self._notify(told, lambda env: kind.with_env(env).name)

    def message_subscribe(self, partner_ids=None, subtype_ids=None):
        """Nobody follows a case by having an activity on it."""
        if self.env.context.get("mail_create_nosubscribe"):
            return True
        return super().message_subscribe(partner_ids, subtype_ids)

    def _person_users(self):
        """{case: the user of the person concerned}"""
        return {case: case.sudo().employee_id.user_id for case in self}

    def _superiors(self):
        """{case: the direct superiors with an account}; one walk up the tree for all people of a unit."""
        units = level = self.sudo().department_id
        while level:
            # all units of a level at once: the walk below takes one after the other
            level.manager_id.user_id.fetch(["active", "partner_id"])
            level.flexible_delegation_ids.filtered("in_force").employee_id.user_id.fetch(["active", "partner_id"])
            level = level.parent_id
        nearest = {unit: unit._flexible_deciding_users() for unit in units}
        answer = {}
        for case in self.sudo():
            users = nearest.get(case.department_id, self.env["res.users"])
            # the case of a head is for the one above
            answer[case] = case._superior_users() if case.employee_id.user_id & users else users
        return answer

    def _superiors_to_act(self):
        """{case: those who have to act}, BKPSDM where no superior has an account."""
        superiors, bkpsdm = self._superiors(), self._bkpsdm_users()
        return {case: superiors[case] or bkpsdm[case] for case in self}

    def _bkpsdm_users(self):
        """{case: users of BKPSDM}"""
        by_company = {company: company._flexible_bkpsdm_users() for company in self.sudo().company_id}
        return {case: by_company[case.sudo().company_id] for case in self}


def lines(sentences):
    """The body of a message: one sentence on each line."""
    return Markup("<br/>").join(sentences)

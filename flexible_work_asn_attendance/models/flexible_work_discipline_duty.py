from datetime import timedelta

from markupsafe import Markup

from odoo import api, models
from odoo.exceptions import UserError

from .flexible_work_discipline_action import FULFILS

ACT = "flexible_work_asn_attendance.mail_activity_discipline_act"
KNOW = "flexible_work_asn_attendance.mail_activity_discipline_know"
OVERDUE = "flexible_work_asn_attendance.mail_activity_discipline_overdue"


class FlexibleWorkDisciplineCase(models.Model):
    """Who has to act, by when, who is told, and what was done. Words are neutral; nothing is imposed."""

    _inherit = "flexible.work.discipline.case"

    # ------------------------------------------------------------ rising and falling
    @api.private
    def _move(self, standing, today):
        """Go to the step that the days reach, or back; tell those concerned."""
        self.ensure_one()
        steps = self.env["flexible.work.discipline.step"]
        step = steps.browse(standing.reached.key if standing.reached else False)
        near = steps.browse(standing.near.key if standing.near else False)
        before, near_before, was = self.step_id, self.near_step_id, self.state
        rises = bool(step) and (step.sequence > (self.step_gravity if before else 0) or was in ("watch", "withdrawn"))
        self.write({"step_id": step.id, "step_gravity": step.sequence, "near_step_id": near.id})
        if rises:
            self._rise(today)
        elif step:
            self._follow_actions()
            if before != step:
                self._note(self.env._("The days were corrected: the case goes back from “%s”.", before.name))
        else:
            self._withdraw(before, near)
        if near and near != near_before:
            self._tell_near(rises)

    def _rise(self, today):
        deadline = today + timedelta(days=self.step_id.deadline_days)
        self.write({"raised_on": today, "deadline": deadline, "overdue_told": False, "state": "open"})
        self._follow_actions()
        if self.state != "open":
            return
        self.activity_unlink([KNOW, OVERDUE])
        self._note(self.env._("The days on record have reached a step of discipline."))
        self._notify(self.sudo().employee_id.user_id, self.env._("Your absent days on record"))
        if self.step_id.tell_bkpsdm:
            self._schedule(KNOW, self.company_id._flexible_bkpsdm_users(), today)

    def _withdraw(self, before, near):
        """No step is reached: corrections have lowered the count, or the case was an early notice only."""
        self.write({"state": "watch" if near else "withdrawn", "deadline": False})
        self.activity_unlink([ACT, KNOW, OVERDUE])
        if before:
            self._note(self.env._("The days were corrected: no step is reached any more, and nothing has to be done."))
            self._notify(self.sudo().employee_id.user_id, self.env._("Your absent days were corrected"))

    def _tell_near(self, rises):
        """Early notice to the person and the superior; to BKPSDM, too, where the step asks for it.

        :param rises: another step has just been reached: person and superior have the whole of it already
        """
        people = self.env["res.users"]
        if not rises:
            self._note(self.env._("A step of discipline is near."))
            people = self.sudo().employee_id.user_id | self._superior_users()
        if self.near_step_id.tell_bkpsdm:
            people |= self.company_id._flexible_bkpsdm_users()
        self._notify(people, self.env._("A step of discipline is near"))

    @api.private
    def _follow_actions(self):
        """Acted on, or to be acted on: by whether something that fulfils the duty is recorded for this step."""
        for case in self:
            if not case.step_id:
                continue
            done = case.action_ids.filtered(
                lambda action, case=case: (
                    not action.cancelled and action.kind in FULFILS and action.gravity >= case.step_gravity
                )
            )
            case.state = "acted" if done else "open"
            if done:
                case.activity_unlink([ACT, OVERDUE])
            elif not case.activity_search([ACT]):
                case._schedule(ACT, case._superior_users() or case.company_id._flexible_bkpsdm_users(), case.deadline)

    # ------------------------------------------------------------ recording
    @api.private
    def _record(self, kind, done_on, note=None, document=None, attachments=None):
        """Record what a superior did.

        :param kind: one of the kinds of flexible.work.discipline.action
        :param done_on: local date, today or earlier
        :param attachments: files that the user has uploaded
        :raises AccessError: for all but the heads above the person, and BKPSDM
        :raises UserError: when there is nothing to act on, the date lies ahead, or the reason is missing
        """
        self.ensure_one()
        self._check_can_decide()
        case = self.sudo()
        if not case.step_id:
            raise UserError(self.env._("No step is reached in this case: there is nothing to act on."))
        if done_on > case.company_id._flexible_work_today():
            raise UserError(self.env._("Record what was done, not what is planned: the date lies ahead."))
        if kind == "none" and not (note or "").strip():
            raise UserError(self.env._("Write which valid reason was found."))
        files = (attachments or self.env["ir.attachment"]).filtered(lambda file: file.has_access("read"))
        action = case.action_ids.create(
            {
                "case_id": case.id,
                "step_id": case.step_id.id,
                "gravity": case.step_gravity,
                "kind": kind,
                "done_on": done_on,
                "note": (note or "").strip() or False,
                "document": (document or "").strip() or False,
                "attachment_ids": [(6, 0, files.ids)],
                "recorded_by_id": self.env.uid,
            }
        )
        # who may read the case may read its documents
        files.sudo().filtered(lambda file: file.create_uid == self.env.user).write(
            {"res_model": case._name, "res_id": case.id}
        )
        case._message_log(body=self.env._("Recorded: %s", action.display_name), author_id=self.env.user.partner_id.id)
        case._follow_actions()

    # ------------------------------------------------------------ overdue
    @api.model
    @api.private
    def _tell_overdue(self, company):
        """The superior has not acted in time: BKPSDM and the head above are told once."""
        for case in self.search(
            [
                ("company_id", "=", company.id),
                ("state", "=", "open"),
                ("overdue_told", "=", False),
                ("deadline", "<", company._flexible_work_today()),
            ]
        ):
            case.overdue_told = True
            case._note(self.env._("Overdue: the direct superior has the duty to act."))
            case._schedule(OVERDUE, company._flexible_bkpsdm_users(), company._flexible_work_today())

    # ------------------------------------------------------------ telling
    def _schedule(self, activity, users, deadline):
        """One activity for each of ``users``; nobody is made a follower by it."""
        for user in users - self.sudo().employee_id.user_id:
            self.activity_schedule(
                activity,
                date_deadline=deadline,
                user_id=user.id,
                note=_lines(self.with_context(lang=user.lang)._sentences()),
            )
        # a head who has moved on is not told any more
        self.message_unsubscribe(users.partner_id.ids)

    def _note(self, text):
        """On the record, in the language in which it is kept."""
        self._message_log(body=_lines([text, *self._sentences()]))

    def _notify(self, users, subject):
        for user in users.filtered("active"):
            self.with_context(lang=user.lang).message_notify(
                partner_ids=user.partner_id.ids,
                subject=subject,
                body=_lines(self.with_context(lang=user.lang)._sentences()),
            )


def _lines(sentences):
    return Markup("<br/>").join(sentences)

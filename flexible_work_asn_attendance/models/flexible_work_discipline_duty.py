from collections import defaultdict
from datetime import timedelta

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from .flexible_work_discipline_action import FULFILS
from .flexible_work_discipline_telling import lines

ACT = "flexible_work_asn_attendance.mail_activity_discipline_act"
KNOW = "flexible_work_asn_attendance.mail_activity_discipline_know"
OVERDUE = "flexible_work_asn_attendance.mail_activity_discipline_overdue"


class FlexibleWorkDisciplineCase(models.Model):
    """Who has to act, by when, who is told, and what was done. Words are neutral; nothing is imposed."""

    _inherit = "flexible.work.discipline.case"

    # ------------------------------------------------------------ rising and falling
    @api.private
    def _move(self, standings, today):
        """Go to the steps that the days reach, or back; tell those concerned. Fixed number of queries for all cases.

        What happened is noted in words on each case; changes are not tracked field by field besides.

        :param standings: {case id: Standing}
        :param today: the local date
        """
        self = self.with_context(tracking_disable=True)
        steps = self.env["flexible.work.discipline.step"]
        rising = near_now = withdrawn = self.browse()
        fallen, values_of = defaultdict(self.browse), defaultdict(self.browse)
        for case in self:
            standing = standings[case.id]
            step = steps.browse(standing.reached.key if standing.reached else False)
            near = steps.browse(standing.near.key if standing.near else False)
            before = case.step_id
            values = {"step_id": step.id, "step_gravity": step.sequence, "near_step_id": near.id}
            if step and (step.sequence > (case.step_gravity if before else 0) or case.state in ("watch", "withdrawn")):
                deadline = today + timedelta(days=step.deadline_days)
                values |= {"raised_on": today, "deadline": deadline, "overdue_told": False, "state": "open"}
                rising += case
            elif not step:
                values |= {"state": "watch" if near else "withdrawn", "deadline": False}
                withdrawn += case if before else self.browse()
            elif before != step:
                fallen[before] += case
            if near and near != case.near_step_id:
                near_now += case
            values_of[tuple(values.items())] += case
        for values, cases in values_of.items():
            cases.write(dict(values))
        self.filtered("step_id")._follow_actions()
        rising.filtered(lambda case: case.state == "open")._tell_risen(today)
        for before, cases in fallen.items():
            cases._note(self.env._("The days were corrected: the case goes back from “%s”.", before.name))
        self.filtered(lambda case: not case.step_id).activity_unlink([ACT, KNOW, OVERDUE])
        withdrawn._tell_withdrawn()
        near_now._tell_near(rising)

    def _tell_risen(self, today):
        """A step is reached: the person is told, and BKPSDM where the step asks for it."""
        self.activity_unlink([KNOW, OVERDUE])
        self._note(self.env._("The days on record have reached a step of discipline."))
        self._notify(self._person_users(), lambda env: env._("Your absent days on record"))
        grave = self.filtered("step_id.tell_bkpsdm")
        grave._schedule(KNOW, grave._bkpsdm_users(), dict.fromkeys(grave, today))

    def _tell_withdrawn(self):
        """No step is reached: corrections have lowered the count."""
        self._note(self.env._("The days were corrected: no step is reached any more, and nothing has to be done."))
        self._notify(self._person_users(), lambda env: env._("Your absent days were corrected"))

    def _tell_near(self, rising):
        """Early notice to the person and the superior; to BKPSDM, too, where the step asks for it.

        :param rising: cases in which another step has just been reached: person and superior have the whole of it
        """
        users_of = dict.fromkeys(self, self.env["res.users"])
        early = self - rising
        early._note(self.env._("A step of discipline is near."))
        persons, superiors = early._person_users(), early._superiors()
        for case in early:
            users_of[case] |= persons[case] | superiors[case]
        grave = self.filtered("near_step_id.tell_bkpsdm")
        for case, users in grave._bkpsdm_users().items():
            users_of[case] |= users
        self._notify(users_of, lambda env: env._("A step of discipline is near"))

    @api.private
    def _follow_actions(self):
        """Acted on, or to be acted on: by whether something that fulfils the duty is recorded for this step."""
        reached = self.filtered("step_id")
        acted = reached.filtered(
            lambda case: case.action_ids.filtered(
                lambda action: not action.cancelled and action.kind in FULFILS and action.gravity >= case.step_gravity
            )
        )
        acted.filtered(lambda case: case.state != "acted").state = "acted"
        acted.activity_unlink([ACT, OVERDUE])
        waiting = reached - acted
        waiting.filtered(lambda case: case.state != "open").state = "open"
        asked = set(waiting.activity_search([ACT]).mapped("res_id"))
        unasked = waiting.filtered(lambda case: case.id not in asked)
        unasked._schedule(ACT, unasked._superiors_to_act(), {case: case.deadline for case in unasked})

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
        self.env["flexible.work.document"]._adopt(files, case)
        case._message_log(body=self.env._("Recorded: %s", action.display_name), author_id=self.env.user.partner_id.id)
        case._follow_actions()
        case._tell_person_of(action)

    @api.private
    def _tell_person_of(self, action):
        """In neutral words: something was recorded or taken back, and where it can be read and answered."""
        for user in self.employee_id.user_id.filtered("active") - self.env.user:
            case = self.with_context(lang=user.lang)
            date = format_date(case.env, case.company_id._flexible_work_today())
            kind = action.with_env(case.env)._kind_label()
            if action.cancelled:
                what = case.env._("Taken back on %(date)s: %(kind)s.", date=date, kind=kind)
            else:
                what = case.env._("Recorded on %(date)s: %(kind)s.", date=date, kind=kind)
            case.message_notify(
                partner_ids=user.partner_id.ids,
                subject=case.env._("Your absent days: an entry by your superior"),
                body=lines(
                    [
                        what,
                        case.env._(
                            "You can read it in My cases of discipline, and write your own account of it there."
                        ),
                        case.env._(
                            "Days that were recorded wrongly can be corrected: ask for a correction of the day."
                        ),
                    ]
                ),
            )

    # ------------------------------------------------------------ overdue
    @api.model
    @api.private
    def _tell_overdue(self, company):
        """The superior has not acted in time: BKPSDM and the head above are told once."""
        today = company._flexible_work_today()
        cases = self.search(
            [
                ("company_id", "=", company.id),
                ("state", "=", "open"),
                ("overdue_told", "=", False),
                ("deadline", "<", today),
            ]
        )
        cases.overdue_told = True
        cases._note(self.env._("Overdue: the direct superior has the duty to act."))
        cases._schedule(OVERDUE, cases._bkpsdm_users(), dict.fromkeys(cases, today))

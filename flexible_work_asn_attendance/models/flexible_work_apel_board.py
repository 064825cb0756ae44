from calendar import timegm

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from odoo.addons.flexible_work_asn.local_time import hour_label, to_local, zone_label

from ..judge import CODE_STEP, code_at, seconds_left
from .flexible_work_apel_expected import EXPECTED

#: what the bus tells the open boards: that somebody came or was decided about, and that it was opened or closed
PRESENCE, STATE = "flexible_work_apel/presence", "flexible_work_apel/state"
#: of more people decided about at once the board reads everything again
LINES_MAX = 50


class FlexibleWorkApel(models.Model):
    """The leader's board: read once, then kept up to date by the bus, one line for each person who comes."""

    _inherit = "flexible.work.apel"

    @api.readonly
    def get_board(self):
        """What the leader's screen shows, as of now.

        :return: what `get_code` gives, and ``{id, name, unit, kind, audience, hour_from, hour_to, meeting_url, leader,
            can_decide, absent: [{id, name, unit}], joined: [{id, name, unit, attendance_id, at, result, state,
            uniform, via, reason}], pictures: [{id, name, by, at}]}``. Ids are those of employees; hours are ``HH:MM``.
        :raises AccessError: for anybody but the leader, the unit's heads and operators, and BKPSDM
        """
        self.ensure_one()
        self._check_leads()
        apel, decides = self.sudo(), self._decides()
        return {
            **apel._pulse(),
            "id": apel.id,
            "name": apel.name,
            "unit": apel.department_id.name or apel.company_id.name,
            "kind": apel.kind,
            "audience": apel.audience,
            "hour_from": hour_label(apel.hour_from),
            "hour_to": hour_label(apel.hour_to),
            "meeting_url": apel.meeting_url or "",
            "leader": apel.leader_id.name or "",
            "can_decide": decides,
            "absent": apel._missing_lines(),
            "joined": apel.attendance_ids.sorted("joined_at", reverse=True)._board_lines(),
            "pictures": apel.screenshot_ids._board_lines() if decides else [],
        }

    @api.readonly
    def get_code(self):
        """The code of the moment and the counters: all that an open board asks for every half minute.

        :return: ``{now, zone, state, code, next_code, seconds_left, closed_early, expected, missing,
            present, late, rejected}``;
            ``now`` is local, the codes are only there while the apel is open
        :raises AccessError: as for `get_board`
        """
        self.ensure_one()
        self._check_leads()
        return self.sudo()._pulse()

    def _pulse(self):
        epoch = timegm(fields.Datetime.now().timetuple())
        state = self._state_now()
        shown = state == "open"
        return {
            "now": fields.Datetime.to_string(self._local_now()),
            "zone": zone_label(self._tz()),
            "state": state,
            "code": code_at(self.secret, epoch) if shown else None,
            "next_code": code_at(self.secret, epoch + CODE_STEP) if shown else None,
            "seconds_left": seconds_left(epoch) if shown else 0,
            "closed_early": bool(self.closed_at) and to_local(self.closed_at, self._tz()) < self._roll_call().ends,
            **self._count()[self.id],
        }

    def _missing_lines(self):
        """Names of those who are expected and have not come, by unit; one query."""
        self.env.flush_all()
        language = self.env.lang or "en_US"
        rows = self.env.execute_query(
            SQL(
                "SELECT q.employee_id, e.name, COALESCE(q.unit->>%s, q.unit->>'en_US', '')"
                " FROM (SELECT d.employee_id, u.name AS unit, p.id AS apel_id %s AND p.id = %s) q"
                " JOIN hr_employee e ON e.id = q.employee_id"
                " WHERE NOT EXISTS (SELECT FROM flexible_work_apel_attendance t"
                " WHERE t.apel_id = q.apel_id AND t.employee_id = q.employee_id) ORDER BY 3, 2, 1",
                language,
                EXPECTED,
                self.id,
            )
        )
        return [{"id": id_, "name": name, "unit": unit} for id_, name, unit in rows]

    # ------------------------------------------------------------ the bus
    def _tell_joined(self, attendances):
        """Send the lines of these presences (sudo) to the open boards, which need not ask again then."""
        for apel in self:
            mine = attendances.filtered(lambda one, apel=apel: one.apel_id == apel)
            apel._tell({"lines": mine._board_lines()} if len(mine) <= LINES_MAX else {"reload": True})

    def _tell(self, message, kind=PRESENCE):
        self.ensure_one()
        self.env["bus.bus"].sudo()._sendone(self, kind, {"apel_id": self.id, **message})

    def _tell_state(self):
        for apel in self.sudo():
            apel._tell({"state": apel.state}, STATE)

    # ------------------------------------------------------------ what the leader notes
    def set_uniform(self, employee_ids, value):
        """Note for people who joined whether they are in uniform.

        :param employee_ids: ids of employees, or None for all of whom nothing has been noted
        :param value: ``yes``, ``no``, or False to take it back
        :raises AccessError: for those who do not run the apel, and after its days are closed for all but BKPSDM
        """
        self.ensure_one()
        self._check_leads()
        if value not in ("yes", "no", False):
            raise UserError(self.env._("Say whether these people are in uniform."))
        joined = self.sudo().attendance_ids.filtered(lambda one: one.state != "rejected")
        if employee_ids is None:
            joined = joined.filtered(lambda one: not one.uniform)
        else:
            joined = joined.filtered(lambda one: one.employee_id.id in set(employee_ids))
        joined = joined.with_env(self.env)._not_own()
        joined._check_days_open()
        joined.sudo().uniform = value
        self._tell_uniform(joined)

    def _tell_uniform(self, joined):
        if len(joined) == 1:
            self._tell_joined(joined.sudo())
        elif joined:
            # one word for all of them
            self._tell({"ids": joined.sudo().employee_id.ids, "uniform": joined[0].uniform or False})

    def note_presence(self, employee_id, reason, result="on_time"):
        """Note that somebody was there whose telephone did not let him or her join.

        :param employee_id: one of those who are expected
        :param reason: why the code was of no use
        :param result: ``on_time`` or ``late``
        :raises AccessError: for anybody but the leader, the unit's heads and BKPSDM, and for oneself
        :raises UserError: without a reason, before the apel was opened, for somebody not expected or in already
        """
        self.ensure_one()
        self._check_decides()
        reason = (reason or "").strip()
        if not reason:
            raise UserError(self.env._("Give a reason."))
        if result not in ("on_time", "late"):
            raise UserError(self.env._("Say whether this person was on time or late."))
        apel = self.sudo()
        if apel.state == "draft":
            raise UserError(self.env._("“%s” has not been opened yet.", apel.name))
        day = (
            self.env["flexible.work.day"]
            .sudo()
            .search([("employee_id", "=", int(employee_id)), ("date", "=", apel.date)])
        )
        if not day or not apel._expects(day):
            raise UserError(self.env._("This person is not expected at “%s”.", apel.name))
        self.env["flexible.work.apel.attendance"]._check_may_decide(apel, day)
        id_ = apel._record(day, fields.Datetime.now(), result, "leader", reason)
        if not id_:
            raise UserError(self.env._("%s is in already.", day.employee_id.name))
        noted = self.env["flexible.work.apel.attendance"].sudo().browse(id_)
        noted.write({"note": reason, "noted_by_id": self.env.uid})
        self.env["flexible.work.day"]._judge_days(day.ids, reopened=True)
        apel._log(self.env._("Noted as present: %(names)s – %(reason)s", names=day.employee_id.name, reason=reason))

    def _log(self, text):
        """Keep in the history of the apel what a person decided."""
        self.sudo()._message_log(body=text, author_id=self.env.user.partner_id.id)

    def add_pictures(self, pictures):
        """Add screenshots of the video call.

        :param pictures: ``[{name, data}]``, at most ten for one apel; data is base64
        :return: ``[{id, name, by, at}]`` of all there are
        :raises AccessError: for anybody but the leader, the unit's heads and BKPSDM
        :raises UserError: for what is no picture, or too large
        """
        self.ensure_one()
        self._check_decides()
        if self.state == "draft":
            raise UserError(self.env._("“%s” has not been opened yet.", self.name))
        self.env["flexible.work.apel.screenshot"]._add(self.sudo(), pictures)
        return self.sudo().screenshot_ids._board_lines()

from dataclasses import dataclass

from odoo import api, models
from odoo.tools import SQL

from ..judge import Window
from .place_facts import PlaceFacts


@dataclass(frozen=True, slots=True)
class Policy:
    """What a circular says about presence. Without one: positions are flagged, no photo, no windows."""

    place: str = "flag"
    photo: str = "none"
    windows: tuple[Window, ...] = ()

    def windows_of(self, mode, kind):
        """Its windows of one kind (in, middle, out) for one mode."""
        return tuple(window for window in self.windows if window.mode == mode and window.kind == kind)


#: the circular that says how presence is recorded on a day ``d``: the one that decided it, else the one in force for
#: the government; of several a dated one goes before an open-ended one, then the later issued
WHICH_CIRCULAR = SQL(
    """
      SELECT c.id, c.number, c.place_policy, c.photo_policy
        FROM flexible_work_circular c
       WHERE c.id = d.circular_id
          OR (d.circular_id IS NULL AND c.company_id = d.company_id AND c.state <> 'draft' AND c.issuer = 'region'
              AND NOT COALESCE(c.is_template, FALSE)
              AND c.date_from <= d.date AND COALESCE(c.last_date, d.date) >= d.date)
    ORDER BY c.date_to IS NULL, c.date_issued DESC NULLS LAST, c.id DESC
       LIMIT 1
    """
)
POLICY_COLUMNS = SQL(
    """
    c.place_policy, c.photo_policy,
    (SELECT json_agg(json_build_array(w.id, w.mode, w.kind, w.hour_from, w.hour_to))
       FROM flexible_work_presence_window w WHERE w.circular_id = c.id)
    """
)


def policy_from(place, photo, windows, binding=True):
    """The `Policy` of one row of ``POLICY_COLUMNS``.

    :param binding: windows bind only on days without a rostered shift and without time off: who has a shift comes when
        it begins
    """
    if not place:
        return Policy()
    return Policy(place, photo, tuple(Window(*window) for window in windows or ()) if binding else ())


class FlexibleWorkDay(models.Model):
    """Which circular says how presence is recorded on a day."""

    _inherit = "flexible.work.day"

    @api.private
    def _policy(self):
        """The policy of this day, also of one that is not stored yet."""
        self.ensure_one()
        binding = bool(self.mode and not self.leave_status and not self.shift_id)
        return self._policy_of(self.company_id.id, self.date, self.circular_id.id, binding)

    @api.private
    def _place_of(self, event):
        """Where ``event`` (a `check_event.Event`) of this day is made: ``(place, distance, known by)``."""
        self.ensure_one()
        places = PlaceFacts(
            self.env,
            self.employee_id.ids,
            lambda day: [int(part) for part in (self.department_id.parent_path or "").split("/") if part],
            lambda day: self.company_id.flexible_work_home_radius,
        )
        day = {name: self[name] for name in ("date", "tz", "mode", "segments")}
        day |= {"employee_id": self.employee_id.id, "company_id": self.company_id.id}
        day |= {"assignment_id": self.assignment_id.id, "assigned_site_id": self.assignment_id.site_id.id}
        information = event.information
        return places.judge(
            day,
            {
                "at": event.at,
                "mode": information.get("mode"),
                "located": event.located,
                "latitude": information.get("latitude"),
                "longitude": information.get("longitude"),
                "accuracy": event.accuracy,
                "ip_address": information.get("ip_address"),
            },
        )

    @api.model
    @api.private
    def _policy_of(self, company_id, date, circular_id=None, binding=True):
        """The policy of one circular, or of the one in force for a government on ``date``."""
        for name in ("flexible.work.circular", "flexible.work.presence.window"):
            self.env[name].flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT %s FROM (SELECT %s::int AS company_id, %s::date AS date, %s::int AS circular_id) d
          JOIN LATERAL (%s) c ON TRUE
                """,
                POLICY_COLUMNS,
                company_id,
                date,
                circular_id or None,
                WHICH_CIRCULAR,
            )
        )
        return policy_from(*rows[0], binding=binding) if rows else Policy()

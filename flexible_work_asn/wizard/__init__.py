from . import (
    flexible_work_circular_accept,
    flexible_work_circular_revoke,
    flexible_work_contribution_period,
    flexible_work_placement_accept,
    flexible_work_reason,
    flexible_work_recall,
    flexible_work_request_adjust,
    flexible_work_roster_approve,
    flexible_work_roster_change_days,
    flexible_work_roster_compare,
    flexible_work_team_extend,
)

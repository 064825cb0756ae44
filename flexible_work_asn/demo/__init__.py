from . import (
    flexible_work_demo,
    flexible_work_demo_claims,
    flexible_work_demo_optimal,
    flexible_work_demo_placements,
    flexible_work_demo_regions,
    flexible_work_demo_requests,
    flexible_work_demo_services,
    flexible_work_demo_shifts,
    flexible_work_demo_teams,
)

from . import (
    flexible_work_demo,
    flexible_work_demo_evaluation,
    flexible_work_demo_months,
    flexible_work_demo_past_weeks,
    flexible_work_demo_public,
    flexible_work_demo_regions,
    flexible_work_demo_services,
)

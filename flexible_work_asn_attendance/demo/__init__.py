from . import (
    flexible_work_demo,
    flexible_work_demo_assigned,
    flexible_work_demo_region_days,
    flexible_work_demo_signals,
    log_demo,
    tpp_demo,
)

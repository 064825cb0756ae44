from . import flexible_work_circular_revoke, flexible_work_plan_day

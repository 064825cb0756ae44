from . import flexible_work_apel_reject, flexible_work_day_reject

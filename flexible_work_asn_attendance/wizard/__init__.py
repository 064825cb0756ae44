from . import (
    flexible_work_apel_reject,
    flexible_work_day_reject,
    flexible_work_discipline_record,
    flexible_work_log_export,
    flexible_work_log_reason,
    flexible_work_tpp_make,
)

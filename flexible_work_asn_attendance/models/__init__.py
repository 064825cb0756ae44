# first, because the others inherit it
from . import flexible_work_employee_record

# isort: split
from . import (
    flexible_work_access_log,
    flexible_work_apel,
    flexible_work_apel_attendance,
    flexible_work_apel_schedule,
    flexible_work_circular,
    flexible_work_contact,
    flexible_work_correction,
    flexible_work_day,
    flexible_work_day_card,
    flexible_work_day_decision,
    flexible_work_day_judging,
    flexible_work_day_next,
    flexible_work_day_opening,
    flexible_work_day_policy,
    flexible_work_discipline,
    flexible_work_home_change,
    flexible_work_log,
    flexible_work_presence,
    flexible_work_signal,
    flexible_work_tpp,
    flexible_work_warning,
    hr_attendance,
    hr_employee,
    hr_employee_check,
    hr_leave,
    hr_work_location,
    res_company,
    res_config_settings,
)

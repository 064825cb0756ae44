from . import (
    flexible_work_figures,
    flexible_work_report,
    flexible_work_report_count,
    flexible_work_report_delivery,
    flexible_work_report_line,
    flexible_work_report_send,
    res_company,
    res_config_settings,
)

from . import flexible_work_report_reason

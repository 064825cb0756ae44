from . import flexible_work_figures
from . import flexible_work_report
from . import flexible_work_report_count
from . import flexible_work_report_send
from . import flexible_work_report_line
from . import flexible_work_report_delivery
from . import res_company
from . import res_config_settings

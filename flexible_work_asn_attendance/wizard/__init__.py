from . import flexible_work_apel_reject
from . import flexible_work_day_reject

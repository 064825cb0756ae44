from . import (
    flexible_work_circular_revoke,
    flexible_work_reason,
    flexible_work_recall,
    flexible_work_request_adjust,
)

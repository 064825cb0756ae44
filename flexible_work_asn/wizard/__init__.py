from . import flexible_work_circular_revoke

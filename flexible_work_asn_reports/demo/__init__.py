from . import flexible_work_demo

from . import flexible_work_demo, flexible_work_demo_public

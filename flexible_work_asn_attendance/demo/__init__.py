from . import flexible_work_demo, log_demo, tpp_demo

from . import (
    daily_report,
    evaluation,
    import_template,
    month,
    public_services,
    survey,
    verification,
    workload,
)

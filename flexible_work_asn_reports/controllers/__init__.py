from . import daily_report, import_template, public_services, verification

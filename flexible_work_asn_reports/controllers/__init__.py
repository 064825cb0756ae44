from . import daily_report, public_services, verification

from . import (, daily_report, evaluation, import_template, public_services, survey, verification

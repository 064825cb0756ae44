from . import calendar_feed, contribution, import_template, report_download, simulation

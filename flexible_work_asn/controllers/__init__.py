from . import calendar_feed, import_template, simulation

from . import calendar_feed, contribution, import_template, simulation

from . import calendar_feed, simulation

"""The city that is measured: 10,000 people in about sixty OPD, loaded once per run and rolled back at its end."""

from datetime import date, timedelta

from tests.morning import simulate
from tests.morning_load import load_morning
from tests.population import START, make_city
from tests.population_load import load_city, utc
from tests.ternate_reference import Reference

MONTH = [START + timedelta(days=number) for number in range(31)]
THURSDAY = date(2026, 1, 15)
TUESDAY = date(2026, 1, 27)
CHECK_IN_DAY = date(2026, 1, 29)  # a Thursday: at home those who may


class BenchmarkCity:
    """A loaded city, and what happens in it."""

    def __init__(self, env, people):
        self.city = make_city(people)
        for person in self.city.people:
            person.archived = False  # nobody has been archived yet on the days that are measured
        self.reference = Reference(self.city)
        self.loaded = load_city(env, self.city)
        self.env = self.loaded.env
        self.company = self.loaded.company
        self.employees = self.loaded.all_employees()

    def process(self, day, hour):
        """What the cron does at a local hour: open what has begun, judge, close what is over."""
        self.env["flexible.work.day"].sudo()._process_company(self.company, now=utc(day, hour))

    def morning(self, day):
        """Check-ins and apel of a day, as rows."""
        return load_morning(self.loaded, day, simulate(self.city, self.reference, day))

    def headcount(self, day):
        return self.env["flexible.work.day"].search_count([("company_id", "=", self.company.id), ("date", "=", day)])

"""``python -m benchmarks``: run them and print a table."""

import argparse
import contextlib
import logging
import os
import platform
import sys

import odoo
from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry

from .measure import Row, table, timed


def arguments():
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "--database",
        default=os.environ.get("PGDATABASE"),
        help="a database with the three addons; nothing stays in it (default: PGDATABASE)",
    )
    parser.add_argument("--people", type=int, default=10_000, help="employees of the city (default: 10,000)")
    parser.add_argument("--samples", type=int, default=200, help="check-ins and stock records to take (default: 200)")
    parser.add_argument(
        "--only",
        help="comma-separated: resolve, simulation, day, report, dashboard, check-in, stock, own-facts, roster, apel, "
        "tpp, evaluation, public, month, placement, proposal",
    )
    parser.add_argument("--joins", type=int, default=2000, help="people who join one apel over HTTP (default: 2,000)")
    parser.add_argument("--minutes", type=float, default=5, help="within so many minutes (default: 5)")
    parser.add_argument(
        "--stock-database",
        help="a database with Odoo's modules only, to copy; the development tools' is found by itself",
    )
    return parser.parse_args()


class Bench:
    """What the cases share: the city, and Odoo alone beside it (None without a database for it)."""

    def __init__(self, city, stock, options, live_database, day_database):
        self.city, self.stock, self.samples = city, stock, options.samples
        #: a copy of the database for a server of its own
        #: another one, in which a day is committed
        self.day_database, self.people = day_database, options.people
        self.live_database, self.joins, self.minutes = live_database, options.joins, options.minutes


def main():
    options = arguments()
    if not options.database:
        sys.exit("Name a database with the addons: --database, or PGDATABASE.")
    odoo.tools.config.parse_config(["--log-level=error", "--no-http"])
    logging.getLogger("odoo").setLevel(logging.ERROR)

    from .cases import CASES  # needs Odoo's configuration: it imports the addons

    unknown = set(options.only.split(",") if options.only else ()) - set(CASES)
    if unknown:
        sys.exit(f"There are no benchmarks {', '.join(sorted(unknown))}; there are {', '.join(CASES)}.")
    chosen = {name: case for name, case in CASES.items() if not options.only or name in options.only.split(",")}
    print(table(list(run(options, chosen))))
    return 0


def run(options, cases):
    """Rows of all chosen cases; the database is as before afterwards."""
    from .city import BenchmarkCity
    from .stock import Stock, find_template, stock_copy

    with contextlib.ExitStack() as stack:
        live = day = None
        if "apel" in cases:
            # copied while nobody is connected
            live = stack.enter_context(stock_copy(options.database, "_live"))
        if "day" in cases:
            day = stack.enter_context(stock_copy(options.database, "_day"))
        stock = None
        if {"day", "check-in", "stock", "own-facts"} & cases.keys():
            template = options.stock_database or find_template()
            if template:
                stock = Stock(stack.enter_context(stock_copy(template)), options.people)
                stack.callback(stock.close)
        cursor = stack.enter_context(contextlib.closing(Registry(options.database).cursor()))
        stack.callback(cursor.rollback)
        env = api.Environment(cursor, SUPERUSER_ID, {})
        cursor.execute("SHOW server_version")
        print(
            f"Odoo {odoo.release.version}, PostgreSQL {cursor.fetchone()[0]}, Python {platform.python_version()}, "
            f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; {options.people:,} employees\n",
            flush=True,
        )
        with timed(env) as timing:
            city = BenchmarkCity(env, options.people)
        yield Row("load the city (not part of the product)", options.people, "people", timing)
        bench = Bench(city, stock, options, live, day)
        for name, case in cases.items():
            for row in case(bench):
                print(f"  {name}: {row.what}: {row.timing.seconds:.2f} s", file=sys.stderr, flush=True)
                yield row


if __name__ == "__main__":
    sys.exit(main())

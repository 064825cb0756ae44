"""A brake on guessing, the same for all processes and servers of a database."""

from __future__ import annotations

import hmac
import time
from datetime import datetime, timedelta
from hashlib import sha256
from ipaddress import ip_address, ip_network
from secrets import token_bytes

from odoo.sql_db import db_connect
from odoo.tools import SQL

#: an IPv6 connection has a network of addresses to itself
IPV6_PREFIX = 64
#: system parameters that set another limit begin with it
PARAMETER = "flexible_work.limit."
#: a row keeps the moments of so many attempts at most
LIMIT_MAX = 1000
#: seconds between two deletions by the same process of what nobody needs any more
SWEEP_EVERY = 60
TABLE = SQL.identifier("flexible_work_attempt")

#: {database: when this process has swept last}
_swept: dict[str, float] = {}


class Throttle:
    """Counts attempts per key: ``limit`` of them within ``window`` bar the key until they are old enough.

    They are counted in a table of the database, each in a transaction of its own at once: so all workers and servers
    count together, parallel attempts are counted one after the other, and what a refusal rolls back does not undo it.
    The table is unlogged: cheap, and empty after a crash of PostgreSQL.

    :param name: unique; the system parameter ``flexible_work.limit.NAME`` sets another limit (1 to 1000)
    """

    def __init__(self, name: str, limit: int, window: timedelta):
        self.name = name
        self.limit = limit
        self.window = window

    def take(self, env, key, now: datetime) -> int:
        """Count an attempt of ``key`` at ``now``, unless it is barred.

        Take it before it is known how the attempt ends, and :meth:`give_back` or :meth:`forget` it when it was no
        failure: whoever tries in parallel would get past a question asked before.

        :param now: UTC, of the server
        :return: seconds for which the key is barred; 0: go ahead, it is counted
        """
        limit, nonce = self.limit_of(env), token_bytes(8)
        recent = SQL("array(SELECT m FROM unnest(kept.moments) m WHERE m > %s ORDER BY m)", now - self.window)
        is_free = SQL("cardinality(%s) < %s", recent, limit)
        ((taken_by, oldest),) = _execute(
            env,
            SQL(
                """
                INSERT INTO %(table)s AS kept (key, moments, until, taken_by)
                     VALUES (%(key)s, ARRAY[%(now)s::timestamp], %(until)s, %(nonce)s)
                ON CONFLICT (key) DO UPDATE
                        SET moments = CASE WHEN %(free)s THEN %(recent)s || %(now)s::timestamp ELSE %(recent)s END,
                            until = CASE WHEN %(free)s THEN excluded.until ELSE kept.until END,
                            taken_by = CASE WHEN %(free)s THEN excluded.taken_by ELSE kept.taken_by END
                  RETURNING taken_by, moments[greatest(cardinality(moments) - %(limit)s + 1, 1)]
                """,
                table=TABLE,
                key=self._row(key),
                now=now,
                until=now + self.window,
                nonce=nonce,
                free=is_free,
                recent=recent,
                limit=limit,
            ),
        )
        _sweep(env, now)
        return 0 if bytes(taken_by) == nonce else self._seconds(oldest, now)

    def wait(self, env, key, now: datetime) -> int:
        """Seconds for which ``key`` is barred at ``now``; 0 when it may try. Counts nothing."""
        limit = self.limit_of(env)
        found = _execute(
            env,
            SQL(
                "SELECT m FROM %s, unnest(moments) m WHERE key = %s AND m > %s ORDER BY m DESC OFFSET %s LIMIT 1",
                *(TABLE, self._row(key), now - self.window, limit - 1),
            ),
        )
        return self._seconds(found[0][0], now) if found else 0

    def give_back(self, env, key) -> None:
        """Take back the last attempt of ``key``, which was no failure."""
        _execute(
            env,
            SQL(
                "UPDATE %s SET moments = trim_array(moments, 1) WHERE key = %s AND moments != '{}'",
                TABLE,
                self._row(key),
            ),
        )

    def forget(self, env, key) -> None:
        """Forget the attempts of ``key``, after a success."""
        _execute(env, SQL("DELETE FROM %s WHERE key = %s", TABLE, self._row(key)))

    def limit_of(self, env) -> int:
        """How many attempts there are in this database: its system parameter, or else the one that was built in."""
        told = env["ir.config_parameter"].sudo().get_param(PARAMETER + self.name)
        return int(told) if told and told.isdecimal() and 0 < int(told) <= LIMIT_MAX else self.limit

    def _row(self, key):
        return sha256(repr((self.name, key)).encode()).digest()

    def _seconds(self, oldest, now):
        return max(1, int((oldest + self.window - now).total_seconds()))


def unnamed(env, address: str | None, *parts) -> bytes:
    """A key made of an ``address`` and ``parts``, from which nobody tells the address who lacks the database's secret.

    An IPv6 address stands for its whole network of one connection, so that changing the address within it is no way
    around a brake.
    """
    secret = env["ir.config_parameter"].sudo().get_param("database.secret") or ""
    return hmac.digest(secret.encode(), repr((_network(address), *parts)).encode(), sha256)


def forget_all(env) -> None:
    """Nobody is barred any more: for whoever has locked out a whole office, and for tests."""
    _execute(env, SQL("DELETE FROM %s", TABLE))


def sweep(env, now: datetime) -> None:
    """Delete what no brake needs at ``now``; what another process is at is left to it."""
    _execute(
        env,
        SQL(
            "DELETE FROM %s WHERE key IN (SELECT key FROM %s WHERE until <= %s FOR UPDATE SKIP LOCKED)",
            *(TABLE, TABLE, now),
        ),
    )


def _sweep(env, now):
    last = _swept.get(env.cr.dbname)
    if last is None or time.monotonic() - last > SWEEP_EVERY:
        _swept[env.cr.dbname] = time.monotonic()
        sweep(env, now)


def _execute(env, query):
    """The rows of one statement that is a transaction of its own, on the primary server; none when it returns none.

    Each statement commits by itself and reads what others have committed: in the isolation of Odoo's transactions two
    attempts at one moment would be an error.
    """
    with db_connect(env.cr.dbname).cursor() as cursor:
        cursor._cnx.autocommit = True
        cursor.execute(query)
        return cursor.fetchall() if cursor.description else []


def _network(address):
    try:
        known = ip_address(address or "")
    except ValueError:
        return address
    if known.version == 6 and not known.ipv4_mapped:
        return str(ip_network((known, IPV6_PREFIX), strict=False))
    return str(known.ipv4_mapped if known.version == 6 else known)

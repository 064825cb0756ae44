"""A real server on a copy of the database, and people with sessions: what HTTP takes, not the ORM alone."""

import http.client
import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

import psutil

import odoo
import odoo.http
import odoo.tools
from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.service.model import retrying
from odoo.sql_db import db_connect

from .bulk import clone_rows, next_ids
from .population_load import QUIET

START_TIMEOUT = 120
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
#: one in which it is day now: a local date must not end while it is measured
ZONES = ("Asia/Jayapura", "Asia/Jakarta", "Europe/Berlin", "America/New_York", "America/Los_Angeles")


class LiveCity:
    """One OPD whose people all work from home today, each with a user and a session; committed, for a server to see.

    ``company_id``, ``unit_id``, ``apel_ids`` (morning and afternoon, open), ``secrets`` of these, ``cookies`` of the
    people, ``leader_cookie``.
    """

    def __init__(self, database, people):
        vars(self).update(_elsewhere("load", database, people))
        self.secrets = {int(apel_id): secret for apel_id, secret in self.secrets.items()}


def _elsewhere(*arguments):
    """Run this module as a program: a process that tests something cannot load a second database."""
    command = [sys.executable, "-m", "tests.live", *map(str, arguments)]
    done = subprocess.run(command, cwd=Path(__file__).parent.parent, check=True, stdout=subprocess.PIPE)
    return json.loads(done.stdout.splitlines()[-1])


def follow_at_once(database, company_id, workers=2):
    """Let several workers process the days of a regional government at the same moment; what they complain about."""
    return _elsewhere("follow", database, company_id, workers)


class _Loader:
    """Loads what `LiveCity` tells of."""

    def __init__(self, database, people):
        self.database = database
        with closing(Registry(database).cursor()) as cursor:
            env = api.Environment(cursor, SUPERUSER_ID, dict(QUIET))
            self._load(env, people)
            cursor.commit()
            self.told["cookies"] = [self._session(env, uid) for uid in self.user_ids]
            self.told["leader_cookie"] = self._session(env, self.leader_uid)

    def _load(self, env, people):
        zone = next(zone for zone in ZONES if 5 <= _hour_in(env, zone) < 21)
        calendar = env["resource.calendar"].create(
            {
                "name": "Seven days",
                "tz": zone,
                "attendance_ids": [
                    (
                        0,
                        0,
                        {
                            "name": f"{n}",
                            "dayofweek": f"{n}",
                            "hour_from": 0.5,
                            "hour_to": 23.5,
                            "day_period": "morning",
                        },
                    )
                    for n in range(7)
                ],
            }
        )
        company = env["res.company"].create({"name": "Kota", "resource_calendar_id": calendar.id})
        calendar.company_id = company
        env.user.company_ids |= company
        env = env(context={**QUIET, "allowed_company_ids": company.ids})
        company = company.with_env(env)
        unit = env["hr.department"].create({"name": "Dinas", "company_id": company.id, "is_opd": True})
        self.leader_uid = self._person(env, company, unit, "leader").user_id.id
        unit.manager_id = env["res.users"].browse(self.leader_uid).employee_id
        env["res.users"].browse(self.leader_uid).group_ids |= env.ref("flexible_work_asn.group_head")
        self.user_ids = self._clone(env, self._person(env, company, unit, "first"), people)
        today = company._flexible_work_today()
        circular = env["flexible.work.circular"].create(
            {
                "name": "Everybody at home",
                "number": "1",
                "date_issued": today,
                "signatory_title": "Wali Kota",
                "date_from": today,
                "company_id": company.id,
                "rule_ids": [(0, 0, {"article": "1", WEEKDAYS[today.weekday()]: "wfh"})],
            }
        )
        circular.action_enact()
        env["flexible.work.day"].sudo()._process_company(company)
        apels = env["flexible.work.apel"].create(
            [
                {
                    "company_id": company.id,
                    "department_id": unit.id,
                    "date": today,
                    "kind": kind,
                    "hour_from": 0,
                    "hour_late": 12,
                    "hour_to": 24,
                }
                for kind in ("morning", "afternoon")
            ]
        )
        for apel in apels:
            apel.action_open()
        self.told = {
            "company_id": company.id,
            "unit_id": unit.id,
            "apel_ids": apels.ids,
            "secrets": {apel.id: apel.sudo().secret for apel in apels},
        }

    def _person(self, env, company, unit, login):
        user = env["res.users"].create(
            {
                "name": login,
                "login": f"{login}_{company.id}",
                "company_id": company.id,
                "company_ids": [(6, 0, company.ids)],
                "group_ids": [(6, 0, env.ref("base.group_user").ids)],
            }
        )
        return env["hr.employee"].create(
            {
                "name": login,
                "user_id": user.id,
                "company_id": company.id,
                "department_id": unit.id,
                "resource_calendar_id": company.resource_calendar_id.id,
                "date_version": "2025-01-01",
            }
        )

    def _clone(self, env, first, count):
        """Users and employees like ``first``, by COPY; ids of the users, the first one's included."""
        env.flush_all()
        ids = {
            table: next_ids(env, table, count - 1)
            for table in ("res_partner", "res_users", "resource_resource", "hr_employee", "hr_version")
        }
        rows = list(zip(*ids.values(), strict=True))
        user = first.user_id
        clone_rows(
            env,
            user.partner_id,
            [
                {"id": partner, "commercial_partner_id": partner, "name": f"Person {n}"}
                for n, (partner, *_) in enumerate(rows)
            ],
        )
        clone_rows(
            env,
            user,
            [{"id": uid, "partner_id": partner, "login": f"person_{uid}"} for partner, uid, *_ in rows],
        )
        for table, column in (("res_groups_users_rel", "uid"), ("res_company_users_rel", "user_id")):
            other = "gid" if column == "uid" else "cid"
            env.cr.execute(
                f"INSERT INTO {table} ({column}, {other}) SELECT new, {other} FROM {table}, unnest(%s) AS new"
                f" WHERE {column} = %s",
                (ids["res_users"], user.id),
            )
        clone_rows(env, first.resource_id, [{"id": row[2], "user_id": row[1]} for row in rows])
        clone_rows(
            env,
            first,
            [
                {
                    "id": employee,
                    "resource_id": resource,
                    "user_id": uid,
                    "work_contact_id": partner,
                    "current_version_id": None,
                    "name": f"Person {n}",
                }
                for n, (partner, uid, resource, employee, _version) in enumerate(rows)
            ],
        )
        clone_rows(env, first.version_id, [{"id": row[4], "employee_id": row[3]} for row in rows])
        env.cr.execute(
            "UPDATE hr_employee e SET current_version_id = v.id FROM hr_version v"
            " WHERE v.employee_id = e.id AND v.id = ANY(%s)",
            (ids["hr_version"],),
        )
        env.invalidate_all()
        env.registry.clear_all_caches()
        return [user.id, *ids["res_users"]]

    def _session(self, env, uid):
        """The cookie of a session on disk, as logging in leaves one."""
        store = odoo.http.root.session_store
        session = store.new()
        session.update(odoo.http.get_default_session(), db=self.database)
        user = env["res.users"].browse(uid)
        session.uid, session.login = uid, user.login
        session.context = {"lang": "en_US", "uid": uid, "allowed_company_ids": user.company_ids.ids}
        session.session_token = user._compute_session_token(session.sid)
        store.save(session)
        return f"session_id={session.sid}"


def _hour_in(env, zone):
    from odoo.addons.flexible_work_asn.local_time import to_local

    return to_local(odoo.fields.Datetime.now(), zone).hour


#: a program that is handed an open door by the protocol of systemd, and starts Odoo
DOOR = """import os
door = {}
if door and "gevent" not in os.sys.argv:
    os.dup2(door, 3)
    os.environ.update(LISTEN_FDS="1", LISTEN_PID=str(os.getpid()))
import odoo.cli
odoo.cli.main()
"""


def open_door(port, backlog):
    """A socket that listens for a server to come, as a unit of systemd (Backlog=, NonBlocking=) hands one on."""
    door = socket.create_server(("127.0.0.1", port), backlog=backlog)
    door.setblocking(False)
    return door


class LiveServer:
    """Odoo with workers on free ports, and questions to it.

    :param backlog: how many may wait at the door; Odoo's own door has room for 8 for each worker
    """

    def __init__(self, database, port, workers, backlog=None):
        self.database = database
        self.port, self.bus_port = port, port + 1
        options = ("-d", database, f"--db-filter=^{database}$", "--max-cron-threads=0", "--log-level=warn")
        ports = (f"--http-port={self.port}", f"--gevent-port={self.bus_port}", f"--workers={workers}")
        folder = Path(tempfile.gettempdir())
        self.log, launcher = folder / f"{database}.log", folder / f"{database}.py"
        door = open_door(self.port, backlog) if backlog else None
        # the server starts itself again for the bus, by the name of its script
        launcher.write_text(DOOR.format(door.fileno() if door else None))
        with open(self.log, "w") as file:
            self.process = subprocess.Popen(
                [sys.executable, launcher, *options, *ports],
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=subprocess.STDOUT,
                env=os.environ,
                pass_fds=[door.fileno()] if door else [],
            )
        if door:
            door.close()
        self._wait()

    def _wait(self):
        end = time.monotonic() + START_TIMEOUT
        while time.monotonic() < end:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/web/login", timeout=30):
                    socket.create_connection(("127.0.0.1", self.bus_port), timeout=5).close()
                    return
            except (urllib.error.URLError, OSError):
                if self.process.poll() is not None:
                    break
                time.sleep(0.3)
        raise RuntimeError(f"the server did not start: see {self.log}")

    def call(self, cookie, path, params):
        """One JSON-RPC question.

        :return: ``(seconds, answer, error)``; error is None or words
        """
        begun = time.perf_counter()
        # in bytes and at once: a worker waits for two seconds for the rest of a question, behind no proxy
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(
                "POST",
                path,
                json.dumps({"jsonrpc": "2.0", "params": params}).encode(),
                {"Content-Type": "application/json", "Cookie": cookie},
            )
            answer = json.loads(connection.getresponse().read())
            error = answer.get("error")
            words = error and (error.get("data") or {}).get("message", str(error))
            return time.perf_counter() - begun, answer.get("result"), words
        except (OSError, ValueError, http.client.HTTPException) as error:
            return time.perf_counter() - begun, None, f"{type(error).__name__}: {error}"
        finally:
            connection.close()

    def ask(self, cookie, model, method, *args):
        return self.call(
            cookie,
            f"/web/dataset/call_kw/{model}/{method}",
            {"model": model, "method": method, "args": args, "kwargs": {}},
        )

    def computed(self):
        """Seconds that Odoo's processes and PostgreSQL's for this database have computed so far.

        On a machine that does other things besides, this is the figure to judge by: waiting is not in it.
        """
        server = psutil.Process(self.process.pid)
        with closing(db_connect(self.database).cursor()) as cursor:
            cursor.execute("SELECT pid FROM pg_stat_activity WHERE datname = %s", (self.database,))
            backends = [psutil.Process(row[0]) for row in cursor.fetchall() if psutil.pid_exists(row[0])]
        return sum(sum(process.cpu_times()[:2]) for process in (server, *server.children(recursive=True), *backends))

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()


class Listener(threading.Thread):
    """The bus as an open board hears it: {employee id: when its line arrived}."""

    def __init__(self, server, cookie, channel):
        super().__init__(daemon=True)
        import websocket

        from odoo.addons.bus.websocket import WebsocketConnectionHandler

        self.heard, self.reloads = {}, 0
        version = WebsocketConnectionHandler._VERSION
        self.socket = websocket.create_connection(
            f"ws://127.0.0.1:{server.bus_port}/websocket?version={version}",
            cookie=cookie,
            origin=f"http://127.0.0.1:{server.bus_port}",
            timeout=60,
        )
        self.socket.send(json.dumps({"event_name": "subscribe", "data": {"channels": [channel], "last": 0}}))

    def run(self):
        while True:
            try:
                messages = json.loads(self.socket.recv() or "[]")
            except Exception:  # the socket is closed at the end
                return
            now = time.perf_counter()
            for message in messages:
                body = message["message"]
                if body["type"] == "flexible_work_apel/presence":
                    self.reloads += bool(body["payload"].get("reload"))
                    for line in body["payload"].get("lines", ()):
                        self.heard.setdefault(line["id"], now)

    def close(self):
        self.socket.close()


@contextmanager
def live_server(database, workers=2, backlog=None):
    from tools.server import free_port

    server = LiveServer(database, free_port(8469), workers, backlog)
    try:
        yield server
    finally:
        server.stop()


def percentile(values, share):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


def _follow(database, company_id, workers):
    gate, problems = threading.Barrier(workers), []

    def work(_number):
        with closing(Registry(database).cursor()) as cursor:
            env = api.Environment(cursor, SUPERUSER_ID, {})
            company = env["res.company"].browse(company_id)
            # each transaction has begun before another one has written
            cursor.execute("SELECT count(*) FROM flexible_work_apel")
            gate.wait()
            try:
                retrying(partial(env["flexible.work.day"]._process_company, company), env)
            except Exception as error:
                problems.append(repr(error))

    with ThreadPoolExecutor(workers) as pool:
        list(pool.map(work, range(workers)))
    return problems


if __name__ == "__main__":
    odoo.tools.config.parse_config(["--log-level=critical", "--no-http"])
    task, name, *numbers = sys.argv[1:]
    numbers = [int(number) for number in numbers]
    answer = _follow(name, *numbers) if task == "follow" else _Loader(name, *numbers).told
    sys.stdout.write(json.dumps(answer))

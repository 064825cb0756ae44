"""People of the demo data with sessions, and one question for each method and address of ``tests/reading.py``."""

import http.client
import json
import ssl
from datetime import date, timedelta
from functools import partial
from urllib.parse import quote

from tests.reading import METHODS, ROUTES

LOGINS = ("pegawai", "kepala", "operator", "bkpsdm", "walikota")


class Readers:
    """Asks through nginx, by HTTPS."""

    def __init__(self, port, database):
        self.port, self.database = port, database
        self.cookies = {login: self._login(login) for login in LOGINS}

    def request(self, method, path, body=None, headers=None):
        """(status, content, headers) of one request."""
        context = ssl._create_unverified_context()  # the certificate was made a minute ago
        connection = http.client.HTTPSConnection("localhost", self.port, timeout=180, context=context)
        try:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            return answer.status, answer.read(), answer.headers
        finally:
            connection.close()

    def _post(self, path, params, cookie=""):
        body = json.dumps({"jsonrpc": "2.0", "method": "call", "params": params})
        return self.request("POST", path, body, {"Content-Type": "application/json", "Cookie": cookie})

    def _login(self, login):
        params = {"db": self.database, "login": login, "password": login}
        _status, content, headers = self._post("/web/session/authenticate", params)
        answer = json.loads(content)
        if "error" in answer:
            raise RuntimeError(f"{login}: {answer['error']['data']['message']}")
        return headers["Set-Cookie"].partition(";")[0]

    def rpc(self, login, path, params):
        """(status, result) of a JSON-RPC question; 409 and the words for an error of Odoo's."""
        status, content, _headers = self._post(path, params, self.cookies[login])
        try:
            answer = json.loads(content)
        except ValueError:
            return status, content
        return (409, answer["error"]["data"]["message"]) if "error" in answer else (status, answer["result"])

    def ask(self, login, model, method, args=()):
        params = {"model": model, "method": method, "args": list(args), "kwargs": {}}
        return self.rpc(login, f"/web/dataset/call_kw/{model}/{method}", params)

    def get(self, login, path):
        status, content, _headers = self.request("GET", path, headers={"Cookie": self.cookies.get(login, "")})
        return status, content

    def check(self, kind):
        """:param kind: ``in`` or ``out``"""
        return self.rpc("pegawai", "/flexible_work/check", {"kind": kind})


def questions(people, sql):
    """``{name: question}``; a question returns (status, answer). Every one of ``tests/reading.py`` is there.

    :param sql: answers a statement by rows of text
    """
    found = {**_methods(people, sql), **_routes(people, sql), **_papers(people, sql)}
    wanted = {f"{model}.{name}" for model, names in METHODS.items() for name in names} | ROUTES
    missing = wanted - set(found)
    if missing:
        raise RuntimeError(f"no question for {sorted(missing)}")
    return found


def _one(sql, statement):
    rows = sql(statement)
    if not rows:
        raise RuntimeError(f"the demo data has nothing for: {statement}")
    return int(rows[0]) if rows[0].isdigit() else rows[0]


def _newest(sql, model, where="true"):
    """Of the company of the people who ask; the demonstration has others, too."""
    mine = f"company_id = (SELECT company_id FROM res_users WHERE login = 'bkpsdm') AND {where}"
    return _one(sql, f"SELECT id FROM {model.replace('.', '_')} WHERE {mine} ORDER BY id DESC LIMIT 1")


def _methods(people, sql):
    today = date.today()  # noqa: DTZ011 (any day of the plan will do)
    week = [str(today), str(today + timedelta(days=6))]
    employee = people.ask("pegawai", "flexible.work.day", "get_my_day")[1]["employee"]["id"]
    apel = people.ask("bkpsdm", "flexible.work.apel", "search", [[]])[1][:1]
    roster = people.ask("kepala", "flexible.work.roster", "search", [[]])[1][:1]
    circular = [_newest(sql, "flexible.work.circular", "state = 'draft'")]
    workload = _newest(sql, "flexible.work.workload", "scenario_of_id IS NULL")
    unit = people.ask("bkpsdm", "flexible.work.workload", "get_overview", [workload])[1]["units"][0]["id"]
    asked = {
        "flexible.work.apel.get_board": ("bkpsdm", [apel]),
        "flexible.work.apel.get_code": ("bkpsdm", [apel]),
        "flexible.work.calendar.token.get_my_feed": ("pegawai", []),
        "flexible.work.circular.simulate": ("bkpsdm", [circular, *week]),
        "flexible.work.circular.simulation_people": ("bkpsdm", [circular, week[0]]),
        "flexible.work.dashboard.get_today": ("walikota", []),
        "flexible.work.day.get_morning_numbers": ("kepala", []),
        "flexible.work.day.get_my_day": ("pegawai", []),
        "flexible.work.roster.compare_strategies": ("kepala", [roster]),
        "flexible.work.roster.grid_data": ("kepala", [roster]),
        "flexible.work.roster.grid_rosters": ("kepala", []),
        "flexible.work.setup.count_missing": ("bkpsdm", []),
        "flexible.work.setup.get_checklist": ("bkpsdm", []),
        "flexible.work.wish.get_unusual_days": ("pegawai", week),
        "flexible.work.workload.get_overview": ("bkpsdm", [workload]),
        "flexible.work.workload.get_unit": ("bkpsdm", [workload, unit]),
        "flexible.work.workload.what_if": ("bkpsdm", [workload, []]),
        "hr.employee.flexible_work_my_data": ("pegawai", []),
        "hr.employee.flexible_work_plan": ("bkpsdm", [[employee], *week]),
        "hr.employee.flexible_work_why": ("bkpsdm", [[employee], week[0]]),
        "hr.employee.get_flexible_work_month": ("pegawai", []),
    }
    return {name: partial(people.ask, login, *name.rsplit(".", 1), args) for name, (login, args) in asked.items()}


def _routes(people, sql):
    """The addresses, each by somebody who may."""
    employee = people.ask("pegawai", "flexible.work.day", "get_my_day")[1]["employee"]["id"]
    token = _one(sql, "SELECT token FROM flexible_work_public_service WHERE active LIMIT 1")
    verified = _one(sql, "SELECT token FROM flexible_work_report WHERE fingerprint IS NOT NULL LIMIT 1")
    feed = people.ask("pegawai", "flexible.work.calendar.token", "create_my_feed")[1]
    today = date.today()  # noqa: DTZ011 (any day will do)
    week = f"date_from={today}&date_to={today + timedelta(days=6)}"
    year = f"date_from={today - timedelta(days=300)}&date_to={today}"
    newest = {
        name: _newest(sql, f"flexible.work.{model}")
        for name, model in {
            "circular_id": "circular",
            "evaluation_id": "evaluation",
            "month_id": "month",
            "report_id": "report",
            "sheet_id": "tpp.sheet",
            "workload_id": "workload",
        }.items()
    }
    company = _one(sql, f"SELECT company_id FROM flexible_work_public_service WHERE token = '{token}'")
    addresses = {
        "/flexible_work/circular/<int:circular_id>/simulation.xlsx": f"?{week}",
        "/flexible_work/contributions.xlsx": f"?{year}",
        "/flexible_work/logs.xlsx": f"?{year}",
    }
    own = {
        "/flexible_work/data": "/flexible_work/data",
        "/flexible_work/data/<int:employee_id>": f"/flexible_work/data/{employee}",
        "/flexible_work/my_data/photo/<int:attendance_id>/<any('in','out'):direction>": (
            f"/flexible_work/my_data/photo/{_photo(sql, employee)}/in"
        ),
        "/flexible_work/calendar/<string:secret>.ics": feed[feed.index("/flexible_work/") :],
    }
    public = {
        "/flexible_work/verify": "/flexible_work/verify",
        "/flexible_work/verify/<string:token>": f"/flexible_work/verify/{verified}",
        "/layanan": "/layanan",
        "/layanan/<int:company_id>/lambang": f"/layanan/{company}/lambang",
        "/layanan/<string:slug>": f"/layanan/kota-{company}",
        "/layanan/u/<string:token>": f"/layanan/u/{token}",
        "/survei/<string:token>": f"/survei/{token}",
        "/survei/<string:token>/kirim": f"/survei/{token}/kirim",
        "/survei/<string:token>/terima-kasih": f"/survei/{token}/terima-kasih",
    }
    found = {}
    for rule in ROUTES - set(own) - set(public):
        path = rule.replace("<string:name>.<any(xlsx, csv):kind>", "employees.xlsx").replace("<string:kind>", "report")
        for name, number in newest.items():
            path = path.replace(f"<int:{name}>", str(number))
        found[rule] = partial(people.get, "bkpsdm", path + addresses.get(rule, ""))
    found |= {rule: partial(people.get, "pegawai", path) for rule, path in own.items()}
    return found | {rule: partial(people.get, None, path) for rule, path in public.items()}


def _photo(sql, employee):
    """Id of a check-in of somebody, with a photo."""
    attendance = _one(sql, f"SELECT id FROM hr_attendance WHERE employee_id = {employee} ORDER BY id DESC LIMIT 1")
    sql(
        "INSERT INTO ir_attachment (name, type, mimetype, res_model, res_field, res_id, db_datas, file_size)"
        f" VALUES ('photo', 'binary', 'image/jpeg', 'hr.attendance', 'flexible_in_photo', {attendance}, '\\xffd8ff', 3)"
    )
    return attendance


def _papers(people, sql):
    """Papers, by their address and as the web client prints them."""
    papers = {
        "flexible_work_asn_reports.daily_report": _newest(sql, "flexible.work.report"),
        "flexible_work_asn_reports.month_report": _newest(sql, "flexible.work.month"),
        "flexible_work_asn_reports.evaluation": _newest(sql, "flexible.work.evaluation"),
    }
    found = {}
    for name, number in papers.items():
        path = f"/report/pdf/{name}/{number}"
        found[f"print {name}"] = partial(_paper, people, path)
        asked = quote(json.dumps([path, "qweb-pdf"]), safe="")
        found[f"download {name}"] = partial(_paper, people, f"/report/download?data={asked}")
    return found


def _paper(people, path):
    """Odoo says 200 also of a paper that failed."""
    status, content = people.get("bkpsdm", path)
    return (status if content.startswith(b"%PDF") else 409), content[:300]

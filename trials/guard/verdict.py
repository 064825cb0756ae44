"""Whether an answer is right: no server error, no traceback of ours, nothing changed or told that must not be."""

import re
from dataclasses import dataclass

#: refusals that say why: what a client may get for any question
CLEAR = (
    "odoo.exceptions.",
    "odoo.http.SessionExpiredException",
    "werkzeug.exceptions.",
    "connection closed",
)
#: Odoo's words when a method for one record is called with none or several: no button of a screen does that
SINGLE = re.compile(r"Expected singleton|ValueError: (not enough|too many) values to unpack \(expected 1")
#: where Odoo reads language, zone and companies out of the context, whatever is in it, for any record at all
CONTEXT = re.compile(r"odoo/orm/environments\.py (lang|_lang|tz|company|companies)$|odoo/tools/translate\.py ")
#: no route of anybody's has this address: Odoo looks for an attachment or a page that has
NO_ROUTE = re.compile(r" in _serve_ir_http_fallback\b")
FRAME = re.compile(r'File "([^"]+)", line (\d+), in (\S+)(?:\n +(?!File)(.*))?')
LAST_LINE = re.compile(r"^((?:\w+\.)+[A-Z]\w+|[A-Z]\w*(?:Error|Exception))\b:? ?(.*)$", re.M)
OURS = "/flexible_work_asn"
#: what reading leaves behind, by design: who read what, that an address was used, compiled pages, devices, sessions
TRACES = {
    "flexible_work_access_log",
    "flexible_work_calendar_token",
    "res_device_log",
    "res_users_apikeys",
    "ir_attachment",
    "ir_config_parameter",
    "res_users_settings",
}
#: what people without login may add
PUBLIC = {"flexible_work_survey_answer", "flexible_work_survey_receipt"}
#: roles that decide nothing about others
ONLY_OWN = {"pegawai", "walikota", "inspektorat"}
#: rows that somebody causes to be written about others, by what everybody may do
ABOUT_OTHERS = {
    "mail_message",
    "mail_notification",
    "mail_followers",
    "mail_activity",
    "mail_mail",
    "mail_tracking_value",
    "flexible_work_access_log",
}


@dataclass(frozen=True)
class Fault:
    """``kind``: server error, traceback, changed, told or silent; ``what`` says where, the same for the same fault."""

    kind: str
    what: str
    question: object
    detail: str


class Judge:
    """Judges one answer after the other; `tolerated` counts tracebacks of Odoo's own code by cause."""

    def __init__(self, world, twin_fails=lambda question: False):
        """:param twin_fails: whether Odoo's own model fails the same way when it is asked the same"""
        self.world = world
        self.twin_fails = twin_fails
        self.tolerated, self.examples = {}, {}
        self.units = set(world["units"])
        self.wizards = {name.replace(".", "_") for name, known in world["models"].items() if known["transient"]}

    def judge(self, question, answer, log, changes):
        """The faults of one answer.

        :param log: what the server wrote meanwhile
        :param changes: :class:`~.audit.Change` of the same time
        """
        faults = []
        traces = [trace for trace in (answer.debug, *_tracebacks(log)) if trace]
        ours = [trace for trace in traces if _is_ours(trace, question) and not SINGLE.search(trace)]
        if ours and (question.odd_ids or (question.twin and self.twin_fails(question))):
            ours = []
        if answer.status == 0:
            faults.append(("silent", answer.error, answer.message))
        if ours and not answer.error.startswith(CLEAR):
            faults.append(("traceback", _cause(ours[0]), ours[0][-3000:]))
        elif answer.status >= 500 and not self._tolerate(question, traces):
            faults.append(("server error", f"{answer.status} {question.label}", answer.text[:2000] + log[-3000:]))
        elif traces and not answer.error.startswith(CLEAR):
            self._tolerate(question, traces)
        faults += self._told(question, answer)
        faults += self._changed(question, answer, changes)
        return [Fault(kind, what, question, detail) for kind, what, detail in faults]

    def _tolerate(self, question, traces):
        """Odoo's own way with wrong arguments: a traceback without any code of the addons that could say it better.

        Of papers, it is Odoo's controller that takes the request, and gives the status to what a paper refuses.
        """
        if not traces and question.door != "report":
            return False
        if question.door == "route" and not NO_ROUTE.search(traces[0]):
            return False
        cause = _cause(traces[0]) if traces else "a refusal of a paper, as a page with status 500"
        if traces and SINGLE.search(traces[0]):
            cause = "a button for one record, with none or several"
        elif question.odd_ids:
            cause = "records by what is no id: Odoo makes them before it calls a method"
        self.tolerated[cause] = self.tolerated.get(cause, 0) + 1
        self.examples.setdefault(cause, Fault("tolerated", cause, question, traces[0][-3000:] if traces else ""))
        return True

    def _told(self, question, answer):
        role = question.role
        if role not in ("admin", "elsewhere") and self.world["foreign"] in answer.text:
            yield "told", f"of another region: {question.label}", _around(answer.text, self.world["foreign"])
        if role not in ("admin", "bkpsdm"):
            for secret in self.world["secrets"]:
                if secret in answer.text and secret not in str(question.body):
                    # pegawai's own home is the same figure: what matters is who else reads it
                    if role == "pegawai" and secret != self.world["secrets"][0]:
                        continue
                    yield "told", f"secret {secret}: {question.label}", _around(answer.text, secret)

    def _changed(self, question, answer, changes):
        role = self.world["roles"].get(question.role, {})
        refused = answer.error or answer.status >= 400
        for change in changes:
            where = f"{change.what} {change.table}"
            why = None
            if change.table in TRACES:
                continue
            if refused:
                why = "although it was refused"
            elif question.reads:
                why = "by reading"
            elif question.role in ("nobody", "portal") and change.table not in PUBLIC and not self._is_kiosk(question):
                why = "without login"
            elif self._is_foreign(question.role, change):
                why = "of another region"
            elif question.role in ONLY_OWN and self._is_others(role, change):
                why = "of somebody else"
            elif question.role in ("kepala", "operator") and self._is_elsewhere(change):
                why = "of another unit"
            if why:
                yield "changed", f"{where} {why}: {question.role} {question.label}", f"{change}"

    def _is_kiosk(self, question):
        return question.target.startswith("/hr_attendance/") and self.world["tokens"]["kiosk"][0] in str(question.body)

    def _is_foreign(self, role, change):
        companies = self.world["companies"]
        other = companies["own"] if role == "elsewhere" else companies["other"]
        return role != "admin" and change.company_id == other

    def _is_others(self, role, change):
        if not change.table.startswith(("flexible_work", "hr_")) or change.table in ABOUT_OTHERS:
            return False
        if change.table in self.wizards and change.what == "INSERT":
            return False
        return bool(change.employee_id) and change.employee_id != role["employee_id"]

    def _is_elsewhere(self, change):
        if not change.table.startswith("flexible_work") or change.table in ABOUT_OTHERS:
            return False
        return bool(change.department_id) and change.department_id not in self.units


def _tracebacks(log):
    found, current = [], None
    for line in log.splitlines():
        if line.startswith("Traceback (most recent call last)"):
            current = []
            found.append(current)
        if current is not None:
            if re.match(r"\d{4}-\d\d-\d\d \d\d:", line):
                current = None
            else:
                current.append(line)
    return ["\n".join(lines) for lines in found]


def _is_ours(trace, question):
    """Whether code of the addons could have said it better: not when it only hands on to Odoo what Odoo was asked."""
    frames = FRAME.findall(trace)
    ours = [number for number, (path, _line, _name, _code) in enumerate(frames) if OURS in path]
    if not ours:
        return False
    if ours[-1] == len(frames) - 1:
        return True
    if any(CONTEXT.search(f"{path} {name}") for path, _line, name, _code in frames[ours[-1] :]):
        return False
    _path, _line, name, code = frames[ours[-1]]
    return not ("super()" in code and name == question.target.rsplit(".", 1)[-1])


def _cause(trace):
    """The same words for the same fault: the error, and the last line of ours, or else the last of all."""
    frames = FRAME.findall(trace)
    ours = [frame for frame in frames if OURS in frame[0]] or frames or [("?", "0", "?", "")]
    path, line, name, _code = ours[-1]
    errors = LAST_LINE.findall(trace)
    error = errors[-1][0] if errors else trace.strip().splitlines()[-1][:80]
    return f"{error} in {'/'.join(path.split('/')[-3:])}:{line} {name}"


def _around(text, word):
    place = text.index(word)
    return text[max(0, place - 200) : place + 200]

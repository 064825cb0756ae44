"""Ways to learn of a record that one may not read, or to change it: tried for every role on every model of ours.

Every text of the rows of :mod:`tests.access_world` holds a mark that says whose row it is. No answer to somebody may
hold the mark of a row that the rules do not let him read (they are held against ``access_matrix.csv`` elsewhere).
"""

import json
import os
import re
import threading
from contextlib import suppress
from datetime import timedelta
from unittest.mock import patch

from psycopg2 import IntegrityError

from odoo import fields
from odoo.exceptions import UserError
from odoo.service.model import call_kw
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from odoo.addons.http_routing.tests.common import MockRequest

from .access_world import MARK, OURS, ROLES, AccessWorld

#: addresses of ours with the number of a record, and of which model
NUMBERED = {
    "/flexible_work/circular/<int:circular_id>/simulation.xlsx": "flexible.work.circular",
    "/flexible_work/evaluation/<int:evaluation_id>/xlsx": "flexible.work.evaluation",
    "/flexible_work/month/<int:month_id>/<string:kind>/xlsx": "flexible.work.month",
    "/flexible_work/report/<int:report_id>/xlsx": "flexible.work.report",
    "/flexible_work/tpp/<int:sheet_id>/xlsx": "flexible.work.tpp.sheet",
    "/flexible_work/workload/<int:workload_id>/xlsx": "flexible.work.workload",
}
#: the own data and photos: whose they are is tried where they are served
OF_EMPLOYEES = {
    "/flexible_work/data/<int:employee_id>",
    "/flexible_work/my_data/photo/<int:attendance_id>/<any('in','out'):direction>",
}
#: ask every role about every model; else one role about each, so that all of it fits into every run of the tests
EVERY = os.environ.get("ACCESS_LEAKS") == "all"
#: what a call may be refused with; a new record that lacks what it needs is refused by the database
REFUSED = (UserError, ValueError, KeyError, TypeError, IntegrityError)


@tagged("post_install", "-at_install")
class TestAccessLeaks(AccessWorld, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # whoever may export at all gets as far as the rules
        for role in ROLES[:-2]:
            cls.user[role].group_ids |= cls.env.ref("base.group_allow_export")
        cls.build_all()
        cls._say_in_the_chatter()
        cls.env.flush_all()

    @classmethod
    def _say_in_the_chatter(cls):
        """A message, an activity and a file for every row; those without a chatter have a file alone."""
        messages, activities, files = [], [], []
        kind = cls.env.ref("mail.mail_activity_data_todo")
        for model, records in cls.models().items():
            for key in cls.keys(model) if records._auto else ():
                row, words = cls.record(model, key), f"{MARK}-{key}-{model}-said"
                place = {"model": model, "res_id": row.id}
                if "message_ids" in records._fields:
                    messages.append({**place, "body": words, "subject": words, "message_type": "comment"})
                    activities.append(
                        {
                            "res_model_id": cls.env["ir.model"]._get_id(model),
                            "res_id": row.id,
                            "summary": words,
                            "activity_type_id": kind.id,
                            "user_id": 1,
                        }
                    )
                files.append({"name": words, "raw": words, "res_model": model, "res_id": row.id})
        cls.env["mail.message"].sudo().create(messages)
        cls.env["mail.activity"].sudo().with_context(mail_activity_quick_update=True).create(activities)
        cls.env["ir.attachment"].sudo().create(files)

    # ------------------------------------------------------------ asking
    def ask(self, role, model, method, *args, **kwargs):
        """The answer to a call over RPC, as JSON; empty when it is refused."""
        user = self.user[role]
        self.env.invalidate_all()
        records = self.env[model].with_user(user).with_context(allowed_company_ids=user.company_ids.ids)
        with suppress(*REFUSED), mute_logger("odoo.sql_db"), self.env.cr.savepoint() as savepoint:
            answer = call_kw(records, method, list(args), {**kwargs, "context": dict(records.env.context)})
            self.env.flush_all()
            told = json.dumps(answer, default=str)
            savepoint.rollback()
            return told
        return ""

    def made(self, model):
        """``{key: row}`` of all rows of a model."""
        return {key: row for (name, key), row in self._rows.items() if name == model}

    def readable(self, role, model):
        """The keys of the rows of a model that somebody may read."""
        user = self.user[role]
        rows = self.made(model)
        every = self.env[model].browse(row_id for row in rows.values() for row_id in row.ids)
        seen = every.with_user(user).with_context(allowed_company_ids=user.company_ids.ids)
        if not seen.browse().has_access("read"):
            return set()
        may = set(seen._filtered_access("read").ids)
        return {key for key, row in rows.items() if row and row.id in may}

    def hidden(self, role, model):
        """``{key: row}`` of what somebody may not read: of each scope, and one that is another role's own; or one."""
        may = self.readable(role, model)
        rows = {key: row for key, row in self.made(model).items() if key not in may}
        others = [key for key in rows if key.startswith("own")]
        rows = {key: row for key, row in rows.items() if row and (key not in others or key == others[0])}
        return rows if EVERY else dict(list(rows.items())[:1])

    def told_of(self, answer, model, may):
        """Whose rows of ``model`` an answer tells of that are not among ``may``."""
        return set(re.findall(rf"{MARK}-([a-z_ ]+)-{re.escape(model)}-", answer)) - may

    def each(self):
        """Pairs of role and model: all of them, or one role for each model, in turn."""
        turns = {model: ROLES if EVERY else [ROLES[n % len(ROLES)]] for n, model in enumerate(self.models())}
        return [(role, model) for model, roles in turns.items() for role in roles]

    # ------------------------------------------------------------ reading
    def test_lists_names_and_groups_hold_what_may_be_read_alone(self):
        leaks = []
        for role, model in self.each():
            records = self.env[model]
            may = self.readable(role, model)
            names = [name for name, field in records._fields.items() if field.store and field.type in ("char", "text")]
            names = [name for name in names if not records._fields[name].groups]
            ways = {
                "search_read": self.ask(role, model, "search_read", [], ["id", "display_name", *names]),
                "web_search_read": self.ask(role, model, "web_search_read", [], {name: {} for name in names}),
                "name_search": self.ask(role, model, "name_search", MARK, limit=1000),
                "read_group": self.ask(role, model, "formatted_read_group", [], names[:1], ["__count"]),
            }
            leaks += [(role, model, way) for way, told in ways.items() if self.told_of(told, model, may)]
            if ways["read_group"] and names:
                count = sum(group["__count"] for group in json.loads(ways["read_group"]))
                if count != int(self.ask(role, model, "search_count", [])):
                    leaks.append((role, model, "counted"))
            if may and names and not ways["search_read"]:
                leaks.append((role, model, "nothing was asked"))
        self.assertEqual(leaks, [])

    def test_a_row_that_may_not_be_read_is_not_read_copied_exported_or_filled_in(self):
        leaks = []
        for role, model in self.each():
            records = self.env[model]
            if not records._auto:
                continue
            names = [name for name, field in records._fields.items() if field.type in ("char", "text")]
            spec = {name: {} for name in (*names, "display_name")}
            for row in self.hidden(role, model).values():
                for method, args in {
                    "read": [names],
                    "web_read": [spec],
                    "copy": [],
                    "copy_data": [],
                    "export_data": [names],
                    "onchange": [{}, [], spec],
                    "web_save": [{}, spec],
                }.items():
                    if MARK in self.ask(role, model, method, row.ids, *args):
                        leaks.append((role, model, method))
        self.assertEqual(leaks, [])

    def test_nothing_is_told_about_what_a_form_points_to(self):
        leaks = []
        for role, model in self.each():
            fields = self.env[model]._fields
            if not self.env[model].with_user(self.user[role]).has_access("create"):
                continue
            spec = {
                name: {"fields": {"display_name": {}}} if field.relational else {}
                for name, field in fields.items()
                if name != "id" and not field.groups
            }
            for name, field in fields.items():
                if field.type != "many2one" or not field.comodel_name.startswith(OURS):
                    continue
                for row in self.hidden(role, field.comodel_name).values():
                    for told in (
                        self.ask(role, model, "onchange", [], {name: row.id}, [name], spec),
                        self.ask(role, model, "web_save", [], {name: row.id}, {"display_name": {}}),
                    ):
                        if f"-{field.comodel_name}-" in told:
                            leaks.append((role, model, name))
        self.assertEqual(leaks, [])

    def test_an_import_changes_no_row_of_others(self):
        leaks = []
        for role, model in self.each():
            records = self.env[model]
            name = next((n for n, f in records._fields.items() if f.type in ("char", "text") and f.store), None)
            if not name or not records._auto or not records.with_user(self.user[role]).has_access("write"):
                continue
            for key, row in self.hidden(role, model).items():
                told = self.ask(role, model, "load", [".id", name], [[str(row.id), "diganti"]])
                if told and json.loads(told)["ids"]:
                    leaks.append((role, model, key))
        self.assertEqual(leaks, [])

    # ------------------------------------------------------------ what hangs on a row
    def test_messages_activities_and_files_follow_their_row(self):
        leaks, heard = [], 0
        asked = {
            "mail.message": ("subject", [("subject", "ilike", MARK)]),
            "mail.activity": ("summary", [("summary", "ilike", MARK)]),
            "ir.attachment": ("name", [("name", "ilike", MARK)]),
        }
        roles = ROLES if EVERY else ("employee", "head", "portal")
        for role in roles:
            told = {}
            for about, (name, domain) in asked.items():
                told[about] = self.ask(role, about, "search_read", domain, [name])
                told[about, "grouped"] = self.ask(role, about, "formatted_read_group", domain, [name], ["__count"])
            heard += sum(MARK in answer for answer in told.values())
            for model in self.models():
                may = self.readable(role, model)
                leaks += [(role, model, way) for way, answer in told.items() if self.told_of(answer, model, may)]
        self.assertEqual(leaks, [])
        self.assertGreater(heard, len(roles), "those who may read it hear it")

    def test_nobody_follows_or_writes_on_what_he_may_not_read(self):
        leaks = []
        for role, model in self.each():
            if "message_ids" not in self.env[model]._fields:
                continue
            partner = self.user[role].partner_id
            for row in self.hidden(role, model).values():
                if self.ask(role, model, "message_post", row.ids, body="x"):
                    leaks.append((role, model, "message_post"))
                if self.ask(role, model, "message_subscribe", row.ids, partner.ids) and self._follows(role, row):
                    leaks.append((role, model, "message_subscribe"))
        self.assertEqual(leaks, [])

    def _follows(self, role, row):
        """Whether somebody makes himself a follower of a row."""
        user = self.user[role]
        seen = row.with_user(user).with_context(allowed_company_ids=user.company_ids.ids)
        with suppress(*REFUSED), self.env.cr.savepoint() as savepoint:
            seen.message_subscribe(user.partner_id.ids)
            self.env.invalidate_all()
            follows = user.partner_id in row.sudo().message_partner_ids
            savepoint.rollback()
            return follows
        return False

    # ------------------------------------------------------------ over HTTP
    def test_json_2_answers_as_the_rules_do(self):
        leaks, answered = [], 0
        tomorrow = fields.Datetime.now() + timedelta(days=1)
        keys = {
            role: self.env["res.users.apikeys"].with_user(self.user[role])._generate("rpc", "matriks", tomorrow)
            for role in ROLES[:-2]
        }
        for role, model in self.each():
            if role not in keys:
                continue
            hidden = self.hidden(role, model)
            names = [name for name, field in self.env[model]._fields.items() if field.type in ("char", "text")]
            calls = [("search_read", {"domain": [], "fields": ["display_name"]})]
            calls += [("read", {"ids": row.ids, "fields": names}) for row in hidden.values()]
            for method, arguments in calls:
                answer = self.url_open(
                    f"/json/2/{model}/{method}",
                    data=json.dumps(arguments),
                    headers={"Content-Type": "application/json", "Authorization": f"bearer {keys[role]}"},
                )
                answered += answer.ok
                self.assertLess(answer.status_code, 500, (role, model, method))
                if answer.ok and self.told_of(answer.text, model, self.readable(role, model)):
                    leaks.append((role, model, method))
        self.assertEqual(leaks, [])
        self.assertGreater(answered, 10)

    def test_papers_and_files_of_hidden_records_are_not_served(self):
        reports = self.env["ir.actions.report"].sudo().search([("model", "like", f"{OURS}%")])
        self.assertGreater(len(reports), 5)
        leaks = []
        for number, role in enumerate(ROLES):
            if role == "public":
                self.logout()
            else:
                self.authenticate(
                    self.user[role].login, f"{role}_matriks" if role == "portal" else self.user[role].login
                )
            for place, report in enumerate(reports):
                if not EVERY and (place + number) % len(ROLES):
                    continue
                for row in self.hidden(role, report.model).values():
                    for kind in ("html", "text", "pdf"):
                        answer = self.url_open(f"/report/{kind}/{report.report_name}/{row.id}")
                        if answer.ok and (f"-{report.model}-" in answer.text or answer.content.startswith(b"%PDF")):
                            leaks.append((role, report.report_name, kind))
            leaks += self._served(role)
        self.assertEqual(leaks, [])

    def _served(self, role):
        """Files of hidden records that are served to somebody by their address."""
        for model, records in self.models().items():
            names = [n for n, f in records._fields.items() if f.type == "binary" and f.store] if records._auto else []
            for row in self.hidden(role, model).values() if names else ():
                for name in names:
                    answer = self.url_open(f"/web/content/{model}/{row.id}/{name}")
                    if answer.ok and answer.content:
                        yield (role, model, name)

    def test_our_addresses_with_a_number_serve_no_hidden_record(self):
        leaks = []
        with patch.object(threading.current_thread(), "dbname", self.env.cr.dbname, create=True):
            rules = [str(rule) for rule in self.env["ir.http"].routing_map().iter_rules()]
        numbered = {rule for rule in rules if rule.startswith("/flexible_work/") and "<int:" in rule}
        self.assertEqual(numbered, NUMBERED.keys() | OF_EMPLOYEES)
        for role in ROLES[:-2]:
            self.authenticate(self.user[role].login, self.user[role].login)
            for address, model in NUMBERED.items():
                for row in self.hidden(role, model).values():
                    address = re.sub("<int:[^>]+>", str(row.id), address).replace("<string:kind>", "people")
                    answer = self.url_open(f"{address}?date_from=2026-02-02&date_to=2026-02-08")
                    self.assertLess(answer.status_code, 500, address)
                    if answer.ok and not answer.history:
                        leaks.append((role, address))
        self.assertEqual(leaks, [])

    def test_nobody_listens_to_an_apel_that_he_does_not_run(self):
        apel = self.record("flexible.work.apel", "unit")
        listens = []
        for role in ROLES:
            user = self.user[role]
            bus = self.env["ir.websocket"].with_user(user).with_context(allowed_company_ids=user.company_ids.ids)
            names = [f"flexible_work_apel_{apel.id}", f"flexible.work.apel_{apel.id}"]
            with MockRequest(self.env):
                channels = bus._build_bus_channel_list(list(names))
            if any(getattr(channel, "_name", "") == apel._name for channel in channels):
                listens.append(role)
        self.assertEqual(listens, ["leader", "operator", "head", "bkpsdm", "admin"])

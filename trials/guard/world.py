"""The database that is attacked: two regions, one user of each role, and marks that nobody else may ever read.

Run as a program: ``python -m trials.guard.world DATABASE``; prints as JSON what the attacker knows.
"""

import json
import sys
from datetime import timedelta

import odoo.http
import odoo.tools
from odoo import SUPERUSER_ID, Command, api, fields
from odoo.modules.registry import Registry

from . import audit, surface

#: in every text of the other region: whoever reads it has read what is another government's
FOREIGN = "XQZTIDORE"
#: PIN and registered home of everybody in the first region
PIN = "7391846250"
HOME = (0.73918462, 127.39184627)
ROLES = {
    "pegawai": (),
    "operator": ("flexible_work_asn.group_operator",),
    "kepala": ("flexible_work_asn.group_head",),
    "walikota": ("flexible_work_asn.group_executive",),
    "inspektorat": ("flexible_work_asn.group_auditor",),
    "bkpsdm": ("flexible_work_asn.group_bkpsdm", "hr_holidays.group_hr_holidays_user"),
}
QUIET = {"tracking_disable": True, "mail_create_nosubscribe": True, "no_reset_password": True}
IDS_KEPT = 10
LOCAL_WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class World:
    """Makes what is missing for two regions; ``told`` is what `main` prints."""

    def __init__(self, env):
        self.env = env(context={**env.context, **QUIET})
        self.notes = []

    def build(self):
        own = self.env.ref("base.main_company")
        if not self.env["flexible.work.circular"].search_count([("company_id", "=", own.id)]):
            own = self.company("Ternate")
        other = self.company("Tidore")
        self.roles = {**self.people(own, "", ""), **self.outsiders(own)}
        self.roles["elsewhere"] = self.people(other, "_tidore", FOREIGN, ("kepala", "pegawai", "bkpsdm"))["bkpsdm"]
        self.own, self.other = own, other
        for company, mark in ((own, ""), (other, f"{FOREIGN} ")):
            self.rules(company, mark)
            self.fill(company, mark)
        self.mark(own)
        return self

    # ------------------------------------------------------------ people
    def company(self, name):
        calendar = self.env["resource.calendar"].create({"name": f"Week of {name}", "tz": "Asia/Jayapura"})
        company = self.env["res.company"].create({"name": f"Kota {name}", "resource_calendar_id": calendar.id})
        calendar.company_id = company
        self.env.user.company_ids |= company
        self.env.ref("base.user_admin").company_ids |= company
        return company

    def people(self, company, suffix, mark, roles=tuple(ROLES)):
        """One employee with a user for each role, in an OPD of ``company`` and a unit below."""
        env = self.env(context={**self.env.context, "allowed_company_ids": company.ids})
        known = env["res.users"].search([("login", "=", f"kepala{suffix}")])
        unit = known.employee_id.department_id or env["hr.department"].create(
            {"name": f"Dinas {mark}", "company_id": company.id, "is_opd": True}
        )
        users = {}
        for role in roles:
            user = env["res.users"].search([("login", "=", f"{role}{suffix}")]) or self.person(
                env, company, unit, role, suffix
            )
            user.group_ids |= env["res.groups"].union(*(env.ref(name) for name in ROLES[role]))
            users[role] = user
        unit.manager_id = unit.manager_id or users["kepala"].employee_id
        if "operator" in users:
            unit.flexible_operator_ids |= users["operator"]
        return users

    def person(self, env, company, unit, role, suffix):
        user = env["res.users"].create(
            {
                "name": f"{role} {suffix}",
                "login": f"{role}{suffix}",
                "password": f"{role}{suffix}",
                "company_id": company.id,
                "company_ids": [Command.set(company.ids)],
                "group_ids": [Command.set(env.ref("base.group_user").ids)],
            }
        )
        env["hr.employee"].create(
            {
                "name": user.name,
                "user_id": user.id,
                "company_id": company.id,
                "department_id": unit.id,
                "date_version": "2025-01-01",
            }
        )
        return user

    def outsiders(self, company):
        portal = self.env["res.users"].create(
            {
                "name": "Citizen",
                "login": "citizen",
                "company_id": company.id,
                "company_ids": [Command.set(company.ids)],
                "group_ids": [Command.set(self.env.ref("base.group_portal").ids)],
            }
        )
        return {"portal": portal, "admin": self.env.ref("base.user_admin")}

    # ------------------------------------------------------------ records
    def rules(self, company, mark):
        """A circular in force, and today's days and an open apel."""
        env = self.env(context={**self.env.context, "allowed_company_ids": company.ids})
        today = company.with_env(env)._flexible_work_today()
        if not env["flexible.work.circular"].search_count([("company_id", "=", company.id), ("state", "=", "enacted")]):
            env["flexible.work.circular"].create(
                {
                    "name": f"{mark}Edaran",
                    "number": f"{mark}1",
                    "date_issued": today - timedelta(40),
                    "signatory_title": "Wali Kota",
                    "date_from": today - timedelta(40),
                    "company_id": company.id,
                    "rule_ids": [Command.create({"article": "1", LOCAL_WEEK[today.weekday()]: "wfh"})],
                }
            ).action_enact()
        self.attempt(lambda: env["flexible.work.day"].sudo()._process_company(company.with_env(env)), "days")

    def fill(self, company, mark):
        """A record of every model that ``company`` has none of, as far as its required fields can be guessed."""
        env = self.env(context={**self.env.context, "allowed_company_ids": company.ids})
        for _round in range(2):
            for name in sorted(env.registry):
                model = env[name]
                if not name.startswith("flexible.work.") or model._abstract or model._transient or not model._auto:
                    continue
                if not model.search_count(self.of(model, company), limit=1):
                    self.attempt(lambda model=model: model.create(self.guess(model, company, mark)), name)

    def of(self, model, company):
        """The domain of what belongs to ``company``; of everything, when the model has no company."""
        return (
            [("company_id", "=", company.id)]
            if "company_id" in model._fields and model._fields["company_id"].store
            else []
        )

    def guess(self, model, company, mark):
        today, values = company._flexible_work_today(), {}
        for name, field in model._fields.items():
            wanted = field.required or name in ("company_id", "employee_id", "department_id", "reason")
            if not wanted or field.compute or field.related or name in ("id", "display_name"):
                continue
            if field.type == "many2one":
                target = model.env[field.comodel_name]
                values[name] = (
                    company.id if name == "company_id" else target.search(self.of(target, company), limit=1).id
                )
            elif not field.default:
                values[name] = {
                    "char": f"{mark}something",
                    "text": f"{mark}something",
                    "html": f"<p>{mark}something</p>",
                    "date": today,
                    "datetime": fields.Datetime.now(),
                    "integer": 1,
                    "float": 1.0,
                    "boolean": True,
                    "selection": (field.get_values(model.env) or [False])[0] if field.type == "selection" else False,
                }.get(field.type)
        return values

    def attempt(self, make, what):
        try:
            with self.env.cr.savepoint():
                made = make()
                self.env.flush_all()
                return made
        except Exception as error:
            self.env.clear()
            self.notes.append(f"{what}: {str(error).splitlines()[0][:100]}")

    def mark(self, company):
        people = self.env["hr.employee"].search([("company_id", "=", company.id)])
        people.write({"pin": PIN})
        self.env.cr.execute(
            "UPDATE hr_employee SET home_latitude = %s, home_longitude = %s, home_located = true WHERE id = ANY(%s)",
            (*HOME, people.ids),
        )
        company.attendance_kiosk_use_pin = True

    # ------------------------------------------------------------ what the attacker knows
    def tell(self):
        env = self.env
        models = surface.find_models(env)
        return {
            "companies": {"own": self.own.id, "other": self.other.id},
            "roles": {role: self.tell_role(user) for role, user in self.roles.items()},
            "units": env["hr.department"]
            .search([("id", "child_of", self.roles["kepala"].employee_id.department_id.ids)])
            .ids,
            "models": models,
            "methods": surface.find_methods(env),
            "routes": surface.find_routes(env),
            "ids": {model: self.ids(env[model]) for model in models if not models[model]["transient"]},
            "tokens": self.tokens(),
            "reports": env["ir.actions.report"]
            .search([("report_name", "like", "flexible_work")])
            .mapped("report_name"),
            "secrets": [PIN, f"{HOME[0]:.8f}", f"{HOME[1]:.8f}"],
            "foreign": FOREIGN,
            "ended": self.session(self.roles["bkpsdm"], token="0" * 64),
            "notes": self.notes,
        }

    def tell_role(self, user):
        return {
            "uid": user.id,
            "employee_id": user.employee_ids[:1].id,
            "company_id": user.company_id.id,
            "cookies": [self.session(user) for _number in range(2)],
            "key": self.env(user=user)["res.users.apikeys"]._generate(
                "rpc", "trial", fields.Datetime.now() + timedelta(1)
            ),
        }

    def session(self, user, token=None):
        """The identifier of a session on disk, as logging in leaves one; with another ``token``, it has ended."""
        store = odoo.http.root.session_store
        session = store.new()
        session.update(odoo.http.get_default_session(), db=self.env.cr.dbname)
        session.uid, session.login = user.id, user.login
        session.context = {"lang": "en_US", "uid": user.id, "allowed_company_ids": user.company_ids.ids}
        session.session_token = token or user._compute_session_token(session.sid)
        store.save(session)
        return session.sid

    def ids(self, model):
        """Some ids of the first region and of the other one, newest first."""
        if not model._table_query and not model._auto:
            return {"own": [], "other": []}
        domain = "company_id" in model._fields and model._fields["company_id"].store
        model = model.with_context(active_test=False)
        return {
            kind: model.search([("company_id", "=", company.id)] if domain else [], limit=IDS_KEPT, order="id desc").ids
            for kind, company in (("own", self.own), ("other", self.other))
        }

    def tokens(self):
        env = self.env
        secret = env(user=self.roles["pegawai"])["flexible.work.calendar.token"].create_my_feed().rsplit("/", 1)[1]
        return {
            "kiosk": [self.own.attendance_kiosk_key],
            "service": env["flexible.work.public.service"]
            .search([("company_id", "=", self.own.id)], limit=3)
            .mapped("token"),
            "report": [token for token in env["flexible.work.report"].search([], limit=3).mapped("token") if token],
            "calendar": [secret.removesuffix(".ics")],
        }


def main(database):
    with Registry(database).cursor() as cursor:
        env = api.Environment(cursor, SUPERUSER_ID, {})
        world = World(env).build()
        env.flush_all()
        told = world.tell()
        env.flush_all()
        told["watched"] = audit.install(cursor)
        cursor.commit()
    return told


if __name__ == "__main__":
    odoo.tools.config.parse_config(["--log-level=critical", "--no-http"])
    sys.stdout.write(json.dumps(main(sys.argv[1]), default=str))

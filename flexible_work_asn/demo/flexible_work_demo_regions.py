from datetime import timedelta
from functools import partial

from odoo import Command, api, fields, models

from ..local_time import at_hour, to_utc
from .regions import REGIONS, ROLES, person

TIME_ZONE = "Asia/Makassar"
#: of the unit as it is one of its people, by turns
LEVELS = ("pelaksana", "jf_muda", "pelaksana", "jf_pertama", "pengawas")
#: the demo of Kutai Timur shows the pattern of its three days in these weeks, too
PATTERN_WEEKS = (-2, 4)
METRES_APART = 0.002  # degrees between the offices of a region


class FlexibleWorkDemo(models.AbstractModel):
    """The other four regions of the articles, as companies of the same database: each with its zone, holidays, kinds of
    time off, units, people and the circular that it has in force. ``demo_company`` in the context says whose turn it
    is: what loads Ternate's rosters and days loads theirs."""

    _inherit = "flexible.work.demo"

    @api.model
    def _company(self):
        return self.env["res.company"].browse(self.env.context.get("demo_company")) or super()._company()

    @api.model
    def _load_regions(self):
        """All four; the administrator may change to each of them."""
        for key, facts in REGIONS.items():
            company = self._load_region_company(key, facts)
            self.env.ref("base.user_admin").company_ids |= company
            demo = self.with_context(
                demo_company=company.id, allowed_company_ids=company.ids, tracking_disable=True, lang="id_ID"
            )
            demo._load_region_times(company)
            demo._load_region_units(key, facts)
            demo._load_region_circular(key, facts)
            demo._load_head_users()
        self._for_region("kutim")._load_rosters()
        self._for_region("bolmong")._load_region_roster()
        self._for_region("bolmong")._load_region_assignment()
        self._for_region("pohuwato")._load_region_team()

    @api.model
    def _for_region(self, key):
        company = self._region_company(key)
        return self.with_context(
            demo_company=company.id, allowed_company_ids=company.ids, tracking_disable=True, lang="id_ID"
        )

    @api.model
    def _region_company(self, key):
        return self.env["res.company"].search([("name", "=", REGIONS[key]["name"])], limit=1)

    @api.model
    def _region_unit(self, key, name):
        title = next(title for unit, title, _category, _size in REGIONS[key]["units"] if unit == name)
        company = self._region_company(key)
        return self.env["hr.department"].search([("company_id", "=", company.id), ("name", "=", title)], limit=1)

    # ------------------------------------------------------------ company, time
    @api.model
    def _load_region_company(self, key, facts):
        state = self.env.ref(facts["state"], raise_if_not_found=False)
        # no look-up of the company in the internet
        quiet = {"iap_enrich_auto_done": True} if "iap_enrich_auto_done" in self.env["res.company"]._fields else {}
        company = self.env["res.company"].create(
            {
                "name": facts["name"],
                "city": facts["city"],
                "street": "Kompleks Perkantoran Pemerintah Kabupaten",
                "state_id": state and state.id,
                "country_id": self.env.ref("base.id").id,
                "email": f"pemkab@{key}.example",
                "currency_id": self.env.company.currency_id.id,
                **quiet,
            }
        )
        company.partner_id.write({"lang": "id_ID", "tz": TIME_ZONE})
        return company

    @api.model
    def _load_region_times(self, company):
        """Hours, holidays and kinds of time off as in Ternate, an hour to the west."""
        ternate = self.env.ref("flexible_work_asn.calendar_asn")
        calendar = ternate.copy({"name": ternate.name, "company_id": company.id, "tz": TIME_ZONE})
        company.resource_calendar_id = calendar
        holidays = {(leave.date_from + timedelta(hours=12)).date(): leave.name for leave in ternate.global_leave_ids}
        local = partial(to_utc, tz_name=TIME_ZONE)
        calendar.global_leave_ids.unlink()
        self.env["resource.calendar.leaves"].create(
            [
                {
                    "name": name,
                    "company_id": company.id,
                    "calendar_id": calendar.id,
                    "date_from": local(at_hour(day, 0)),
                    "date_to": local(at_hour(day, 24)) - timedelta(seconds=1),
                }
                for day, name in holidays.items()
            ]
        )
        main = self.env.ref("base.main_company")
        for kind in self.env["hr.leave.type"].sudo().search([("company_id", "=", main.id)]):
            kind.copy({"name": kind.name, "company_id": company.id})

    # ------------------------------------------------------------ organisation
    @api.model
    def _load_region_units(self, key, facts):
        company, number = self._company(), 0
        latitude, longitude = facts["position"]
        for order, (name, title, category, size) in enumerate(facts["units"]):
            place = (latitude + order * METRES_APART, longitude + order % 2 * METRES_APART)
            site = self.env["hr.work.location"].create(
                {
                    "name": f"Kantor {title}",
                    "company_id": company.id,
                    "address_id": company.partner_id.id,
                    "is_located": True,
                    "latitude": place[0],
                    "longitude": place[1],
                }
            )
            unit = self.env["hr.department"].create(
                {
                    "name": title,
                    "company_id": company.id,
                    "is_opd": True,
                    "service_category_id": self.env.ref(f"flexible_work_asn.category_{category}").id,
                    # the rule of Bolaang Mongondow is about its kecamatan, which would stay on site otherwise
                    "flexible_exempt": "included" if category == "district" else "inherit",
                    "site_ids": [Command.set(site.ids)],
                }
            )
            people = self.env["hr.employee"]
            for turn in range(size + 1):
                people |= self._load_region_person(key, unit, site, number, turn)
                number += 1
            unit.manager_id = people[0]
            if order == 0:
                self._give_login(key, "kepala", people[0])
                self._give_login(key, "pegawai", people[1])
            elif name == "bkpsdm":
                self._give_login(key, "bkpsdm", people[0])
        self._give_login(key, "bupati", name=facts["executive"])

    @api.model
    def _load_region_person(self, key, unit, site, number, turn):
        name, nip, sex = person(key, number)
        head = "camat" if unit.name.startswith("Kecamatan") else "jpt_pratama"
        level = head if turn == 0 else LEVELS[turn % len(LEVELS)]
        return self.env["hr.employee"].create(
            {
                "name": name,
                "nip": nip,
                "sex": sex,
                "birthday": f"{nip[:4]}-{nip[4:6]}-{nip[6:8]}",
                "asn_kind": "pns",
                "company_id": unit.company_id.id,
                "department_id": unit.id,
                "resource_calendar_id": unit.company_id.resource_calendar_id.id,
                "position_level_id": self.env.ref(f"flexible_work_asn.position_{level}").id,
                "job_title": f"Kepala {unit.name}" if turn == 0 else "Staf",
                "date_version": "2025-01-01",
                "work_location_id": site.id,
                "work_email": f"{nip}@{key}.example",
                "home_located": True,
                "home_latitude": site.latitude + 0.01 * (1 + turn),
                "home_longitude": site.longitude - 0.01,
            }
        )

    @api.model
    def _give_login(self, key, role, employee=None, name=None):
        """The login ``ROLE_REGION``, for an employee or for somebody who is none."""
        login = f"{role}_{key}"
        user = (
            self.env["res.users"]
            .with_context(no_reset_password=True)
            .create(
                {
                    "name": name or employee.name,
                    "login": login,
                    "password": login,
                    "email": f"{login}@{key}.example",
                    "lang": "id_ID",
                    "tz": TIME_ZONE,
                    "company_id": self._company().id,
                    "company_ids": [Command.set(self._company().ids)],
                    "group_ids": [
                        Command.set(
                            [
                                self.env.ref("base.group_user").id,
                                self.env.ref(f"flexible_work_asn.group_{ROLES[role]}").id,
                            ]
                        )
                    ],
                }
            )
        )
        if role == "bkpsdm":  # who heads a unit besides
            user.group_ids |= self.env.ref("flexible_work_asn.group_head")
        if "odoobot_state" in user._fields:
            user.odoobot_state = "disabled"
        if employee:
            employee.user_id = user

    # ------------------------------------------------------------ circulars
    @api.model
    def _load_region_circular(self, key, facts):
        """Copied from the template that tells what the articles report, checked, and enacted."""
        template = self.env.ref(f"flexible_work_asn.{facts['template']}")
        values = {"signatory_title": facts["executive"]}
        if key == "kutim":
            self._enact(template, {**values, "number": template.number, "date_issued": template.date_issued})
            first, last = (self._monday() + timedelta(weeks=weeks) for weeks in PATTERN_WEEKS)
            values |= {
                "number": "contoh",
                "name": f"{template.name} (contoh: pola tiga hari itu pada minggu-minggu ini)",
                "date_issued": first - timedelta(days=3),
                "date_from": first,
                "date_to": last - timedelta(days=1),
            }
        else:
            values |= {name: facts[name] for name in ("number", "date_issued", "date_from")}
        self._enact(template, values)

    @api.model
    def _enact(self, template, values):
        circular = template._copy_as_draft()
        circular.write(values)
        if template == self.env.ref("flexible_work_asn.template_bolmong_paten"):
            # whoever helps in a kecamatan is recorded by an assignment, as the template advises
            circular.rule_ids.filtered("position_level_ids").unlink()
        # what the articles report is enacted as it is, also where the check against the law has something to say
        circular.enacting_reason = "Data contoh: isi edaran menurut pemberitaan."
        circular.action_all_checked()
        circular.action_enact()
        return circular

    @api.model
    def _monday(self):
        return self._today() - timedelta(days=self._today().weekday())

    @api.model
    def _load_region_roster(self):
        """In the kecamatan one of the staff works from home on each day, the others at the counter."""
        date_from, date_to = self._period()
        for name in ("lolak", "dumoga"):
            unit = self._region_unit("bolmong", name)
            roster = self.env["flexible.work.roster"].create(
                {"department_id": unit.id, "date_from": date_from, "date_to": date_to}
            )
            roster.action_fill()
            staff = roster.line_ids.employee_id.ids
            for line in roster.line_ids:
                # each one day a week, by turns
                if line.date.weekday() == staff.index(line.employee_id.id) % 5:
                    line.mode = "wfh"
            roster.with_user(unit.manager_id.user_id).action_approve()

    @api.model
    def _load_region_assignment(self):
        """Two of the dinas work at the counters of the kecamatan for half a year: PATEN."""
        pmd = self._region_unit("bolmong", "pmd")
        staff = self.env["hr.employee"].search(
            [("department_id", "=", pmd.id), ("id", "!=", pmd.manager_id.id), ("user_id", "=", False)], order="id"
        )
        for employee, name in zip(staff, ("lolak", "dumoga"), strict=False):
            kecamatan = self._region_unit("bolmong", name)
            assignment = self.env["flexible.work.assignment"].create(
                {
                    "employee_id": employee.id,
                    "department_to_id": kecamatan.id,
                    "role": "Petugas loket PATEN",
                    "task": "Melayani administrasi terpadu di loket kecamatan.",
                    "date_from": self._today() - timedelta(days=60),
                    "date_to": self._today() + timedelta(days=120),
                    "letter_number": "800.1.11.1/12/BKPSDM",
                }
            )
            assignment.with_user(pmd.manager_id.user_id).action_release()
            assignment.with_user(kecamatan.manager_id.user_id).action_accept()

    @api.model
    def _load_region_team(self):
        """A team across units, as the simplified bureaucracy works (Permen PANRB 7/2022)."""
        host, kominfo = (self._region_unit("pohuwato", name) for name in ("organisasi", "kominfo"))
        staff = self.env["hr.employee"].search(
            [("department_id", "in", (host | kominfo).ids), ("id", "not in", (host | kominfo).manager_id.ids)],
            order="id",
        )
        leader = staff.filtered("user_id")[:1]
        begin = fields.Date.start_of(self._today(), "month")
        team = self.env["flexible.work.team"].create(
            {
                "name": "Tim Penyesuaian Sistem Kerja",
                "department_id": host.id,
                "leader_id": leader.id,
                "date_from": begin,
                "date_to": begin + timedelta(days=180),
                "task": "Peta proses bisnis dan mekanisme kerja tim menurut Permen PANRB 7/2022.",
                "letter_number": "800.1.11.1/7/ORG",
                "target_ids": [
                    Command.create(
                        {
                            "name": "Mekanisme kerja tim di tiap perangkat daerah",
                            "indicator": "Perangkat daerah dengan peta proses bisnis",
                            "target": 5,
                            "measure": "perangkat daerah",
                            "realised": 2,
                            "date_due": begin + timedelta(days=150),
                        }
                    )
                ],
            }
        )
        team.with_user(host.manager_id.user_id).action_start()
        guest = staff.filtered(lambda one: one.department_id == kominfo)[:1]
        member = (
            self.env["flexible.work.team.member"]
            .with_user(leader.user_id)
            .create({"team_id": team.id, "employee_id": guest.id, "role": "Penata data", "share": 30})
        )
        member.with_user(kominfo.manager_id.user_id).action_release()

from datetime import timedelta

from odoo import api, models

ONE_DAY = timedelta(days=1)
SATURDAY = 5
#: the users of the demonstration; the password is the login
LOGINS = ("pegawai", "kepala", "operator", "bkpsdm", "walikota")
#: OPD whose roster is still to be approved, so that both states can be seen
STILL_DRAFT = "department_disbud"
#: time off: employee, type, first and last working day counted from the last one before today (0)
ABSENCES = [
    ("employee_setda_organisasi_02", "tugas_belajar", -40, 80),
    ("employee_dinkes_03", "melahirkan", -30, 30),
    ("employee_diskominfo_ikp_03", "dinas_luar", -1, 1),
    ("employee_diskominfo_sandi_03", "sakit", 0, 0),
    ("employee_diskominfo_sekretariat_05", "tahunan", 2, 4),
    ("employee_bkpsdm_mutasi_02", "tahunan", -4, -2),
    ("employee_setda_hukum_02", "dinas_luar", -2, 0),
    ("employee_setda_ekonomi_03", "izin", 0, 0),
    ("employee_inspektorat_04", "dinas_luar", 0, 3),
    ("employee_bappelitbangda_litbang_02", "penting", -3, -1),
    ("employee_dishub_03", "sakit", -1, 1),
    ("employee_dukcapil_04", "tahunan", -2, 2),
    ("employee_pupr_03", "dinas_luar", 0, 1),
    ("employee_dinsos_03", "izin", -3, -3),
    ("employee_pertanian_04", "tahunan", 1, 5),
    ("employee_kec_selatan_03", "sakit", -4, -3),
    ("employee_pkm_siko_02", "tahunan", 0, 0),
    ("employee_sd1_03", "penting", -1, -1),
]


class FlexibleWorkDemo(models.AbstractModel):
    """The part of the demonstration data that lies around the day of installation.

    Rosters, time off and declarations are entered and decided through the same methods as by the
    people of a regional government; nothing that the system works out is written here.
    """

    _name = "flexible.work.demo"
    _description = "Demonstration of Flexible Work"

    @api.model
    def _load_indonesian(self):
        """Users of the demonstration read Indonesian; loading it takes a while, so only where it is missing."""
        if not self.env["res.lang"]._get_data(code="id_ID"):
            language = self.env["res.lang"].with_context(active_test=False).search([("code", "=", "id_ID")])
            self.env["base.language.install"].create({"lang_ids": language.ids, "overwrite": False}).lang_install()
        # Odoo loads an addon's terms after its demo data: what is written in messages here must find them before
        self.env["ir.module.module"].search([("name", "=", "flexible_work_asn")])._update_translations(["id_ID"])

    @api.model
    def _load_rosters_and_leaves(self):
        """Two weeks back and three ahead: time off approved, rosters approved, Thursdays declared."""
        self._quiet_first_login()
        self._set_administrator_apart()
        self._load_head_users()
        self._load_leaves()
        self._load_rosters()
        self._load_declarations()

    # ------------------------------------------------------------ the days around today
    @api.model
    def _company(self):
        return self.env.ref("base.main_company")

    @api.model
    def _today(self):
        return self._company()._flexible_work_today()

    @api.model
    def _working_day(self, offset):
        """The working day ``offset`` days from the last one before today (which is 0)."""
        holidays = self._holidays()
        day, step = self._today() - ONE_DAY, ONE_DAY if offset > 0 else -ONE_DAY
        while not _works(day, holidays):
            day -= ONE_DAY
        for _n in range(abs(offset)):
            day += step
            while not _works(day, holidays):
                day += step
        return day

    @api.model
    def _holidays(self):
        """Local dates of the public holidays; they are stored from midnight to midnight in Ternate."""
        leaves = self.env.ref("flexible_work_asn.calendar_asn").global_leave_ids
        return {(leave.date_from + ONE_DAY / 2).date() for leave in leaves}

    @api.model
    def _period(self):
        """Monday of the week before last to Sunday three weeks ahead."""
        monday = self._today() - timedelta(days=self._today().weekday())
        return monday - timedelta(weeks=2), monday + timedelta(weeks=4, days=-1)

    # ------------------------------------------------------------ entries
    @api.model
    def _quiet_first_login(self):
        """No chat window of the assistant bot over the first screen, no look-up of the company in the internet."""
        users = self.env["res.users"].search([("login", "in", list(LOGINS))])
        if "odoobot_state" in users._fields:
            users.odoobot_state = "disabled"
        if "iap_enrich_auto_done" in self._company()._fields:
            self._company().iap_enrich_auto_done = True

    @api.model
    def _set_administrator_apart(self):
        """The person whom Odoo makes for the technical administrator is no civil servant: do not count him.

        Beside Odoo's own demonstration data he is needed, and stays.
        """
        if not self.env.ref("hr.employee_al", raise_if_not_found=False):
            for name in ("hr.employee_admin", "hr.dep_administration"):
                self.env.ref(name).active = False

    @api.model
    def _load_head_users(self):
        """An account for every head of an OPD, so that the heads approve; without a password nobody gets in."""
        units = self.env["hr.department"].search([("is_opd", "=", True), ("company_id", "=", self._company().id)])
        heads = units.manager_id.filtered(lambda head: not head.user_id)
        groups = self.env.ref("base.group_user") | self.env.ref("flexible_work_asn.group_head")
        users = (
            self.env["res.users"]
            .with_context(no_reset_password=True)
            .create(
                [
                    {
                        "name": head.name,
                        "login": head.nip,
                        "email": head.work_email,
                        "lang": "id_ID",
                        "tz": self._company()._flexible_work_tz(),
                        "company_id": self._company().id,
                        "company_ids": self._company().ids,
                        "group_ids": groups.ids,
                    }
                    for head in heads
                ]
            )
        )
        for head, user in zip(heads, users, strict=True):
            head.user_id = user

    @api.model
    def _load_leaves(self):
        leaves = self.env["hr.leave"].with_context(leave_fast_create=True, tracking_disable=True)
        for employee, kind, first, last in ABSENCES:
            leaves |= leaves.create(
                {
                    "employee_id": self.env.ref(f"flexible_work_asn.{employee}").id,
                    "holiday_status_id": self.env.ref(f"flexible_work_asn.leave_type_{kind}").id,
                    "request_date_from": self._working_day(first),
                    "request_date_to": self._working_day(last),
                }
            )
        leaves.action_approve()

    @api.model
    def _load_rosters(self):
        """Every OPD that works flexibly: half of its staff at home on Tuesdays, the others on Wednesdays."""
        date_from, date_to = self._period()
        rosters = self.env["flexible.work.roster"].with_context(tracking_disable=True)
        rosters = rosters.create(
            [{"department_id": unit.id, "date_from": date_from, "date_to": date_to} for unit in self._rostered_units()]
        )
        rosters.action_fill()
        for roster in rosters:
            staff = {employee: turn for turn, employee in enumerate(roster.line_ids.employee_id)}
            roster.line_ids.filtered(
                lambda line, staff=staff: line.date.isoweekday() % 2 == staff[line.employee_id] % 2
            ).mode = "wfh"
        draft = self.env.ref(f"flexible_work_asn.{STILL_DRAFT}")
        for roster in rosters.filtered(lambda roster: roster.department_id != draft):
            roster.with_user(roster.department_id.manager_id.user_id).action_approve()

    @api.model
    def _rostered_units(self):
        """OPD with somebody whose days the circular leaves to the head."""
        date_from, date_to = self._period()
        employees = self.env["hr.employee"].search([("company_id", "=", self._company().id)])
        decisions = employees._flexible_work_decisions(date_from, date_to)
        unit_ids = {decision.department_id for decision in decisions.values() if decision.asks == "roster"}
        return self.env["hr.department"].browse(unit_ids).opd_id.sorted("id")

    @api.model
    def _load_declarations(self):
        """On Thursdays one in six declares another place than home; the login ``pegawai`` is left to choose."""
        date_from, date_to = self._period()
        lines = self.env["flexible.work.roster.line"].search([("state", "=", "approved")])
        staff = lines.employee_id.filtered(lambda employee: not employee.user_id)[::6]
        days = [date_from + timedelta(days=n) for n in range((date_to - date_from).days + 1)]
        decisions = staff._flexible_work_decisions(date_from, date_to)
        self.env["flexible.work.declaration"].create(
            [
                {"employee_id": employee.id, "date": day, "mode": "wfa"}
                for employee in staff
                for day in days
                if (employee.id, day) in decisions and decisions[employee.id, day].choice
            ]
        )


def _works(day, holidays):
    return day.weekday() < SATURDAY and day not in holidays

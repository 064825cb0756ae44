from odoo import api, models
from odoo.fields import Domain

from .flexible_work_setup import DONE, IT, MISSING, WARNING, share_state


class FlexibleWorkSetup(models.AbstractModel):
    """Checks of the organisation: OPD and their heads, exempt services, sites, employees, accounts and roles."""

    _inherit = "flexible.work.setup"

    @api.model
    def _checks_people(self, company):
        units = self.env["hr.department"].search_fetch(
            [("company_id", "=", company.id)],
            ["parent_path", "is_opd", "opd_id", "manager_id", "is_flexible_exempt", "site_ids"],
        )
        opds = units.filtered("is_opd")
        return [
            self._check_opds(units, opds),
            self._check_heads(opds),
            self._check_exempt(units),
            self._check_sites(units, opds),
            *self._checks_employees(company),
            self._check_roles(company),
        ]

    @api.model
    def _check_opds(self, units, opds):
        outside = units.filtered(lambda unit: not unit.opd_id)
        return self._check(
            "opds",
            "people",
            self.env._("Units, and which of them are OPD"),
            MISSING if not opds else WARNING if outside else DONE,
            self.env._("%(opds)s OPD, %(units)s units.", opds=len(opds), units=len(units))
            + (" " + self.env._("%s belong to no OPD.", len(outside)) if outside else ""),
            self.env._(
                "Each OPD has a line in the daily report and a head who verifies. People of a unit that belongs to no "
                "OPD are in nobody's report."
            ),
            action=self._window(self.env._("Units"), "hr.department", Domain("opd_id", "=", False))
            if outside
            else "hr.hr_department_tree_action",
            button=self.env._("Units"),
        )

    @api.model
    def _check_heads(self, opds):
        lacking = opds.filtered(lambda unit: not unit.manager_id.user_id)
        return self._check(
            "heads",
            "people",
            self.env._("Heads of OPD who can log in"),
            share_state(len(opds), len(lacking)),
            self.env._("%(lacking)s of %(all)s OPD have none.", lacking=len(lacking), all=len(opds))
            if lacking or not opds
            else self.env._("All %s OPD have one.", len(opds)),
            self.env._(
                "The head approves rosters and requests and verifies presence. Without a head who can log in they wait "
                "for BKPSDM."
            ),
            action=self._window(
                self.env._("OPD without a head who can log in"), "hr.department", Domain("id", "in", lacking.ids)
            )
            if lacking
            else "hr.hr_department_tree_action",
            button=self.env._("Units"),
        )

    @api.model
    def _check_exempt(self, units):
        exempt = units.filtered("is_flexible_exempt")
        return self._check(
            "exempt",
            "people",
            self.env._("Services that stay on site"),
            DONE if exempt else MISSING,
            self.env._("%s units are exempt from flexible work.", len(exempt)),
            self.env._(
                "Health, education, civil registration, fire service and whoever else serves citizens face to face "
                "stay on site (Permen PANRB 4/2025). Their unit needs its kind of service, else it is sent home."
            ),
            action="hr.hr_department_tree_action",
            button=self.env._("Units"),
        )

    @api.model
    def _check_sites(self, units, opds):
        sites = self.env["hr.work.location"].search_fetch(
            [("id", "in", units.site_ids.ids)], ["is_located", "networks"]
        )
        known = {site.id for site in sites if site.is_located or site.networks}
        placed = {unit.id for unit in units if known.intersection(unit.site_ids.ids)}
        lacking = opds.filtered(
            lambda unit: not placed.intersection(int(part) for part in (unit.parent_path or "").split("/") if part)
        )
        return self._check(
            "sites",
            "people",
            self.env._("Offices with their position"),
            share_state(len(opds), len(lacking)),
            self.env._("%(lacking)s of %(all)s OPD have none.", lacking=len(lacking), all=len(opds))
            if lacking or not opds
            else self.env._("All %s OPD have one.", len(opds)),
            self.env._(
                "A check-in counts as inside within the radius of a site of the unit, or from its network. Without a "
                "site nobody can say whether somebody was in the office."
            ),
            action=self._window(self.env._("OPD without a site"), "hr.department", Domain("id", "in", lacking.ids))
            if lacking
            else "hr.hr_work_location_action",
            button=self.env._("Units") if lacking else self.env._("Sites"),
        )

    # ------------------------------------------------------------ employees
    @api.model
    def _checks_employees(self, company):
        return [
            self._check_lacking(
                company,
                "placed",
                self.env._("Employees and their units"),
                "department_id",
                self.env._("Somebody without a unit gets no roster, has no head and is in nobody's report."),
            ),
            self._check_lacking(
                company,
                "nip",
                self.env._("NIP of the employees"),
                "nip",
                self.env._("Reports, letters and imports tell people apart by their NIP; names occur twice."),
            ),
            self._check_lacking(
                company,
                "levels",
                self.env._("Positions"),
                "position_level_id",
                self.env._(
                    "A circular keeps structural officials, camat and lurah on site by their position. Whoever has "
                    "none is treated as staff."
                ),
            ),
            self._check_lacking(
                company,
                "accounts",
                self.env._("Accounts of the employees"),
                "user_id",
                self.env._(
                    "Whoever has no account sees no plan, cannot check in by phone and joins no apel; the kiosk alone "
                    "is left."
                ),
            ),
        ]

    @api.model
    def _check_lacking(self, company, key, title, field, why):
        """A check that every employee of the company has something; ``field`` is empty of those who have not."""
        employees = self.env["hr.employee"]
        own = Domain("company_id", "=", company.id)
        without = own & Domain(field, "=", False)
        total, lacking = employees.search_count(own), employees.search_count(without)
        return self._check(
            key,
            "people",
            title,
            share_state(total, lacking),
            self.env._("%(lacking)s of %(all)s employees have none.", lacking=lacking, all=total)
            if lacking or not total
            else self.env._("All %s employees have one.", total),
            why,
            action=self._window(title, "hr.employee", without if lacking else own),
            button=self.env._("Employees"),
        )

    @api.model
    def _check_roles(self, company):
        """Roles are looked at as given to somebody of the company; administrators hold all of them anyway."""
        roles = {
            "bkpsdm": self.env._("BKPSDM"),
            "executive": self.env._("head of the region"),
            "operator": self.env._("OPD operator"),
        }
        groups = {name: self.env.ref(f"flexible_work_asn.group_{name}") for name in roles}
        users = self.env["res.users"].search_fetch(
            [("company_ids", "in", company.ids), ("share", "=", False)], ["group_ids"]
        )
        given = users.group_ids
        lacking = [label for name, label in roles.items() if groups[name] not in given]
        return self._check(
            "roles",
            "people",
            self.env._("Roles"),
            MISSING if groups["bkpsdm"] not in given else WARNING if lacking else DONE,
            self.env._("Nobody is: %s.", ", ".join(lacking)) if lacking else self.env._("All are given to somebody."),
            self.env._(
                "BKPSDM enacts circulars and sends the daily report, operators prepare rosters, the head of the region "
                "reads. What everybody may see follows from these groups."
            ),
            action="base.action_res_users",
            by=IT,
            button=self.env._("Users"),
        )

from odoo import api, models
from odoo.exceptions import AccessError

#: of a check: settled, nothing there, there but not complete, and what a region may do without
DONE, MISSING, WARNING, OPTIONAL = "done", "missing", "warning", "optional"
STATES = (MISSING, WARNING, OPTIONAL, DONE)
#: who settles it: the personnel agency, or whoever administers Odoo
BKPSDM, IT = "bkpsdm", "it"


class FlexibleWorkSetup(models.AbstractModel):
    """What a regional government has to settle before its circular can be carried out: whether it is there, why it
    matters, and where it is entered. Nothing is stored; each call looks at the data as they are.

    Addons add checks in ``_checks``, each made by ``_check``. A check reads in bulk: the number of queries does not
    depend on how many units or people there are.
    """

    _name = "flexible.work.setup"
    _description = "Set-up checklist"

    @api.model
    @api.readonly
    def get_checklist(self):
        """The checks of the user's current company.

        :return: ``{"company", "today", "reminder", "counts": {state: number}, "sections": [{"key", "title",
            "checks": [{"key", "title", "state", "found", "why", "by", "action", "button"}]}]}``. ``action`` is the
            external id of an action, an action, or None where there is nothing to enter here or the user may not
        :raises AccessError: for anybody but BKPSDM and administrators
        """
        self._check_reader()
        company = self.env.company
        checks = self._read_checks(company)
        sections = [
            {"key": key, "title": title, "checks": [check for check in checks if check["section"] == key]}
            for key, title in self._sections().items()
        ]
        return {
            "company": company.display_name,
            "today": str(company._flexible_work_today()),
            "reminder": company.sudo().flexible_setup_reminder,
            "counts": {state: sum(check["state"] == state for check in checks) for state in STATES},
            "sections": [section for section in sections if section["checks"]],
        }

    @api.model
    @api.readonly
    def count_missing(self):
        """How many checks of the current company are missing, for the reminder in the top bar; 0 once it is off, and
        for whoever may not read the checklist."""
        if not self._is_reader() or not self.env.company.sudo().flexible_setup_reminder:
            return 0
        return sum(check["state"] == MISSING for check in self._read_checks(self.env.company))

    @api.model
    def set_reminder(self, wanted):
        """Show or no longer show the reminder in the top bar, for everybody of BKPSDM of the current company.

        :param wanted: a boolean
        :raises AccessError: for anybody but BKPSDM and administrators
        """
        self._check_reader()
        self.env.company.sudo().flexible_setup_reminder = bool(wanted)

    # ------------------------------------------------------------ for the checks
    @api.model
    def _sections(self):
        """``{key: title}`` in the order in which they are shown, which is that of working through them."""
        return {
            "region": self.env._("The region"),
            "people": self.env._("Units and people"),
            "rules": self.env._("Circular and days"),
            "presence": self.env._("Presence"),
            "account": self.env._("Daily report and public"),
            "server": self.env._("Server"),
        }

    @api.model
    def _checks(self, company):
        """The checks of a company, as ``_check`` makes them; called in sudo, with the user's language."""
        return [
            *self._checks_region(company),
            *self._checks_people(company),
            *self._checks_rules(company),
            *self._checks_server(company),
        ]

    @api.model
    def _check(self, key, section, title, state, found, why, **leads):
        """One line of the checklist.

        :param found: what is there, in words
        :param why: what goes wrong without it
        :param leads: ``action``: external id or action; ``button``: its words; ``by``: ``BKPSDM`` (default) or ``IT``
        """
        return {
            "key": key,
            "section": section,
            "title": title,
            "state": state,
            "found": found,
            "why": why,
            "by": leads.get("by", BKPSDM),
            "action": leads.get("action"),
            "button": leads.get("button") or self.env._("Open"),
        }

    @api.model
    def _window(self, name, model, domain=None, **more):
        """An action that shows a list of ``model``, or a form with ``res_id`` in ``more``."""
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": model,
            "views": [[False, "form"]] if "res_id" in more else [[False, "list"], [False, "form"]],
            "domain": list(domain or ()),
            "target": "current",
            **more,
        }

    @api.model
    def _settings(self, addon):
        """The page of the settings that belongs to an addon."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Settings"),
            "res_model": "res.config.settings",
            "views": [[False, "form"]],
            "target": "current",
            "context": {"module": addon, "bin_size": False},
        }

    # ------------------------------------------------------------ who
    def _is_reader(self):
        user = self.env.user
        return self.env.su or user.has_group("flexible_work_asn.group_bkpsdm") or user.has_group("base.group_system")

    def _check_reader(self):
        if not self._is_reader():
            raise AccessError(self.env._("The set-up checklist is for BKPSDM and administrators."))

    def _read_checks(self, company):
        is_admin = self.env.user.has_group("base.group_system")
        checks = self.sudo()._checks(company.sudo())
        for check in checks:
            if check["by"] == IT and not is_admin:
                check["action"] = None
        return checks


def share_state(total, lacking):
    """The state of something that each of ``total`` should have and ``lacking`` of them have not."""
    if not total or lacking >= total:
        return MISSING
    return WARNING if lacking else DONE

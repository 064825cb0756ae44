from datetime import timedelta
from importlib.util import find_spec
from urllib.parse import urlsplit

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import config

from .flexible_work_setup import DONE, IT, MISSING, OPTIONAL, WARNING

#: a planned action that is due for so long is not being run
LATE = timedelta(hours=1)
LOCAL = ("localhost", "127.0.0.1", "::1")
#: where Odoo sends its mail unless somebody says otherwise
NO_MAIL_SERVER = ("localhost", 25)


class FlexibleWorkSetup(models.AbstractModel):
    """Checks of what the IT team settles: address, proxy, processes, mail, planned actions, libraries."""

    _inherit = "flexible.work.setup"

    @api.model
    def _checks_server(self, company):
        return [
            self._check_mail(company),
            self._check_address(),
            self._check_proxy(),
            self._check_workers(),
            self._check_crons(),
            self._check_solver(),
        ]

    @api.model
    def _base_url(self):
        return urlsplit(self.env["ir.config_parameter"].get_param("web.base.url") or "")

    @api.model
    def _check_mail(self, company):
        servers = self.env["ir.mail_server"].search_count([])
        of_file = (config["smtp_server"], config["smtp_port"])
        if not servers and of_file == NO_MAIL_SERVER:
            state, found = MISSING, self.env._("No outgoing mail server is set.")
        elif not company.email:
            state, found = WARNING, self.env._("The company has no e-mail address to send from.")
        else:
            state = DONE
            found = self.env._(
                "Sent from %(sender)s by %(server)s.",
                sender=company.email,
                server=self.env._("%s mail servers", servers) if servers else f"{of_file[0]}:{of_file[1]}",
            )
        return self._check(
            "mail",
            "server",
            self.env._("Outgoing mail"),
            state,
            found,
            self.env._(
                "The daily report, reminders and decisions go out by mail. Without a server they wait for ever."
            ),
            action="base.action_ir_mail_server_list"
            if state == MISSING
            else self._window(self.env._("Company"), "res.company", res_id=company.id),
            by=IT,
        )

    @api.model
    def _check_address(self):
        url = self._base_url()
        if url.scheme == "https":
            state = DONE
        else:
            state = WARNING if url.hostname in LOCAL else MISSING
        return self._check(
            "https",
            "server",
            self.env._("HTTPS"),
            state,
            self.env._("Address of the system: %s", url.geturl() or "–"),
            self.env._(
                "Phones tell their position and open the camera over HTTPS alone. Links in mails and the QR codes of "
                "reports carry this address."
            ),
            action="base_setup.action_general_configuration",
            by=IT,
            button=self.env._("Settings"),
        )

    @api.model
    def _check_proxy(self):
        is_behind = self._base_url().scheme == "https"
        if config["proxy_mode"]:
            state, found = DONE, self.env._("proxy_mode is set.")
        elif is_behind:
            state, found = MISSING, self.env._("Reached over HTTPS, but proxy_mode is not set in odoo.conf.")
        else:
            state, found = OPTIONAL, self.env._("No proxy is known.")
        return self._check(
            "proxy",
            "server",
            self.env._("Behind a proxy"),
            state,
            found,
            self.env._(
                "Without proxy_mode all check-ins seem to come from the proxy: networks of offices are not known, and "
                "limits of attempts strike everybody at once. The proxy has to let /websocket through, for the live "
                "board of an apel."
            ),
            by=IT,
        )

    @api.model
    def _check_workers(self):
        workers = config["workers"]
        return self._check(
            "workers",
            "server",
            self.env._("Processes"),
            DONE if workers else WARNING,
            self.env._("workers = %s", workers),
            self.env._(
                "With workers = 0 one process serves everybody and reports stop it while they are printed: enough for "
                "a trial, not for all employees at half past seven."
            ),
            by=IT,
        )

    @api.model
    def _check_crons(self):
        names = self.env["ir.model.data"].search_fetch(
            [("model", "=", "ir.cron"), ("module", "=like", "flexible\\_work\\_asn%")], ["res_id"]
        )
        crons = (
            self.env["ir.cron"]
            .with_context(active_test=False)
            .search_fetch([("id", "in", names.mapped("res_id"))], ["active", "nextcall", "cron_name"])
        )
        stopped = crons.filtered(lambda cron: not cron.active)
        late = crons.filtered(lambda cron: cron.active and cron.nextcall < fields.Datetime.now() - LATE)
        if late:
            state = MISSING
            found = self.env._("%(late)s of %(all)s are overdue: the server runs none.", late=len(late), all=len(crons))
        elif stopped:
            state, found = WARNING, self.env._("Switched off: %s", ", ".join(stopped.mapped("cron_name")))
        else:
            state, found = DONE, self.env._("All %s are active and on time.", len(crons))
        return self._check(
            "crons",
            "server",
            self.env._("Planned actions"),
            state,
            found,
            self.env._(
                "They open and close the day of each employee, open the daily report and send it. Where they do not "
                "run (max_cron_threads = 0), nothing happens by itself."
            ),
            action=self._window(
                self.env._("Planned actions"),
                "ir.cron",
                Domain("id", "in", crons.ids),
                context={"active_test": False},
            ),
            by=IT,
            button=self.env._("Planned actions"),
        )

    @api.model
    def _check_solver(self):
        lacking = [name for name in ("numpy", "highspy") if find_spec(name) is None]
        return self._check(
            "solver",
            "server",
            self.env._("Libraries for the best roster"),
            OPTIONAL if lacking else DONE,
            self.env._("Not installed: %s", ", ".join(lacking))
            if lacking
            else self.env._("numpy and highspy are there."),
            self.env._(
                "Optimal rosters and proposals of placements are computed by HiGHS (pip install highspy). Everything "
                "else works without it."
            ),
            by=IT,
        )

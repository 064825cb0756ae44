from odoo import api, models

from odoo.addons.flexible_work_asn.models.flexible_work_setup import DONE, IT, MISSING, OPTIONAL, WARNING


class FlexibleWorkSetup(models.AbstractModel):
    """Checks of the account: recipients, hours, letterhead, signatory, printing, public services."""

    _inherit = "flexible.work.setup"

    @api.model
    def _checks(self, company):
        return [
            *super()._checks(company),
            self._check_recipients(company),
            self._check_cutoff(company),
            self._check_letterhead(company),
            self._check_signatory(company),
            self._check_public(company),
            self._check_printing(),
        ]

    @api.model
    def _report_settings(self):
        return {
            "action": self._settings("flexible_work_asn_reports"),
            "by": IT,
            "button": self.env._("Settings"),
        }

    @api.model
    def _check_recipients(self, company):
        recipients = company.flexible_work_report_recipient_ids
        mute = recipients.filtered(lambda partner: not partner.email)
        return self._check(
            "recipients",
            "account",
            self.env._("Recipients of the daily report"),
            MISSING if len(mute) == len(recipients) else WARNING if mute else DONE,
            self.env._("Without e-mail address: %s", ", ".join(mute.mapped("name")))
            if mute
            else self.env._("%s recipients.", len(recipients)),
            self.env._(
                "The report of the day goes to the head of the region by mail. Without a recipient nobody gets it."
            ),
            **self._report_settings(),
        )

    @api.model
    def _check_cutoff(self, company):
        cutoff, hour = company.flexible_work_report_cutoff, company.flexible_work_report_send_hour
        is_sent = company.flexible_work_report_send == "verified"
        found = self.env._("OPD submit until %s.", _clock(cutoff))
        found += " " + (self.env._("Sent at %s.", _clock(hour)) if is_sent else self.env._("Sent by hand."))
        return self._check(
            "cutoff",
            "account",
            self.env._("Cut-off hour and sending"),
            WARNING if is_sent and hour < cutoff else DONE,
            found,
            self.env._(
                "OPD that submit later are marked as late. The hour of sending lies after it: BKPSDM verifies first."
            ),
            **self._report_settings(),
        )

    @api.model
    def _check_letterhead(self, company):
        lacking = []
        if not company.logo or company.uses_default_logo:
            lacking.append(self.env._("coat of arms"))
        if not company.flexible_work_report_office:
            lacking.append(self.env._("reporting office"))
        if not (company.flexible_work_report_address or company.street):
            lacking.append(self.env._("address"))
        return self._check(
            "letterhead",
            "account",
            self.env._("Letterhead"),
            MISSING if len(lacking) == 3 else WARNING if lacking else DONE,
            self.env._("Not entered: %s", ", ".join(lacking))
            if lacking
            else self.env._("Coat of arms, office, address."),
            self.env._("Printed at the head of every report and letter, as Permendagri 1/2023 asks."),
            action=self._window(self.env._("Company"), "res.company", res_id=company.id),
            by=IT,
            button=self.env._("Company"),
        )

    @api.model
    def _check_signatory(self, company):
        signatory = company.flexible_work_report_signatory_id
        is_nameless = company.flexible_work_report_signatory_kind == "official" and not signatory.nip
        return self._check(
            "signatory",
            "account",
            self.env._("Signatory"),
            MISSING if not signatory else WARNING if is_nameless else DONE,
            self.env._("Nobody is named.")
            if not signatory
            else self.env._("%s, whose NIP is not entered.", signatory.name)
            if is_nameless
            else signatory.name,
            self.env._(
                "Name, rank and NIP below the report (Permendagri 1/2023, article 44). Without one it is unsigned."
            ),
            **self._report_settings(),
        )

    @api.model
    def _check_public(self, company):
        services = self.env["flexible.work.public.service"].search_count([("company_id", "=", company.id)])
        is_open = company.flexible_work_public_page
        return self._check(
            "public",
            "account",
            self.env._("Public page of services"),
            DONE if services and is_open else WARNING if is_open else OPTIONAL,
            self.env._("%s services.", services) if is_open else self.env._("Switched off."),
            self.env._(
                "Citizens have to be told which service is open where while people work flexibly, and how to complain "
                "(Surat Menteri PANRB B/531/M.KT.02/2025)."
            ),
            action="flexible_work_asn_reports.flexible_work_public_service_action",
            button=self.env._("Public services"),
        )

    @api.model
    def _check_printing(self):
        state = self.env["ir.actions.report"].get_wkhtmltopdf_state()
        words = {
            "ok": self.env._("wkhtmltopdf is there."),
            "workers": self.env._("wkhtmltopdf is there, but needs at least two processes (workers)."),
            "upgrade": self.env._("wkhtmltopdf is too old."),
            "broken": self.env._("wkhtmltopdf does not run."),
        }
        return self._check(
            "printing",
            "server",
            self.env._("Printing of PDF"),
            DONE if state == "ok" else WARNING if state == "workers" else MISSING,
            words.get(state, self.env._("wkhtmltopdf is not installed.")),
            self.env._("Without wkhtmltopdf (with patched Qt) the daily report goes out as XLSX alone."),
            by=IT,
        )


def _clock(hour):
    return f"{int(hour):02d}:{round(hour % 1 * 60):02d}"

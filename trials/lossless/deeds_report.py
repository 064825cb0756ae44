"""Making and sending the daily report, killed at any moment, and at the two at which a mail is on its way."""

from datetime import timedelta

from .deeds import Deed


class Report(Deed):
    """BKPSDM makes the daily report and sends it to three; the mails leave once it is committed."""

    longest = 7.0
    words = "Daily report"

    def prepare(self):
        super().prepare()
        house, agency = self.house, self.agency
        # one that no earlier round has used
        used = house.one("SELECT min(date) FROM flexible_work_report WHERE company_id = %s", self.company)
        last = house.one(
            "SELECT max(date) FROM flexible_work_day WHERE company_id = %s AND date <= %s",
            self.company,
            self.today - timedelta(days=10),
        )
        self.date = used - timedelta(days=1) if used else last
        values = {"company_id": self.company, "date": str(self.date)}
        self.report = house.must(agency, "flexible.work.report", "create", [values])[0]
        house.must(agency, "flexible.work.report", "action_count", [self.report])
        house.must(agency, "flexible.work.report", "action_verify", [self.report], reason="Trial")
        self.before = len(self.letterbox.mails)
        self.answered = False

    def act(self):
        _action, error = self.house.ask(self.agency, "flexible.work.report", "action_send", [self.report])
        self.answered = error is None

    def resume(self):
        """BKPSDM presses the button again where nothing was answered, and decides what is uncertain."""
        self.half = self._half()
        house = self.house
        # a quarter of an hour later: the job gives up on workers that are gone
        house.sql(
            "UPDATE flexible_work_report_delivery SET claimed_at = claimed_at - interval '16 minutes'"
            " WHERE report_id = %s AND claimed_at IS NOT NULL",
            self.report,
        )
        house.finish("ir_cron_send_reports")
        self.uncertain = self._deliveries("unknown")
        self.untold = self._untold()
        for delivery, address in self.uncertain:
            there = self.letterbox_has(address)
            action = "action_confirm_received" if there else "action_resend"
            house.must(self.agency, "flexible.work.report.delivery", action, [delivery])
        if house.one("SELECT state FROM flexible_work_report WHERE id = %s", self.report) != "sent":
            house.ask(self.agency, "flexible.work.report", "action_send", [self.report])
        house.finish("ir_cron_send_reports")

    def _deliveries(self, state):
        return self.house.sql(
            "SELECT d.id, lower(d.email) FROM flexible_work_report_delivery d WHERE report_id = %s AND state = %s",
            self.report,
            state,
        )

    def _half(self):
        """Of a report that is to leave, everything is there; of one that is not, nothing."""
        return self.expect(
            "half a report",
            "SELECT r.id, r.state, r.token IS NOT NULL, r.fingerprint IS NOT NULL, f.files, d.deliveries"
            " FROM flexible_work_report r,"
            " LATERAL (SELECT count(*) AS files FROM ir_attachment WHERE res_model = 'flexible.work.report'"
            " AND res_id = r.id AND res_field IN ('pdf_file', 'html_file', 'xlsx_file')) f,"
            " LATERAL (SELECT count(*) AS deliveries FROM flexible_work_report_delivery WHERE report_id = r.id) d"
            " WHERE r.id = %s AND (r.token IS NOT NULL, r.fingerprint IS NOT NULL, f.files, d.deliveries)"
            " NOT IN ((TRUE, TRUE, 2, %s), (FALSE, FALSE, 0, 0))",
            self.report,
            len(self.told["recipients"]),
        )

    def _untold(self):
        """BKPSDM has an activity on a report of which the fate of a mail is uncertain."""
        told = self.house.one(
            "SELECT count(*) FROM mail_activity WHERE res_model = 'flexible.work.report' AND res_id = %s", self.report
        )
        return ["nobody was told that a mail is uncertain"] if self.uncertain and not told else []

    def letterbox_has(self, address):
        return sum(to == address for to, subject, _mail in self.letterbox.mails[self.before :])

    def audit(self):
        wrong = self.half + self.untold + self._half()
        state = self.house.one("SELECT state FROM flexible_work_report WHERE id = %s", self.report)
        if state != "sent":
            wrong.append(f"the report of {self.date} is {state} in the end")
        for address in self.told["recipients"]:
            number = self.letterbox_has(address)
            if number != 1:
                wrong.append(f"{number} mails of the report of {self.date} to {address}")
        others = len(self.letterbox.mails) - self.before - sum(map(self.letterbox_has, self.told["recipients"]))
        if others:
            wrong.append(f"{others} mails to others")
        return wrong + self.expect(
            "the fingerprint is not that of the file",
            "SELECT r.id FROM flexible_work_report r JOIN flexible_work_report_delivery d ON d.report_id = r.id"
            " WHERE r.id = %s AND d.state != 'sent'",
            self.report,
        )

    def done(self):
        return len(self.letterbox.mails) - self.before


class ReportBySchedule(Report):
    """The same by the job, at the hour of the schedule."""

    def act(self):
        self.house.sql("UPDATE flexible_work_report SET send_due = now() AT TIME ZONE 'UTC' WHERE id = %s", self.report)
        self.house.wake("ir_cron_send_reports")


class BeforeAccepted(Report):
    """Killed after the mail was claimed, before the mail server accepts it."""

    moment = "before"

    def arm(self, kill):
        setattr(self.letterbox, self.moment, kill)


class AfterAccepted(BeforeAccepted):
    """Killed after the mail server has accepted the mail, before that is noted."""

    moment = "after"

"""Sending the papers of a month, killed at any moment, and at the two at which a mail is on its way."""

from datetime import timedelta

from .deeds import Deed

MODEL = "flexible.work.month"


class Month(Deed):
    """BKPSDM mails the recap of apel of a month to three; each mail leaves in a transaction of its own."""

    longest = 7.0

    def prepare(self):
        super().prepare()
        house = self.house
        # one before all others: all its days are closed, and no earlier round has used it
        before = house.one(
            "SELECT least(min(date), (SELECT min(month) FROM flexible_work_month WHERE company_id = %s))"
            " FROM flexible_work_day WHERE company_id = %s",
            self.company,
            self.company,
        )
        self.date = (before.replace(day=1) - timedelta(days=1)).replace(day=1)
        self._a_day_of(self.date)
        partners = house.sql(
            "SELECT id FROM res_partner WHERE email = ANY(%s) ORDER BY id", list(self.told["recipients"])
        )
        values = {
            "company_id": self.company,
            "month": str(self.date),
            "apel_recipient_ids": [[6, 0, [number for (number,) in partners]]],
        }
        self.month = house.must(self.agency, MODEL, "create", [values])[0]
        self.before = len(self.letterbox.mails)
        self.answered = False

    def _a_day_of(self, date):
        """A closed day of everybody on a date, like another one."""
        house = self.house
        columns = house.one(
            "SELECT string_agg(quote_ident(column_name), ', ') FROM information_schema.columns"
            " WHERE table_name = 'flexible_work_day' AND column_name NOT IN ('id', 'date')"
        )
        house.sql(
            f"INSERT INTO flexible_work_day (date, {columns}) SELECT %s, {columns} FROM flexible_work_day"
            " WHERE company_id = %s AND date = (SELECT max(date) FROM flexible_work_day"
            " WHERE company_id = %s AND state = 'closed' AND date <= %s)",
            date,
            self.company,
            self.company,
            self.today - timedelta(days=10),
        )

    def act(self):
        _action, error = self.house.ask(self.agency, MODEL, "action_send_apel", [self.month])
        self.answered = error is None

    def resume(self):
        """BKPSDM asks where it is uncertain, and presses the button again where nothing was answered."""
        house = self.house
        self.wrong = self._claims()
        for dispatch, addresses in self._uncertain():
            # the button decides about all of a sending: no more than one mail was leaving
            there = all(map(self.letterbox_has, addresses))
            action = "action_confirm_received" if there else "action_send_again"
            house.must(self.agency, f"{MODEL}.dispatch", action, [dispatch])
        if not self._sent():
            house.must(self.agency, MODEL, "action_send_apel", [self.month])

    def _uncertain(self):
        return self.house.sql(
            "SELECT d.id, array_agg(lower(p.email)) FROM flexible_work_month_dispatch d"
            " JOIN flexible_work_month_dispatch_claimed_rel c ON c.flexible_work_month_dispatch_id = d.id"
            " JOIN res_partner p ON p.id = c.res_partner_id WHERE d.month_id = %s GROUP BY d.id",
            self.month,
        )

    def _claims(self):
        """Of one mail alone the fate is uncertain; what is noted as handed over was accepted, and files are there."""
        wrong = [f"{len(to)} mails are uncertain at once" for _one, to in self._uncertain() if len(to) > 1]
        reached = self.house.sql(
            "SELECT lower(p.email) FROM flexible_work_month_dispatch d"
            " JOIN flexible_work_month_dispatch_reached_rel r ON r.flexible_work_month_dispatch_id = d.id"
            " JOIN res_partner p ON p.id = r.res_partner_id WHERE d.month_id = %s",
            self.month,
        )
        wrong += [
            f"{address} is said to have what never left" for (address,) in reached if not self.letterbox_has(address)
        ]
        return wrong + self.expect(
            "a sending without its files",
            "SELECT d.id FROM flexible_work_month_dispatch d WHERE d.month_id = %s AND NOT EXISTS"
            " (SELECT FROM ir_attachment WHERE res_model = 'flexible.work.month.dispatch' AND res_id = d.id)",
            self.month,
        )

    def _sent(self):
        return self.house.one("SELECT apel_sent_at IS NOT NULL FROM flexible_work_month WHERE id = %s", self.month)

    def letterbox_has(self, address):
        return sum(to == address for to, _subject, _mail in self.letterbox.mails[self.before :])

    def audit(self):
        wrong = self.wrong + self._claims()
        if not self._sent():
            wrong.append(f"the papers of {self.date} are not sent in the end")
        if self._uncertain():
            wrong.append(f"mails of {self.date} are still uncertain")
        for address in self.told["recipients"]:
            number = self.letterbox_has(address)
            if number != 1:
                wrong.append(f"{number} mails of the month {self.date} to {address}")
        others = self.done() - sum(map(self.letterbox_has, self.told["recipients"]))
        if others:
            wrong.append(f"{others} mails to others")
        return wrong + self.expect(
            "more than one sending, or one that is not complete",
            "SELECT count(*), min(state) FROM flexible_work_month_dispatch WHERE month_id = %s"
            " HAVING count(*) != 1 OR min(state) != 'sent'",
            self.month,
        )

    def done(self):
        return len(self.letterbox.mails) - self.before


class MonthBeforeAccepted(Month):
    """Killed after a mail of the month was claimed, before the mail server accepts it."""

    moment = "before"

    def arm(self, kill):
        setattr(self.letterbox, self.moment, kill)


class MonthAfterAccepted(MonthBeforeAccepted):
    """Killed after the mail server has accepted a mail of the month, before that is noted."""

    moment = "after"

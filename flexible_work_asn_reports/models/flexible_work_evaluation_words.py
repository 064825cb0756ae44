from markupsafe import Markup

from odoo import models
from odoo.tools import format_date, formatLang

from odoo.addons.flexible_work_asn.local_time import to_local

#: digits after the comma, by unit
DIGITS = {"percent": 1, "number": 1, "hours": 1, "index": 1, "money": 0}


class FlexibleWorkEvaluation(models.Model):
    """What an evaluation says, in sentences for the regional head."""

    _inherit = "flexible.work.evaluation"

    def _caution_sentences(self):
        """One sentence per caution about the data as a whole."""
        facts, env = self.facts or {}, self.env
        words = {
            "short": lambda: env._(
                "The periods are short: %(before)s weeks before and %(after)s after have figures. Four of each are the "
                "least from which habits can be told from accidents.",
                before=facts["weeks_before"],
                after=facts["weeks_after"],
            ),
            "one_sided": lambda: env._(
                "There are %(flexible)s flexible and %(exempt)s exempt OPD with people, and %(needed)s of each are "
                "needed: before and after stand side by side here, and nothing can be said about the cause.",
                flexible=facts["flexible"],
                exempt=facts["exempt"],
                needed=self.units_min,
            ),
            "sizes": lambda: env._(
                "The units are of a different kind: flexible OPD have %(flexible)s people on average, exempt ones "
                "%(exempt)s. What changes large units need not change small ones.",
                flexible=formatLang(env, facts["flexible_size"], digits=0),
                exempt=formatLang(env, facts["exempt_size"], digits=0),
            ),
            "moved": lambda: env._(
                "The units are not the same as before: %s %% of the people came, left or moved between OPD.",
                formatLang(env, facts["moved"], digits=0),
            ),
            "flexible_before": lambda: env._(
                "There was flexible work before, too: %s %% of the presences of flexible units were away from the "
                "office. A small difference then says little.",
                formatLang(env, facts["away_before"], digits=0),
            ),
            "not_carried_out": lambda: env._(
                "Flexible work hardly took place: presence away from the office rose by only %s points more in "
                "flexible units than in exempt ones. Differences then have other causes.",
                formatLang(env, facts["away_rise"], digits=1),
            ),
            "mixed": lambda: env._(
                "%s sub-units follow another rule than their OPD, or another one for a time: they are not compared.",
                facts["mixed"],
            ),
        }
        return [words[code]() for code in self._caution_codes()]

    def _words_for_draft(self):
        """What the chatter of the superseding draft says: from which evaluation it comes, and what that found."""
        found = Markup().join(Markup("<li>%s</li>") % finding.name for finding in self.finding_ids)
        head = self.env._("Drafted after %(evaluation)s. It found:", evaluation=self.display_name)
        return Markup("<p>%s</p><ul>%s</ul>") % (head, found) if found else head

    def _summary(self):
        """The first sentence of the paper: of so many measures so many are better, worse, not clear."""
        return self.env._(
            "Flexible units compared with exempt ones: better in %(better)s measures, worse in %(worse)s, no clear "
            "difference in %(unclear)s, too few data in %(few)s.",
            better=self.better_count,
            worse=self.worse_count,
            unclear=self.unclear_count,
            few=self.few_count,
        )

    def _local_date(self, moment):
        return to_local(moment, self.company_id._flexible_work_tz()).date()

    def _span_words(self, first, last):
        return " – ".join(format_date(self.env, day, date_format="d MMMM y") for day in (first, last))


class FlexibleWorkEvaluationMeasure(models.Model):
    """One sentence per measure: better, worse, no clear difference, or too few data."""

    _inherit = "flexible.work.evaluation.measure"

    def _sentence(self):
        """What the measure shows, without a claim about the cause."""
        self.ensure_one()
        sentence = {
            "better": self._sentence_clear,
            "worse": self._sentence_clear,
            "unclear": self._sentence_unclear,
            "few": self._sentence_few,
        }.get(self.verdict, self._sentence_context)()
        money = self.unit == "money" and self.flexible_before and self._sentence_money()
        return f"{sentence} {money}" if money else sentence

    def _sentence_clear(self):
        low, high = sorted((abs(self.low), abs(self.high)))
        words = {
            "amount": self._amount(abs(self.estimate)),
            "low": self._number(low),
            "high": self._amount(high),
        }
        templates = {
            ("better", True): lambda: self.env._(
                "Better: %(amount)s higher than the exempt units would lead one to expect (very likely %(low)s to "
                "%(high)s).",
                **words,
            ),
            ("better", False): lambda: self.env._(
                "Better: %(amount)s lower than the exempt units would lead one to expect (very likely %(low)s to "
                "%(high)s).",
                **words,
            ),
            ("worse", True): lambda: self.env._(
                "Worse: %(amount)s higher than the exempt units would lead one to expect (very likely %(low)s to "
                "%(high)s).",
                **words,
            ),
            ("worse", False): lambda: self.env._(
                "Worse: %(amount)s lower than the exempt units would lead one to expect (very likely %(low)s to "
                "%(high)s).",
                **words,
            ),
        }
        return templates[self.verdict, self.estimate > 0]()

    def _sentence_unclear(self):
        if "drifted" in (self.caution_codes or ()):
            return self.env._(
                "No clear answer: flexible and exempt units had developed differently before already, so a difference "
                "afterwards says nothing about flexible work."
            )
        if not self.has_interval:
            return self.env._("No difference: all units stayed as they were.")
        return self.env._(
            "No clear difference between flexible and exempt units: anything from %(low)s to %(high)s is possible.",
            low=self._signed(self.low),
            high=self._signed(self.high, with_unit=True),
        )

    def _sentence_few(self):
        if "alike" in (self.caution_codes or ()):
            return self.env._("Too few data: all units of a group changed by exactly the same, which cannot be judged.")
        if not self.flexible_number and not self.exempt_number:
            return self.env._("Too few data: no unit has figures for both periods.")
        return self.env._(
            "Too few data: %(flexible)s flexible and %(exempt)s exempt units have figures for both periods, and "
            "%(needed)s of each are needed.",
            flexible=self.flexible_number,
            exempt=self.exempt_number,
            needed=self.evaluation_id.units_min,
        )

    def _sentence_context(self):
        if self.key in ("verified", "reported"):
            if not self.flexible_number:
                return self.env._("Nothing is recorded.")
            return self.env._(
                "In flexible units %s; exempt units have hardly any such days to compare with.",
                self._levels("flexible"),
            )
        return self.env._(
            "In flexible units %(flexible)s, in exempt units %(exempt)s.",
            flexible=self._levels("flexible"),
            exempt=self._levels("exempt"),
        )

    def _sentence_money(self):
        words = {
            "before": self._money(self.flexible_before),
            "after": self._money(self.flexible_after),
            "saved": self._money(abs(self.saved)),
            "percent": formatLang(self.env, abs(self.saved_percent), digits=1),
        }
        if self.saved >= 0:
            return self.env._(
                "Flexible units together paid %(before)s a month before and %(after)s after: %(saved)s (%(percent)s "
                "%%) less.",
                **words,
            )
        return self.env._(
            "Flexible units together paid %(before)s a month before and %(after)s after: %(saved)s (%(percent)s %%) "
            "more.",
            **words,
        )

    def _cautions(self):
        """Sentences about this measure alone."""
        words = {
            "thin": self.env._("Few units: one unusual unit can turn the result."),
            "left_out": self.env._("Units without enough figures in both periods are left out; the list names them."),
            "drifted": self.env._("The groups moved apart before already: no conclusion is drawn."),
            "unchecked": self.env._(
                "Whether both groups developed alike before could not be checked: too few figures of the time before."
            ),
        }
        codes = self.caution_codes or ()
        found = [words[code] for code in words if code in codes]
        if self.verdict in ("better", "worse") and not self.robust:
            found.append(
                self.env._(
                    "Among so many measures one such difference may well be an accident: wait for the next evaluation."
                )
            )
        return found

    # ------------------------------------------------------------ numbers in words
    def _number(self, value):
        digits = DIGITS[self.unit] if self.unit != "money" else 1
        return formatLang(self.env, value, digits=digits)

    def _amount(self, value):
        """A change or difference with its unit: 1.9 points, 12.0 %."""
        words = {
            "percent": lambda: self.env._("%s points", self._number(value)),
            "number": lambda: self.env._("%s per month", self._number(value)),
            "hours": lambda: self.env._("%s hours", self._number(value)),
            "index": lambda: self.env._("%s points of the index", self._number(value)),
            "money": lambda: f"{self._number(value)} %",
        }
        return words[self.unit]()

    def _signed(self, value, with_unit=False):
        value = round(value, DIGITS[self.unit] or 1)  # what is written as nothing has no sign
        sign = "+" if value > 0 else "−" if value < 0 else ""
        return sign + (self._amount(abs(value)) if with_unit else self._number(abs(value)))

    def _money(self, value):
        """Rp 43.859.500: whole units of money, whatever the currency says of smaller ones."""
        number, symbol = formatLang(self.env, value, digits=0), self.currency_id.symbol or ""
        return f"{number}\u00a0{symbol}" if self.currency_id.position == "after" else f"{symbol}\u00a0{number}"

    def _level(self, value):
        if self.unit == "money":
            return self._money(value)
        return self._number(value) + (" %" if self.unit == "percent" else "")

    def _levels(self, side):
        """93.1 % → 92.8 %; a dash where nothing is recorded."""
        if not self[f"{side}_number"]:
            return "–"
        names, blanks = (f"{side}_before", f"{side}_after"), self.blanks or ()
        return " → ".join("–" if name in blanks else self._level(self[name]) for name in names)

    def _interval(self):
        """+1.9 (+0.8 to +3.0) points; a dash where nothing is compared."""
        if not self.is_compared or not self.has_interval:
            return "–"
        return self.env._(
            "%(estimate)s (%(low)s to %(high)s)",
            estimate=self._signed(self.estimate, with_unit=True),
            low=self._signed(self.low),
            high=self._signed(self.high),
        )

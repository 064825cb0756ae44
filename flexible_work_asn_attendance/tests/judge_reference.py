"""What a day comes to, said as slowly and plainly as can be: the judge of ``test_judge_day.py``.

It counts minutes one by one and knows only the fields of the facts. It imports nothing of the addons and must stay so:
when the two differ, one of them is wrong.
"""

from datetime import datetime, timedelta

ONE_MINUTE = timedelta(minutes=1)


def clock(day, hour):
    """Midnight and so many whole minutes."""
    moment = datetime(day.year, day.month, day.day)
    for _minute in range(round(hour * 60)):
        moment += ONE_MINUTE
    return moment


def minutes_between(earlier, later):
    """How many full minutes fit between, counted one by one."""
    count = 0
    while earlier + (count + 1) * ONE_MINUTE <= later:
        count += 1
    return count


def without_seconds(moment):
    return datetime(moment.year, moment.month, moment.day, moment.hour, moment.minute)


class Reference:
    """The answers about one day."""

    def __init__(self, facts):
        self.facts = facts
        self.left = facts.check_out
        if facts.check_in and self.left and self.left < facts.check_in:
            self.left = None

    # who was there
    def apel(self, afternoon):
        results = []
        for joined in self.facts.joined_apel:
            if (joined.kind == "afternoon") == afternoon:
                results.append("rejected" if joined.rejected else ("late" if joined.late else "on_time"))
        for result in ("on_time", "late", "rejected"):
            if result in results:
                return result
        return "none"

    def was_there(self):
        if self.facts.check_in or self.facts.check_out:
            return True
        away = self.facts.mode == "wfh" or self.facts.mode == "wfa"
        return away and any(not joined.rejected for joined in self.facts.joined_apel)

    def status(self):
        facts = self.facts
        sentences = [
            (facts.leave_status, facts.leave_status),
            (facts.planned and facts.mode is None, "off"),
            (facts.rejected, "absent"),
            (self.was_there(), "present"),
            (not facts.planned, "pending"),
            (facts.closed, "absent"),
            (True, "pending"),
        ]
        return next(status for applies, status in sentences if applies)

    # minutes
    def start(self):
        return None if self.facts.hour_from is None else clock(self.facts.date, self.facts.hour_from)

    def end(self):
        facts = self.facts
        if facts.hour_to is None:
            return None
        end = clock(facts.date, facts.hour_to)
        if facts.hour_from is not None and facts.hour_to <= facts.hour_from:
            end = clock(facts.date, facts.hour_to + 24)
        return end

    def moved(self):
        """Minutes by which the hours of the day move along with who comes earlier or later."""
        if self.start() is None or self.facts.check_in is None:
            return 0
        came = without_seconds(self.facts.check_in)
        later = min(minutes_between(self.start(), came), self.facts.dynamic)
        earlier = min(minutes_between(came, self.start()), self.facts.dynamic)
        return later - earlier

    def late(self):
        facts = self.facts
        if self.status() != "present" or facts.check_in is None:
            return 0
        if self.start() is not None:
            limit = self.start() + self.moved() * ONE_MINUTE
        else:
            ends = [window.hour_to for window in facts.windows if window.mode == facts.mode and window.kind == "in"]
            if not ends:
                return 0
            limit = max(clock(facts.date, end) for end in ends)
        late = minutes_between(limit, facts.check_in)
        return 0 if late <= facts.tolerance else late

    def early(self):
        if self.status() != "present" or self.left is None or self.end() is None:
            return 0
        return minutes_between(self.left, self.end() + self.moved() * ONE_MINUTE)

    def missing(self):
        if self.status() != "present" or not self.facts.closed:
            return None
        gone = [name for name, there in (("in", self.facts.check_in), ("out", self.left)) if not there]
        return {(): None, ("in",): "in", ("out",): "out", ("in", "out"): "both"}[tuple(gone)]

    # windows
    def windows(self):
        """Those of the mode that share at least a minute with the hours of work, as far as these may move."""
        facts = self.facts
        if facts.leave_status or (facts.planned and facts.mode is None):
            return []
        own = [window for window in facts.windows if window.mode == facts.mode]
        if self.start() is None or self.end() is None:
            return own
        first, last = self.start() - facts.dynamic * ONE_MINUTE, self.end() + facts.dynamic * ONE_MINUTE
        return [
            window
            for window in own
            if not (clock(facts.date, window.hour_to) < first or clock(facts.date, window.hour_from) > last)
        ]

    def met(self):
        facts, count = self.facts, 0
        for window in self.windows():
            opens, ends = clock(facts.date, window.hour_from), clock(facts.date, window.hour_to)
            if window.kind == "in":
                count += bool(facts.check_in and without_seconds(facts.check_in) <= ends)
            elif window.kind == "out":
                count += bool(self.left and self.left >= opens)
            else:
                count += bool([at for at in facts.presences if opens <= without_seconds(at) <= ends])
        return count

    def missed(self):
        if self.status() != "present" or not self.facts.closed:
            return 0
        between = [window for window in self.windows() if window.kind == "middle"]
        made = set()
        for window in between:
            for at in self.facts.presences:
                first = clock(self.facts.date, window.hour_from)
                if first <= at < clock(self.facts.date, window.hour_to) + ONE_MINUTE:
                    made.add(between.index(window))
        return len(between) - len(made)

    def verdict(self):
        """All of it, in the order of the fields of the judge's answer."""
        return (
            self.status(),
            self.late(),
            self.early(),
            self.apel(afternoon=False),
            self.apel(afternoon=True),
            self.missing(),
            len(self.windows()),
            self.met(),
            self.missed(),
        )

"""The words of the legal findings: one sentence or two for each code, English here, Indonesian in the translation."""

from odoo.tools import LazyTranslate, format_date

from ..local_time import duration_label
from .plan_words import WEEKDAY_NAMES

_lt = LazyTranslate(__name__)

#: units that are named in a sentence; more are counted
UNITS_NAMED = 5

SENTENCES = {
    "cap_certain": _lt("%(people)s people have up to %(days)s flexible days in one week; %(cap)s are allowed."),
    "cap_possible": _lt(
        "%(people)s people may have up to %(days)s flexible days in one week if rosters send them away on every day "
        "left to the head; %(cap)s are allowed."
    ),
    "cap_setting": _lt(
        "The circular allows %(limit)s flexible days a week (0: without a limit); the law allows %(legal)s, except for "
        "duties outside the office by nature and special circumstances."
    ),
    "direct_service_away": _lt(
        "%(people)s people of units of direct public service are sent away although their kind of service stays on "
        "site: %(unit_names)s."
    ),
    "carve_out": _lt(
        "%(people)s people work flexibly in parts of units of direct public service: %(unit_names)s. Make sure that "
        "these parts serve nobody directly."
    ),
    "structural_away": _lt("%(people)s structural officials are not kept in the office: %(positions)s."),
    "barred": _lt(
        "%(people)s people stay in the office by a decision about them personally, whatever the provisions say."
    ),
    "minimum_not_met": _lt(
        "Less people on site than the minimum on %(dates)s dates, in %(units)s units: %(unit_names)s."
    ),
    "minimum_by_roster": _lt(
        "A roster that sends everybody away would go below the minimum on site on %(dates)s dates, in %(units)s units: "
        "%(unit_names)s."
    ),
    "uncovered": _lt("Nobody on site on %(dates)s working days in units that serve the public: %(unit_names)s."),
    "uncovered_by_roster": _lt(
        "A roster that sends everybody away would leave nobody on site on %(dates)s working days in units that serve "
        "the public: %(unit_names)s."
    ),
    "no_complaint_channel": _lt("No channel for complaints is named for units whose service changes: %(unit_names)s."),
    "no_public_notice": _lt("The circular has no public notice although the service of %(units)s units changes."),
    "no_legal_basis": _lt("The circular names no legal basis."),
    "no_parent": _lt("The circular carries out no central rule that is kept here."),
    "to_check": _lt("Not everything is certain yet: %(provisions)s provisions are marked to be checked. %(text)s"),
    "date_past": _lt("It is to be in force from %(first)s, which is before today (%(today)s)."),
    "beyond_central": _lt(
        "It is in force outside the period of the central rule that it carries out (%(first)s to %(last)s)."
    ),
    "never_applies": _lt("Provision %(article)s decides nobody's day: %(why)s."),
    "clash_region": _lt("%(other)s says otherwise: %(days)s. %(prevails)s"),
    "central_looser": _lt(
        "%(other)s keeps days in the office, or another way, on which this circular sends people away: %(days)s."
    ),
    "central_stricter": _lt(
        "%(other)s lets people work flexibly on days which this circular keeps in the office: %(days)s."
    ),
    "central_adds_days": _lt(
        "%(other)s adds %(weekdays)s: together %(certain)s flexible days a week, with rosters up to %(possible)s; "
        "%(cap)s are allowed."
    ),
    "long_weekend": _lt("%(days)s flexible days touch days off with a holiday among them and make long weekends."),
    "hours_schedule": _lt("The working schedule %(schedule)s has %(hours)s hours a week; %(due)s are due."),
    "hours_cycle": _lt("The cycle of shifts %(schedule)s comes to %(hours)s hours a week on average; %(due)s are due."),
    "hours_more": _lt("%(schedule)s has %(hours)s hours a week, more than the %(due)s that are due."),
    "no_break": _lt(
        "The working schedule %(schedule)s records no break on %(weekdays)s: hours are counted without breaks "
        "(60 minutes, on Fridays 90)."
    ),
}
REASONS_WHY_IDLE = {
    "no_people": _lt("nobody is in its scope"),
    "day_off": _lt("it falls on days off"),
    "unit": _lt("the units in its scope stay on site"),
    "position": _lt("the positions in its scope stay in the office"),
    "other": _lt("another provision or circular comes before it"),
}
WHO_PREVAILS = {
    "draft_dated": _lt("This circular prevails, because it is dated and the other is open-ended."),
    "other_dated": _lt("The other prevails, because it is dated and this one is open-ended."),
    "draft_later": _lt("This circular prevails, because it is issued later."),
    "other_later": _lt("The other prevails, because it is issued later."),
    "either_scope": _lt("The closer scope prevails, then the order of provisions, as both are issued on one day."),
}
DAY_WORDS = {
    "wfo": _lt("WFO"),
    "wfh": _lt("WFH"),
    "wfa": _lt("WFA"),
    "other_office": _lt("other office"),
    "choice": _lt("WFH or WFA"),
    "roster": _lt("by roster"),
}


def finding_text(env, finding, unit_names, position_names):
    """The sentence of a finding in the language of ``env``.

    :param unit_names: ``{unit id: name}``
    :param position_names: ``{position level id: name}``
    """
    words = dict(finding.args)
    words["unit_names"] = _list(env, [unit_names.get(unit_id, "") for unit_id in finding.unit_ids])
    if "position_ids" in words:
        words["positions"] = ", ".join(position_names.get(level, "") for level in words.pop("position_ids"))
    if finding.code == "never_applies":
        reason = REASONS_WHY_IDLE[words["why"]]
        words["why"] = env._(reason)
    if finding.code == "clash_region":
        sentence = WHO_PREVAILS[f"{words['prevails']}_{words.pop('why')}"]
        words["prevails"] = env._(sentence)
    for key in ("first", "last", "today"):
        if key in words:
            words[key] = format_date(env, words[key]) if words[key] else "…"
    if "weekdays" in words:
        words["weekdays"] = ", ".join(_weekday(env, number) for number in words["weekdays"])
    if isinstance(words.get("days"), tuple):
        words["days"] = "; ".join(_two_words(env, *day) for day in words["days"])
    for key in ("hours", "due"):
        if key in words:
            words[key] = duration_label(words[key])
    template = env._(SENTENCES[finding.code])
    return (template % words).strip()


def _two_words(env, weekday, mine, theirs):
    return env._(
        "%(weekday)s %(mine)s here, %(theirs)s there",
        weekday=_weekday(env, weekday),
        mine=_word(env, mine),
        theirs=_word(env, theirs),
    )


def _weekday(env, number):
    name = WEEKDAY_NAMES[number]
    return env._(name)


def _word(env, word):
    label = DAY_WORDS[word]
    return env._(label)


def _list(env, names):
    shown = ", ".join(names[:UNITS_NAMED])
    if len(names) > UNITS_NAMED:
        return env._("%(names)s and %(count)s more", names=shown, count=len(names) - UNITS_NAMED)
    return shown

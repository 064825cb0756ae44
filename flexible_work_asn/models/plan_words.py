"""The words of every step of a decision; English here, the circulars' words in the translation.

Whoever may see a plan reads them, so those about a person say by whom something was decided and never why.
"""

from odoo.tools import LazyTranslate

_lt = LazyTranslate(__name__)

#: by code of the step; what is missing (an article, the number of a letter) leaves no gap
SENTENCES = {
    # is the day worked at all
    "holiday": _lt("Day off: %(name)s."),
    "weekend": _lt("%(weekday)s is not a working day in the schedule %(calendar)s."),
    "shift_off": _lt("Free by the roster of shifts: %(shift)s."),
    "working_day": _lt("It is a working day."),
    "shift": _lt("Rostered on the shift %(shift)s, %(hour_from)s to %(hour_to)s."),
    "leave": _lt("On approved time off: %(name)s."),
    "duty": _lt("On duty elsewhere: %(name)s."),
    "part_leave": _lt("Time off for a part of the day (%(name)s); %(hour_from)s to %(hour_to)s is worked."),
    "no_leave": _lt("There is no approved time off."),
    # who stays on site
    "recall": _lt("Called to the office for this day %(document)s."),
    "recall_from": _lt("Called to the office from %(hour)s on %(document)s; until then %(mode)s."),
    "recall_in_office": _lt("Called to the office from %(hour)s on %(document)s; the day is worked there already."),
    "recall_after_work": _lt("Called to the office from %(hour)s on %(document)s, after the end of the working day."),
    "no_recall": _lt("Nobody has called the employee to the office."),
    "bar": _lt("In the office for the time being, by decision of BKPSDM."),
    "new_employee": _lt("New employees work in the office (Permen PANRB 4/2025 Pasal 25)."),
    "new_until": _lt("New employees work in the office, here until %(until)s (Permen PANRB 4/2025 Pasal 25)."),
    "no_bar": _lt("No decision keeps the employee in the office."),
    "special": _lt("Set aside by a special circumstance that BKPSDM has approved (Permen PANRB 4/2025 Pasal 10)."),
    "position": _lt("%(position)s works in the office, by %(circular)s."),
    "position_stated": _lt("%(position)s works in the office for the time being, by decision of BKPSDM %(document)s."),
    "position_allowed": _lt("%(position)s may work flexibly for the time being, by decision of BKPSDM %(document)s."),
    "position_free": _lt("No circular keeps this position in the office."),
    "unit": _lt("%(unit)s stays on site: it serves the public directly (decided by %(by)s)."),
    "unit_stated": _lt("%(unit)s stays on site for the time being, by decision about %(by)s %(document)s."),
    "unit_allowed": _lt("%(unit)s may work flexibly for the time being, by decision about %(by)s %(document)s."),
    "unit_free": _lt("%(unit)s is not exempt from flexible work."),
    "no_unit": _lt("The employee belongs to no unit."),
    # where the day is worked
    "request": _lt("%(mode)s, as requested and approved."),
    "request_special": _lt(
        "%(mode)s for a special circumstance that BKPSDM has approved (Permen PANRB 4/2025 Pasal 10)."
    ),
    "no_request": _lt("There is no approved request for this day."),
    "roster": _lt("%(mode)s by the approved roster of %(unit)s, as %(circular)s leaves %(weekday)s to the head."),
    "roster_shift": _lt("Office (WFO) on the shift %(shift)s, by the approved roster of %(unit)s."),
    "roster_missing": _lt(
        "%(circular)s leaves %(weekday)s to the head of the unit, and there is no approved roster: office."
    ),
    "roster_not_asked": _lt("No provision leaves this day to the head of the unit."),
    "rule_roster": _lt("%(circular)s leaves %(weekday)s to the head of the unit."),
    "rule": _lt("%(mode)s on %(weekday)s, by %(circular)s %(article)s."),
    "rule_part": _lt("On %(weekday)s %(segments)s, by %(circular)s %(article)s."),
    "choice_open": _lt(
        "On %(weekday)s home or elsewhere is one's own choice, by %(circular)s %(article)s; nothing declared: home."
    ),
    "choice_declared": _lt("%(mode)s as declared; %(circular)s %(article)s leaves %(weekday)s to the employee."),
    "no_rule": _lt("No provision in force speaks about this day: office."),
    "no_circular": _lt("No circular on flexible work is in force: office."),
    # the weekly limit
    "cap": _lt(
        "Office instead of %(mode)s: %(circular)s allows %(max)s flexible days a week, and other days of this week "
        "come before this one (Permen PANRB 4/2025 Pasal 13)."
    ),
}
#: one part of a day that is worked in several places
SEGMENT = _lt("%(mode)s %(hour_from)s–%(hour_to)s")
SHORT_WEEKDAYS = (_lt("Mon"), _lt("Tue"), _lt("Wed"), _lt("Thu"), _lt("Fri"), _lt("Sat"), _lt("Sun"))
WEEKDAY_NAMES = (
    _lt("Monday"),
    _lt("Tuesday"),
    _lt("Wednesday"),
    _lt("Thursday"),
    _lt("Friday"),
    _lt("Saturday"),
    _lt("Sunday"),
)

"""What citizens are asked: the nine elements of PermenPANRB 14/2017, each with four answers from 1 to 4."""

from odoo.tools.translate import LazyTranslate

_lt = LazyTranslate(__name__)

#: element: what it asks, and its answers from 1 (worst) to 4 (best), in the words of the usual questionnaire
QUESTIONS = {
    "u1": (
        _lt("How well did the requirements fit the service?"),
        (_lt("Not at all"), _lt("Poorly"), _lt("Well"), _lt("Very well")),
    ),
    "u2": (
        _lt("How easy was the procedure?"),
        (_lt("Not easy"), _lt("Less easy"), _lt("Easy"), _lt("Very easy")),
    ),
    "u3": (
        _lt("How fast was the service?"),
        (_lt("Not fast"), _lt("Less fast"), _lt("Fast"), _lt("Very fast")),
    ),
    "u4": (
        _lt("How reasonable was the fee?"),
        (_lt("Very expensive"), _lt("Rather expensive"), _lt("Cheap"), _lt("Free of charge")),
    ),
    "u5": (
        _lt("Did you get what the standard of the service promises?"),
        (_lt("It did not fit"), _lt("It fitted less"), _lt("It fitted"), _lt("It fitted very well")),
    ),
    "u6": (
        _lt("How competent were the officers?"),
        (_lt("Not competent"), _lt("Less competent"), _lt("Competent"), _lt("Very competent")),
    ),
    "u7": (
        _lt("How polite and friendly were the officers?"),
        (_lt("Not polite"), _lt("Less polite"), _lt("Polite"), _lt("Very polite")),
    ),
    "u8": (
        _lt("How are complaints and suggestions handled?"),
        (
            _lt("There is no way to complain"),
            _lt("There is one, but it does not work"),
            _lt("It works, but not well"),
            _lt("It is managed well"),
        ),
    ),
    "u9": (
        _lt("How good are the facilities?"),
        (_lt("Bad"), _lt("Sufficient"), _lt("Good"), _lt("Very good")),
    ),
}


def questions(env, chosen=None, missing=()):
    """The questions in the language of ``env``, for the form.

    :param chosen: ``{"u1": 1 to 4, …}``, what was ticked before
    :param missing: elements without an answer, which are marked
    """
    chosen = chosen or {}
    return [
        {
            "name": name,
            "text": env._(text),
            "missing": name in missing,
            "answers": [
                {"value": value, "label": env._(label), "checked": chosen.get(name) == value}
                for value, label in enumerate(answers, 1)
            ],
        }
        for name, (text, answers) in QUESTIONS.items()
    ]

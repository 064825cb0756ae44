"""What a client may send to a public method: checked at the door, and refused in words that say what was wrong.

    @api.model
    @asks(date=a_day, unit_id=an_id)
    def get_something(self, date, unit_id=None): ...

Odoo hands on whatever JSON holds. A list for a date, or a number that no id has, would go as far as a traceback in the
log; and what a value means must not depend on how far it gets.
"""

from datetime import date
from functools import wraps
from inspect import signature

from odoo import fields
from odoo.exceptions import UserError
from odoo.fields import Domain

#: PostgreSQL's integers
ID_MAX = 2**31 - 1


def asks(**checks):
    """Decorate a public method: each argument named is what its check makes of it.

    :param checks: ``{name: function(env, value) -> value}``, which raises a UserError
    """

    def decorate(method):
        parameters = signature(method)

        @wraps(method)
        def checked(self, *args, **kwargs):
            try:
                given = parameters.bind(self, *args, **kwargs)
            except TypeError as error:
                raise UserError(self.env._("Something is missing in this question, or too much is in it.")) from error
            for name, check in checks.items():
                if name in given.arguments:
                    given.arguments[name] = check(self.env, given.arguments[name])
            return method(*given.args, **given.kwargs)

        return checked

    return decorate


def a_day(env, value) -> date:
    """A local date: one, or ``YYYY-MM-DD``, with or without a time behind it.

    :raises UserError: for everything else, an empty value, too
    """
    day = _day(value)
    if not day:
        raise UserError(env._("Say for which date, as YYYY-MM-DD."))
    return day


def maybe_a_day(env, value) -> date | None:
    """As `a_day`; None when nothing was said."""
    return a_day(env, value) if value else None


def an_id(env, value) -> int | bool:
    """The id of a record, or False when nothing was said; -1, where that has a meaning, and no other negative one.

    :raises UserError: for what no record has as its id
    """
    if not value:
        return False
    if type(value) is not int or not -1 <= value <= ID_MAX:
        raise UserError(env._("This is no record. Reload the page."))
    return value


def found(env, model, number):
    """The record of ``model`` with this ``number`` out of an address, or none: also for what no id can be.

    It says nothing of access: a record in sudo or not is what ``env`` makes of it.

    :param number: int, or the digits of one
    """
    return env[model].browse(number_of(number) or 0).exists()


def number_of(value) -> int | None:
    """The number that an id in an address is; None for what none can be."""
    text = str(value)
    number = int(text) if text.isascii() and text.isdecimal() and len(text) <= 10 else 0
    return number if 0 < number <= ID_MAX else None


def a_text(env, value) -> str:
    """Words; empty when nothing was said.

    :raises UserError: for what is no text
    """
    if value and not isinstance(value, str):
        raise UserError(env._("Words are asked for here."))
    return value or ""


def a_domain(model):
    """A check of a domain on ``model``: that it is one, of fields that there are."""

    def check(env, value):
        try:
            domain = Domain(value or Domain.TRUE)
            domain.validate(env[model])
        except (TypeError, ValueError, AttributeError) as error:
            raise UserError(env._("This filter cannot be read.")) from error
        return domain

    return check


def rows(**columns):
    """A check of a list of dictionaries, such as the cells of a grid, each column by its own check.

    Columns that a row lacks are left out; others than these are left alone.
    """

    def check(env, value):
        if not isinstance(value, list | tuple) or not all(isinstance(row, dict) for row in value):
            raise UserError(env._("This list cannot be read. Reload the page."))
        return [row | {name: columns[name](env, row[name]) for name in columns.keys() & row.keys()} for row in value]

    return check


def _day(value):
    try:
        return fields.Date.to_date(value) if isinstance(value, str | date) else None
    except ValueError:
        return None

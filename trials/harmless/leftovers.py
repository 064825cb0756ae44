"""What Odoo itself leaves behind whenever an addon is removed, and why. Everything else is ours, and a fault."""

import json
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

FOREVER = "what happened stays written there until Odoo's own clean-up"


class Known(NamedTuple):
    """Differences of one kind that are Odoo's doing.

    :param table: name of the table
    :param why: the reason, for whoever reads the result
    :param columns: of rows that are there before and after, those that may differ; None: rows may come or go
    :param rows: what a row must look like, {column: pattern}
    """

    table: str
    why: str
    columns: tuple = None
    rows: Mapping = MappingProxyType({})


STAMPS = ("write_date", "write_uid")
IMAGE = ("checksum", "file_size", "store_fname")
ALWAYS = (
    Known("ir_module_module", "the list of addons is read anew", (*STAMPS, "latest_version", "demo", "description")),
    Known("ir_cron_trigger", f"{FOREVER}: crons that Odoo asks to run soon"),
    Known("orm_signaling_registry", f"{FOREVER}: other workers are told to load their registry again"),
    Known("orm_signaling_groups", f"{FOREVER}: other workers are told to forget groups"),
    Known("bus_bus", f"{FOREVER}: messages to open browser windows"),
    Known("hr_department", "a stored field was computed for it", STAMPS),
    Known("res_groups", "a group of an addon implied it", STAMPS),
    Known("res_users", "a stored field of a removed addon was emptied", STAMPS),
    Known("res_partner", "a user's contact, stamped with the user", STAMPS),
    Known("digest_digest", "users were subscribed and have gone", STAMPS),
)
# the demonstration changes a few records that it does not own, and Odoo never takes that back
DEMONSTRATION = (
    Known(
        "res_company",
        "the company of the database has become Ternate",
        (
            *STAMPS,
            *("name", "email", "phone", "logo_web", "uses_default_logo", "currency_id", "iap_enrich_auto_done"),
            *("attendance_from_systray", "attendance_device_tracking"),
        ),
        {"id": "1"},
    ),
    Known(
        "res_partner",
        "the address of the company has become that of Ternate",
        (
            *STAMPS,
            *("name", "complete_name", "commercial_company_name", "street", "city", "zip", "state_id", "country_id"),
            *("phone", "phone_sanitized", "email", "email_normalized", "tz", "lang"),
            *("partner_latitude", "partner_longitude"),
        ),
        {"id": "1"},
    ),
    Known("ir_attachment", "the logo of the company", (*STAMPS, *IMAGE), {"res_model": "res.partner", "res_id": "1"}),
    Known(
        "mail_message",
        "something about the company or a unit was changed",
        None,
        {"model": "res.partner|hr.department"},
    ),
    Known("mail_tracking_value", "the company's address was changed"),
    Known("mail_message", "a notice to somebody about no record stays in the inbox", None, {"model": "None"}),
    Known("res_groups_users_rel", "users of several companies are in Odoo's group for them", None, {"uid": "[12]"}),
    Known("res_company", "another of the five regions got its pages", (*STAMPS, "attendance_from_systray")),
    Known("res_currency", "the currency of the company's country", (*STAMPS, "active")),
    Known("res_groups_implied_rel", "there are two currencies now", None, {"gid": "1"}),
    Known("hr_department", "the technical administrator is set apart", (*STAMPS, "active"), {"id": "1"}),
    Known("hr_department", "the demonstration sets the least on site", (*STAMPS, "onsite_min_percent")),
    Known("hr_employee", "the technical administrator is set apart", (*STAMPS, "active"), {"id": "1"}),
    Known(
        "hr_employee", "attendances of the demonstration have gone, and the last one, which Odoo keeps there", STAMPS
    ),
    Known("hr_version", "people of the demonstration are left out of Odoo's overtime", (*STAMPS, "ruleset_id")),
    Known("resource_resource", "the technical administrator is set apart", (*STAMPS, "active"), {"id": "1"}),
    Known("resource_calendar", "it was not the company's for a while", (*STAMPS, "full_time_required_hours")),
    Known(
        "res_users", "the administrator has the inbox of whoever was assigned a task", (*STAMPS, "notification_type")
    ),
)
# its documents that belong to an addon below stay as long as that one does, and so does what was said about them
BELOW = (
    Known(
        "mail_message", "said about a document of an addon that is still there", None, {"model": r"flexible\.work\..*"}
    ),
    Known(
        "mail_followers", "of a document of an addon that is still there", None, {"res_model": r"flexible\.work\..*"}
    ),
    Known("mail_followers_mail_message_subtype_rel", "what those followers hear of"),
    Known("mail_message_res_partner_rel", "to whom it was said"),
    Known("mail_notification", "to whom it was said"),
)


def known_ones(demo, below=False):
    return ALWAYS + (DEMONSTRATION if demo else ()) + (BELOW if demo and below else ())


def unexplained(differences, demo, below=False):
    """Lines about the differences that nothing in this file explains.

    :param below: other addons of ours are still installed
    """
    return unexplained_by(known_ones(demo, below), differences)


def unexplained_by(known_ones, differences):
    """The same with other explanations."""
    left = [str(one) for one in differences if one.kind != "row"]
    for (table, _number), found in pairs_of(differences).items():
        if not any(explains(known, found) for known in known_ones if known.table == table):
            left.append(told(found))
    return left


def pairs_of(differences):
    """{(table, id): [(difference, row), …]}: the row before and after, where it is in both."""
    pairs = {}
    for one in differences:
        if one.kind == "row":
            row = json.loads(one.what)
            pairs.setdefault((one.name, row.get("id", one.what)), []).append((one, row))
    return pairs


def told(found):
    """One line about a row: what differs in it, or that it has come or gone."""
    (one, before), *others = found
    if not others:
        return str(one)
    after = others[0][1]
    changed = {name: (before.get(name), after.get(name)) for name in before.keys() | after.keys()}
    words = (f"{name} {str(old)[:60]!r} → {str(new)[:60]!r}" for name, (old, new) in changed.items() if old != new)
    return f"{one.name} {before.get('id')}: {'; '.join(sorted(words))}"


def explains(known, found):
    rows = [row for _difference, row in found]
    if not all(re.fullmatch(pattern, str(rows[0].get(name))) for name, pattern in known.rows.items()):
        return False
    if known.columns is None:
        return True
    if len(rows) != 2:
        return False
    before, after = rows
    return all(
        before.get(name) == after.get(name) for name in before.keys() | after.keys() if name not in known.columns
    )

"""What the public pages show, in words of the language of ``env``: one dictionary per page, with a fixed set of keys.

Records come in superuser mode. Nothing here reads people: units, places, hours and what was written for the public.
"""

import re
from datetime import timedelta
from urllib.parse import urlencode

from odoo.tools import format_date, html_sanitize, is_html_empty

from odoo.addons.flexible_work_asn.local_time import at_hour, to_local, to_utc, zone_label

from ..opening import ALL_DAY, HORIZON, MOVED, ONLINE
from ..words import hour_words

ONE_DAY = timedelta(days=1)
MAP = "https://www.google.com/maps/search/?"


def company_page(company, now) -> tuple[dict, object]:
    """The page of a regional government at ``now`` (naive UTC), and the UTC time until which it stays as it is."""
    env, tz = company.env, company._flexible_work_tz()
    today = to_local(now, tz).date()
    services = env["flexible.work.public.service"].search([("company_id", "=", company.id)])
    found = services._situations(now)
    groups = {}
    for service in services.sorted(lambda service: (service.category_id.sequence, service.category_id.id)):
        groups.setdefault(service.category_id, []).append(_card(service, found[service]))
    values = {
        "date": format_date(env, today, date_format="EEEE, d MMMM y"),
        "zone": zone_label(tz),
        "holiday": services._holidays(company, today, today).get(today, ""),
        "notices": _notices(company, today),
        "groups": [
            {"id": f"k{kind.id}", "name": kind.name or env._("Further services"), "cards": cards}
            for kind, cards in groups.items()
        ],
        "count": len(services),
        "summary": env._(
            "%(open)s of %(all)s services are open now.",
            open=sum(now.state == "open" for now in found.values()),
            all=len(services),
        ),
        "complaint": company.flexible_work_public_complaint or "",
    }
    return values, _until(found.values(), today, tz)


def service_page(service, now) -> tuple[dict, object]:
    """The page of one service at ``now`` (naive UTC), and the UTC time until which it stays as it is."""
    env, company = service.env, service.company_id
    tz = company._flexible_work_tz()
    today = to_local(now, tz).date()
    found = service._situations(now)[service]
    schedule = service._schedules(company, today, today + HORIZON * ONE_DAY)[service]
    place = _place(service, found)
    values = {
        **_card(service, found),
        "address": _address(service, place, found),
        "map_url": _map_url(service, place, found),
        "phone": service.phone or "",
        "phone_url": _phone_url(service.phone),
        "website": service.website or "",
        "week": _week(service, schedule, found),
        "week_title": _week_title(service, found),
        "hours_words": service.department_id.service_hours or "",
        "coming": _coming(service, schedule, today),
        "vulnerable": service.vulnerable or "",
        "complaint": complaint_of(service),
        "all_services": env._("All services of %s", company.name),
        "survey_url": f"/survei/{service.token}" if service._is_survey_open() else "",
    }
    return values, _until([found], today, tz)


def _until(situations, today, tz):
    return to_utc(min((now.changes_at for now in situations), default=at_hour(today, 24)), tz)


# ---------------------------------------------------------------- now
def _card(service, now):
    """A service as it stands in the list."""
    place = _place(service, now)
    return {
        "url": f"/layanan/u/{service.token}",
        "name": service.name,
        "unit": service.department_id.name,
        "state": now.state,
        "online": _is(now, ONLINE),
        "words": service._situation_words(now),
        "hours": "" if now.today.spans == ALL_DAY else _spans(service.env, now.today.spans),
        "place": place.name or "",
        "moved": _is(now, MOVED),
        "note": _change_of(service, now).notice or now.today.holiday,
    }


def _is(now, kind):
    return bool(now.today.change and now.today.change.kind == kind)


def _change_of(service, now):
    return service.change_ids.filtered(lambda change: now.today.change and change.id == now.today.change.key)


def _place(service, now):
    """The site where the service is given today: another one for these days, its own, or that of the unit."""
    if _is(now, MOVED):
        return _change_of(service, now).location_id
    if service.location_id:
        return service.location_id
    for unit in _upwards(service.department_id):
        site = unit.site_ids.filtered(lambda site: site.location_type != "home")[:1]
        if site:
            return site
    return service.location_id


def _upwards(unit):
    """The unit, the one above it, and so on; read together with those of all other services."""
    while unit:
        yield unit
        unit = unit.parent_id


def _address(service, place, now):
    """As citizens find it; of a site an office's own address: never a person's, nor the one that all sites share."""
    if service.address and not _is(now, MOVED):
        return service.address
    partner = place.address_id
    if not partner.is_company or partner == service.company_id.partner_id:
        return ""
    return ", ".join(filter(None, (partner.street, partner.street2, partner.city)))


def _map_url(service, place, now):
    if place.is_located:
        where = f"{place.latitude:.6f},{place.longitude:.6f}"
    else:
        where = ", ".join(filter(None, (place.name, _address(service, place, now), service.company_id.city)))
    return MAP + urlencode({"api": 1, "query": where}) if place or service.address else ""


def _phone_url(phone):
    """The number to dial, of the first that is named."""
    digits = re.search(r"\+?\d[\d \-().]{4,}", phone or "")
    return "tel:" + re.sub(r"[^+\d]", "", digits.group()) if digits else ""


# ---------------------------------------------------------------- hours
def _clock(env, minute):
    return hour_words(env, *divmod(minute, 60))


def _spans(env, spans):
    """``08.00–12.00, 13.00–15.00``; empty where it is closed or nobody has said any hours."""
    if spans == ALL_DAY:
        return env._("around the clock")
    return ", ".join(f"{_clock(env, opening)}–{_clock(env, closing)}" for opening, closing in spans or ())


def _week(service, schedule, now):
    """A line per weekday, of the hours that hold today; none where nobody has said any."""
    env, week = service.env, now.today.period.week if now.today.period else schedule.usual
    if schedule.around_the_clock or not any(week):
        return []
    names = dict(env["flexible.work.public.service.hours"]._fields["weekday"]._description_selection(env))
    return [
        {
            "day": names[str(number)],
            "hours": _spans(env, spans) or env._("closed"),
            "today": number == now.date.weekday(),
        }
        for number, spans in enumerate(week)
    ]


def week_words(env, week) -> list[str]:
    """``Monday–Thursday 08:00–15:00``: the weekdays on which it is open, in a row with the same hours together."""
    names = dict(env["flexible.work.public.service.hours"]._fields["weekday"]._description_selection(env))
    runs = []
    for number, spans in enumerate(week):
        if runs and runs[-1][2] == spans:
            runs[-1][1] = number
        else:
            runs.append([number, number, spans])
    return [
        f"{names[str(first)]}{f'–{names[str(last)]}' if last > first else ''} {_spans(env, spans)}"
        for first, last, spans in runs
        if spans
    ]


def _week_title(service, now):
    """Whose hours these are, where they are not the usual ones."""
    if not now.today.period:
        return ""
    return service.env._("By %s:", service.env["flexible.work.circular"].browse(now.today.period.key)._citation())


def _coming(service, schedule, today):
    """What is otherwise in the days ahead: told changes, holidays, and circulars that come into force."""
    env, last = service.env, today + HORIZON * ONE_DAY
    kinds = dict(env["flexible.work.public.service.change"]._fields["kind"]._description_selection(env))
    rows = []
    for change in service.change_ids.filtered(lambda change: change.date_to >= today and change.date_from <= last):
        spans = [(round(change.hour_from * 60), round(change.hour_to * 60))] if change.kind == "hours" else []
        words = ", ".join(filter(None, (kinds[change.kind], _spans(env, spans), change.location_id.name)))
        rows.append((change.date_from, change.date_to, words, change.notice))
    if not schedule.around_the_clock and not schedule.on_holidays:
        holidays = service._holidays(service.company_id, today, last)
        rows += [(day, day, env._("closed"), name) for day, name in holidays.items()]
    for period in schedule.periods:
        if today < period.first <= last:
            citation = env["flexible.work.circular"].browse(period.key)._citation()
            rows.append((period.first, period.last, kinds["hours"], citation))
    return [
        {"dates": _dates(env, first, last), "words": words, "notice": notice}
        for first, last, words, notice in sorted(rows, key=lambda row: row[0])
    ]


def _dates(env, first, last):
    begins = format_date(env, first, date_format="EEE, d MMM y")
    if not last:
        return env._("from %s", begins)
    return begins if first == last else f"{begins} – {format_date(env, last, date_format='EEE, d MMM y')}"


# ---------------------------------------------------------------- what was written for the public
def _notices(company, today):
    """What the circulars in force tell the public; of the text only its words and their order are kept."""
    notices = []
    for circular in company.env["flexible.work.public.service"]._circulars_by_rank(company, today, today):
        if not is_html_empty(circular.public_notice):
            html = html_sanitize(circular.public_notice, strip_style=True, strip_classes=True)
            notices.append({"title": circular._citation(), "name": circular.name, "html": html})
    return notices


def complaint_of(service):
    """The channels of the service, else of its unit or the nearest above, else of the regional government."""
    units = [unit.complaint_channels for unit in _upwards(service.department_id)]
    return next(filter(None, [service.complaint, *units, service.company_id.flexible_work_public_complaint]), "")

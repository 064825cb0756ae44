"""Words that screens, papers and pages share: hours of the clock, and the language of official papers."""

from odoo.addons.flexible_work_asn.local_time import to_local, zone_label

LANGUAGE = "id_ID"  # official documents, and what hangs in public places, are in Indonesian (UU 24/2009)


def document_lang(env) -> str:
    """The language of papers: Indonesian where it is installed."""
    return LANGUAGE if env["res.lang"]._get_data(code=LANGUAGE) else env.lang or "en_US"


def hour_words(env, hour, minute) -> str:
    """``09.00`` or ``09:00``, in the writing of the language of ``env``."""
    return env._("%(hour)s:%(minute)s", hour=f"{hour:02d}", minute=f"{minute:02d}")


def clock_words(env, local, tz) -> str:
    """``09.00 WIT``: the naive ``local`` time of the zone ``tz``, with the zone said."""
    return f"{hour_words(env, local.hour, local.minute)} {zone_label(tz)}"


def moment_words(env, moment, tz) -> str:
    """``09.00 WIT``: a naive UTC ``moment`` as people in the zone ``tz`` say it."""
    return clock_words(env, to_local(moment, tz), tz)

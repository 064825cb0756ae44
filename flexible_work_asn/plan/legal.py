"""Is a circular in order? A list of findings, each with the article that it is about.

``check`` is given the draft, what else binds or bound the same people, and the simulation of the draft; it knows no
more of the database than that. Findings carry numbers and ids, and the words are made from them elsewhere.
"""

from __future__ import annotations

from . import legal_hours, legal_people, legal_text
from .legal_case import INFO, SEVERE, WARNING, Case, Finding, Instrument, LegalUnit, Provision, Schedule

__all__ = [
    "INFO",
    "SEVERE",
    "SEVERITIES",
    "WARNING",
    "Case",
    "Finding",
    "Instrument",
    "LegalUnit",
    "Provision",
    "Schedule",
    "check",
]

#: the most severe first, as they are shown
SEVERITIES = (SEVERE, WARNING, INFO)


def check(case: Case) -> list[Finding]:
    """All findings about a draft, the severe ones first; the order of facts never matters."""
    found = [finding for part in (legal_people, legal_text, legal_hours) for finding in part.findings(case)]
    return sorted(found, key=lambda finding: (SEVERITIES.index(finding.severity), finding.code, repr(finding.args)))

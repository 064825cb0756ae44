"""What stands below the table of the daily page, in the order in which a reader asks."""

from .table import share

#: OPD named in one note; the list of submissions in the workbook has them all
NAMED_MAX = 12


def build_notes(report, lines, rows, figures) -> list[str]:
    """The notes of a ``flexible.work.report``, in superuser mode and in the language of its context."""
    return [
        *_columns(report),
        *_counted(report, figures),
        *_assigned(report, rows, figures),
        *_submitted(report, lines, rows),
    ]


def _columns(report):
    env = report.env
    yield env._(
        "Obliged to attend = employees less days off, duty elsewhere (DL), leave (C), sickness (S), permit (I)"
        " and study (TB); duty elsewhere is neither an absence nor an obligation to attend."
        " % present = present of obliged; “—” where nobody was obliged."
        " TK = without notice at the hour of the count."
    )
    yield env._(
        "K office, R home, L other place, KL other office of the government; PPPK PT = part-time PPPK."
        " The last column is the local time at which the OPD submitted and its figures became final;"
        " * after the cut-off hour (%s).",
        report._clock(report.deadline),
    )


def _counted(report, figures):
    env = report.env
    if figures.pending:
        yield env._(
            "Of those counted as TK, %(number)s were not yet in at %(hour)s and may still come.",
            number=figures.pending,
            hour=report.as_of_local,
        )
    yield env._("Structural officials present: %s.", share(env, figures.structural_present, figures.structural_obliged))
    if figures.kind_unknown:
        yield env._("%s employees have no kind of ASN in their file; they are in the total only.", figures.kind_unknown)


def _assigned(report, rows, figures):
    env = report.env
    if not figures.assigned_in and not figures.assigned_out:
        return
    yield env._(
        "People assigned to another OPD are counted where they work: %(number)s on this date. Employees by their posts"
        " = total + assigned to other OPD − assigned from other OPD.",
        number=figures.assigned_in,
    )
    words = [
        env._(
            "%(name)s: %(came)s from other OPD, %(went)s to other OPD, %(posts)s by their posts",
            name=row.name,
            came=row.figures.assigned_in,
            went=row.figures.assigned_out,
            posts=row.figures.by_post,
        )
        for row in rows
        if row.figures.assigned_in or row.figures.assigned_out
    ]
    yield _named(env, words)


def _submitted(report, lines, rows):
    env = report.env
    reasons = {}
    for line in lines:
        if line.on_behalf_reason:
            reasons.setdefault(line.on_behalf_reason, []).append(line.name)
    for reason, names in reasons.items():
        yield env._("Submitted by BKPSDM (%(reason)s): %(names)s.", reason=reason, names=_named(env, names))
    late = sum(row.late for row in rows)
    if late:
        yield env._("OPD that submitted after the cut-off hour (marked *): %s.", late)
    if report.missing_reason:
        yield env._("Verified without them because: %s", report.missing_reason)
    for line in lines:
        if line.remark:
            yield env._("%(name)s: %(remark)s", name=line.name, remark=line.remark)


def _named(env, names) -> str:
    if len(names) <= NAMED_MAX:
        return "; ".join(names)
    return env._("%(names)s and %(more)s more", names="; ".join(names[:NAMED_MAX]), more=len(names) - NAMED_MAX)

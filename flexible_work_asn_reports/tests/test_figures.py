"""The arithmetic of the daily report, on thousands of random regions; no database is used."""

import random
from dataclasses import replace
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from odoo.addons.flexible_work_asn_reports.figures import (
    FIELDS,
    Figures,
    FiguresError,
    Tally,
    count,
    highest,
    lowest,
    protocol_rank,
    total,
)
from odoo.addons.flexible_work_asn_reports.figures.counting import percentage

STATUSES = ("pending", "present", "duty", "leave", "sick", "permit", "study", "absent", "off")
MODES = ("wfo", "wfh", "wfa", "other_office", None)
KINDS = ("pns", "pppk", "pppk_pw", None)
LEAVE_KINDS = ("ct", "cb", "cs", "cm", "cap", "cber", "cltn", None)


@st.composite
def tallies(draw):
    """A day row, or several that are alike."""
    number = draw(st.integers(0, 20))
    late = draw(st.booleans())
    apel = st.sampled_from(("none", "on_time", "late", "rejected", None))
    return Tally(
        opd=draw(st.sampled_from((None, 1, 2, 3))),
        status=draw(st.sampled_from(STATUSES)),
        mode=draw(st.sampled_from(MODES)),
        kind=draw(st.sampled_from(KINDS)),
        structural=draw(st.booleans()),
        apel_expected=draw(st.booleans()),
        apel=draw(apel),
        late=late,
        number=number,
        leave_kind=draw(st.sampled_from(LEAVE_KINDS)),
        apel_afternoon_expected=draw(st.booleans()),
        apel_afternoon=draw(apel),
        outside=draw(st.booleans()),
        corrected=draw(st.booleans()),
        late_minutes=late * number * draw(st.integers(0, 90)),
        assigned=draw(st.booleans()),
        home=draw(st.sampled_from((None, 1, 2, 3))),
    )


def random_tally(rng, opds):
    return Tally(
        opd=rng.choice(opds),
        status=rng.choice(STATUSES),
        mode=rng.choice(MODES),
        kind=rng.choice(KINDS),
        structural=rng.random() < 0.2,
        apel_expected=rng.random() < 0.5,
        apel=rng.choice(("none", "on_time", "late", "rejected", None)),
        late=(late := rng.random() < 0.2),
        number=(number := rng.choice((0, 1, 1, 2, 17))),
        leave_kind=rng.choice(LEAVE_KINDS),
        apel_afternoon_expected=rng.random() < 0.3,
        apel_afternoon=rng.choice(("none", "on_time", "late", "rejected", None)),
        outside=rng.random() < 0.1,
        corrected=rng.random() < 0.1,
        late_minutes=late * number * rng.choice((0, 3, 40)),
        assigned=rng.random() < 0.2,
        home=rng.choice(opds),
    )


def person_by_person(tallies, opd):
    """The same question asked the slow way: one person after the other, sentence by sentence."""
    people = [t for t in tallies if t.opd == opd for _copy in range(t.number)]
    here = [p for p in people if p.status == "present"]
    missing = [p for p in people if p.status in ("pending", "absent")]
    must = here + missing
    away = [p for p in people if p.status == "leave"]
    return {
        "headcount": len(people),
        "obliged": len(must),
        "present": len(here),
        "pns": len([p for p in people if p.kind == "pns"]),
        "pppk": len([p for p in people if p.kind == "pppk"]),
        "pppk_pw": len([p for p in people if p.kind == "pppk_pw"]),
        "kind_unknown": len([p for p in people if not p.kind]),
        "wfo": len([p for p in here if p.mode in ("wfo", None)]),
        "wfh": len([p for p in here if p.mode == "wfh"]),
        "wfa": len([p for p in here if p.mode == "wfa"]),
        "other_office": len([p for p in here if p.mode == "other_office"]),
        "duty": len([p for p in people if p.status == "duty"]),
        "leave": len([p for p in people if p.status == "leave"]),
        "sick": len([p for p in people if p.status == "sick"]),
        "permit": len([p for p in people if p.status == "permit"]),
        "study": len([p for p in people if p.status == "study"]),
        "off": len([p for p in people if p.status == "off"]),
        "absent": len(missing),
        "pending": len([p for p in people if p.status == "pending"]),
        "late": len([p for p in here if p.late]),
        "apel_expected": len([p for p in people if p.apel_expected]),
        "apel_present": len([p for p in people if p.apel_expected and p.apel in ("on_time", "late")]),
        "structural_obliged": len([p for p in must if p.structural]),
        "structural_present": len([p for p in here if p.structural]),
        **{f"leave_{kind}": len([p for p in away if p.leave_kind == kind]) for kind in LEAVE_KINDS if kind},
        "leave_other": len([p for p in away if not p.leave_kind]),
        "structural_headcount": len([p for p in people if p.structural]),
        "structural_wfo": len([p for p in here if p.structural and p.mode in ("wfo", None)]),
        "structural_late": len([p for p in here if p.structural and p.late]),
        "structural_absent": len([p for p in missing if p.structural]),
        "apel_afternoon_expected": len([p for p in people if p.apel_afternoon_expected]),
        "apel_afternoon_present": len(
            [p for p in people if p.apel_afternoon_expected and p.apel_afternoon in ("on_time", "late")]
        ),
        "late_minutes": sum(p.late_minutes // p.number for p in here),
        "outside": len([p for p in here if p.outside]),
        "corrected": len([p for p in people if p.corrected]),
        "assigned_in": len([p for p in people if p.assigned]),
        "assigned_out": sum(t.number for t in tallies if t.assigned and t.home == opd),
    }


@tagged("-at_install", "post_install")
class TestFigures(BaseCase):
    @given(st.lists(tallies(), max_size=40))
    def test_every_region_agrees_with_a_count_person_by_person(self, region):
        figures = count(region)
        for opd, counted in figures.items():
            expected = person_by_person(region, opd)
            self.assertEqual({name: getattr(counted, name) for name in expected}, expected)
            self.assertEqual({*FIELDS} - expected.keys(), set(), "each figure has its sentence")
        self.assertEqual(total(figures).headcount, sum(t.number for t in region))

    @given(st.lists(tallies(), max_size=40))
    def test_everybody_counts_once_by_the_day_and_once_by_the_post(self, region):
        figures = count(region)
        for opd, counted in figures.items():
            posts = sum(t.number for t in region if (t.home if t.assigned else t.opd) == opd)
            self.assertEqual(counted.by_post, posts)
        whole = total(figures)
        self.assertEqual((whole.by_post, whole.assigned_in), (whole.headcount, whole.assigned_out))

    @given(st.lists(tallies(), max_size=20), st.randoms(use_true_random=False))
    def test_order_and_splitting_of_groups_change_nothing(self, region, rng):
        singly = [
            replace(t, number=1, late_minutes=t.late_minutes // t.number) for t in region for _copy in range(t.number)
        ]
        rng.shuffle(singly)
        grouped = {opd: figures for opd, figures in count(region).items() if figures != Figures()}
        self.assertEqual(count(singly), grouped)

    def test_total_is_the_sum_of_every_column(self):
        rng = random.Random(7)
        figures = count(random_tally(rng, list(range(60))) for _row in range(2000))
        for name in (*FIELDS, "present", "obliged"):
            self.assertEqual(getattr(total(figures), name), sum(getattr(f, name) for f in figures.values()), name)

    def test_every_combination_of_a_row_is_counted_once(self):
        for status, mode, kind in product(STATUSES, MODES, KINDS):
            figures = count([Tally(1, status, mode, kind, late=True, structural=True)])[1]
            self.assertEqual(figures.headcount, 1)
            self.assertEqual(
                figures.present
                + figures.absent
                + figures.duty
                + figures.leave
                + figures.sick
                + figures.permit
                + figures.study
                + figures.off,
                1,
            )

    def test_pending_counts_as_tk_at_the_hour_of_the_count(self):
        figures = count([Tally(1, "pending", "wfo", "pns", number=3)])[1]
        self.assertEqual((figures.absent, figures.pending, figures.obliged, figures.percent), (3, 3, 3, 0.0))

    def test_duty_elsewhere_is_neither_absent_nor_obliged(self):
        figures = count([Tally(1, "duty", "wfo", "pns"), Tally(1, "present", "wfo", "pns")])[1]
        self.assertEqual((figures.absent, figures.obliged, figures.percent), (0, 1, 100.0))

    def test_rejected_apel_is_no_presence_at_the_apel(self):
        figures = count([Tally(1, "absent", "wfh", "pns", apel_expected=True, apel="rejected")])[1]
        self.assertEqual((figures.apel_expected, figures.apel_present), (1, 0))

    def test_nobody_obliged_has_no_percentage(self):
        self.assertIsNone(count([Tally(1, "off")])[1].percent)
        self.assertIsNone(Figures().percent)

    def test_percentage_rounds_half_up_and_reaches_100_only_when_all_are_present(self):
        self.assertEqual(percentage(1, 3), 33.33)
        self.assertEqual(percentage(2, 3), 66.67)
        self.assertEqual(percentage(1, 800), 0.13)  # 0.125
        self.assertEqual(percentage(9999, 10000), 99.99)
        for whole in range(1, 3000):
            self.assertLess(percentage(whole - 1, whole), 100)

    def test_unknown_status_mode_or_kind_is_refused_not_lost(self):
        for tally in (
            Tally(1, "holiday"),
            Tally(1, "present", "cafe"),
            Tally(1, "off", kind="honorer"),
            Tally(1, "leave", leave_kind="x"),
        ):
            with self.assertRaises(FiguresError):
                count([tally])

    def test_figures_that_do_not_add_up_are_refused(self):
        for broken in (
            Figures(headcount=2, pns=2, wfo=1),
            Figures(headcount=1, wfo=1),
            Figures(headcount=1, pns=1, wfo=1, late=2),
            Figures(pns=-1, kind_unknown=1),
            Figures(headcount=1, pns=1, off=1, structural_obliged=1),
            Figures(headcount=1, pns=1, leave=1),
            Figures(headcount=1, pns=1, wfo=1, outside=2),
            Figures(headcount=1, pns=1, wfo=1, late_minutes=5),
            Figures(headcount=1, pns=1, wfo=1, structural_headcount=1, structural_obliged=1, structural_absent=0),
            Figures(headcount=1, pns=1, wfo=1, apel_afternoon_present=1),
        ):
            with self.assertRaises(FiguresError):
                broken.check()

    def test_lowest_five_are_worst_first_and_leave_out_the_complete(self):
        def opd(present, absent):
            return Figures(headcount=present + absent, pns=present + absent, wfo=present, absent=absent)

        rows = [
            ("A", opd(9, 1)),
            ("B", opd(10, 0)),
            ("C", opd(1, 1)),
            ("D", opd(10, 10)),
            ("E", opd(0, 0)),
            ("F", opd(99, 1)),
            ("G", opd(98, 2)),
            ("H", opd(97, 3)),
        ]
        self.assertEqual([name for name, _figures in lowest(rows)], ["D", "C", "A", "H", "G"])

    def test_highest_five_are_best_first_and_never_among_the_lowest(self):
        def opd(present, absent):
            return Figures(headcount=present + absent, pns=present + absent, wfo=present, absent=absent)

        rows = [("A", opd(9, 1)), ("B", opd(10, 0)), ("C", opd(1, 1)), ("D", opd(20, 0)), ("E", opd(0, 0))]
        self.assertEqual([name for name, _figures in highest(rows, 2)], ["D", "B"])
        self.assertEqual([name for name, _figures in highest(rows)], ["D", "B"], "A and C are the lowest")
        rng = random.Random(11)
        for _time in range(300):
            region = [(str(n), opd(rng.randrange(9), rng.randrange(4))) for n in range(rng.randrange(12))]
            number = rng.randrange(6)
            low, high = lowest(region, number), highest(region, number)
            self.assertFalse({name for name, _figures in low} & {name for name, _figures in high})
            shares = [figures.present / figures.obliged for _name, figures in high]
            self.assertEqual(shares, sorted(shares, reverse=True))
            left = [figures for name, figures in region if figures.obliged and name not in dict(low)]
            self.assertEqual(len(high), min(number, len(left)))
            self.assertTrue(
                all(one.present / one.obliged <= shares[-1] for one in left if one not in dict(high).values())
                if high
                else True
            )

    def test_official_lists_begin_with_the_secretariat_and_end_with_the_kecamatan(self):
        """UU 23/2014: in the order of the law."""
        names = ["Kecamatan Moti", "Badan Keuangan", "Dinas Sosial", "Inspektorat", "Setwan", "Sekretariat Daerah"]
        self.assertEqual(sorted([*names, "Unit Lain"], key=protocol_rank), [*reversed(names), "Unit Lain"])

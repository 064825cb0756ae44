import io

from openpyxl import load_workbook

from odoo.tests import HttpCase, freeze_time, tagged

from .common import MONDAY
from .pdf import pdf_pages
from .test_team import MARCH, TeamCase

PATH = f"/flexible_work/contributions.xlsx?date_from={MONDAY}&date_to={MARCH}"


@tagged("post_install", "-at_install")
@freeze_time("2026-01-12 22:30:00")  # Tuesday 13 January 07:30 in Ternate
class TestTeamExport(TeamCase, HttpCase):
    """What leaves the system: the workbook for e-Kinerja and the printed pages."""

    def _people(self, role, path=PATH):
        """The names in the workbook that ``role`` downloads."""
        user = self.user[role]
        self.authenticate(user.login, user.login)
        answer = self.url_open(path)
        self.assertEqual(answer.status_code, 200)
        self.assertIn(".xlsx", answer.headers["Content-Disposition"])
        sheet = load_workbook(io.BytesIO(answer.content)).active
        return [row[1] for row in sheet.iter_rows(min_row=5, values_only=True)]

    def test_each_role_downloads_the_submitted_notes_that_it_reads(self):
        note = self._note()
        self.as_user(note, "leader").action_submit()
        found = {role: self._people(role) for role in self.user}
        readers = [role for role in self.user if found[role]]
        self.assertEqual(readers, ["employee", "head", "other_head", "bkpsdm", "auditor", "leader"])
        self.assertEqual({name for names in found.values() for name in names}, {"Pegawai"})

    def test_nobody_downloads_drafts(self):
        self._note()
        for role in ("employee", "head", "bkpsdm", "leader"):
            self.assertEqual(self._people(role), [])

    def test_another_team_and_another_government_bring_nothing(self):
        self.as_user(self._note(), "leader").action_submit()
        other = self._create_team(name="Tim lain")
        self.assertEqual(self._people("bkpsdm", f"{PATH}&team_id={self.team.id}"), ["Pegawai"])
        self.assertEqual(self._people("bkpsdm", f"{PATH}&team_id={other.id}"), [])
        self.assertEqual(self._people("elsewhere", f"{PATH}&team_id={self.team.id}"), [])

    def test_dates_that_are_none_are_not_found(self):
        self.authenticate(self.user["bkpsdm"].login, self.user["bkpsdm"].login)
        for query in (
            "date_from=kemarin&date_to=2026-01-31",
            "date_from=&date_to=",
            f"date_from={MONDAY}&date_to={MARCH}&team_id=satu",
        ):
            answer = self.url_open(f"/flexible_work/contributions.xlsx?{query}")
            self.assertEqual(answer.status_code, 404, query)

    def test_nobody_gets_it_without_a_session(self):
        self.assertIn(self.url_open(PATH, allow_redirects=False).status_code, (302, 303))

    def test_both_papers_are_printed(self):
        note = self._note()
        self.as_user(note, "leader").action_submit()
        for name, records in (("contribution", note), ("team", self.team)):
            content, kind = (
                self.as_user(self.env["ir.actions.report"], "leader")
                .with_context(force_report_rendering=True)
                ._render_qweb_pdf(f"flexible_work_asn.{name}", records.ids)
            )
            self.assertEqual(kind, "pdf")
            (page,) = pdf_pages(content)
            for words in ("Tim PATEN", "800/215/2026", "Dua standar ditulis", "Perawat", "Pegawai"):
                self.assertIn(words, page)

"""Files are kept whole or not at all: a full disk, and what a machine without power leaves."""

import os
import resource
import secrets
from contextlib import contextmanager
from pathlib import Path

from odoo.exceptions import UserError
from odoo.tests import TransactionCase, tagged
from odoo.tools import mute_logger

BASE = "odoo.addons.base.models.ir_attachment"
OURS = "odoo.addons.flexible_work_asn.models.ir_attachment_whole"


@tagged("post_install", "-at_install")
class TestWholeFiles(TransactionCase):
    def setUp(self):
        super().setUp()
        self.content = secrets.token_bytes(60_000)
        self.files = self.env["ir.attachment"]
        sha = self.files._compute_checksum(self.content)
        self.path = Path(self.files._full_path(f"{sha[:2]}/{sha}"))
        self.addCleanup(self.path.unlink, missing_ok=True)

    @contextmanager
    def room_for(self, size):
        """The system itself refuses to write more than so many bytes into a file, as a full disk does."""
        limits = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, limits[1]))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, limits)

    def keep(self):
        return self.files.create({"name": "letter.pdf", "raw": self.content})

    @mute_logger(BASE)
    def test_a_full_disk_is_said_and_leaves_nothing(self):
        with self.room_for(10_000), self.assertRaisesRegex(UserError, "disk"):
            self.keep()
        self.assertFalse(self.path.exists(), "Half a file is left under the name of the whole one")
        self.assertEqual(self.keep().raw, self.content, "Once there is room, the same letter is kept")

    @mute_logger(OURS)
    def test_half_a_file_of_a_crash_is_written_again(self):
        self.path.parent.mkdir(exist_ok=True)
        for left in (b"", self.content[:4096]):
            with self.subTest(bytes=len(left)):
                self.path.write_bytes(left)
                self.assertEqual(self.keep().raw, self.content)
                self.assertEqual(self.path.read_bytes(), self.content)
                self.assertEqual(len(list(self.path.parent.glob("tmp*"))), 0)

    def test_a_whole_file_is_shared_and_not_touched(self):
        first = self.keep()
        before = os.stat(self.path).st_ino
        second = self.keep()
        self.assertEqual(first.store_fname, second.store_fname)
        self.assertEqual(os.stat(self.path).st_ino, before)

    def test_what_is_broken_is_found(self):
        whole, missing, damaged = (
            self.keep(),
            *(self.files.create({"name": name, "raw": secrets.token_bytes(900)}) for name in ("missing", "damaged")),
        )
        os.unlink(self.files._full_path(missing.store_fname))
        path = Path(self.files._full_path(damaged.store_fname))
        self.addCleanup(path.unlink)
        path.write_bytes(b"")
        found = {one[0]: one[4] for one in self.files._flexible_work_broken_files()}
        self.assertEqual(found.get(missing.id), "missing")
        self.assertEqual(found.get(damaged.id), "damaged")
        self.assertNotIn(whole.id, found)

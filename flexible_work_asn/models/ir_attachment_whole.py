import hashlib
import logging
import os
import tempfile

from odoo import api, models
from odoo.exceptions import UserError

_logger = logging.getLogger(__name__)


class IrAttachment(models.Model):
    """A file is there as a whole or not at all, also when the disk is full or the server was cut off.

    The name of a file in Odoo's filestore is the SHA-1 of what is in it. One that was begun and not ended keeps that
    name, and Odoo would refuse the same letter for ever after, as one that collides with it.
    """

    _inherit = "ir.attachment"

    @api.model
    def _file_write(self, bin_value, checksum):
        """:raises UserError: when there is no room for it; nothing of the file is left then"""
        try:
            return super()._file_write(bin_value, checksum)
        except OSError as error:
            self._remove_half(checksum)
            raise UserError(
                self.env._(
                    "The server could not keep the file, and nothing was changed: %s. Tell the IT team that its disk "
                    "may be full, then try again.",
                    error.strerror or error,
                )
            ) from error

    def _get_path(self, bin_data, sha):
        path = self._full_path(f"{sha[:2]}/{sha}")
        if _is_half(path, sha, len(bin_data)):
            _logger.warning("%s in the filestore was not whole, and is written again", sha)
            _write_at_once(path, bin_data)
        return super()._get_path(bin_data, sha)

    def _remove_half(self, sha):
        path = self._full_path(f"{sha[:2]}/{sha}")
        if _is_half(path, sha):
            os.unlink(path)

    @api.model
    @api.private
    def _flexible_work_broken_files(self):
        """What a crash of the machine has left: attachments of all models without their whole file.

        For the IT team, in Odoo's shell, after the machine lost its power or a backup was restored. It reads all files.

        :return: ``[(id, model, record's id, name, "missing" or "damaged")]``
        """
        broken = []
        everything = self.sudo().search_fetch(
            [("store_fname", "!=", False), "|", ("res_field", "=", False), ("res_field", "!=", False)],
            ["store_fname", "checksum", "res_model", "res_id", "name"],
            order="id",
        )
        for file in everything:
            path = self._full_path(file.store_fname)
            if not os.path.isfile(path):
                broken.append((file.id, file.res_model, file.res_id, file.name, "missing"))
            elif _digest(path) != file.checksum:
                broken.append((file.id, file.res_model, file.res_id, file.name, "damaged"))
        return broken


def _is_half(path, sha, size=None):
    """Whether there is a file that is not what its name says; of the right ``size`` it is taken for whole."""
    return os.path.isfile(path) and os.path.getsize(path) != size and _digest(path) != sha


def _digest(path):
    with open(path, "rb") as file:
        return hashlib.sha1(file.read()).hexdigest()


def _write_at_once(path, content):
    """Put ``content`` in the place of a file: whoever reads it meanwhile has the old one or the new one."""
    descriptor, other = tempfile.mkstemp(dir=os.path.dirname(path))
    try:
        with open(descriptor, "wb") as file:
            file.write(content)
        os.chmod(other, 0o644)
        os.replace(other, path)
    except OSError:
        os.unlink(other)
        raise

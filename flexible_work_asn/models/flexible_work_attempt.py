from odoo import api, fields, models

from .. import throttle


class FlexibleWorkAttempt(models.Model):
    """Attempts at codes, PINs and public addresses that :class:`~..throttle.Throttle` counts; nobody reads them.

    Who tried is kept as a hash alone, for as long as the brake remembers (minutes). The table is not the ORM's: it is
    unlogged, so that counting costs next to nothing, and leaves no trace in the archive of the database's log.
    """

    _name = "flexible.work.attempt"
    _description = "Attempt counted by a brake"
    _auto = False
    _log_access = False

    until = fields.Datetime(help="From then on it counts no more.")

    def init(self):
        self.env.cr.execute(
            """
            CREATE UNLOGGED TABLE IF NOT EXISTS flexible_work_attempt (
                id bigint GENERATED ALWAYS AS IDENTITY,
                key bytea UNIQUE,
                moments timestamp[],
                until timestamp,
                taken_by bytea
            );
            CREATE INDEX IF NOT EXISTS flexible_work_attempt_until_index ON flexible_work_attempt (until);
            """
        )

    @api.autovacuum
    def _gc_attempts(self):
        throttle.sweep(self.env, fields.Datetime.now())

"""A verified report with two recipients, and the two ways in which its mails leave."""

from .common import ReportCase
from .letterbox import allow_mail, letterbox

WALI_KOTA, SEKDA = "walikota@ternate.example", "sekda@ternate.example"


class SendCase(ReportCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("id_ID")
        cls.env["ir.module.module"]._load_module_terms(["flexible_work_asn_reports"], ["id_ID"])
        cls.company.email = "bkpsdm@ternate.example"
        cls.wali_kota, cls.sekda = cls.env["res.partner"].create(
            [
                {"name": "Wali Kota Ternate", "email": WALI_KOTA, "lang": "id_ID"},
                {"name": "Sekretaris Daerah", "email": SEKDA, "lang": "en_US"},
            ]
        )
        cls.company.flexible_work_report_recipient_ids = cls.wali_kota | cls.sekda
        cls.add_days(cls.health, 3)
        cls.add_days(cls.health, 1, status="absent")
        cls.report = cls.verified_report().with_context(force_report_rendering=True)

    def setUp(self):
        super().setUp()
        allow_mail(self)

    def letterbox(self, refused=(), greylisted=()):
        return letterbox(self, refused, greylisted)

    def send(self, record=None, action="action_send"):
        """Press the button; the transaction is committed, and what waits for that happens."""
        getattr(self.report if record is None else record, action)()
        self.commit()

    def commit(self):
        """What a commit sets free: a test has one transaction only, and never really commits."""
        with self.enter_registry_test_mode():
            self.env.cr.postcommit.run()

    def run_cron(self, name="ir_cron_send_reports"):
        """The job of every five minutes, or another one."""
        with self.enter_registry_test_mode():
            self.env.ref(f"flexible_work_asn_reports.{name}").method_direct_trigger()

    def delivery_to(self, partner, report=None):
        deliveries = (report or self.report).sudo().delivery_ids
        return deliveries.filtered(lambda delivery: delivery.partner_id == partner).with_user(self.bkpsdm)

    def told(self, report=None):
        """What BKPSDM is told about the report: summaries of its activities."""
        return (report or self.report).sudo().activity_ids.mapped("summary")

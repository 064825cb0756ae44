from odoo import api, fields, models
from odoo.exceptions import ValidationError


class FlexibleWorkWorkloadChange(models.Model):
    """What a scenario supposes: another volume of a service, another number of people at a counter, or none."""

    _name = "flexible.work.workload.change"
    _description = "Change of a Scenario"
    _check_company_auto = True

    workload_id = fields.Many2one("flexible.work.workload", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="workload_id.company_id", store=True, index=True)
    service_id = fields.Many2one("flexible.work.service", ondelete="cascade", check_company=True, index=True)
    volume = fields.Float(string="Volume a year", digits=(16, 0))
    counter_id = fields.Many2one("flexible.work.counter", ondelete="cascade", check_company=True, index=True)
    minimum_staff = fields.Integer(string="Staff at least", help="0: the counter is closed.")

    _service_unique = models.UniqueIndex(
        "(workload_id, service_id) WHERE service_id IS NOT NULL", "The scenario changes this service already."
    )
    _counter_unique = models.UniqueIndex(
        "(workload_id, counter_id) WHERE counter_id IS NOT NULL", "The scenario changes this counter already."
    )

    @api.model_create_multi
    def create(self, vals_list):
        changes = super().create(vals_list)
        changes.workload_id._inputs_changed()
        return changes

    def write(self, vals):
        before = self.workload_id
        before._check_changeable()
        result = super().write(vals)
        if "workload_id" in vals:
            # it may have been moved to a scenario of others
            self.check_access("write")
        (before | self.workload_id)._inputs_changed()
        return result

    def unlink(self):
        workloads = self.workload_id
        workloads._inputs_changed()
        return super().unlink()

    @api.onchange("service_id")
    def _onchange_service_id(self):
        """Begin with what is planned now."""
        if self.service_id:
            self.counter_id = False
            self.volume = self.service_id._volume_year()

    @api.onchange("counter_id")
    def _onchange_counter_id(self):
        if self.counter_id:
            self.service_id = False
            self.minimum_staff = 0

    @api.constrains("workload_id", "service_id", "counter_id", "volume", "minimum_staff")
    def _check_change(self):
        for change in self:
            if not change.workload_id.scenario_of_id:
                raise ValidationError(
                    self.env._("Changes are supposed in a scenario: press 'New scenario' on the analysis first.")
                )
            if bool(change.service_id) == bool(change.counter_id):
                raise ValidationError(self.env._("Each change is about one service or about one counter."))
            if change.volume < 0 or change.minimum_staff < 0:
                raise ValidationError(self.env._("The volume of a service and the staff of a counter are 0 or more."))

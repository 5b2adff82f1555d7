# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models


class CaeticClockMixin(models.AbstractModel):
    """Fact of a person that clocks depend on: they follow as soon as it is saved.

    The run of the night reads everybody again; nobody waits for it to see an alert go
    away once its cause is gone.
    """

    _name = "caetic.clock.mixin"
    _description = "Fact that moves clocks"

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        records.member_id._touch_clocks()
        return records

    def write(self, vals):
        members = self.member_id
        result = super().write(vals)
        (members | self.member_id)._touch_clocks()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_touch_clocks(self):
        self.member_id._touch_clocks()

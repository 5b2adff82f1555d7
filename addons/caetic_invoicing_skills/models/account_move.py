# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class AccountMove(models.Model):
    _inherit = "account.move"

    caetic_opportunity_id = fields.Many2one(
        "caetic.opportunity",
        string="Opportunity",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )

    def _caetic_get_agreed_shares(self):
        team = self.caetic_opportunity_id._get_agreed_parts(self.caetic_activity_id)
        return {**super()._caetic_get_agreed_shares(), **team}

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError


class ResPartner(models.Model):
    _inherit = "res.partner"

    caetic_activity_ids = fields.Many2many(
        "caetic.activity",
        "caetic_activity_customer_rel",
        "partner_id",
        "activity_id",
        string="Customer of",
        groups="base.group_user",
        copy=False,
        help="Activities whose customer this is. Each entrepreneur has their own "
        "record of a customer: what one writes is not shown to the others.",
    )

    # A condition on it would tell who shares a customer which documents are theirs.
    invoice_ids = fields.One2many(groups="base.group_user")

    @api.model
    def _asset_difference_search(self, account_type, operator, operand):
        """Refuse a condition on what a customer owes to whoever may not read it.

        Odoo hides the amount and not the condition on it: somebody who shares a
        customer would guess what the customer owes to the others.
        """
        readers = self._fields["credit"].groups
        if not self.env.su and not self.env.user.has_groups(readers):
            raise AccessError(self.env._("What customers owe is for the accountants."))
        return super()._asset_difference_search(account_type, operator, operand)

    def _caetic_is_public_body(self):
        """Tell whether it is a public body: their SIREN begins with 1 or 2 (Insee)."""
        self.ensure_one()
        return self.is_company and (self._get_siren() or "")[:1] in ("1", "2")

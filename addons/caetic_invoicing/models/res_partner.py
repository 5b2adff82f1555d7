# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError

STAFF = (
    "caetic_members.caetic_members_group_coordinator,"
    "caetic_members.caetic_members_group_accountant"
)
CUSTOMERS = [("caetic_activity_ids", "!=", False), ("parent_id", "=", False)]


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

    caetic_public_body = fields.Boolean(
        string="Public body",
        groups="base.group_user",
        help="Invoiced through Chorus Pro, with its SIRET.",
    )
    caetic_service_code = fields.Char(
        string="Service code", groups="base.group_user", help="Of Chorus Pro."
    )
    caetic_engagement = fields.Char(
        string="Commitment number", groups="base.group_user", help="Of Chorus Pro."
    )
    caetic_twin_count = fields.Integer(
        string="Same SIRET elsewhere",
        compute="_compute_caetic_twin_count",
        search="_search_caetic_twin_count",
        groups=STAFF,
        help="Other customers of the cooperative with this SIRET. Entrepreneurs are "
        "never told.",
    )

    # A condition on it would tell who shares a customer which documents are theirs.
    invoice_ids = fields.One2many(groups="base.group_user")

    @api.depends("company_registry", "caetic_activity_ids")
    def _compute_caetic_twin_count(self):
        customers = self.filtered(lambda p: p.caetic_activity_ids and not p.parent_id)
        numbers = [n for n in customers.mapped("company_registry") if n]
        groups = self._read_group(
            [*CUSTOMERS, ("company_registry", "in", numbers)],
            ["company_registry"],
            ["__count"],
        )
        counts = dict(groups)
        for partner in self:
            known = counts.get(partner.company_registry, 0)
            partner.caetic_twin_count = max(known - 1, 0) if partner in customers else 0

    def _search_caetic_twin_count(self, operator, value):
        """Find the customers known more than once, the only question it answers."""
        # Whoever may not read it is refused, whatever they ask.
        self._check_field_access(self._fields["caetic_twin_count"], "read")
        if (operator, value) != (">", 0):
            return NotImplemented
        groups = self._read_group(
            [*CUSTOMERS, ("company_registry", "!=", False)],
            ["company_registry"],
            having=[("__count", ">", 1)],
        )
        return [
            *CUSTOMERS,
            ("company_registry", "in", [number for (number,) in groups]),
        ]

    def action_caetic_twins(self):
        """Open the customers that have the same SIRET, to merge them."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "caetic_invoicing.res_partner_action_twins"
        )
        domain = [*CUSTOMERS, ("company_registry", "=", self.company_registry)]
        return {**action, "domain": domain}

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
        """Tell whether it is a public body: so flagged, or so numbered by Insee.

        The SIREN of public bodies begins with 1 or 2.
        """
        self.ensure_one()
        numbered = (self._get_siren() or "")[:1] in ("1", "2")
        return self.is_company and (self.caetic_public_body or numbered)

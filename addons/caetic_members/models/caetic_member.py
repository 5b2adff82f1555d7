# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CaeticMember(models.Model):
    """A person's stay in the cooperative; who comes back has a new stay."""

    _name = "caetic.member"
    _description = "Member of the cooperative"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "name, id"

    name = fields.Char(related="partner_id.name", store=True, readonly=False)
    partner_id = fields.Many2one(
        "res.partner",
        string="Contact",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('is_company', '=', False), ('parent_id', '=', False)]",
        help="Private address. It has no parent company: entrepreneurs who share a "
        "commercial entity would read each other's documents on the portal.",
    )
    email = fields.Char(related="partner_id.email", readonly=False)
    phone = fields.Char(related="partner_id.phone", readonly=False)
    user_id = fields.Many2one(
        "res.users", string="Login", index="btree_not_null", copy=False
    )
    adviser_id = fields.Many2one("res.users", index="btree_not_null", tracking=True)
    state = fields.Selection(
        [
            ("prospect", "Prospect"),
            ("informed", "Informed"),
            ("diagnosed", "Diagnosed"),
            ("committee", "Committee"),
            ("refused", "Refused"),
            ("admitted", "Admitted"),
            ("cape", "CAPE"),
            ("cesa", "CESA"),
            ("associate", "Associate"),
            ("left", "Left"),
        ],
        string="Stage",
        default="prospect",
        required=True,
        tracking=True,
    )
    contract_ids = fields.One2many("caetic.contract", "member_id", string="Contracts")
    caetic_activity_ids = fields.Many2many(
        "caetic.activity",
        "caetic_activity_member_rel",
        "member_id",
        "activity_id",
        string="Businesses",
        readonly=True,
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    active = fields.Boolean(default=True)

    _user_uniq = models.UniqueIndex(
        "(user_id, company_id) WHERE user_id IS NOT NULL AND active",
        "This login already belongs to another member.",
    )
    _partner_id_idx = models.Index("(partner_id, state)")

    def action_grant_portal(self):
        """Open Odoo's own wizard that gives the person a portal access."""
        self.ensure_one()
        wizard = self.env["portal.wizard"].create(
            {"partner_ids": [(6, 0, self.partner_id.ids)]}
        )
        return wizard._action_open_modal()

    def action_link_user(self):
        """Link the login of the contact once the portal access exists."""
        for member in self.filtered(lambda m: not m.user_id):
            member.user_id = member.partner_id.user_ids[:1]

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

from ..engine import stage_at

STAGES = [
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
]
# The cooperative houses the activity of people at these stages.
HOSTED = ("cape", "cesa", "associate")


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
    adviser_id = fields.Many2one(
        "res.users",
        index="btree_not_null",
        tracking=True,
        default=lambda self: self._default_adviser(),
    )
    management_adviser_id = fields.Many2one(
        "res.users", string="Management adviser", index="btree_not_null", tracking=True
    )
    trade_adviser_id = fields.Many2one(
        "res.users", string="Trade adviser", index="btree_not_null", tracking=True
    )
    adviser_ids = fields.Many2many(
        "res.users",
        "caetic_member_adviser_rel",
        string="Advisers",
        compute="_compute_adviser_ids",
        store=True,
        help="Whoever advises the person, on any subject: it is in their portfolio.",
    )
    step_ids = fields.One2many("caetic.member.step", "member_id", string="Journey")
    state = fields.Selection(
        STAGES,
        string="Stage",
        compute="_compute_state",
        store=True,
        tracking=True,
        group_expand="_group_expand_state",
    )
    state_date = fields.Date(string="Stage since", compute="_compute_state", store=True)
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

    def _default_adviser(self):
        """Whoever advises takes the people they register into their portfolio."""
        if self.env.user.has_group("caetic_members.caetic_members_group_adviser"):
            return self.env.user
        return self.env["res.users"]

    @api.depends("adviser_id", "management_adviser_id", "trade_adviser_id")
    def _compute_adviser_ids(self):
        for member in self:
            member.adviser_ids = (
                member.adviser_id
                | member.management_adviser_id
                | member.trade_adviser_id
            )

    @api.depends("step_ids.kind", "step_ids.date", "step_ids.corrects_id")
    def _compute_state(self):
        for member in self:
            steps = member.step_ids._to_engine()
            member.state = stage_at(steps)
            standing = member.step_ids.filtered(lambda step: not step.is_corrected)
            member.state_date = max(standing.mapped("date"), default=False)

    @api.model
    def _group_expand_state(self, states, domain):
        """Show every stage as a column, but the ends of the journey only if used."""
        return [key for key, _label in STAGES if key not in ("refused", "left")] + [
            key for key in ("refused", "left") if key in states
        ]

    @api.model_create_multi
    def create(self, vals_list):
        self._refuse_stage(*vals_list)
        return super().create(vals_list)

    def write(self, vals):
        self._refuse_stage(vals)
        return super().write(vals)

    def _refuse_stage(self, *vals_list):
        if any({"state", "state_date"} & set(vals) for vals in vals_list):
            raise UserError(
                self.env._("The stage follows from the dated steps of the journey.")
            )

    def _get_state_at(self, date):
        """Return the stage on a day, from the steps known today."""
        self.ensure_one()
        return stage_at(self.step_ids._to_engine(), date)

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

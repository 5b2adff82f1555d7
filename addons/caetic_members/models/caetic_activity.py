# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models


class CaeticActivity(models.Model):
    """What an entrepreneur sells: a brand, a contract and an analytic account.

    R002: it is not a company. The cooperative is the only legal person; an activity
    exists by its account in the plan of activities, its brand and its contract.
    """

    _name = "caetic.activity"
    _description = "Activity"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "name, id"

    name = fields.Char(string="Brand", required=True, tracking=True)
    code = fields.Char(copy=False, readonly=True, index=True)
    active = fields.Boolean(default=True)
    stake_ids = fields.One2many(
        "caetic.activity.member", "activity_id", string="Members and shares"
    )
    member_ids = fields.Many2many(
        "caetic.member",
        "caetic_activity_member_rel",
        "activity_id",
        "member_id",
        string="Members",
        compute="_compute_member_ids",
        store=True,
    )
    adviser_id = fields.Many2one("res.users", index="btree_not_null", tracking=True)
    analytic_account_id = fields.Many2one(
        "account.analytic.account",
        string="Analytic account",
        required=True,
        index=True,
        readonly=True,
        copy=False,
        ondelete="restrict",
    )
    date_start = fields.Date(
        string="Start", required=True, default=fields.Date.context_today
    )
    date_end = fields.Date(string="End")
    logo = fields.Image(max_width=512, max_height=512)
    email = fields.Char(string="Brand e-mail")
    phone = fields.Char(string="Brand phone")
    website = fields.Char(string="Brand website")
    invoice_mention = fields.Text(
        string="Own mentions on documents", help="Printed under the totals."
    )
    scheme_id = fields.Many2one(
        "caetic.contribution.scheme",
        string="Contribution scheme",
        default=lambda self: self.env.company.caetic_scheme_id,
        tracking=True,
    )
    exemption_ids = fields.One2many(
        "caetic.contribution.exemption", "activity_id", string="Exemptions"
    )
    availability_policy = fields.Selection(
        [("cashed", "When the customer has paid"), ("invoiced", "When invoiced")],
        string="Revenue is available",
        required=True,
        default=lambda self: self.env.company.caetic_availability_policy,
    )
    reserve_floor = fields.Monetary(
        string="Reserve",
        help="Kept on the account before any pay (R421).",
        tracking=True,
    )
    reserve_months = fields.Integer(
        string="Reserve in months",
        help="Months of the fixed part of the pay (gross) to keep, where they come to "
        "more than the reserve (R421).",
        tracking=True,
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")

    _analytic_account_uniq = models.UniqueIndex(
        "(analytic_account_id)", "An analytic account belongs to one activity."
    )
    _reserve_positive = models.Constraint(
        "CHECK (reserve_floor >= 0 AND reserve_months >= 0)",
        "A reserve cannot be negative.",
    )
    _dates_ordered = models.Constraint(
        "CHECK (date_end IS NULL OR date_end >= date_start)",
        "An activity cannot end before it starts.",
    )

    @api.depends("stake_ids.member_id")
    def _compute_member_ids(self):
        for activity in self:
            activity.member_ids = activity.stake_ids.member_id

    @api.model_create_multi
    def create(self, vals_list):
        # Before the superuser takes a code and makes an account for it.
        self.check_access("create")
        for vals in vals_list:
            vals["code"] = vals.get("code") or self._next_code()
            if not vals.get("analytic_account_id"):
                vals["analytic_account_id"] = self._create_account(vals).id
        return super().create(vals_list)

    def write(self, vals):
        result = super().write(vals)
        shared = {key: vals[key] for key in ("name", "active", "code") if key in vals}
        if shared:
            # The account follows its activity, whoever may rename the activity.
            accounts_sudo = self.analytic_account_id.sudo()
            accounts_sudo.write(shared)
        return result

    def copy_data(self, default=None):
        vals_list = super().copy_data(default)
        for vals in vals_list:
            vals["name"] = self.env._("%(name)s (copy)", name=vals["name"])
        return vals_list

    def _next_code(self):
        # The series is shared by all who may create an activity.
        sequence_sudo = self.env["ir.sequence"].sudo()
        return sequence_sudo.next_by_code("caetic.activity")

    def _create_account(self, vals):
        """Create the analytic account of a new activity in the plan of activities."""
        company = self.env["res.company"].browse(
            vals.get("company_id") or self.env.company.id
        )
        # Coordinators create activities without rights on analytic accounts.
        analytic_sudo = self.env["account.analytic.account"].sudo()
        return analytic_sudo.create(
            {
                "name": vals.get("name"),
                "code": vals["code"],
                "plan_id": self.env.ref("caetic_members.analytic_plan_activity").id,
                "company_id": company.id,
            }
        )

    def _get_distribution(self):
        """Analytic distribution of an item that belongs to the activity."""
        self.ensure_one()
        # Whoever writes a document of the activity may name its account.
        activity_sudo = self.sudo()
        return {str(activity_sudo.analytic_account_id.id): 100}

    def _get_contract(self, date):
        """Return the contract that lets the activity act on a day, CESA first."""
        self.ensure_one()
        # An entrepreneur acts under contracts of a fellow member as well.
        contracts_sudo = self.sudo().member_ids.contract_ids
        running = contracts_sudo.filtered(lambda contract: contract._runs_on(date))
        return running.sorted(lambda contract: contract.kind == "cape")[:1]

    def _is_cape(self, date):
        """Tell whether documents of this day carry the CAPE mention (R206)."""
        return self._get_contract(date).kind == "cape"

    def _is_closed(self, date):
        """Tell whether nothing may be sold on this day: no contract runs (R206)."""
        self.ensure_one()
        ended = self.date_end and date > self.date_end
        return bool(ended or not self._get_contract(date))

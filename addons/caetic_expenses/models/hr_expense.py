# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.caetic_members.engine import to_decimal

from .. import engine

RATES = [
    ("20", "20 %"),
    ("10", "10 %"),
    ("5.5", "5.5 %"),
    ("2.1", "2.1 %"),
    ("0", "No VAT"),
]


class HrExpense(models.Model):
    """Expense of an activity: account, tax and analytic account are never typed."""

    _inherit = "hr.expense"

    caetic_activity_id = fields.Many2one(
        "caetic.activity", string="Activity", index="btree_not_null"
    )
    caetic_member_id = fields.Many2one(
        "caetic.member", string="Entrepreneur", index="btree_not_null"
    )
    caetic_rate = fields.Selection(RATES, string="VAT of the receipt", default="0")
    caetic_in_name = fields.Boolean(
        string="Invoice in the cooperative's name",
        help="Without it no VAT is recovered (CGI art. 271).",
    )
    caetic_waived = fields.Boolean(
        string="Given up",
        help="The entrepreneur does not ask this expense back: it costs the activity "
        "nothing, and no VAT is recovered.",
    )
    caetic_cost = fields.Monetary(
        string="Cost for the activity",
        currency_field="company_currency_id",
        compute="_compute_caetic_cost",
        store=True,
        help="Amount paid, less the VAT that the cooperative recovers.",
    )
    caetic_refusal_reason = fields.Char(string="Reason of the refusal", copy=False)
    caetic_trip_ids = fields.One2many("caetic.trip", "expense_id", string="Journeys")

    @api.depends(
        "total_amount",
        "product_id",
        "caetic_rate",
        "caetic_in_name",
        "caetic_waived",
        "date",
    )
    def _compute_caetic_cost(self):
        for expense in self:
            parts = expense._caetic_split()
            expense.caetic_cost = 0 if expense.caetic_waived else parts.cost

    def _caetic_split(self):
        """Return the parts of the amount paid (engine.Split)."""
        self.ensure_one()
        return engine.split(
            to_decimal(self.total_amount),
            to_decimal(self.caetic_rate or 0),
            self._caetic_get_share(),
        )

    def _caetic_get_share(self):
        rule = self.product_id.caetic_vat_rule or "none"
        part = engine.cents(to_decimal(0))
        if rule == "part":
            day = self.date or fields.Date.context_today(self)
            part = to_decimal(self.env["caetic.parameter"]._get("fuel_vat", day))
        return engine.recovered_share(
            rule,
            to_decimal(self.caetic_rate or 0),
            in_name=self.caetic_in_name,
            waived=self.caetic_waived,
            part=part,
        )

    @api.depends("caetic_activity_id", "caetic_rate", "caetic_in_name", "caetic_waived")
    def _compute_tax_ids(self):
        own = self.filtered("caetic_activity_id")
        result = super(HrExpense, self - own)._compute_tax_ids()
        for expense in own:
            rule = expense.product_id.caetic_vat_rule or "none"
            recovered = expense._caetic_get_share()
            expense.tax_ids = expense.company_id._caetic_get_expense_tax(
                rule, expense.caetic_rate if recovered else ""
            )
        return result

    @api.depends("caetic_activity_id")
    def _compute_analytic_distribution(self):
        own = self.filtered("caetic_activity_id")
        result = super(HrExpense, self - own)._compute_analytic_distribution()
        for expense in own:
            # The account of the activity is no choice of the claimant.
            activity_sudo = expense.caetic_activity_id.sudo()
            expense.analytic_distribution = activity_sudo._get_distribution()
        return result

    def _can_be_autovalidated(self):
        """Nobody approves their own expense, whoever is missing (odoo19.md 4.5)."""
        if self.caetic_activity_id:
            return False
        return super()._can_be_autovalidated()

    def _get_default_responsible_for_approval(self):
        found = super()._get_default_responsible_for_approval()
        if found or not self.caetic_activity_id:
            return found
        # The claimant may not list staff: their adviser or a coordinator reads it.
        activity_sudo = self.caetic_activity_id.sudo()
        group = "caetic_members.caetic_members_group_coordinator"
        staff_sudo = self.env.ref(group).sudo().all_user_ids
        staff_sudo = staff_sudo.filtered(
            lambda user: self.company_id in user.company_ids
        )
        user_sudo = activity_sudo.adviser_id or staff_sudo[:1]
        return self.env["res.users"].browse(user_sudo.id)

    def _do_refuse(self, reason):
        """Keep the reason where the claimant reads it."""
        result = super()._do_refuse(reason)
        self.caetic_refusal_reason = reason
        return result

    def _do_approve(self, check=True):
        if any(one.caetic_member_id.user_id == self.env.user for one in self):
            raise UserError(self.env._("Nobody approves their own expenses."))
        return super()._do_approve(check)

    # -- posting -----------------------------------------------------------------------

    def _prepare_receipts_vals(self):
        """One receipt a person, with their own papers; what is given up apart.

        Odoo would copy the papers of everybody to everybody's receipt.
        """
        own = self.filtered("caetic_activity_id")
        others = self - own
        values = super(HrExpense, others)._prepare_receipts_vals() if others else []
        groups = own.grouped(lambda one: (one.employee_id, one.caetic_waived))
        for group in groups.values():
            values += super(HrExpense, group)._prepare_receipts_vals()
        return values

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

from .. import engine


class CaeticFinalAccountLine(models.Model):
    """One line of a final account: a figure of a statement, or a free one."""

    _name = "caetic.final.account.line"
    _description = "Line of a final account"
    _order = "account_id, kind, activity_id, sequence, id"

    account_id = fields.Many2one(
        "caetic.final.account", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="account_id.company_id", store=True)
    currency_id = fields.Many2one(related="account_id.currency_id")
    sequence = fields.Integer(default=10)
    kind = fields.Selection(
        [
            ("balance", "Account of the activity"),
            ("unpaid", "Unpaid invoice"),
            ("share", "Capital to reimburse"),
            ("to_person", "Due to the person"),
            ("to_cooperative", "Due to the cooperative"),
            ("equipment", "Equipment"),
        ],
        required=True,
        default="to_person",
    )
    activity_id = fields.Many2one("caetic.activity", ondelete="restrict")
    name = fields.Char(string="Label", required=True)
    date = fields.Date(help="Due date of an invoice, day of the return of equipment.")
    amount = fields.Monetary(
        help="Without VAT for an invoice; value of equipment, for information."
    )
    amount_total = fields.Monetary(string="VAT included")
    rate = fields.Float(string="Share (%)", digits="Caetic Rate", default=100.0)
    part = fields.Monetary(
        string="The person's part", compute="_compute_part", store=True
    )
    is_returned = fields.Boolean(string="Returned")

    _free_positive = models.Constraint(
        "CHECK (kind IN ('balance', 'unpaid') OR amount >= 0)",
        "Say who owes by the kind of the line: its amount is not negative.",
    )
    _rate_range = models.Constraint(
        "CHECK (rate > 0 AND rate <= 100)", "A share is between 0 and 100 %."
    )

    @api.depends("amount", "rate")
    def _compute_part(self):
        for line in self:
            part = engine.own_part(
                engine.to_decimal(line.amount),
                engine.to_decimal(line.rate, engine.RATE),
            )
            line.part = part

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines.account_id._check_draft()
        return lines

    def write(self, vals):
        self.account_id._check_draft()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_only_draft(self):
        if any(line.account_id.state != "draft" for line in self):
            raise UserError(self.env._("This final account is confirmed."))

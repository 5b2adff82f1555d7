# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.caetic_members.engine import to_decimal

from .. import engine
from .hr_payslip_engine import OWN


class HrPayslipPosting(models.Model):
    """Entry of a payslip: gross and employer's charges on the activity, debts owed.

    The activity's account bears the real cost: 100 % of class 6 is its own (R431).
    """

    _inherit = "hr.payslip"

    caetic_move_ids = fields.One2many(
        "account.move", "caetic_payslip_id", string="Entries"
    )
    caetic_move_id = fields.Many2one(
        "account.move",
        string="Entry",
        compute="_compute_caetic_move_id",
    )

    @api.depends("caetic_move_ids.state")
    def _compute_caetic_move_id(self):
        # Payroll officers post their payslips without a right on the books.
        moves_sudo = self.env["account.move"].sudo()
        found = moves_sudo._read_group(
            [("caetic_payslip_id", "in", self.ids), ("state", "!=", "cancel")],
            ["caetic_payslip_id"],
            ["id:recordset"],
        )
        by_slip = {slip.id: moves[:1] for slip, moves in found}
        for slip in self:
            slip.caetic_move_id = by_slip.get(slip.id, moves_sudo.browse())

    def _caetic_post(self):
        """Post the entry of each payslip that has none; again, it does nothing.

        The database refuses a second entry of a payslip.
        """
        waiting = self.filtered(lambda slip: not slip.caetic_move_id)
        values = [slip._caetic_prepare_move() for slip in waiting]
        values = [one for one in values if one["line_ids"]]
        # Whoever may validate a payslip may write its entry, and no other.
        moves_sudo = self.env["account.move"].sudo()
        moves_sudo = moves_sudo.create(values)
        moves_sudo._post(soft=False)
        self.invalidate_recordset(["caetic_move_id", "caetic_move_ids"])
        return moves_sudo

    def _caetic_prepare_move(self):
        self.ensure_one()
        company = self.company_id
        journal = company.caetic_pay_journal_id
        if not journal:
            raise UserError(self.env._("Choose the journal of pay in the settings."))
        sign = -1 if self.credit_note else 1
        items = self._caetic_get_items()
        return {
            "move_type": "entry",
            "journal_id": journal.id,
            "company_id": company.id,
            "date": self.date_to,
            "ref": f"{self.number} {self.name}",
            "caetic_term": "pay",
            "caetic_payslip_id": self.id,
            "line_ids": [
                (0, 0, self._caetic_prepare_item(account, sign * amount))
                for account, amount in items.items()
                if amount
            ],
        }

    def _caetic_get_items(self):
        """Return what is debited (positive) or credited, by account: it adds up to 0.

        :returns: ``{account: Decimal}``, EUR
        """
        items = engine.entry(
            to_decimal(self.caetic_gross),
            to_decimal(self.caetic_net_paid),
            to_decimal(self.caetic_leave),
            [self._caetic_to_posted(line) for line in self._caetic_get_posted_lines()],
        )
        by_account, accounts = defaultdict(list), self.env["account.account"]
        for role, amount in items.items():
            own = isinstance(role, int)
            account = accounts.browse(role) if own else self._caetic_account(role)
            by_account[account].append(amount)
        # A cooperative may post two roles on one account.
        return {account: engine.total(both) for account, both in by_account.items()}

    def _caetic_get_posted_lines(self):
        """Return the lines that move money: no total but income tax."""
        return self.line_ids.filtered(
            lambda line: (
                line.code == "income_tax"
                or line.caetic_side in ("employee", "employer")
                or line.category_id.code == OWN
            )
        )

    def _caetic_to_posted(self, line):
        amount = to_decimal(line.total)
        if line.code == "income_tax":
            return engine.Posted("tax", amount)
        if line.caetic_side in ("employee", "employer"):
            return engine.Posted(line.caetic_side, amount, line.caetic_body)
        return engine.Posted("own", amount, self._caetic_get_own_account(line).id)

    def _caetic_get_own_account(self, line):
        """Return the counterpart of an addition to the net, or a deduction from it."""
        account = line.salary_rule_id.caetic_account_id
        if not account:
            raise UserError(
                self.env._(
                    "The salary rule “%s” needs an account: it changes the net paid.",
                    line.salary_rule_id.name,
                )
            )
        return account

    def _caetic_account(self, name):
        account = self.company_id[f"caetic_{name}_account_id"]
        if not account:
            label = self.company_id._fields[f"caetic_{name}_account_id"]
            raise UserError(
                self.env._(
                    "Choose the “%s” in the settings.",
                    label._description_string(self.env),
                )
            )
        return account

    def _caetic_prepare_item(self, account, balance):
        net = account == self.company_id.caetic_net_account_id
        values = {
            "account_id": account.id,
            "name": f"{account.name} {self.name}",
            "balance": balance,
            "analytic_distribution": self._caetic_get_distribution(),
        }
        if net:
            values["partner_id"] = self.caetic_member_id.partner_id.id
        return values

    def _caetic_get_distribution(self):
        return self.caetic_activity_id._get_distribution()

    def action_open_entry(self):
        """Open the entry of the payslip."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Entry"),
            "res_model": "account.move",
            "res_id": self.caetic_move_id.id,
            "view_mode": "form",
        }

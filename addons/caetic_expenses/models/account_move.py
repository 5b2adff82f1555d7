# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import Command, models
from odoo.exceptions import UserError


class AccountMove(models.Model):
    """Receipts of expenses; what a person gives up is settled by an income."""

    _inherit = "account.move"

    def _post(self, soft=True):
        posted = super()._post(soft=soft)
        posted._caetic_settle_waived()
        return posted

    def _caetic_settle_waived(self):
        """Settle the debt to a person who gives it up, activity by activity.

        The charge and the income are equal and carry the same activity: what it can
        use does not move.
        """
        for move in self:
            # Written with the receipt, by whoever may post it.
            expenses_sudo = move.sudo().expense_ids
            if move.state != "posted" or not expenses_sudo.caetic_activity_id:
                continue
            if all(expenses_sudo.mapped("caetic_waived")):
                move._caetic_write_waiver_sudo(expenses_sudo)

    def _caetic_write_waiver_sudo(self, expenses_sudo):
        # An entry that follows another one, whoever posts that one.
        moves_sudo = self.env["account.move"].sudo().with_company(self.company_id)
        debts_sudo = self.sudo().line_ids.filtered(
            lambda line: line.display_type == "payment_term"
        )
        entry_sudo = moves_sudo.create(
            {
                "journal_id": self._caetic_get_waiver_journal_sudo().id,
                "date": self.date,
                "ref": self.env._("Given up: %(name)s", name=self.name),
                "caetic_term": "cost",
                "line_ids": [
                    *(
                        Command.create(
                            {
                                "account_id": debt.account_id.id,
                                "partner_id": debt.partner_id.id,
                                "balance": -debt.balance,
                            }
                        )
                        for debt in debts_sudo
                    ),
                    *self._prepare_waiver_items(expenses_sudo),
                ],
            }
        )
        entry_sudo.action_post()
        for debt_sudo, line_sudo in zip(debts_sudo, entry_sudo.line_ids, strict=False):
            (debt_sudo + line_sudo).reconcile()

    def _prepare_waiver_items(self, expenses_sudo):
        chart_sudo = self.env["account.chart.template"].sudo()  # As the entry.
        account_sudo = chart_sudo.with_company(self.company_id).ref(
            "caetic_waiver", raise_if_not_found=False
        )
        if not account_sudo:
            raise UserError(
                self.env._("The account of expenses given up (758910) is missing.")
            )
        return [
            Command.create(
                {
                    "name": expense.name,
                    "account_id": account_sudo.id,
                    "balance": -expense.total_amount,
                    "analytic_distribution": expense.analytic_distribution,
                }
            )
            for expense in expenses_sudo
        ]

    def _caetic_get_waiver_journal_sudo(self):
        journals_sudo = self.env["account.journal"].sudo()  # As the entry.
        return journals_sudo.search(
            [
                ("type", "=", "general"),
                ("code", "=", "MISC"),
                ("company_id", "=", self.company_id.id),
            ],
            limit=1,
        ) or journals_sudo.search(
            [("type", "=", "general"), ("company_id", "=", self.company_id.id)], limit=1
        )

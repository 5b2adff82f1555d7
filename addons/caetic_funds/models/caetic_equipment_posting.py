# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from decimal import Decimal

from odoo import Command, api, models
from odoo.exceptions import UserError

from odoo.addons.caetic_members.engine import to_decimal

# Value of what is sold or scrapped (ANC 2022-06; 675 until 2024).
VALUE_LEFT = "657"


class CaeticEquipment(models.Model):
    """Entries of equipment: 681/28 each month, 28 and 657 against 21 at its exit."""

    _inherit = "caetic.equipment"

    def _get_account(self, code):
        """The first account whose number begins so."""
        accounts = self.env["account.account"].with_company(self.company_id)
        # The register names accounts that its readers may not list.
        accounts_sudo = accounts.sudo()
        account_sudo = accounts_sudo.search(
            [
                *accounts_sudo._check_company_domain(self.company_id),
                ("code", "=like", f"{code}%"),
            ],
            order="code",
            limit=1,
        )
        if not account_sudo:
            raise UserError(self.env._("Account %(code)s is missing.", code=code))
        return account_sudo

    @api.model
    def _post_depreciation(self, company, date):
        """Post in one entry what is due until a day; again, it posts nothing.

        It feeds no term of the account: money left when the equipment was bought.
        """
        due = self.env["caetic.equipment.line"].search(
            [
                ("company_id", "=", company.id),
                ("date", "<=", date),
                ("move_id", "=", False),
                ("equipment_id.state", "=", "running"),
            ]
        )
        due = due.filtered("amount")
        if not due:
            return
        items = []
        for line in due:
            items += line.equipment_id._prepare_depreciation(line.amount)
        name = self.env._("Depreciation until %(date)s", date=date)
        move = self._post_entry_sudo(company, date, name, items)
        due.move_id = move.id

    def _prepare_depreciation(self, amount):
        self.ensure_one()
        owner = self.activity_id._get_distribution()
        expense = self._get_account(self.kind_id.expense_code)
        contra = self._get_account(self.kind_id.depreciation_code)
        return [
            (expense, amount, owner, self.name),
            (contra, -amount, False, self.name),
        ]

    def _post_exit(self):
        """Dr 28 and 657, Cr 21: what is not depreciated yet is an expense."""
        self.ensure_one()
        self.env["caetic.equipment"]._post_depreciation(self.company_id, self.date_out)
        kind, whole = self.kind_id, to_decimal(self.value)
        done = self.line_ids.filtered("move_id")
        past = sum((to_decimal(line.amount) for line in done), Decimal(0))
        owner = self.activity_id._get_distribution()
        asset = self.bill_line_id.account_id or self._get_account(kind.asset_code)
        items = [
            (self._get_account(kind.depreciation_code), past, False, self.name),
            (self._get_account(VALUE_LEFT), whole - past, owner, self.name),
            (asset, -whole, False, self.name),
        ]
        move = self._post_entry_sudo(self.company_id, self.date_out, self.name, items)
        (self.line_ids - done).unlink()
        self.write({"state": "out", "out_move_id": move.id})

    @api.model
    def _post_entry_sudo(self, company, date, name, items):
        # Whoever keeps the register has its entries written, and no choice in them.
        moves_sudo = self.env["account.move"].sudo()
        move_sudo = moves_sudo.create(
            {
                "move_type": "entry",
                "journal_id": company.caetic_contribution_journal_id.id,
                "company_id": company.id,
                "date": date,
                "ref": name,
                "caetic_term": "none",
                "line_ids": [
                    Command.create(
                        {
                            "account_id": account.id,
                            "name": label,
                            "balance": float(amount),
                            "analytic_distribution": owner,
                        }
                    )
                    for account, amount, owner, label in items
                    if amount
                ],
            }
        )
        move_sudo._post(soft=False)
        return move_sudo

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from decimal import Decimal

from odoo import Command, api, models

from odoo.addons.caetic_members.engine import to_decimal

# Value of what is sold or scrapped (ANC 2022-06; 675 until 2024).
VALUE_LEFT = "657"


class CaeticEquipment(models.Model):
    """Entries of equipment: 681/28 each month, 28 and 657 against 21 at its exit."""

    _inherit = "caetic.equipment"

    def _get_account(self, code):
        """The first account whose number begins so."""
        # The register names accounts that its readers may not list.
        accounts_sudo = self.env["account.account"].sudo()
        return accounts_sudo._caetic_find(self.company_id, code)

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
        for kind, lines in due.grouped(lambda line: line.equipment_id.kind_id).items():
            accounts = lines.equipment_id[:1]._get_depreciation_accounts(kind)
            for line in lines:
                items += line.equipment_id._prepare_depreciation(line.amount, *accounts)
        name = self.env._("Depreciation until %(date)s", date=date)
        move = self._post_entry_sudo(company, date, name, items)
        due.move_id = move.id

    def _get_depreciation_accounts(self, kind):
        return tuple(
            map(self._get_account, (kind.expense_code, kind.depreciation_code))
        )

    @api.model
    def _take_back_depreciation_sudo(self, company, date):
        """Reverse what the close of a month has posted; closing again posts it again.

        What went out since rests on what was depreciated: its entry stays.
        """
        # Whoever reopens a month takes back its entries, by no other choice.
        lines_sudo = self.env["caetic.equipment.line"].sudo()
        found_sudo = lines_sudo.search(
            [("company_id", "=", company.id), ("move_id.date", "=", date)]
        )
        for move_sudo, own_sudo in found_sudo.grouped("move_id").items():
            if set(own_sudo.equipment_id.mapped("state")) == {"running"}:
                values = {"date": date, "ref": move_sudo.ref, "caetic_term": "none"}
                move_sudo._reverse_moves([values])._post(soft=False)
                own_sudo.move_id = False

    def _prepare_depreciation(self, amount, expense, contra):
        self.ensure_one()
        owner = self.activity_id._get_distribution()
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

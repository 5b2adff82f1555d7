# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import re

from odoo import models

RESULT = ("income", "expense")
# Numbers of documents in the label of a bank: FAC/2026/00107, F-318.
NUMBER = re.compile(r"[\w/.-]*\d[\w/.-]*")
SHORTEST = 4


class AccountBankStatementLine(models.Model):
    """Reconciling proposes the activity of the document that the bank settles."""

    _inherit = "account.bank.statement.line"

    def _get_reconcile_line(self, line, kind, is_counterpart=False, *args, **options):
        """Give the counterpart of a document the activities of its items."""
        number, values = super()._get_reconcile_line(
            line, kind, is_counterpart, *args, **options
        )
        if is_counterpart:
            shares = line.analytic_distribution or line._caetic_get_settled_shares()
            for one in values:
                if shares and not one.get("is_exchange_counterpart"):
                    one["analytic_distribution"] = shares
        return number, values

    def _recompute_suspense_line(self, data, reconcile_auxiliary_id, manual_reference):
        return super()._recompute_suspense_line(
            self._caetic_propose_owners(data), reconcile_auxiliary_id, manual_reference
        )

    def _caetic_propose_owners(self, data):
        """Give fees, write-offs and differences the activity of what is settled.

        Items of classes 6 and 7 belong to one activity: that of the documents when it
        is one, else the structure. What somebody has chosen stays.

        :param data: lines of the reconciliation screen, as OCA keeps them
        :returns: the same lines
        """
        accounts = self.env["account.account"].browse(
            one["account_id"][0] for one in data if one["account_id"][0]
        )
        result = accounts.filtered(lambda one: one.internal_group in RESULT)
        owner = self._caetic_get_owner(data)
        for one in data:
            of_result = one["account_id"][0] in result.ids
            if owner and of_result and not one.get("analytic_distribution"):
                one["analytic_distribution"] = {str(owner): 100}
        return data

    def _caetic_get_owner(self, data):
        """Return the analytic account of all that is settled, or the structure's."""
        owners = {
            key
            for one in data
            if one.get("counterpart_line_ids")
            for key in one.get("analytic_distribution") or {"": 0}
        }
        single = owners.pop() if len(owners) == 1 else ""
        if single.isdigit():
            return int(single)
        return self.company_id.caetic_structure_account_id.id

    def _default_reconcile_data(self):
        """Propose the one open document whose number stands in the bank's label.

        OCA looks for labels inside numbers only; banks put words around them. Nothing
        is matched before somebody agrees.
        """
        found = super()._default_reconcile_data()
        item = self._caetic_get_cited_item()
        if not item or self._seek_for_lines()[2]:
            return found
        data = [one for one in found["data"] if one["kind"] != "suspense"]
        currency = self._get_reconcile_currency()
        number, lines = self._get_reconcile_line(
            item,
            "other",
            is_counterpart=True,
            reconcile_auxiliary_id=found["reconcile_auxiliary_id"],
            max_amount=currency.round(
                sum(self._get_amount_currency(one, currency) for one in data)
            ),
            move=True,
        )
        return self._recompute_suspense_line(data + lines, number, None)

    def _caetic_get_cited_item(self):
        """Return the open debt that the label names, if it names one only."""
        self.ensure_one()
        items = self.env["account.move.line"]
        found = NUMBER.findall(self.payment_ref or "")
        names = [name for name in found if len(name) >= SHORTEST]
        if self.is_reconciled or not names:
            return items
        numbers = ["move_id.name", "move_id.payment_reference"]
        if self.amount < 0:
            numbers = ["move_id.name", "move_id.ref"]
        open_items = items.search(
            [
                ("company_id", "=", self.company_id.id),
                ("parent_state", "=", "posted"),
                ("reconciled", "=", False),
                ("display_type", "=", "payment_term"),
                ("balance", ">" if self.amount > 0 else "<", 0),
                "|",
                *((number, "in", names) for number in numbers),
            ],
            limit=2,
        )
        return open_items if len(open_items) == 1 else items

    def reconcile_bank_line(self):
        """Refuse items of classes 6 and 7 that belong to no single activity.

        The entry of the bank is posted already: nothing else looks at what is added.

        :raises UserError: naming the item
        """
        result = super().reconcile_bank_line()
        self.move_id._caetic_check_items()
        self.env["caetic.ownership"]._state(self.move_id)
        return result

    def action_undo_reconciliation(self):
        """Take back whose the settled items were, with the items."""
        result = super().action_undo_reconciliation()
        self.env["caetic.ownership"]._state(self.move_id)
        return result

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models

RESULT = ("income", "expense")


class AccountBankStatementLine(models.Model):
    """Reconciling proposes the activity of the document that the bank settles."""

    _inherit = "account.bank.statement.line"

    def _get_reconcile_line(self, line, kind, is_counterpart=False, **options):
        """Give the counterpart of a document the activities of its items."""
        number, values = super()._get_reconcile_line(
            line, kind, is_counterpart=is_counterpart, **options
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

    def reconcile_bank_line(self):
        """Refuse items of classes 6 and 7 that belong to no single activity.

        The entry of the bank is posted already: nothing else looks at what is added.

        :raises UserError: naming the item
        """
        result = super().reconcile_bank_line()
        self.move_id._caetic_check_items()
        return result

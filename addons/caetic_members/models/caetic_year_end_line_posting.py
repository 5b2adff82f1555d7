# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class CaeticYearEndLine(models.Model):
    """What a decision makes: a request of pay, an entry, or nothing."""

    _inherit = "caetic.year.end.line"

    def _settle(self):
        """Carry out the decisions, once: what is settled already is left."""
        pending = self.filtered(lambda line: line.state != "settled")
        pending._settle_result()
        pending.filtered("pay_amount")._settle_pay()
        pending.state = "settled"

    def _settle_pay(self):
        """Ask for the pay of what is due; the addon of pay makes its requests."""

    def _unsettle_pay(self):
        """Take the requests of pay back.

        :raises UserError: by the addon of pay, for what was paid
        """

    def _settle_result(self):
        values = [line._prepare_result_move() for line in self if line.result_amount]
        # Whoever may settle a year may write its entries; they hold no other choice.
        moves_sudo = self.env["account.move"].sudo()
        moves_sudo = moves_sudo.create(values)
        moves_sudo._post(soft=False)

    def _prepare_result_move(self):
        """The same account on both sides: the company's profit does not move (R407)."""
        self.ensure_one()
        company = self.company_id
        label = self.env._(
            "Net result %(year)s - %(name)s",
            year=self.year_end_id.name,
            name=self.activity_id.name,
        )
        structure = {str(company.caetic_structure_account_id.id): 100}
        item = {"account_id": company.caetic_transfer_account_id.id, "name": label}
        own = {
            **item,
            "balance": self.result_amount,
            "analytic_distribution": self.activity_id._get_distribution(),
        }
        other = {
            **item,
            "balance": -self.result_amount,
            "analytic_distribution": structure,
        }
        return {
            "move_type": "entry",
            "journal_id": company.caetic_contribution_journal_id.id,
            "company_id": company.id,
            "date": self.year_end_id.meeting_date,
            "ref": label,
            "caetic_term": "cost",
            "caetic_year_end_line_id": self.id,
            "line_ids": [(0, 0, own), (0, 0, other)],
        }

    def _unsettle(self):
        """Reverse entries and take requests back; both entries stay in the ledger."""
        self._unsettle_pay()
        # Whoever may settle a year may take its entries back, by no other choice.
        moves_sudo = self.sudo().move_ids.filtered(lambda move: move.state == "posted")
        values = [
            {
                "date": move.date,
                "ref": self.env._("Reopened: %(name)s", name=move.ref),
                "caetic_term": move.caetic_term,
            }
            for move in moves_sudo
        ]
        back_sudo = moves_sudo._reverse_moves(values)
        back_sudo._post(soft=False)
        moves_sudo.caetic_year_end_line_id = False
        # Before the next entry is inserted: one an activity, says the index.
        moves_sudo.flush_recordset(["caetic_year_end_line_id"])
        self.state = "computed"

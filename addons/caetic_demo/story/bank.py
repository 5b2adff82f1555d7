# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.fields import Command

ACCOUNT_FEE = 12.5


class Bank:
    """The last statement of the bank: its fee, and a payment to reconcile."""

    def __init__(self, story):
        self.story = story
        self.env = story.env

    def tell(self):
        """One customer has paid an invoice; the accountant will find it on the bank."""
        journal = self.env["account.journal"].search([("type", "=", "bank")], limit=1)
        own = self.env.company.partner_id.bank_ids[:1]
        journal.bank_account_id = own
        invoice = self._get_unpaid()
        amounts = {"received": invoice.amount_residual, "fee": -ACCOUNT_FEE}
        self.env["account.bank.statement"].create(
            {
                "name": f"Relevé {self.story.today:%m/%Y}",
                "journal_id": journal.id,
                "balance_start": 0,
                "balance_end_real": sum(amounts.values()),
                "line_ids": [
                    Command.create({"journal_id": journal.id, **values})
                    for values in self._get_lines(invoice, amounts)
                ],
            }
        )

    def _get_unpaid(self):
        return self.env["account.move"].search(
            [
                ("move_type", "=", "out_invoice"),
                ("state", "=", "posted"),
                ("payment_state", "=", "not_paid"),
            ],
            order="invoice_date_due desc, id desc",
            limit=1,
        )

    def _get_lines(self, invoice, amounts):
        day = self.story.recent(2)
        fee = self.env["account.account"].search([("code", "=like", "627%")], limit=1)
        return [
            {
                "date": day,
                "payment_ref": f"VIR SEPA {invoice.partner_id.name} {invoice.name}",
                "partner_id": invoice.partner_id.id,
                "amount": amounts["received"],
            },
            {
                "date": day,
                "payment_ref": "Frais de tenue de compte",
                "amount": amounts["fee"],
                "counterpart_account_id": fee.id,
            },
        ]

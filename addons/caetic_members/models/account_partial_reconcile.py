# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.tools import SQL


class AccountPartialReconcile(models.Model):
    _inherit = "account.partial.reconcile"

    @api.model_create_multi
    def create(self, vals_list):
        partials = super().create(vals_list)
        self.env["caetic.ownership"]._state(partials._caetic_get_followers_sudo())
        return partials

    @api.ondelete(at_uninstall=False)
    def _unlink_owners(self):
        """Give back to the structure what is no more reconciled."""
        followers = self._caetic_get_followers_sudo()
        self.env["caetic.ownership"]._state(followers, gone=self)

    def _caetic_get_followers_sudo(self):
        """Return the entries whose owners a reconciliation tells."""
        # Whoever reconciles may not read both sides: only whose they are is written.
        partials_sudo = self.sudo()
        moves = partials_sudo.debit_move_id.move_id
        moves |= partials_sudo.credit_move_id.move_id
        return moves.filtered(lambda move: not move.is_invoice(True))

    def _caetic_payments_by_move(self, moves):
        """Yield ``(move_id, term_id, term amount, day, paid)`` of sale documents.

        One query whatever the number of documents: the two sides of a partial
        reconciliation and the nature of its counterpart are out of reach of the ORM.
        A term that nobody pays gives one row, without day.

        :param moves: account.move of sales
        """
        if not moves.ids:
            return []
        self._caetic_flush_payments()
        query = SQL(
            """
            SELECT term.move_id, term.id, term.amount_currency,
                   payment.date, SUM(payment.amount)
              FROM account_move_line term
         LEFT JOIN LATERAL (%(payments)s) payment ON TRUE
             WHERE term.move_id IN %(moves)s AND term.display_type = 'payment_term'
          GROUP BY term.id, payment.date
            """,
            payments=self._caetic_payments_of_term(),
            moves=tuple(moves.ids),
        )
        return self.env.execute_query(query)

    def _caetic_flush_payments(self):
        self.flush_model()
        self.env["account.move.line"].flush_model(
            ["display_type", "move_id", "amount_currency", "caetic_activity_id"]
        )
        self.env["account.move"].flush_model(
            ["move_type", "statement_line_id", "origin_payment_id", "journal_id"]
        )

    def _caetic_payments_of_term(self):
        """Payments of the item ``term``: their day, their amount in its currency.

        What counts is told by CASE, not by OR: for five alternatives on two tables
        PostgreSQL takes ten times longer to plan the query than to run it.
        """
        accounts = self.env["account.account"]
        return SQL(
            """
            SELECT part.date, part.amount
              FROM (SELECT credit_move_id AS other_id, max_date AS date,
                           debit_amount_currency AS amount
                      FROM account_partial_reconcile
                     WHERE debit_move_id = term.id
                 UNION ALL
                    SELECT debit_move_id, max_date, credit_amount_currency
                      FROM account_partial_reconcile
                     WHERE credit_move_id = term.id) part
              JOIN account_move_line item ON item.id = part.other_id
              JOIN account_move counterpart ON counterpart.id = item.move_id
              JOIN account_journal journal ON journal.id = counterpart.journal_id
             WHERE CASE
                   WHEN counterpart.move_type IN ('out_invoice', 'out_refund') THEN TRUE
                   WHEN counterpart.statement_line_id IS NOT NULL THEN TRUE
                   WHEN counterpart.origin_payment_id IS NOT NULL THEN TRUE
                   WHEN journal.type IN ('bank', 'cash', 'credit') THEN TRUE
                   ELSE EXISTS (
                       SELECT 1
                         FROM account_move_line loss
                         JOIN account_account account ON account.id = loss.account_id
                        WHERE loss.move_id = counterpart.id
                          AND loss.caetic_activity_id IS NOT NULL
                          AND %(code)s LIKE '654%%')
                   END
            """,
            code=accounts._field_to_sql("account", "code"),
        )

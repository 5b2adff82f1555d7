# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What must hold whatever happens, read by SQL: each query finds what breaks it.

The first six are the invariants of R432 and of the explained lines, to the cent. They
are written from the ledger, not from the code that fills it.
"""

# Class of the French chart of an item's general account.
_CLASS = "LEFT(account.code_store ->> item.company_id::text, 1)"

# Activities + structure = ledger, for each account of classes 6 and 7.
RESULT = f"""
WITH ledger AS (
    SELECT item.account_id, SUM(item.balance) AS amount
      FROM account_move_line item
      JOIN account_account account ON account.id = item.account_id
     WHERE item.parent_state = 'posted' AND {_CLASS} IN ('6', '7')
  GROUP BY item.account_id
), owners AS (
    SELECT analytic_account_id AS id FROM caetic_activity
     UNION SELECT caetic_structure_account_id FROM res_company
), parts AS (
    SELECT item.account_id, -SUM(line.amount) AS amount
      FROM account_analytic_line line
      JOIN owners ON owners.id = line.{{plan}}
      JOIN account_move_line item ON item.id = line.move_line_id
      JOIN account_account account ON account.id = item.account_id
     WHERE item.parent_state = 'posted' AND {_CLASS} IN ('6', '7')
  GROUP BY item.account_id
)
SELECT account_id, ledger.amount, parts.amount
  FROM ledger FULL JOIN parts USING (account_id)
 WHERE ledger.amount IS DISTINCT FROM parts.amount
"""

# Class 5 by activity + structure = bank book. An entry of the bank belongs to those
# whose documents it settles, in proportion of what each sold; what settles nothing is
# the structure's.
BANK = f"""
WITH bank AS (
    SELECT item.move_id, SUM(item.balance) AS amount
      FROM account_move_line item
      JOIN account_account account ON account.id = item.account_id
     WHERE item.parent_state = 'posted' AND {_CLASS} = '5'
  GROUP BY item.move_id
), owned AS (
    SELECT item.move_id, item.caetic_analytic_id AS owner_id,
           SUM(item.price_total) AS part,
           SUM(SUM(item.price_total)) OVER (PARTITION BY item.move_id) AS whole
      FROM account_move_line item
     WHERE item.display_type = 'product' AND item.parent_state = 'posted'
           AND item.caetic_analytic_id IS NOT NULL
  GROUP BY item.move_id, item.caetic_analytic_id
), settled AS (
    SELECT credit.move_id AS entry_id, debit.move_id AS document_id, part.amount
      FROM account_partial_reconcile part
      JOIN account_move_line debit ON debit.id = part.debit_move_id
      JOIN account_move_line credit ON credit.id = part.credit_move_id
     UNION ALL
    SELECT debit.move_id, credit.move_id, -part.amount
      FROM account_partial_reconcile part
      JOIN account_move_line debit ON debit.id = part.debit_move_id
      JOIN account_move_line credit ON credit.id = part.credit_move_id
), parts AS (
    SELECT settled.entry_id AS move_id, owned.owner_id,
           settled.amount * owned.part / owned.whole AS amount
      FROM settled
      JOIN owned ON owned.move_id = settled.document_id
     UNION ALL
    SELECT item.move_id, company.caetic_structure_account_id, -item.amount_residual
      FROM account_move_line item
      JOIN res_company company ON company.id = item.company_id
      JOIN account_account account ON account.id = item.account_id
     WHERE item.parent_state = 'posted' AND {_CLASS} <> '5'
), sums AS (
    SELECT move_id, ROUND(SUM(amount), 2) AS amount FROM parts GROUP BY move_id
)
SELECT move_id, bank.amount, sums.amount
  FROM bank LEFT JOIN sums USING (move_id)
 WHERE bank.amount IS DISTINCT FROM sums.amount
"""

# The same from the analytic lines: by account of class 5, and for each owner of an
# entry all of whose items have owners.
OWNERS = f"""
WITH parts AS (
    SELECT general_account_id AS account_id, SUM(-amount) AS amount
      FROM account_analytic_line WHERE {{plan}} IS NOT NULL
  GROUP BY general_account_id
), ledger AS (
    SELECT item.account_id, SUM(item.balance) AS amount
      FROM account_move_line item
      JOIN account_account account ON account.id = item.account_id
     WHERE item.parent_state = 'posted' AND {_CLASS} = '5'
  GROUP BY item.account_id
)
SELECT 'account', account_id, ledger.amount, parts.amount
  FROM ledger LEFT JOIN parts USING (account_id)
 WHERE ledger.amount <> COALESCE(parts.amount, 0)
 UNION ALL
SELECT 'owner', COALESCE(item.move_id, line.caetic_move_id), SUM(line.amount), NULL
  FROM account_analytic_line line
  LEFT JOIN account_move_line item ON item.id = line.move_line_id
 WHERE line.{{plan}} IS NOT NULL
GROUP BY COALESCE(item.move_id, line.caetic_move_id), line.{{plan}}
HAVING SUM(line.amount) <> 0
"""

# Transfers sum to zero, each has one entry and each entry one transfer.
TRANSFERS = """
SELECT 'sum', item.account_id, SUM(item.balance)
  FROM account_move_line item
 WHERE item.parent_state = 'posted' AND item.caetic_term = 'transfer'
GROUP BY item.account_id HAVING SUM(item.balance) <> 0
 UNION ALL
SELECT 'entry', transfer.id, transfer.amount
  FROM caetic_transfer transfer
  JOIN res_company company ON company.id = transfer.company_id
  LEFT JOIN account_move_line paid ON paid.move_id = transfer.move_id
       AND CASE WHEN transfer.from_structure
                THEN paid.caetic_analytic_id = company.caetic_structure_account_id
                ELSE paid.caetic_activity_id = transfer.activity_from_id END
       AND paid.balance = transfer.amount AND paid.parent_state = 'posted'
  LEFT JOIN account_move_line received ON received.move_id = transfer.move_id
       AND CASE WHEN transfer.to_structure
                THEN received.caetic_analytic_id = company.caetic_structure_account_id
                ELSE received.caetic_activity_id = transfer.activity_to_id END
       AND received.balance = -transfer.amount AND received.parent_state = 'posted'
 WHERE (transfer.state = 'posted') <> (paid.id IS NOT NULL AND received.id IS NOT NULL)
 UNION ALL
SELECT 'orphan', move.id, NULL
  FROM account_move move
  LEFT JOIN caetic_transfer transfer ON transfer.move_id = move.id
 WHERE move.caetic_term = 'transfer' AND transfer.id IS NULL
"""

# Contributions charged = the structure's income, by activity, month and kind.
CHARGES = """
SELECT line.id, due.kind, due.amount, charged.own, charged.income, charged.entries
  FROM caetic_closing_line line
  JOIN res_company company ON company.id = line.company_id
 CROSS JOIN LATERAL (
       VALUES ('contribution', line.contribution_due), ('fee', line.fee_due)
     ) AS due (kind, amount)
 CROSS JOIN LATERAL (
    SELECT COALESCE(SUM(item.balance) FILTER (
                    WHERE item.caetic_activity_id = line.activity_id), 0) AS own,
           COALESCE(-SUM(item.balance) FILTER (
                    WHERE item.caetic_analytic_id
                        = company.caetic_structure_account_id), 0) AS income,
           COUNT(DISTINCT move.id) AS entries
      FROM account_move move
      JOIN account_move_line item ON item.move_id = move.id
     WHERE move.caetic_closing_line_id = line.id AND move.caetic_term = due.kind
           AND move.state <> 'cancel'
     ) AS charged
 WHERE CASE WHEN line.state = 'posted'
       THEN (charged.own, charged.income, charged.entries)
            IS DISTINCT FROM (due.amount, due.amount, (due.amount <> 0)::int)
       ELSE charged.entries > 0 END
"""

# Closing of month m = opening of m + 1, and each month adds up.
MONTHS = """
WITH months AS (
    SELECT line.*, LAG(line.balance_end) OVER (
               PARTITION BY line.activity_id ORDER BY line.date) AS before
      FROM caetic_closing_line line
)
SELECT id, date, before, balance_start, balance_end
  FROM months
 WHERE before <> balance_start
       OR balance_start + opening + sale + cost + transfer + contribution + fee + pay
          + provision <> balance_end
"""

# Explained lines = total.
EXPLAINED = """
SELECT line.id, line.contribution_due, SUM((step ->> 'amount')::numeric)
  FROM caetic_closing_line line
  LEFT JOIN LATERAL jsonb_array_elements(line.explanation) AS step ON TRUE
GROUP BY line.id
HAVING line.contribution_due <> COALESCE(SUM((step ->> 'amount')::numeric), 0)
"""

# Every series counts 1, 2, 3…; a draft has no number.
NUMBERS = """
SELECT 'series', journal_id::text, sequence_prefix, COUNT(*), MAX(sequence_number)
  FROM account_move WHERE state <> 'draft'
GROUP BY journal_id, sequence_prefix
HAVING MIN(sequence_number) <> 1 OR MAX(sequence_number) <> COUNT(*)
       OR COUNT(DISTINCT name) <> COUNT(*)
 UNION ALL
SELECT 'draft', name, ref, id, NULL FROM account_move
 WHERE state = 'draft' AND name <> '/'
 UNION ALL
SELECT 'transfers', LEFT(name, 9), NULL, COUNT(*), MAX(SUBSTRING(name, 10)::int)
  FROM caetic_transfer WHERE name <> '/'
GROUP BY LEFT(name, 9)
HAVING MIN(SUBSTRING(name, 10)::int) <> 1 OR MAX(SUBSTRING(name, 10)::int) <> COUNT(*)
       OR COUNT(DISTINCT name) <> COUNT(*)
"""

# No entry out of balance, no document without its terms, shares or approval.
WHOLE = """
SELECT 'balance', move.id, move.name
  FROM account_move move JOIN account_move_line item ON item.move_id = move.id
GROUP BY move.id HAVING SUM(item.balance) <> 0
 UNION ALL
SELECT 'empty', move.id, move.name
  FROM account_move move LEFT JOIN account_move_line item ON item.move_id = move.id
 WHERE item.id IS NULL
 UNION ALL
SELECT 'terms', move.id, move.name
  FROM account_move move
  LEFT JOIN account_move_line item ON item.move_id = move.id
       AND item.display_type = 'payment_term'
 WHERE move.state = 'posted' AND move.move_type IN ('out_invoice', 'out_refund')
GROUP BY move.id HAVING ABS(COALESCE(SUM(item.balance), 0)) <> move.amount_total
 UNION ALL
SELECT 'approval', id, name
  FROM account_move
 WHERE caetic_activity_id IS NOT NULL
       AND (state = 'posted') <> (caetic_approval_state = 'approved')
 UNION ALL
SELECT 'share', move.id, move.name
  FROM caetic_sale_share share JOIN account_move move ON move.id = share.move_id
  LEFT JOIN caetic_transfer transfer ON transfer.id = share.transfer_id
       AND transfer.source_move_id = move.id AND transfer.amount = share.amount
 WHERE (move.state = 'posted') <> (transfer.id IS NOT NULL)
 UNION ALL
SELECT 'close', closing.id, closing.name
  FROM caetic_closing closing
  JOIN caetic_closing_line line ON line.closing_id = closing.id
 WHERE closing.state = 'posted' AND line.state <> 'posted'
"""

# What payments released, document by document, from the reconciliations.
RELEASED = """
WITH term AS (
    SELECT item.move_id, ABS(SUM(item.balance)) AS total,
           SUM(COALESCE(debit.amount, 0) + COALESCE(credit.amount, 0)) AS paid
      FROM account_move_line item
      JOIN account_move move ON move.id = item.move_id
      LEFT JOIN LATERAL (SELECT SUM(amount) AS amount FROM account_partial_reconcile
            WHERE debit_move_id = item.id) debit ON TRUE
      LEFT JOIN LATERAL (SELECT SUM(amount) AS amount FROM account_partial_reconcile
            WHERE credit_move_id = item.id) credit ON TRUE
     WHERE item.display_type = 'payment_term' AND item.parent_state = 'posted'
           AND move.move_type IN ('out_invoice', 'out_refund')
  GROUP BY item.move_id
), sold AS (
    SELECT item.move_id, SUM(item.caetic_amount) AS amount,
           SUM(item.caetic_settled) AS settled
      FROM account_move_line item WHERE item.caetic_term = 'sale'
  GROUP BY item.move_id
)
SELECT 'sale', move_id, sold.settled, ROUND(sold.amount * term.paid / term.total, 2)
  FROM sold JOIN term USING (move_id)
 WHERE sold.settled <> ROUND(sold.amount * term.paid / term.total, 2)
 UNION ALL
SELECT 'follower', item.move_id, item.caetic_settled,
       ROUND(item.caetic_amount * term.paid / term.total, 2)
  FROM account_move_line item
  JOIN account_move move ON move.id = item.move_id
  JOIN term ON term.move_id = move.caetic_source_move_id
 WHERE item.caetic_settled <> ROUND(item.caetic_amount * term.paid / term.total, 2)
"""

ALL = {
    "result accounts": RESULT,
    "bank": BANK,
    "owners": OWNERS,
    "transfers": TRANSFERS,
    "charges": CHARGES,
    "months": MONTHS,
    "explained": EXPLAINED,
    "numbers": NUMBERS,
    "whole documents": WHOLE,
    "released": RELEASED,
}


def broken(ledger):
    """Return what breaks an invariant, by its name; empty when all hold."""
    plan = ledger.plan_column()
    found = {name: ledger.rows(sql.format(plan=plan)) for name, sql in ALL.items()}
    return {name: rows for name, rows in found.items() if rows}

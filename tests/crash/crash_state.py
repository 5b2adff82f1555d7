# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The state of the books, in words that do not depend on the order of the work.

Numbers and identifiers are given in the order of posting: an entry is named by what it
is for. The series themselves are checked by the invariants.
"""

from collections import Counter

MOVES = """
SELECT move.id, move.ref, move.move_type, move.state, move.date, move.caetic_term,
       move.caetic_activity_id, move.caetic_approval_state, move.payment_state,
       move.amount_untaxed, move.amount_total, move.amount_residual,
       move.reversed_entry_id, move.tax_cash_basis_origin_move_id,
       move.caetic_source_move_id, line.activity_id, line.date
  FROM account_move move
  LEFT JOIN caetic_closing_line line ON line.id = move.caetic_closing_line_id
"""
ITEMS = """
SELECT item.move_id, item.account_id, item.caetic_analytic_id, item.caetic_term,
       item.balance, item.caetic_amount, item.caetic_settled, item.amount_residual
  FROM account_move_line item
"""
SETTLED = """
SELECT credit.move_id, debit.move_id
  FROM account_partial_reconcile part
  JOIN account_move_line debit ON debit.id = part.debit_move_id
  JOIN account_move_line credit ON credit.id = part.credit_move_id
  JOIN account_move payment ON payment.id = credit.move_id
 WHERE payment.origin_payment_id IS NOT NULL
"""
ANALYTIC = """
SELECT general_account_id, {plan}, SUM(amount), COUNT(*)
  FROM account_analytic_line GROUP BY 1, 2
"""
LINES = """
SELECT activity_id, date, state, balance_start, opening, sale, cost, transfer,
       contribution, fee, pay, provision, balance_end, base, base_carried,
       contribution_due, fee_due, explanation::text
  FROM caetic_closing_line
"""
CLOSINGS = "SELECT date, state, line_count, posted_count FROM caetic_closing"
TRANSFERS = """
SELECT source.ref, transfer.activity_from_id, transfer.activity_to_id, transfer.amount,
       transfer.date, transfer.state
  FROM caetic_transfer transfer
  JOIN account_move source ON source.id = transfer.source_move_id
"""
# Odoo counts a partner's invoices only if nobody else holds its row: whether there are
# any is a fact, how many is not (``_increase_rank`` of addon account).
PARTNERS = "SELECT name, customer_rank > 0, active FROM res_partner"


def read_state(ledger):
    """Return ``{part of the books: Counter of facts}``."""
    plain = {
        "month lines": LINES,
        "months": CLOSINGS,
        "transfers": TRANSFERS,
        "partners": PARTNERS,
        "analytic": ANALYTIC.format(plan=ledger.plan_column()),
    }
    state = {name: Counter(ledger.rows(query)) for name, query in plain.items()}
    state["entries"] = Counter(_entries(ledger))
    return state


def difference(state, expected):
    """Return what is missing and what is too much, by part of the books."""
    found = {}
    for name, facts in expected.items():
        missing, more = facts - state[name], state[name] - facts
        if missing or more:
            found[name] = {"missing": list(missing), "more": list(more)}
    return found


def _entries(ledger):
    moves = {row[0]: row for row in ledger.rows(MOVES)}
    items = {}
    for move_id, *item in ledger.rows(ITEMS):
        items.setdefault(move_id, []).append(tuple(item))
    settled = {}
    for payment, document in ledger.rows(SETTLED):
        settled.setdefault(payment, []).append(document)
    for move_id, move in moves.items():
        facts = move[2:12]
        owned = tuple(sorted(items.get(move_id, ()), key=repr))
        yield (_name(move_id, moves, settled), facts, owned)


def _name(move_id, moves, settled):
    """Say what an entry is for."""
    _id, ref, *_facts, origin, taxed, source, activity, month = moves[move_id]
    kinds = {"refund of": origin, "tax of": taxed, "share of": source}
    for kind, other in kinds.items():
        if other:
            return f"{kind} {_name(other, moves, settled)}"
    if activity:
        return f"close of {month} for {activity}"
    if move_id in settled:
        names = sorted(_name(other, moves, settled) for other in settled[move_id])
        return f"payment of {', '.join(names)}"
    return ref

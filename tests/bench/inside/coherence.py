# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Imported by Odoo: does it agree with the rows that were copied, and go on?"""

from odoo.fields import Date

SAMPLE = 60
# Computed from other rows, and never by hand.
STORED = {
    "account.move": (
        "amount_residual",
        "amount_total",
        "amount_untaxed",
        "caetic_follower_count",
        "caetic_term",
        "payment_state",
    ),
    "account.move.line": (
        "amount_residual",
        "caetic_activity_id",
        "caetic_amount",
        "caetic_analytic_id",
        "caetic_releases",
        "caetic_settled",
        "caetic_settled_date",
        "caetic_settled_month",
        "caetic_term",
        "full_reconcile_id",
        "matching_number",
        "move_name",
        "parent_state",
        "reconciled",
    ),
    "account.partial.reconcile": ("max_date",),
}


def recompute(env, activity_id):
    """Compute again the last documents of an activity and what settles them.

    :returns: ``{"lines": number of items, "different": [...]}``
    """
    items = env["account.move.line"].search(
        [("caetic_activity_id", "=", activity_id)], order="id desc", limit=SAMPLE
    )
    lines = items.move_id.line_ids
    partials = lines.matched_debit_ids | lines.matched_credit_ids
    lines |= (partials.debit_move_id | partials.credit_move_id).move_id.line_ids
    different = []
    for records in (lines.move_id, lines, partials):
        different += _recompute(env, records)
    return {"lines": len(lines), "different": different}


def _recompute(env, records):
    names = STORED[records._name]
    before = records.read(names, load="")
    for name in names:
        field = records._fields[name]
        if field.compute:
            env.add_to_compute(field, records)
    pairs = zip(before, records.read(names, load=""), strict=True)
    return [[records._name, old, new] for old, new in pairs if old != new]


def go_on(env, activity_id):
    """Have the customer pay a copied invoice, and invoice once more."""
    activity = env["caetic.activity"].browse(activity_id)
    today = Date.context_today(activity)
    copy = _last_invoice(activity, [("payment_state", "=", "not_paid")])
    before = activity._get_statement().terms.sale
    wizard = env["account.payment.register"].with_context(
        active_model="account.move", active_ids=copy.ids
    )
    wizard.create({"payment_date": today})._create_payments()
    last = _last_invoice(
        env["caetic.activity"], [("journal_id", "=", copy.journal_id.id)]
    )
    new = copy.copy({"invoice_date": last.invoice_date})
    new._post(soft=False)
    return {
        "last_number": last.sequence_number,
        "number": new.sequence_number,
        "released": str(activity._get_statement().terms.sale - before),
        "untaxed": f"{copy.amount_untaxed:.2f}",
    }


def _last_invoice(activity, domain):
    domain = [("move_type", "=", "out_invoice"), ("state", "=", "posted"), *domain]
    if activity:
        domain.append(("caetic_activity_id", "=", activity.id))
    return activity.env["account.move"].search(
        domain, order="sequence_prefix desc, sequence_number desc", limit=1
    )

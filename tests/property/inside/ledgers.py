# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Imported by Odoo: a cooperative whose documents chance has drawn, and its closes."""

import random

from dateutil.relativedelta import relativedelta
from plan import Plan

from odoo.exceptions import UserError
from odoo.fields import Command

MONTHS = 14
SCHEMES = (
    {"tiers": ((0, 11), (2000, 10), (4000, 9)), "fee_month": 16},
    {"tiers": ((0, 10),), "base": "invoiced", "floor_year": 480},
    {"tiers": ((0, 12),), "base": "margin", "margin_prefixes": "60,611"},
    {"tiers": ((0, 12), (1500, 8.5)), "tier_method": "whole", "cap_year": 250},
    {"tiers": ((0, 10.5),), "exempt_months": 6, "fee_month": 4.35},
)
FIGURES = [
    *("balance_start", "opening", "sale", "cost", "transfer", "contribution", "fee"),
    *("pay", "provision", "balance_end", "base", "base_carried"),
    *("contribution_due", "fee_due", "explanation", "fee_explanation"),
]


def seed(env, activities):
    """Make the activities, each with its scheme and policy; save them."""
    first = _months(env)[0]
    env.company.caetic_first_month = first
    schemes = _make_schemes(env)
    members = _make_members(env, activities, first)
    env["caetic.activity"].create(
        [
            {
                "name": member.name,
                "scheme_id": schemes[number % len(schemes)].id,
                "availability_policy": ("cashed", "invoiced")[number // 5 % 2],
                # What an earlier month has is told by the first one.
                "date_start": first + relativedelta(months=number % 3, days=9),
                "stake_ids": [Command.create({"member_id": member.id})],
            }
            for number, member in enumerate(members)
        ]
    )
    env["res.partner"].create({"name": "Mairie de Limoux", "is_company": True})
    env.cr.commit()


def _make_schemes(env):
    return env["caetic.contribution.scheme"].create(
        [
            {
                "name": f"Scheme {rank}",
                **{name: value for name, value in one.items() if name != "tiers"},
                "tier_ids": [
                    Command.create({"from_amount": amount, "rate": rate})
                    for amount, rate in one["tiers"]
                ],
            }
            for rank, one in enumerate(SCHEMES)
        ]
    )


def _make_members(env, count, first):
    """Make so many people, under a contract from the first month on."""
    rows = [{"name": f"Atelier {number:03}"} for number in range(count)]
    partners = env["res.partner"].create(rows)
    members = env["caetic.member"].create([{"partner_id": one.id} for one in partners])
    contract = {"kind": "cesa", "date_start": first, "state": "running"}
    env["caetic.contract"].create([{"member_id": m.id, **contract} for m in members])
    return members


def live(env, drawn, first, last, order):
    """Write the months down and close each of them; say what differs if done twice.

    :param drawn: seed and number of documents of the plan
    :param order: seed of the order in which a month's documents are written
    :returns: names of what a second time has changed
    """
    months = _months(env)
    env = env(context={**env.context, "tracking_disable": True})
    activities = env["caetic.activity"].search([], order="name")
    plan = Plan(drawn[0], months, len(activities), drawn[1])
    writer = Writer(env, activities)
    found = []
    for month in range(first, last):
        writer.write(plan.of_month(month, order + month), order)
        env.cr.commit()
        found += _close(env, months[month] + relativedelta(day=31))
    return found


def close_again(env, count):
    """Reopen the last months, the last one first, and close them again."""
    closings = env["caetic.closing"].search([], order="date desc", limit=count)
    for closing in closings:
        closing.reopen_reason = "Another look"
        closing.action_reopen()
        env.cr.commit()
    for closing in closings.sorted("date"):
        closing.action_compute()
        closing.action_post()
        env.cr.commit()


def _months(env):
    first = env.cr.now().date().replace(day=1) - relativedelta(months=MONTHS)
    return [first + relativedelta(months=rank) for rank in range(MONTHS)]


def _close(env, last_day):
    """Close a month, each act twice; name what the second one has changed."""
    closing = env["caetic.closing"].create({"date": last_day})
    closing.action_compute()
    computed = _read(closing)
    closing.action_compute()
    found = [] if _read(closing) == computed else [f"compute {closing.name}"]
    closing.action_post()
    posted = _read(closing)
    count = len(closing.line_ids.move_ids)
    try:
        closing.action_post()
        found.append(f"post {closing.name}")
    except UserError:
        env.invalidate_all()
    closing.line_ids._post_entries()
    if _read(closing) != posted or len(closing.line_ids.move_ids) != count:
        found.append(f"entries {closing.name}")
    env.cr.commit()
    return found


def _read(closing):
    env = closing.env
    env.flush_all()
    env.invalidate_all()
    return closing.line_ids.sorted("id").read(FIGURES)


class Writer:
    """Writes documents down as Odoo would, several of a kind at once."""

    def __init__(self, env, activities):
        self.env = env
        self.activities = activities
        self.customer = env["res.partner"].search([("name", "=", "Mairie de Limoux")])
        self.bank = env["account.journal"].search([("type", "=", "bank")], limit=1)
        service = env.ref("caetic_invoicing.product_service")
        self.service = service.product_variant_id
        self.accounts = {}

    def write(self, acts, order):
        """Write acts in this order, by slices; what needs another waits for it."""
        chance = random.Random(order)  # noqa: S311 - orders, not secrets
        waiting = list(acts)
        while waiting:
            blocked = {act.key for act in waiting}
            ready = [act for act in waiting if act.needs not in blocked]
            ready = ready[: chance.randint(1, 12)]
            kinds = {}
            for act in ready:
                kinds.setdefault(act.kind, []).append(act)
            for kind, some in kinds.items():
                getattr(self, f"_write_{kind}")(some)
            waiting = [act for act in waiting if act not in ready]

    def _find(self, acts):
        """Return the documents that acts need, by key."""
        keys = [act.needs for act in acts if act.needs]
        return self.env["account.move"].search([("ref", "in", keys)]).grouped("ref")

    def _account(self, code):
        if code not in self.accounts:
            found = self.env["account.account"].search(
                [("code", "=like", f"{code}%")], limit=1, order="code"
            )
            self.accounts[code] = found.id
        return self.accounts[code]

    def _own(self, number):
        return {"analytic_distribution": self.activities[number]._get_distribution()}

    def _post(self, rows):
        moves = self.env["account.move"].create(rows)
        moves._post(soft=False)
        return moves

    # -- sales ------------------------------------------------------------------------

    def _write_invoice(self, acts):
        self._post([self._prepare_sale(act, act.values["lines"]) for act in acts])

    def _prepare_sale(self, act, lines, move_type="out_invoice"):
        owners = {owner for owner, _amount in lines}
        # One of two activities is issued by none of them.
        issuer = self.activities[lines[0][0]].id if len(owners) == 1 else False
        return {
            "move_type": move_type,
            "partner_id": self.customer.id,
            "caetic_activity_id": issuer,
            "invoice_date": act.day,
            "invoice_payment_term_id": False,
            "ref": act.key,
            "invoice_line_ids": [
                Command.create(
                    {
                        "product_id": self.service.id,
                        "name": "Création graphique",
                        "price_unit": amount,
                        **self._own(owner),
                    }
                )
                for owner, amount in lines
            ],
        }

    def _write_payment(self, acts):
        invoices = self._find(acts)
        payments = self.env["account.payment"].create(
            [
                {
                    "payment_type": "inbound",
                    "partner_type": "customer",
                    "partner_id": self.customer.id,
                    "amount": self._get_part(invoices[act.needs], **act.values),
                    "date": act.day,
                    "journal_id": self.bank.id,
                    "memo": act.key,
                }
                for act in acts
            ]
        )
        payments.action_post()
        for act, payment in zip(acts, payments, strict=True):
            self._reconcile(invoices[act.needs] | payment.move_id)

    def _get_part(self, invoice, shares, rank):
        """What a payment is of, whichever comes first; the last one is the rest."""
        cents = round(invoice.amount_total * 100)
        parts = [int(cents * share) for share in shares[:-1]]
        return ([*parts, cents - sum(parts)][rank] or 1) / 100

    def _reconcile(self, moves):
        moves.line_ids.filtered(
            lambda line: line.account_type == "asset_receivable" and not line.reconciled
        ).reconcile()

    def _write_credit(self, acts):
        invoices = self._find(acts)
        rows = [
            self._prepare_sale(
                act,
                [
                    (self._owner(line), self._credited(line, act.values["share"]))
                    for line in invoices[act.needs].invoice_line_ids
                ],
                "out_refund",
            )
            for act in acts
        ]
        for act, refund in zip(acts, self._post(rows), strict=True):
            self._reconcile(invoices[act.needs] | refund)

    def _owner(self, line):
        return self.activities.ids.index(line.caetic_activity_id.id)

    def _credited(self, line, share):
        return max(0.01, round(line.price_unit * share, 2))

    # -- what is spent, and moved -----------------------------------------------------

    def _write_bill(self, acts):
        self._post([self._prepare_bill(act, **act.values) for act in acts])

    def _prepare_bill(self, act, owner, amount, code):
        line = {"account_id": self._account(code), "price_unit": amount}
        return {
            "move_type": "in_invoice",
            "partner_id": self.customer.id,
            "invoice_date": act.day,
            "date": act.day,
            "ref": act.key,
            "invoice_line_ids": [
                Command.create({"name": "Achat", **line, **self._own(owner)})
            ],
        }

    def _write_entry(self, acts):
        self._post([self._prepare_entry(act, **act.values) for act in acts])

    def _prepare_entry(self, act, owner, amount, code):
        spent = {"account_id": self._account(code), "balance": amount}
        owed = {"account_id": self._account("467"), "balance": -amount}
        return {
            "date": act.day,
            "ref": act.key,
            "line_ids": [
                Command.create({"name": act.key, **side})
                for side in ({**spent, **self._own(owner)}, owed)
            ],
        }

    def _write_reversal(self, acts):
        found = self._find(acts)
        for act in acts:
            values = {"date": act.day, "invoice_date": act.day, "ref": act.key}
            found[act.needs]._reverse_moves([values], cancel=True)

    def _write_transfer(self, acts):
        followed = self._find(acts)
        self.env["caetic.transfer"]._create_from_shares(
            [
                {
                    "activity_from_id": self.activities[act.values["payer"]].id,
                    "activity_to_id": self.activities[act.values["receiver"]].id,
                    "amount": act.values["amount"],
                    "label": act.key,
                    "date": act.day,
                    "source_move_id": followed[act.needs].id if act.needs else False,
                }
                for act in acts
            ]
        )

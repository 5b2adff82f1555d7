# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import defaultdict
from decimal import Decimal

from odoo import api, fields, models
from odoo.tools import formatLang

from .. import engine

KINDS = ("contribution", "fee")


class CaeticClosingLine(models.Model):
    """Month of one activity: movements by term, contribution explained."""

    _name = "caetic.closing.line"
    _description = "Month of an activity"
    _order = "closing_id, activity_id, id"
    _rec_name = "activity_id"

    closing_id = fields.Many2one(
        "caetic.closing",
        string="Month close",
        required=True,
        index=True,
        ondelete="cascade",
    )
    activity_id = fields.Many2one(
        "caetic.activity", required=True, index=True, ondelete="restrict"
    )
    date = fields.Date(related="closing_id.date", store=True, index=True)
    company_id = fields.Many2one(related="closing_id.company_id", store=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    state = fields.Selection(
        [("computed", "Computed"), ("posted", "Posted")],
        default="computed",
        required=True,
        readonly=True,
    )
    balance_start = fields.Monetary(string="Opening balance", readonly=True)
    opening = fields.Monetary(string="Opening entry", readonly=True)
    sale = fields.Monetary(string="Sales", readonly=True)
    cost = fields.Monetary(string="Costs", readonly=True)
    transfer = fields.Monetary(string="Transfers", readonly=True)
    contribution = fields.Monetary(readonly=True)
    fee = fields.Monetary(string="Fees", readonly=True)
    pay = fields.Monetary(readonly=True)
    provision = fields.Monetary(string="Provisions", readonly=True)
    balance_end = fields.Monetary(string="Closing balance", readonly=True)
    base = fields.Monetary(string="Contribution base", readonly=True)
    base_carried = fields.Monetary(
        string="Base of earlier years",
        readonly=True,
        help="What was sold before the first close: it bears no contribution here.",
    )
    scheme_id = fields.Many2one(
        "caetic.contribution.scheme",
        string="Contribution scheme",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        help="The one of the month, which it keeps.",
    )
    contribution_due = fields.Monetary(string="Contribution to post", readonly=True)
    fee_due = fields.Monetary(string="Fees to post", readonly=True)
    explanation = fields.Json(readonly=True)
    fee_explanation = fields.Json(readonly=True)
    explanation_text = fields.Text(compute="_compute_explanation_text")
    move_ids = fields.One2many(
        "account.move", "caetic_closing_line_id", string="Journal entries"
    )
    is_reviewed = fields.Boolean(string="Reviewed", readonly=True, copy=False)

    _activity_uniq = models.UniqueIndex(
        "(closing_id, activity_id)", "An activity has one line a month."
    )

    def _state_again(self, values):
        """Write the figures of a month again; one that moves is to be reviewed again.

        :param dict values: as of ``_prepare_values``
        """
        self.ensure_one()
        figures = ("balance_start", "balance_end", "base", *engine.TERMS)
        moved = any(
            engine.to_decimal(self[name]) != engine.to_decimal(values[name])
            for name in figures
        )
        self.write({**values, "is_reviewed": self.is_reviewed and not moved})

    def action_review(self):
        """Note that somebody has looked at the activity, or take the note back."""
        for line in self:
            line.is_reviewed = not line.is_reviewed

    @api.depends("explanation", "fee_explanation")
    def _compute_explanation_text(self):
        for line in self:
            rows = [*(line.explanation or ()), *(line.fee_explanation or ())]
            line.explanation_text = "\n".join(map(line._get_row_text, rows))

    def _get_row_text(self, row):
        """Return one explained step in words and amounts of the reader's language."""
        scheme = self.env["caetic.contribution.scheme"]
        label = scheme._get_step_label(row["code"], row.get("detail", ""))
        amount = formatLang(
            self.env, float(row["amount"]), currency_obj=self.currency_id
        )
        if row["code"] != "tier":
            return self.env._("%(label)s: %(amount)s", label=label, amount=amount)
        return self.env._(
            "%(label)s: %(base)s at %(rate)s %% = %(amount)s",
            label=label,
            base=formatLang(
                self.env, float(row["base"]), currency_obj=self.currency_id
            ),
            rate=formatLang(self.env, float(row["rate"]), digits=2),
            amount=amount,
        )

    @api.model
    def _get_stated(self, activities, date):
        """Sum of what earlier closings that stand have stated, by activity."""
        names = list(engine.TERMS)
        groups = self._read_group(
            [
                ("activity_id", "in", activities.ids),
                ("state", "=", "posted"),
                ("date", "<", date),
            ],
            ["activity_id"],
            [f"{name}:sum" for name in names],
        )
        stated = defaultdict(lambda: dict.fromkeys(names, Decimal(0)))
        for activity, *sums in groups:
            amounts = map(engine.to_decimal, sums)
            stated[activity.id] = dict(zip(names, amounts, strict=True))
        return stated

    @api.model
    def _prepare_values(self, closing, activity, statement, stated):
        """Values of a line: each movement is today's total minus what was stated."""
        due = statement.contribution_due
        fees = statement.fees_due
        charged = {"contribution": -due.amount, "fee": -fees.amount}
        values = {
            term: getattr(statement.terms, term) + charged.get(term, 0) - stated[term]
            for term in engine.TERMS
        }
        start = sum((stated[term] for term in engine.TERMS), Decimal(0))
        return {
            **values,
            "closing_id": closing.id,
            "activity_id": activity.id,
            "balance_start": start,
            "balance_end": statement.available,
            "base": statement.base,
            "base_carried": statement.base_carried,
            "contribution_due": due.amount,
            "fee_due": fees.amount,
            "explanation": [
                {
                    "code": line.code,
                    "detail": line.detail,
                    "base": str(line.base),
                    "rate": str(line.rate),
                    "amount": str(line.amount),
                }
                for line in due.lines
            ],
            "fee_explanation": [
                {
                    "code": "fee",
                    "detail": line.name,
                    "month": line.month.isoformat(),
                    "amount": str(line.amount),
                    **({"owner": line.owner} if line.owner else {}),
                }
                for line in fees.lines
            ],
        }

    @api.model
    def _has_movement(self, values):
        """Tell whether the values of a line state or charge anything."""
        return any(
            values[name] for name in (*engine.TERMS, "contribution_due", "fee_due")
        )

    def _post_entries(self):
        """Write the entries of contribution and fees, one of each kind at most."""
        values = [
            line._prepare_move(kind, line._get_receivers(kind))
            for line in self
            for kind in KINDS
            if line.state != "posted" and any(line._get_receivers(kind).values())
        ]
        # Whoever may post a month may write its entries; they hold no other choice.
        moves_sudo = self.env["account.move"].sudo()
        # The close says who made them and when: no note on each of thousands.
        moves_sudo = moves_sudo.with_context(tracking_disable=True).create(values)
        moves_sudo._post(soft=False)
        self.state = "posted"

    def _reverse_entries(self):
        """Reverse the entries of months that are reopened, on the day of their close.

        Both stay in the ledger, and count for nothing together; the month is free for
        its next entries.
        """
        # Whoever may post a month may take its entries back, by no other choice.
        moves_sudo = self.sudo().move_ids
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
        for move, back in zip(moves_sudo, back_sudo, strict=True):
            (move | back).caetic_reopened_line_id = move.caetic_closing_line_id
        moves_sudo.caetic_closing_line_id = False
        # Before the next entry of the month is inserted: one of a kind, says the index.
        moves_sudo.flush_recordset(["caetic_closing_line_id"])
        self.write({"state": "computed", "is_reviewed": False})

    def _get_receivers(self, kind):
        """Return who receives what, EUR by analytic account, structure included.

        A fee may be of a fund (R429), which its explanation says.
        """
        self.ensure_one()
        structure = self.company_id.caetic_structure_account_id.id
        receivers = {structure: engine.to_decimal(self[f"{kind}_due"])}
        for row in (self.fee_explanation or ()) if kind == "fee" else ():
            owner, amount = row.get("owner"), Decimal(row["amount"])
            if owner:
                receivers[owner] = receivers.get(owner, Decimal(0)) + amount
                receivers[structure] -= amount
        return receivers

    def _prepare_move(self, kind, receivers):
        """The same general account on all sides, analytic accounts of each (R407).

        :param dict receivers: as of ``_get_receivers``
        """
        self.ensure_one()
        company = self.company_id
        account = company[f"caetic_{kind}_account_id"]
        label = f"{account.name} {self.closing_id.name} - {self.activity_id.name}"
        item = {"account_id": account.id, "name": label}
        charged = sum(receivers.values(), Decimal(0))
        sides = [(charged, self.activity_id._get_distribution())]
        sides += [(-amount, {str(owner): 100}) for owner, amount in receivers.items()]
        return {
            "move_type": "entry",
            "journal_id": company.caetic_contribution_journal_id.id,
            "company_id": company.id,
            "date": self.date,
            "ref": label,
            "caetic_term": kind,
            "caetic_closing_line_id": self.id,
            "line_ids": [
                (
                    0,
                    0,
                    {
                        **item,
                        "balance": float(amount),
                        "analytic_distribution": owner,
                    },
                )
                for amount, owner in sides
                if amount
            ],
        }

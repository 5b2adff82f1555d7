# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import dataclasses

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from .. import engine

EARNED = tuple(term for term in engine.TERMS if term != "pay")
WISHES = [("pay", "Pay"), ("keep", "Keep")]
DECISIONS = [*WISHES, ("result", "Net result")]


class CaeticYearEndLine(models.Model):
    """Year of one activity: earned, paid, what is left and what becomes of it.

    Amounts in EUR, as cost for the activity: employer's part included.
    """

    _name = "caetic.year.end.line"
    _description = "Year of an activity"
    _order = "year_end_id, activity_id, id"
    _rec_name = "activity_id"

    year_end_id = fields.Many2one(
        "caetic.year.end",
        string="Year end",
        required=True,
        index=True,
        ondelete="cascade",
    )
    activity_id = fields.Many2one(
        "caetic.activity", required=True, index=True, ondelete="restrict"
    )
    date_to = fields.Date(related="year_end_id.date_to", store=True)
    company_id = fields.Many2one(related="year_end_id.company_id", store=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    is_shown = fields.Boolean(
        string="Shown to the entrepreneur",
        compute="_compute_is_shown",
        store=True,
        help="From the proposal on.",
    )
    state = fields.Selection(
        [("computed", "Computed"), ("settled", "Settled")],
        default="computed",
        required=True,
        readonly=True,
    )
    brought = fields.Monetary(string="Brought forward", readonly=True)
    earned = fields.Monetary(string="Earned in the year", readonly=True)
    paid = fields.Monetary(
        string="Paid in the year",
        readonly=True,
        help="Fixed part and advances on the variable part (C. trav. R7331-11).",
    )
    balance = fields.Monetary(readonly=True)
    due = fields.Monetary(
        string="To settle",
        readonly=True,
        help="The balance; nothing when the account is overdrawn.",
    )
    payable_now = fields.Monetary(
        string="Payable today", compute="_compute_payable_now"
    )
    wish = fields.Selection(WISHES, readonly=True, copy=False)
    wish_on = fields.Datetime(string="Wished on", readonly=True, copy=False)
    wish_by_id = fields.Many2one(
        "res.users", string="Wished by", readonly=True, copy=False
    )
    result_allowed = fields.Boolean(
        string="May form a net result",
        compute="_compute_result_allowed",
        help="A contract of the activity says so (C. trav. R7331-12).",
    )
    decision = fields.Selection(
        DECISIONS,
        copy=False,
        help="Pay it with the next pays, keep it on the account, or leave it as the "
        "cooperative's net result.",
    )
    amount = fields.Monetary(
        string="Amount of the decision",
        compute="_compute_amount",
        store=True,
        readonly=False,
        copy=False,
        help="The rest stays on the account.",
    )
    pay_amount = fields.Monetary(string="To pay", compute="_compute_parts", store=True)
    keep_amount = fields.Monetary(
        string="Stays on the account", compute="_compute_parts", store=True
    )
    result_amount = fields.Monetary(
        string="Left as net result", compute="_compute_parts", store=True
    )
    move_ids = fields.One2many(
        "account.move", "caetic_year_end_line_id", string="Entries"
    )

    _activity_uniq = models.UniqueIndex(
        "(year_end_id, activity_id)", "An activity has one line a year."
    )

    @api.depends("year_end_id.state")
    def _compute_is_shown(self):
        for line in self:
            line.is_shown = line.year_end_id.state != "draft"

    @api.depends("activity_id")
    def _compute_payable_now(self):
        statements = self.activity_id._get_statements()
        for line in self:
            statement = statements.get(line.activity_id.id)
            line.payable_now = statement.payable if statement else 0

    @api.depends("activity_id")
    def _compute_result_allowed(self):
        # Whoever decides of a year may not read the contracts of all.
        lines_sudo = self.sudo()
        groups_sudo = lines_sudo.env["caetic.contract"]._read_group(
            [
                ("member_id", "in", lines_sudo.activity_id.member_ids.ids),
                ("kind", "=", "cesa"),
                ("state", "in", ("running", "ended")),
                ("result_allowed", "=", True),
            ],
            ["member_id"],
        )
        allowed = {member_sudo.id for (member_sudo,) in groups_sudo}
        for line_sudo in lines_sudo:
            members_sudo = line_sudo.activity_id.member_ids
            line_sudo.result_allowed = bool(allowed & set(members_sudo.ids))

    @api.depends("decision")
    def _compute_amount(self):
        for line in self:
            line.amount = line.due if line.decision in ("pay", "result") else 0

    @api.depends("due", "decision", "amount")
    def _compute_parts(self):
        for line in self:
            due = engine.to_decimal(line.due)
            amount = min(engine.to_decimal(line.amount), due)
            parts = engine.split_due(due, line.decision or "keep", amount, True)
            line.pay_amount = parts["pay"]
            line.keep_amount = parts["keep"]
            line.result_amount = parts["result"]

    @api.constrains("decision", "amount", "due")
    def _check_amount(self):
        for line in self:
            try:
                engine.split_due(
                    engine.to_decimal(line.due),
                    line.decision or "keep",
                    engine.to_decimal(line.amount),
                    line.result_allowed,
                )
            except engine.EngineError as error:
                raise ValidationError(line._get_message(error.code)) from error

    def _get_message(self, code):
        name = self.activity_id.name
        return {
            "above_due": self.env._(
                "%(name)s: no more than the balance can be settled.", name=name
            ),
            "negative": self.env._("%(name)s: an amount is positive.", name=name),
            "no_result": self.env._(
                "%(name)s: no contract of this activity lets the balance form a net "
                "result (C. trav. R7331-12).",
                name=name,
            ),
        }[code]

    def write(self, vals):
        changes = {"decision", "amount", "due"} & set(vals)
        if changes and any(line.state == "settled" for line in self):
            raise UserError(
                self.env._("A settled activity does not change: reopen the year.")
            )
        return super().write(vals)

    @api.model
    def _read_again(self, year_end):
        """Write the figures of a year from its closed months, in one query.

        An activity of which nothing is left and nothing moved has no line.
        """
        known = {line.activity_id.id: line for line in year_end.line_ids}
        missing = []
        for activity_id, found in self._read_year(year_end).items():
            values = dataclasses.asdict(found)
            line = known.get(activity_id)
            if line:
                line._state_again(values)
            elif any(values.values()):
                missing.append(
                    {
                        **values,
                        "year_end_id": year_end.id,
                        "activity_id": activity_id,
                    }
                )
        self.create(missing)

    def _state_again(self, values):
        """Write the figures of a year again; what is decided holds within the due."""
        amount = min(engine.to_decimal(self.amount), values["due"])
        self.write({**values, "amount": amount})

    @api.model
    def _read_year(self, year_end):
        """Return ``{activity_id: engine.YearSettlement}`` of the posted months."""
        lines = self.env["caetic.closing.line"]
        posted = [
            ("company_id", "=", year_end.company_id.id),
            ("state", "=", "posted"),
        ]
        year = [
            *posted,
            ("date", ">=", year_end.date_from),
            ("date", "<=", year_end.date_to),
        ]
        before = [*posted, ("date", "<", year_end.date_from)]
        names = [f"{term}:sum" for term in engine.TERMS]
        brought = {
            activity.id: sum(map(engine.to_decimal, sums))
            for activity, *sums in lines._read_group(before, ["activity_id"], names)
        }
        moved = {
            activity.id: dict(
                zip(engine.TERMS, map(engine.to_decimal, sums), strict=True)
            )
            for activity, *sums in lines._read_group(year, ["activity_id"], names)
        }
        nothing = dict.fromkeys(engine.TERMS, engine.to_decimal(0))
        return {
            activity_id: engine.settle_year(
                brought.get(activity_id, engine.to_decimal(0)),
                sum(moved.get(activity_id, nothing)[term] for term in EARNED),
                moved.get(activity_id, nothing)["pay"],
            )
            for activity_id in {**brought, **moved}
        }

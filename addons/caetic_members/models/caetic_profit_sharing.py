# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import formatLang

from .. import engine

FACTS = (
    "result",
    "earlier_losses",
    "legal_reserve",
    "highest_capital",
    "subsidies",
    "released",
)
PARTS = ("legal", "development", "work", "interest")
# Accounts of the French chart, by part.
CODES = {
    "result": "120",
    "legal": "1061",
    "development": "1063",
    "work": "4246",
    "interest": "457",
}


class CaeticProfitSharing(models.Model):
    """Sharing of the cooperative's result of a year (R131, R132, R134).

    Amounts in EUR to the cent. The meeting chooses the percents; each bound of the law
    is told in a sentence, and the entry is proposed to the accountant as a draft.
    """

    _name = "caetic.profit.sharing"
    _description = "Sharing of a result"
    _inherit = ["mail.thread", "caetic.fiscal.year.mixin"]
    _order = "date_to desc, id desc"

    meeting_date = fields.Date(string="General meeting", tracking=True)
    kind = fields.Selection(related="company_id.caetic_cooperative_kind")
    state = fields.Selection(
        [("draft", "Draft"), ("proposed", "Entry proposed")],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
    )
    result = fields.Monetary(
        string="Net result",
        tracking=True,
        help="Once the balances of the activities are settled; negative: a loss.",
    )
    earlier_losses = fields.Monetary(string="Losses of earlier years")
    legal_reserve = fields.Monetary(string="Legal reserve in the books")
    highest_capital = fields.Monetary(string="Highest capital reached")
    subsidies = fields.Monetary(
        string="Public subsidies",
        help="A Scic leaves them out of what bears interest (loi 47-1775).",
    )
    released = fields.Monetary(string="Capital that bears interest")
    has_cap = fields.Boolean(string="The rate of interest is capped")
    interest_cap = fields.Float(
        string="Highest rate of interest (%)",
        digits="Caetic Rate",
        help="Average rate of bonds (TMO) of the last three years before the meeting, "
        "and two points (loi 47-1775, art. 14).",
    )
    work_percent = fields.Float(
        string="Part travail (%)", digits="Caetic Rate", default=25.0
    )
    interest_percent = fields.Float(
        string="Interest on the parts (%)", digits="Caetic Rate"
    )
    rule = fields.Selection(
        [
            ("equal", "The same for all"),
            ("hours", "By hours worked"),
            ("pay", "By gross pay"),
        ],
        string="Part travail shared",
        default="equal",
        required=True,
    )
    shared = fields.Monetary(
        string="Result to share", compute="_compute_parts", store=True
    )
    legal = fields.Monetary(
        string="Legal reserve", compute="_compute_parts", store=True
    )
    development = fields.Monetary(
        string="Development fund",
        compute="_compute_parts",
        store=True,
        help="Statutory reserve of a Scic: what the other parts leave.",
    )
    work = fields.Monetary(string="Part travail", compute="_compute_parts", store=True)
    interest = fields.Monetary(compute="_compute_parts", store=True)
    bounds = fields.Text(string="Respected", compute="_compute_bounds")
    warning = fields.Text(string="Not respected", compute="_compute_bounds")
    line_ids = fields.One2many(
        "caetic.profit.share", "sharing_id", string="Part travail by person"
    )
    move_id = fields.Many2one(
        "account.move", string="Proposed entry", readonly=True, copy=False
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")

    _date_uniq = models.UniqueIndex(
        "(company_id, date_to)", "The result of this year is already being shared."
    )

    # -- the engine -----------------------------------------------------------------

    def _get_facts(self):
        self.ensure_one()
        amounts = {name: engine.to_decimal(self[name]) for name in FACTS}
        cap = engine.to_decimal(self.interest_cap, engine.RATE)
        return engine.ProfitFacts(**amounts, interest_cap=cap if self.has_cap else None)

    def _get_rules(self):
        """Return the bounds of the law on the last day of the year."""
        self.ensure_one()
        day = self.date_to or fields.Date.context_today(self)
        parameters = self.env["caetic.parameter"]

        def percent(code):
            return engine.to_decimal(parameters._get(code, day), engine.RATE)

        return engine.ProfitRules(
            kind=self.kind or "other",
            legal_reserve=percent("profit_legal_reserve"),
            work_part=percent("scop_work_part"),
            reserve_rest=percent("scic_reserve_rest"),
        )

    @api.depends(*FACTS, "work_percent", "interest_percent", "kind", "date_to")
    def _compute_parts(self):
        for sharing in self:
            shares = sharing._get_shares()
            sharing.shared = sharing._get_facts().shared
            sharing.legal = shares.legal
            sharing.development = shares.development
            sharing.work = shares.work
            sharing.interest = shares.interest

    def _get_shares(self):
        """Return the parts; of percents that exceed the result, nothing is shared."""
        work = engine.to_decimal(self.work_percent, engine.RATE)
        interest = engine.to_decimal(self.interest_percent, engine.RATE)
        zero = engine.to_decimal(0)
        try:
            return engine.share_profit(
                self._get_facts(), self._get_rules(), work, interest
            )
        except engine.EngineError:
            return engine.ProfitShares(zero, zero, zero, zero)

    @api.constrains("work_percent", "interest_percent", *FACTS)
    def _check_percents(self):
        for sharing in self:
            work = engine.to_decimal(sharing.work_percent, engine.RATE)
            interest = engine.to_decimal(sharing.interest_percent, engine.RATE)
            try:
                engine.share_profit(
                    sharing._get_facts(), sharing._get_rules(), work, interest
                )
            except engine.EngineError as error:
                raise ValidationError(
                    self.env._(
                        "The part travail and the interest are positive, and leave "
                        "what the legal reserve takes."
                    )
                ) from error

    @api.depends(*PARTS, "has_cap", "interest_cap", "kind")
    @api.depends_context("lang")
    def _compute_bounds(self):
        for sharing in self:
            found = engine.profit_bounds(
                sharing._get_shares(), sharing._get_facts(), sharing._get_rules()
            )
            words = sharing._get_words()
            met, broken = [], []
            for bound in found:
                row = sharing._put_in_words(words[bound.code], bound)
                (met if bound.is_met else broken).append(row)
            sharing.bounds = "\n".join(met)
            sharing.warning = "\n".join(broken)

    def _put_in_words(self, text, bound):
        amounts = [
            formatLang(self.env, float(amount), currency_obj=self.currency_id)
            for amount in (bound.actual, bound.limit)
        ]
        return text % {"actual": amounts[0], "limit": amounts[1]}

    def _get_words(self):
        """Return a sentence for each bound, with the text of law that sets it."""
        return {
            "legal_reserve": self.env._(
                "Legal reserve: %(actual)s, at least %(limit)s (15 %% until it equals "
                "the highest capital: loi 78-763 art. 33, loi 47-1775 art. 16)."
            ),
            "work_part": self.env._(
                "Part travail: %(actual)s, at least %(limit)s (25 %%: loi 78-763 "
                "art. 33, 3°)."
            ),
            "interest_work": self.env._(
                "Interest on the parts: %(actual)s, no more than the part travail, "
                "%(limit)s (loi 78-763 art. 33, 4°)."
            ),
            "interest_reserves": self.env._(
                "Interest on the parts: %(actual)s, no more than the reserves of the "
                "year, %(limit)s (loi 78-763 art. 33, 4°)."
            ),
            "interest_rate": self.env._(
                "Interest on the parts: %(actual)s, no more than the highest rate "
                "gives, %(limit)s (loi 47-1775 art. 14)."
            ),
            "reserves": self.env._(
                "Reserves: %(actual)s, at least %(limit)s (15 %%, then half of the "
                "rest: loi 47-1775 art. 19 nonies)."
            ),
            "subsidies": self.env._(
                "Interest on the parts: %(actual)s, no more than what is left without "
                "the subsidies, %(limit)s (loi 47-1775 art. 19 nonies)."
            ),
        }

    # -- acts -----------------------------------------------------------------------

    def action_read(self):
        """Read the result, the reserve and the capital from the books."""
        self.ensure_one()
        self._check_draft()
        before = self.date_from - relativedelta(days=1)
        losses = -self._sum_accounts("119", before)
        self.write(
            {
                "result": self._read_result(),
                "earlier_losses": max(losses, 0),
                "legal_reserve": self._sum_accounts("1061", self.date_to),
                "highest_capital": float(
                    self.company_id._get_highest_capital(self.date_to)
                ),
                "released": sum(
                    self.env["caetic.associate"]
                    .search([("company_id", "=", self.company_id.id)])
                    .mapped("released")
                ),
            }
        )

    def _read_result(self):
        """Net result of the year: income less costs, or what was carried to 12."""
        [(total,)] = self.env["account.move.line"]._read_group(
            [
                ("company_id", "=", self.company_id.id),
                ("parent_state", "=", "posted"),
                ("date", ">=", self.date_from),
                ("date", "<=", self.date_to),
                ("account_id.internal_group", "in", ("income", "expense")),
            ],
            [],
            ["balance:sum"],
        )
        return -(total or 0)

    def _sum_accounts(self, prefix, date):
        """Return the credit balance of accounts on a day, EUR."""
        [(total,)] = self.env["account.move.line"]._read_group(
            [
                ("company_id", "=", self.company_id.id),
                ("parent_state", "=", "posted"),
                ("date", "<=", date),
                ("account_id.code", "=like", f"{prefix}%"),
            ],
            [],
            ["balance:sum"],
        )
        return -(total or 0)

    def _check_draft(self):
        if self.state != "draft":
            raise UserError(
                self.env._("The entry of this sharing is proposed already.")
            )

    def action_find_people(self):
        """List who worked in the year, and share the part travail between them."""
        self.ensure_one()
        self._check_draft()
        self.env["caetic.profit.share"]._find_people(self)
        self.line_ids._share()

    def action_share(self):
        """Share the part travail again, once hours or pay were typed."""
        self.ensure_one()
        self._check_draft()
        self.line_ids._share()

    def action_propose(self):
        """Write the entry of the sharing, a draft that the accountant looks at.

        :raises UserError: for a bound of the law that is not respected
        """
        self.ensure_one()
        self._check_draft()
        if not self.shared:
            raise UserError(self.env._("There is nothing to share."))
        if self.warning:
            raise UserError(self.warning)
        if engine.to_decimal(sum(self.line_ids.mapped("amount"))) != engine.to_decimal(
            self.work
        ):
            raise UserError(
                self.env._("Share the part travail between the people first.")
            )
        # Accountants of the cooperative write entries; coordinators only propose.
        moves_sudo = self.env["account.move"].sudo()
        self.move_id = moves_sudo.create(self._prepare_entry())
        self.state = "proposed"

    def action_back(self):
        """Take the proposal back while its entry is a draft."""
        self.ensure_one()
        # Its own draft, that nobody has posted.
        move_sudo = self.sudo().move_id
        if move_sudo.state == "posted":
            raise UserError(self.env._("The entry is posted: reverse it first."))
        move_sudo.unlink()
        self.state = "draft"

    def _prepare_entry(self):
        label = self.env._("Sharing of the result %(year)s", year=self.name)
        rows = [("result", self.shared), *((name, -self[name]) for name in PARTS)]
        accounts = self.env["account.account"]
        return {
            "move_type": "entry",
            "company_id": self.company_id.id,
            "journal_id": self._find_journal().id,
            "date": self.meeting_date or fields.Date.context_today(self),
            "ref": label,
            "caetic_term": "none",
            "line_ids": [
                (
                    0,
                    0,
                    {
                        "account_id": accounts._caetic_find(
                            self.company_id, CODES[name]
                        ).id,
                        "name": label,
                        "balance": amount,
                    },
                )
                for name, amount in rows
                if amount
            ],
        }

    def _find_journal(self):
        return self.env["account.journal"].search(
            [("company_id", "=", self.company_id.id), ("type", "=", "general")], limit=1
        )

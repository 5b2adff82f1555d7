# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import formatLang

from .. import engine

SEALED = {"activity_id", "amount", "date", "date_due"}


class CaeticAdvance(models.Model):
    """A balance below zero that the cooperative accepts, in writing (R423).

    No loan to the person and no entry: the account may go below zero, down to the
    amount, until the due date. What customers pay next brings it back.
    """

    _name = "caetic.advance"
    _description = "Advance to an activity"
    _inherit = ["mail.thread"]
    _order = "date desc, id desc"
    _rec_name = "activity_id"

    activity_id = fields.Many2one(
        "caetic.activity", required=True, index=True, ondelete="restrict"
    )
    date = fields.Date(
        string="Decided on", required=True, default=fields.Date.context_today
    )
    amount = fields.Monetary(
        string="Ceiling", required=True, tracking=True, help="How far below zero."
    )
    date_due = fields.Date(
        string="Due on",
        required=True,
        tracking=True,
        help="Nothing more is drawn after it.",
    )
    reason = fields.Char(required=True, tracking=True)
    state = fields.Selection(
        [
            ("draft", "To decide"),
            ("granted", "Granted"),
            ("repaid", "Over"),
            ("cancelled", "Cancelled"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    granted_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    available = fields.Monetary(
        related="activity_id.available_amount", string="Available today"
    )
    used = fields.Monetary(
        string="Drawn", compute="_compute_used", help="The account is so far below 0."
    )
    is_late = fields.Boolean(
        string="Late",
        compute="_compute_used",
        help="The due date has passed and the account is below zero.",
    )
    company_id = fields.Many2one(related="activity_id.company_id", store=True)
    currency_id = fields.Many2one(related="company_id.currency_id")

    _amount_positive = models.Constraint(
        "CHECK (amount > 0)", "The ceiling of an advance is above zero."
    )
    _dates_ordered = models.Constraint(
        "CHECK (date_due >= date)", "An advance is due after it is decided."
    )

    @api.depends("activity_id", "state", "date_due")
    def _compute_used(self):
        statements = self.activity_id._origin._get_statements()
        today = fields.Date.context_today(self)
        for advance in self:
            statement = statements.get(advance.activity_id._origin.id)
            runs = statement and advance.state == "granted"
            advance.used = max(0, -statement.available) if runs else 0
            advance.is_late = bool(
                advance.used and advance.date_due and advance.date_due < today
            )

    def write(self, vals):
        if SEALED & set(vals) and any(one.state != "draft" for one in self):
            raise UserError(
                self.env._("A decision that was taken does not change: cancel it.")
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_only_draft(self):
        if any(advance.state != "draft" for advance in self):
            raise UserError(self.env._("A decision is cancelled, never deleted."))

    # -- acts ---------------------------------------------------------------------

    def action_grant(self):
        """Let the account go below zero, within what the cooperative advances."""
        self._check_state("draft")
        self.write({"state": "granted", "granted_by_id": self.env.uid})
        for company in self.company_id.filtered("caetic_advance_cap"):
            self._check_cap(company)

    def action_cancel(self):
        """Take the decision back: nothing more is drawn."""
        self._check_state("draft", "granted")
        self.state = "cancelled"

    def _check_state(self, *states):
        self.check_access("write")
        if any(advance.state not in states for advance in self):
            raise UserError(self.env._("This advance is not in the right state."))

    @api.model
    def _check_cap(self, company):
        total = self._get_total(company, fields.Date.context_today(self))
        cap = engine.to_decimal(company.caetic_advance_cap)
        if total > cap:
            money = {"currency_obj": company.currency_id}
            raise ValidationError(
                self.env._(
                    "Advances would come to %(total)s, above the %(cap)s that the "
                    "cooperative advances in all (R421).",
                    total=formatLang(self.env, float(total), **money),
                    cap=formatLang(self.env, float(cap), **money),
                )
            )

    @api.model
    def _cron_end(self):
        """End the advances that are past their due date and paid back."""
        today = fields.Date.context_today(self)
        domain = [("state", "=", "granted"), ("date_due", "<", today)]
        past = self.search(domain)
        past.filtered(lambda advance: not advance.used).state = "repaid"

    # -- figures ------------------------------------------------------------------

    def _to_engine(self):
        """Return the advances as the engine takes them."""
        return tuple(
            engine.Advance(engine.to_decimal(one.amount), one.date, one.date_due)
            for one in self
        )

    @api.model
    def _get_total(self, company, date):
        """Return what decisions allow on a day in all, EUR, by who may ask."""
        # The limit is one of the whole cooperative, whoever reads its part.
        advances_sudo = self.sudo().search(
            [("company_id", "=", company.id), ("state", "=", "granted")]
        )
        return engine.advance_ceiling(advances_sudo._to_engine(), date)

    @api.model
    def _get_drawn_total(self, company, date):
        """Return what the cooperative has paid before customers did, EUR (R421).

        Of unpaid invoices, and below zero under the decisions that run.
        """
        # A sum over all activities, told to staff alone.
        reader_sudo = self.env["caetic.availability"].sudo()
        positions = reader_sudo._get_positions(company, date)
        advances_sudo = self.sudo().search(
            [("company_id", "=", company.id), ("state", "=", "granted")]
        )
        activities_sudo = advances_sudo.activity_id
        statements = activities_sudo._get_statements() if activities_sudo else {}
        owed = sum((max(0, -one.available) for one in statements.values()), Decimal(0))
        return owed + sum((one.used for one in positions.values()), Decimal(0))

    @api.model
    def _get_late_domain(self):
        """Advances past their due date whose account is below zero."""
        today = fields.Date.context_today(self)
        past = self.search([("state", "=", "granted"), ("date_due", "<", today)])
        return [("id", "in", past.filtered("is_late").ids)]

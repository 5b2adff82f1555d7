# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .. import engine


class CaeticContributionScheme(models.Model):
    """How the cooperative is paid by an activity (R401 to R405)."""

    _name = "caetic.contribution.scheme"
    _description = "Contribution scheme"
    _order = "name, id"

    name = fields.Char(required=True, translate=True)
    base = fields.Selection(
        [
            ("cashed", "Turnover cashed"),
            ("invoiced", "Turnover invoiced"),
            ("margin", "Gross margin"),
        ],
        required=True,
        default="cashed",
    )
    tier_method = fields.Selection(
        [("marginal", "Each tier at its rate"), ("whole", "Whole amount at one rate")],
        required=True,
        default="marginal",
        help="R403: said explicitly, the two give different amounts.",
    )
    tier_ids = fields.One2many(
        "caetic.contribution.tier", "scheme_id", string="Tiers", copy=True
    )
    floor_year = fields.Monetary(
        string="Minimum per year",
        help="Pro rata of the months present; its complement is charged in the last "
        "month of the fiscal year or at exit (R403).",
    )
    cap_year = fields.Monetary(string="Maximum per year", help="Zero: no maximum.")
    fee_month = fields.Monetary(
        string="Fixed fee per month", help="Due on the 1st of each month begun."
    )
    fee_ids = fields.One2many(
        "caetic.contribution.fee", "scheme_id", string="Other fixed fees", copy=True
    )
    cape_scheme_id = fields.Many2one(
        "caetic.contribution.scheme",
        string="While under CAPE",
        ondelete="restrict",
        help="Scheme of the months in which each person of the activity is under a "
        "CAPE; none: the same one (R402).",
    )
    exempt_months = fields.Integer(
        string="Start-up exemption (months)",
        help="Months from the start of the activity without contribution.",
    )
    margin_prefixes = fields.Char(
        string="Accounts that lower the margin",
        default="60,611,625",
        help="Prefixes of general accounts, separated by commas (R402).",
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    active = fields.Boolean(default=True)

    _amounts_positive = models.Constraint(
        "CHECK (floor_year >= 0 AND cap_year >= 0 AND fee_month >= 0 "
        "AND exempt_months >= 0)",
        "The amounts of a scheme cannot be negative.",
    )

    @api.constrains("base", "cape_scheme_id")
    def _check_cape_scheme(self):
        for scheme in self:
            under_cape = scheme.cape_scheme_id
            if under_cape and under_cape.base != scheme.base:
                raise ValidationError(
                    self.env._("Both schemes of an activity have the same base.")
                )
            if under_cape.cape_scheme_id:
                raise ValidationError(
                    self.env._("The scheme under CAPE has none of its own.")
                )

    @api.constrains("tier_ids")
    def _check_tiers(self):
        for scheme in self:
            if scheme.tier_ids and min(scheme.tier_ids.mapped("from_amount")) > 0:
                raise ValidationError(
                    self.env._("The first tier of a scheme starts at zero.")
                )

    def _to_engine(self):
        """Return the scheme as the engine takes it; no scheme charges nothing."""
        return self._to_engines()[self]

    def _to_engines(self):
        """Return ``{scheme: engine.Scheme}``, no scheme included.

        Tiers are read by one query, in order: the field ``tier_ids`` takes two. So are
        fees, and schemes under CAPE come along.
        """
        self |= self.cape_scheme_id
        tiers = self.env["caetic.contribution.tier"].search_fetch(
            [("scheme_id", "in", self.ids)],
            ["scheme_id", "from_amount", "rate"],
            order="from_amount",
        )
        fees = self.env["caetic.contribution.fee"].search_fetch(
            [("scheme_id", "in", self.ids)], ["scheme_id", "name", "amount", "period"]
        )
        tiers_of, fees_of = tiers.grouped("scheme_id"), fees.grouped("scheme_id")
        engines = {
            scheme: scheme._prepare_engine(
                tiers_of.get(scheme, tiers.browse()), fees_of.get(scheme, fees.browse())
            )
            for scheme in self
        }
        return {self.browse(): engine.Scheme(tiers=()), **engines}

    def _prepare_engine(self, tiers, fees):
        self.ensure_one()
        return engine.Scheme(
            tiers=tuple(
                engine.Tier(
                    from_amount=engine.to_decimal(tier.from_amount),
                    rate=engine.to_decimal(tier.rate, engine.RATE),
                )
                for tier in tiers
            ),
            method=self.tier_method,
            floor_year=engine.to_decimal(self.floor_year),
            cap_year=engine.to_decimal(self.cap_year) if self.cap_year else None,
            fee_month=engine.to_decimal(self.fee_month),
            exempt_months=self.exempt_months,
            fees=tuple(
                engine.Fee(fee.name, engine.to_decimal(fee.amount), fee.period)
                for fee in fees
            ),
        )

    def _get_margin_domain(self):
        """Items of costs that are deducted from the turnover of a margin base."""
        self.ensure_one()
        prefixes = [p.strip() for p in (self.margin_prefixes or "").split(",")]
        accounts = fields.Domain.OR(
            fields.Domain("account_id.code", "=like", f"{prefix}%")
            for prefix in prefixes
            if prefix
        )
        return [*(fields.Domain("caetic_term", "=", "cost") & accounts)]

    @api.model
    def _get_step_label(self, code, detail=""):
        """Return the words of one explained step of a contribution (R402, R403).

        :param code: code of engine.contribution.Line
        :param detail: reason of an exemption, ``startup`` for the one of the scheme
        """
        if code == "exempt":
            if detail == "startup":
                return self.env._("Start-up exemption")
            return self.env._("Exempted: %(reason)s", reason=detail)
        if code == "fee":
            return detail or self.env._("Fixed fee")
        labels = {
            "tier": self.env._("On the base"),
            "floor": self.env._("Complement up to the yearly minimum"),
            "cap": self.env._("Yearly maximum reached"),
            "charged": self.env._("Already charged this year"),
        }
        return labels[code]

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.tools.misc import formatLang

from .. import engine
from ..engine import to_decimal as exact

KEEPERS = (
    "caetic_members.caetic_members_group_coordinator,"
    "caetic_members.caetic_members_group_accountant"
)


class ResCompanyCapital(models.Model):
    """Limits of the law on the capital of a cooperative (R128, R130)."""

    _inherit = "res.company"

    caetic_cooperative_kind = fields.Selection(
        [
            ("scop", "Scop"),
            ("scic", "Scic"),
            ("other", "Other cooperative (law of 1947)"),
        ],
        string="Kind of cooperative",
        help="Only a Scop owes its employees most of the capital and of the votes.",
    )
    caetic_company_form = fields.Selection(
        [("sarl", "SARL"), ("sas", "SAS"), ("sa", "SA")],
        string="Form of the company",
        help="Sets the least number of associates, and the least capital of an SA.",
    )
    caetic_stated_capital = fields.Monetary(
        string="Stated capital",
        help="Amount of the articles of association: a quarter of it stays, whoever "
        "withdraws (loi 47-1775, art. 13).",
    )
    caetic_capital_warning = fields.Text(
        string="Limits of the capital",
        compute="_compute_caetic_capital_warning",
        groups=KEEPERS,
    )

    _stated_capital_positive = models.Constraint(
        "CHECK (caetic_stated_capital >= 0)", "A stated capital cannot be negative."
    )

    @api.depends(
        "caetic_cooperative_kind",
        "caetic_company_form",
        "caetic_stated_capital",
        "caetic_share_floor",
    )
    def _compute_caetic_capital_warning(self):
        today = fields.Date.context_today(self)
        for company in self:
            lines = company._get_capital_warnings(today)
            company.caetic_capital_warning = "\n".join(lines)

    # -- reading of the register ----------------------------------------------------

    def _get_stakes(self, date):
        """Return who holds what at the end of a day, as values of the engine.

        An employee holds parts of employees and works here on that day: whoever has
        left, or is under a CAPE, is no employee. Staff have no stay.
        """
        self.ensure_one()
        groups = self.env["caetic.share.move"]._read_group(
            self._get_moves_domain(date),
            ["associate_id"],
            ["parts_change:sum", "value_change:sum"],
        )
        return [
            engine.Stake(parts, exact(value), associate._is_employee_at(date))
            for associate, parts, value in groups
        ]

    def _get_capital_floor(self, date):
        """Return the lowest capital allowed on a day, EUR."""
        self.ensure_one()
        parameters = self.env["caetic.parameter"]
        is_sa = self.caetic_company_form == "sa"
        rules = engine.FloorRules(
            of_stated=exact(parameters._get("capital_tenth", date)),
            of_highest=exact(parameters._get("capital_quarter", date)),
            least=exact(parameters._get("least_capital_sa", date) if is_sa else 0),
        )
        return engine.capital_floor(
            exact(self.caetic_share_floor),
            exact(self.caetic_stated_capital),
            self._get_highest_capital(date),
            rules,
        )

    def _get_highest_capital(self, date):
        """Return the highest capital of the register up to a day, EUR."""
        days = self.env["caetic.share.move"]._read_group(
            self._get_moves_domain(date),
            ["date:day"],
            ["value_change:sum"],
            order="date:day",
        )
        return engine.highest_capital(exact(change) for _day, change in days)

    def _get_moves_domain(self, date):
        """Return what the register holds at the end of a day."""
        return [
            ("company_id", "=", self.id),
            ("state", "!=", "draft"),
            ("date", "<=", date),
        ]

    def _get_capital_limits(self, date):
        """Return the limits in force on a day for this cooperative."""
        self.ensure_one()
        parameters = self.env["caetic.parameter"]
        is_scop = self.caetic_cooperative_kind == "scop"
        form = self.caetic_company_form
        percents = {
            limit: exact(parameters._get(f"scop_{limit}", date))
            for limit in ("employee_capital", "employee_votes", "one_associate")
            if is_scop
        }
        return engine.CapitalLimits(
            associates=form and parameters._get_count(f"associates_{form}", date),
            employees_only=is_scop,
            floor=self._get_capital_floor(date),
            **percents,
        )

    # -- in words -------------------------------------------------------------------

    def _get_capital_warnings(self, date):
        """Return what the register of a day does not respect: list of sentences."""
        self.ensure_one()
        stakes = self._get_stakes(date)
        breaches = engine.capital_breaches(stakes, self._get_capital_limits(date))
        lines = [self._get_breach_words(breach) for breach in breaches]
        if not (self.caetic_cooperative_kind and self.caetic_company_form):
            lines.append(
                self.env._(
                    "The kind of cooperative or the form of the company is not set in "
                    "the settings: its limits are not watched."
                )
            )
        return lines

    def _get_breach_words(self, breach):
        actual, limit = (
            formatLang(self.env, float(number), digits=0 if number % 1 == 0 else 2)
            for number in (breach.actual, breach.limit)
        )
        if breach.code == "employee_capital":
            return self.env._(
                "Employees hold %(actual)s %% of the capital: a Scop needs %(limit)s "
                "%% at least (loi 78-763).",
                actual=actual,
                limit=limit,
            )
        if breach.code == "employee_votes":
            return self.env._(
                "Employees have %(actual)s %% of the votes: a Scop needs %(limit)s %% "
                "at least (loi 78-763).",
                actual=actual,
                limit=limit,
            )
        if breach.code == "one_associate":
            return self.env._(
                "One associate holds %(actual)s %% of the capital: %(limit)s %% is the "
                "most in a Scop (loi 78-763).",
                actual=actual,
                limit=limit,
            )
        if breach.code == "associates":
            return self.env._(
                "%(actual)s associates count for the least number: this form of "
                "company needs %(limit)s.",
                actual=actual,
                limit=limit,
            )
        return self.env._(
            "The capital is %(actual)s EUR: it may not be below %(limit)s EUR "
            "(articles of association, loi 47-1775 art. 13, C. com. L224-2).",
            actual=actual,
            limit=limit,
        )

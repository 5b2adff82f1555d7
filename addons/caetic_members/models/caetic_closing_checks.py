# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models


class CaeticClosing(models.Model):
    """What does not look right in a month, before it is posted."""

    _inherit = "caetic.closing"

    check_ids = fields.One2many(
        "caetic.closing.check", "closing_id", string="To look at", readonly=True
    )

    broken_count = fields.Integer(
        string="Checks of the night that fail", compute="_compute_broken_count"
    )

    @api.depends("company_id")
    @api.depends_context("uid")
    def _compute_broken_count(self):
        checks = self.env["caetic.ledger.check"]
        counts = {}
        if checks.has_access("read"):
            domain = [("is_broken", "=", True)]
            counts = dict(checks._read_group(domain, ["company_id"], ["__count"]))
        for closing in self:
            closing.broken_count = counts.get(closing.company_id, 0)

    def _get_checks(self):
        """Return ``{code: {"name", "model", "domain"}}``, in order; to extend."""
        self.ensure_one()
        month = [("date", ">=", self.date.replace(day=1)), ("date", "<=", self.date)]
        company = ("company_id", "=", self.company_id.id)
        names = self._get_check_names()
        return {
            "unassigned": {
                "name": names["unassigned"],
                "model": "account.move.line",
                "domain": [
                    *(company, *month),
                    ("parent_state", "=", "posted"),
                    ("account_id.internal_group", "in", ("income", "expense")),
                    ("analytic_distribution", "=", False),
                ],
            },
            "bank": {
                "name": names["bank"],
                "model": "account.bank.statement.line",
                "domain": [
                    company,
                    ("date", "<=", self.date),
                    ("is_reconciled", "=", False),
                ],
            },
            "draft": {
                "name": names["draft"],
                "model": "account.move",
                "domain": [*(company, *month), ("state", "=", "draft")],
            },
            "negative": {
                "name": names["negative"],
                "model": "caetic.closing.line",
                "domain": [("closing_id", "=", self.id), ("balance_end", "<", 0)],
            },
        }

    def _get_check_names(self):
        return {
            "unassigned": self.env._("Income and expenses without an activity"),
            "bank": self.env._("Lines of the bank that are not reconciled"),
            "draft": self.env._("Entries of the month that are not posted"),
            "negative": self.env._("Activities that owe money to the cooperative"),
        }

    def _run_checks(self):
        """Count again what does not look right."""
        self.ensure_one()
        checks = self._get_checks()
        found = {code: self._count_check(check) for code, check in checks.items()}
        self.check_ids.unlink()
        self.check_ids.create(
            [
                {"closing_id": self.id, "code": code, "count": count}
                for code, count in found.items()
                if count
            ]
        )

    def _count_check(self, check):
        return self.env[check["model"]].search_count(check["domain"])

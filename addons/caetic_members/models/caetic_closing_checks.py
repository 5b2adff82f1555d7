# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CaeticClosing(models.Model):
    """What does not look right in a month, before it is posted."""

    _inherit = "caetic.closing"

    check_ids = fields.One2many(
        "caetic.closing.check", "closing_id", string="To look at", readonly=True
    )

    def _get_checks(self):
        """Return ``{code: {"name", "model", "domain"}}``, in order; to extend."""
        self.ensure_one()
        month = [("date", ">=", self.date.replace(day=1)), ("date", "<=", self.date)]
        company = ("company_id", "=", self.company_id.id)
        return {
            "unassigned": {
                "name": self.env._("Income and expenses without an activity"),
                "model": "account.move.line",
                "domain": [
                    *(company, *month),
                    ("parent_state", "=", "posted"),
                    ("account_id.internal_group", "in", ("income", "expense")),
                    ("analytic_distribution", "=", False),
                ],
            },
            "bank": {
                "name": self.env._("Lines of the bank that are not reconciled"),
                "model": "account.bank.statement.line",
                "domain": [
                    company,
                    ("date", "<=", self.date),
                    ("is_reconciled", "=", False),
                ],
            },
            "draft": {
                "name": self.env._("Entries of the month that are not posted"),
                "model": "account.move",
                "domain": [*(company, *month), ("state", "=", "draft")],
            },
            "negative": {
                "name": self.env._("Activities that owe money to the cooperative"),
                "model": "caetic.closing.line",
                "domain": [("closing_id", "=", self.id), ("balance_end", "<", 0)],
            },
        }

    def _run_checks(self):
        """Count again what does not look right."""
        for closing in self:
            found = {
                code: self.env[check["model"]].search_count(check["domain"])
                for code, check in closing._get_checks().items()
            }
            closing.check_ids.unlink()
            closing.check_ids.create(
                [
                    {"closing_id": closing.id, "code": code, "count": count}
                    for code, count in found.items()
                    if count
                ]
            )

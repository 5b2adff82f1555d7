# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models

from .. import engine

# A party that has not answered its share of a convention for so long is asked again.
ANSWER_DAYS = 14


class CaeticDesk(models.Model):
    """Letters, disputes, doubtful debts and conventions, among what waits for staff."""

    _inherit = "caetic.desk"

    def _get_queues(self, today):
        return {
            **super()._get_queues(today),
            **self._get_convention_queues(today),
            "letters": {
                "model": "caetic.reminder",
                "domain": [("letter_state", "=", "to_send")],
                "action": "caetic_invoicing.caetic_reminder_action",
                "detail": lambda: self._get_rate_detail(today),
            },
            "doubtful": {
                "model": "caetic.doubtful.debt",
                "domain": [("state", "=", "proposed")],
                "action": "caetic_invoicing.caetic_doubtful_debt_action",
            },
            "disputes": {
                "model": "caetic.dispute",
                "domain": [("state", "=", "open")],
                "action": "caetic_invoicing.caetic_dispute_action",
            },
        }

    def _get_convention_queues(self, today):
        return {
            "conventions": {
                "model": "caetic.share.agreement",
                "domain": [("state", "=", "accepted")],
                "action": "caetic_invoicing.caetic_share_agreement_action",
            },
            "unanswered": {
                "model": "caetic.share.agreement",
                "domain": [
                    ("state", "=", "proposed"),
                    ("line_ids", "any", self._get_unanswered_domain(today)),
                ],
                "action": "caetic_invoicing.caetic_share_agreement_action",
            },
        }

    def _get_unanswered_domain(self, today):
        """Shares that somebody was asked for long ago and has not answered."""
        limit = fields.Date.subtract(today, days=ANSWER_DAYS)
        return [
            ("agreement_state", "=", "proposed"),
            ("agreement_asked", "<", limit),
        ]

    def _get_rate_detail(self, today):
        """Name the rates of this half-year that nobody has entered yet."""
        names = {
            "legal_interest": self.env._("legal interest"),
            "ecb_refinancing": self.env._("European Central Bank"),
        }
        begin = engine.half_year(today)
        figures = self.env["caetic.parameter"]
        missing = [
            name
            for code, name in names.items()
            if all(start < begin for start, _rate in figures._get_values(code))
        ]
        if not missing:
            return False
        return self.env._(
            "Rates to enter for this half-year: %(names)s", names=", ".join(missing)
        )

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models

from .. import engine


class CaeticContributionExemption(models.Model):
    """Months in which an activity pays no contribution or no fees, and why."""

    _name = "caetic.contribution.exemption"
    _description = "Exemption from the contribution"
    _order = "date_from desc, id desc"
    _rec_name = "reason"

    activity_id = fields.Many2one(
        "caetic.activity", required=True, index=True, ondelete="cascade"
    )
    date_from = fields.Date(string="From", required=True)
    date_to = fields.Date(string="To")
    reason = fields.Char(required=True)
    scope = fields.Selection(
        [
            ("contribution", "The contribution"),
            ("fee", "The fixed fees"),
            ("both", "Both"),
        ],
        string="Exempt from",
        required=True,
        default="contribution",
    )

    _dates_ordered = models.Constraint(
        "CHECK (date_to IS NULL OR date_to >= date_from)",
        "An exemption cannot end before it starts.",
    )

    def _to_engine(self):
        """Return the exemptions as the engine takes them."""
        return tuple(
            engine.Exemption(
                date_from=exemption.date_from,
                date_to=exemption.date_to or None,
                reason=exemption.reason,
                scope=exemption.scope,
            )
            for exemption in self
        )

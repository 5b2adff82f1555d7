# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class ResCompanyTraining(models.Model):
    """The cooperative as a training body (R618 to R621); off by default."""

    _inherit = "res.company"

    caetic_is_training_body = fields.Boolean(string="Training body")
    caetic_training_region = fields.Char(
        string="Region of the declaration", help="For instance: Occitanie."
    )
    caetic_training_vat_date = fields.Date(
        string="Attestation 3511 since",
        help="R619: from this day on, trainings are exempt from VAT "
        "(CGI art. 261-4-4° a).",
    )
    caetic_qualiopi_number = fields.Char(string="Qualiopi certificate")
    caetic_qualiopi_date = fields.Date(string="Certificate valid until")
    caetic_training_rules = fields.Text(
        string="Rules of trainings",
        help="Internal rules (C. trav. L6352-3), given to each trainee.",
    )
    caetic_cold_months = fields.Integer(
        string="Months before the late evaluation", default=3
    )

    _caetic_cold_months_positive = models.Constraint(
        "CHECK (caetic_cold_months > 0)",
        "The late evaluation comes a month after the training at least.",
    )

    def _caetic_is_vat_exempt(self, date):
        """Tell whether trainings of a day are exempt from VAT (R619)."""
        self.ensure_one()
        since = self.caetic_training_vat_date
        return bool(since and date and since <= date)

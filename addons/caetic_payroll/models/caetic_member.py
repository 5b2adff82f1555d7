# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CaeticMember(models.Model):
    """Rates of income tax of a person: for the payroll officer's eyes only."""

    _inherit = "caetic.member"

    pas_rate_ids = fields.One2many(
        "caetic.pas.rate",
        "member_id",
        string="Rates of income tax",
        groups="caetic_members.caetic_members_group_payroll_officer",
    )

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
    payroll_number = fields.Char(
        string="Employee number",
        copy=False,
        groups="caetic_members.caetic_members_group_payroll_officer,"
        "caetic_members.caetic_members_group_coordinator",
        help="As the payroll office knows the person: it matches their payslips.",
    )

    _payroll_number_uniq = models.UniqueIndex(
        "(company_id, payroll_number) WHERE payroll_number IS NOT NULL AND active",
        "This employee number is another person's.",
    )

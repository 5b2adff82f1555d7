# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CaeticTrade(models.Model):
    """Trade exercised in the cooperative, with its ROME occupations (R902)."""

    _name = "caetic.trade"
    _description = "Trade"
    _order = "family_id, sequence, name"

    name = fields.Char(required=True, translate=True)
    family_id = fields.Many2one("caetic.trade.family", required=True, index=True)
    sequence = fields.Integer(default=10)
    rome_code = fields.Char(
        string="ROME", help="Main occupation in the ROME 4.0 repertory."
    )
    rome_alternates = fields.Char(
        string="Other ROME", help="Neighbouring occupations, separated by commas."
    )
    active = fields.Boolean(default=True)

    _name_uniq = models.UniqueIndex(
        "(name, family_id)", "This trade is already in the family."
    )

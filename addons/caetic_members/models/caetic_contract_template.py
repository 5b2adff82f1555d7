# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CaeticContractTemplate(models.Model):
    """Texts that new contracts of a kind start from."""

    _name = "caetic.contract.template"
    _description = "Model of contract"
    _inherit = ["caetic.clause.mixin"]
    _order = "kind, sequence, id"

    name = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    kind = fields.Selection([("cape", "CAPE"), ("cesa", "CESA")], required=True)
    company_id = fields.Many2one("res.company", help="Empty: for every company.")
    active = fields.Boolean(default=True)

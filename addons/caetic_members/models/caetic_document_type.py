# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models, tools


class CaeticDocumentType(models.Model):
    """Kind of paper that a person's file holds (R309)."""

    _name = "caetic.document.type"
    _description = "Kind of document"
    _inherit = ["caetic.cache.mixin"]
    _order = "sequence, name"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    required_for = fields.Selection(
        [("none", "Never"), ("cape", "Before a CAPE"), ("cesa", "Before a CESA")],
        required=True,
        default="none",
    )
    foreigners_only = fields.Boolean(
        help="Asked only of people without a nationality of the European Union."
    )
    has_expiry = fields.Boolean(string="Expires")
    alert_months = fields.Integer(
        string="Warn ahead (months)", default=1, help="Months before it expires."
    )
    active = fields.Boolean(default=True)

    _name_uniq = models.UniqueIndex("(name)", "This kind of document exists already.")

    @api.model
    def _get_required(self, stage):
        """Return the papers to be there before a contract, asked once and kept.

        :param str stage: ``cape`` or ``cesa``
        """
        return self.browse(self._get_required_ids(stage))

    @tools.ormcache("stage")
    def _get_required_ids(self, stage):
        # Kinds of papers are nobody's secret: whoever meets the rule needs them.
        types_sudo = self.sudo()
        return tuple(types_sudo.search([("required_for", "=", stage)]).ids)

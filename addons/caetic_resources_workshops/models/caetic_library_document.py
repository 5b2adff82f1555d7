# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CaeticLibraryDocument(models.Model):
    """A document goes with modules of the workshops."""

    _inherit = "caetic.library.document"

    module_ids = fields.Many2many(
        "caetic.workshop.module", "caetic_library_module_rel", string="Modules"
    )

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

from .caetic_purge_door import is_open

# What makes an attachment say something else, or say it elsewhere.
CONTENT = {
    "caetic_sealed",
    "checksum",
    "datas",
    "db_datas",
    "mimetype",
    "name",
    "raw",
    "res_field",
    "res_id",
    "res_model",
    "store_fname",
    "type",
    "url",
}


class IrAttachment(models.Model):
    _inherit = "ir.attachment"

    caetic_sealed = fields.Boolean(
        string="Sealed",
        readonly=True,
        copy=False,
        help="Archived copy of a signed document: neither replaced nor deleted.",
    )

    def write(self, vals):
        if CONTENT & set(vals) and self._caetic_has_sealed():
            raise UserError(self.env._("This document is archived: it is not changed."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_not_sealed(self):
        if self._caetic_has_sealed():
            raise UserError(self.env._("This document is archived: it is not deleted."))

    def _caetic_has_sealed(self):
        # Whoever writes is told, even where they may not read the file.
        files_sudo = self.sudo()
        return not is_open(self) and any(one.caetic_sealed for one in files_sudo)

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models

NAMES = "caetic_import_names"


class IrFieldsConverter(models.AbstractModel):
    """Look up once a name that a table repeats: an adviser stands on each line."""

    _inherit = "ir.fields.converter"

    @api.private
    @api.model
    def db_id_for(self, model, field, subfield, value, savepoint):
        found = self.env.context.get(NAMES)
        # Records of the table itself come and go with its batches.
        if found is None or subfield or field.comodel_name == model._name:
            return super().db_id_for(model, field, subfield, value, savepoint)
        key = (field.comodel_name, value)
        if key not in found:
            answer = super().db_id_for(model, field, subfield, value, savepoint)
            # What nobody bears, or several, is told on each line.
            if not answer[0] or answer[1]:
                return answer
            found[key] = answer
        return found[key]

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class AccountMove(models.Model):
    """Whose what customers owe, VAT, debts and bank are: stated at each posting."""

    _inherit = "account.move"

    def _post(self, soft=True):
        posted = super()._post(soft=soft)
        self.env["caetic.ownership"]._state(posted)
        return posted

    def button_draft(self):
        result = super().button_draft()
        self._caetic_disown_sudo()
        return result

    def _caetic_disown_sudo(self):
        # Odoo takes back the analytic lines of items; these have none.
        lines_sudo = self.env["account.analytic.line"].sudo()
        lines_sudo.search([("caetic_move_id", "in", self.ids)]).unlink()

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class CaeticActivity(models.Model):
    """Published statements of an activity, and what is behind their figures."""

    _inherit = "caetic.activity"

    def _get_sales_forecasts(self, start, end):
        """Return what entrepreneurs hoped to invoice, ``{activity_id: EUR}``.

        Activities without a forecast are left out; an addon that has forecasts gives
        them.
        """
        return {}

    def action_open_statements(self):
        """Open the published statements of the activity."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "caetic_members.caetic_statement_action"
        )
        return {**action, "domain": [("activity_id", "=", self.id)], "context": {}}

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CaeticMember(models.Model):
    _inherit = "caetic.member"

    vehicle_ids = fields.One2many(
        "caetic.vehicle", "member_id", string="Vehicles", groups="base.group_user"
    )

    def _prepare_employee(self, date):
        """The adviser reads the expenses of their people: nobody approves their own."""
        return {
            **super()._prepare_employee(date),
            "expense_manager_id": self.adviser_id.id,
        }

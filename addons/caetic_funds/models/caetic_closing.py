# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class CaeticClosing(models.Model):
    """The close of a month depreciates, and finds what should be in the register."""

    _inherit = "caetic.closing"

    def _finish_compute(self):
        """Prepare the register of what was bought."""
        # Whoever closes a month has its purchases proposed, no more.
        equipment_sudo = self.env["caetic.equipment"].sudo()
        equipment_sudo._propose(self.company_id, self.date)
        return super()._finish_compute()

    def _finish_post(self):
        """Post the depreciation of the month too: once, whatever is run again."""
        result = super()._finish_post()
        # It is part of the month that they post; it moves no available money.
        equipment_sudo = self.env["caetic.equipment"].sudo()
        equipment_sudo._post_depreciation(self.company_id, self.date)
        return result

    def _finish_reopen(self):
        self.env["caetic.equipment"]._take_back_depreciation_sudo(
            self.company_id, self.date
        )
        return super()._finish_reopen()

    def _get_checks(self):
        checks = super()._get_checks()
        month = [("date", ">=", self.date.replace(day=1)), ("date", "<=", self.date)]
        threshold = self.env["caetic.parameter"]._get("equipment_threshold", self.date)
        names = self._get_equipment_names()
        company = ("company_id", "=", self.company_id.id)
        return {
            **checks,
            "expensed": {
                "name": names["expensed"],
                "model": "account.move.line",
                "domain": [
                    *(company, *month),
                    ("parent_state", "=", "posted"),
                    ("move_id.move_type", "=", "in_invoice"),
                    ("display_type", "=", "product"),
                    ("account_id.code", "=like", "606%"),
                    ("price_unit", ">", threshold),
                ],
            },
            "unregistered": {
                "name": names["unregistered"],
                "model": "caetic.equipment",
                "domain": [company, ("state", "=", "draft")],
            },
        }

    def _get_equipment_names(self):
        return {
            "expensed": self.env._("Equipment booked as an expense (R409)"),
            "unregistered": self.env._("Equipment to enter in the register"),
        }

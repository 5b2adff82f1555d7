# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from decimal import Decimal

from odoo import fields, models

from odoo.addons.caetic_members.engine import MonthBase, contribution_due


class CaeticActivity(models.Model):
    """What a payment leaves to an activity."""

    _inherit = "caetic.activity"

    def _get_contribution_within(self, base):
        """The part of this year's contribution that a base already counted makes."""
        self.ensure_one()
        if self.scheme_id.base == "invoiced":
            return Decimal(0)
        today = fields.Date.context_today(self)
        # The reader sums journal items for whoever tells the members of their money.
        reader_sudo = self.env["caetic.availability"].sudo()
        activity_sudo = self.sudo()
        totals = reader_sudo._get_totals(activity_sudo, today)
        year = reader_sudo._get_years(activity_sudo, today, totals)[self.id]
        *earlier, current = year["months"]
        less = MonthBase(current.month, current.base - base)
        before, after = (
            contribution_due(
                year["scheme"],
                months,
                exemptions=year["exemptions"],
                activity_start=activity_sudo.date_start,
            ).amount
            for months in ((*earlier, less), (*earlier, current))
        )
        return after - before

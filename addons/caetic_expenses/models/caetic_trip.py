# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models

from odoo.addons.caetic_members.engine import to_decimal

from .. import engine


class CaeticTrip(models.Model):
    """Journey of a person for an activity, with their own vehicle."""

    _name = "caetic.trip"
    _description = "Journey"
    _order = "date desc, id desc"
    _rec_name = "purpose"

    activity_id = fields.Many2one(
        "caetic.activity", required=True, index=True, ondelete="restrict"
    )
    member_id = fields.Many2one(
        "caetic.member", required=True, index=True, ondelete="cascade"
    )
    vehicle_id = fields.Many2one(
        "caetic.vehicle", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(related="activity_id.company_id", store=True)
    date = fields.Date(required=True)
    place_from = fields.Char(string="From", required=True)
    place_to = fields.Char(string="To", required=True)
    km = fields.Float(string="Kilometres", required=True, digits=(16, 1))
    purpose = fields.Char(required=True)
    expense_id = fields.Many2one(
        "hr.expense",
        string="Claim",
        index="btree_not_null",
        ondelete="set null",
        readonly=True,
        copy=False,
    )
    state = fields.Selection(
        [("free", "To claim"), ("claimed", "Claimed")], compute="_compute_state"
    )

    _km_positive = models.Constraint(
        "CHECK (km > 0)", "A journey has kilometres above zero."
    )

    @api.depends("expense_id")
    def _compute_state(self):
        for trip in self:
            trip.state = "claimed" if trip.expense_id else "free"

    def _get_km(self):
        """Return the kilometres of journeys, Decimal."""
        return sum((to_decimal(one.km, engine.KM_DIGITS) for one in self), engine.ZERO)

    def _get_allowance(self):
        """Return what claiming journeys of one vehicle and year brings, in EUR."""
        return self.vehicle_id._get_payment(self._get_km(), max(self.mapped("date")))

    def _get_claim_name(self, month):
        return self.env._(
            "%(km)s km in %(month)s with %(vehicle)s",
            km=f"{self._get_km().normalize():f}".replace(".", ","),
            month=month.strftime("%m/%Y"),
            vehicle=self.vehicle_id.name,
        )

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import base64

from odoo import fields, models

from odoo.addons.caetic_members.engine import to_decimal

from .. import engine
from .caetic_mileage_scale import KINDS


class CaeticVehicle(models.Model):
    """Vehicle of a person, as its registration card tells it (R411)."""

    _name = "caetic.vehicle"
    _description = "Vehicle of an entrepreneur"
    _order = "member_id, date_from desc, id desc"

    name = fields.Char(required=True)
    active = fields.Boolean(default=True)
    member_id = fields.Many2one(
        "caetic.member", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="member_id.company_id", store=True)
    kind = fields.Selection(KINDS, required=True, default="car")
    power = fields.Integer(string="Fiscal power (CV)", required=True)
    electric = fields.Boolean()
    plate = fields.Char(string="Number plate", required=True)
    card = fields.Binary(string="Registration card", attachment=True)
    card_name = fields.Char()
    date_from = fields.Date(string="Used from", required=True)
    date_to = fields.Date(string="Used until")
    trip_ids = fields.One2many("caetic.trip", "vehicle_id", string="Journeys")

    _dates_ordered = models.Constraint(
        "CHECK (date_to IS NULL OR date_to >= date_from)",
        "The last day of use comes after the first one.",
    )
    _power_positive = models.Constraint(
        "CHECK (power > 0)", "The fiscal power is on the registration card (P.6)."
    )

    def _get_claimed_km(self, year):
        """Return the kilometres of a calendar year that stand in claims (R411)."""
        self.ensure_one()
        # The other activities of the same person count too.
        trips_sudo = self.env["caetic.trip"].sudo()
        [[km]] = trips_sudo._read_group(
            [
                ("vehicle_id", "=", self.id),
                ("date", ">=", f"{year}-01-01"),
                ("date", "<=", f"{year}-12-31"),
                ("expense_id.state", "not in", (False, "draft", "refused")),
            ],
            [],
            ["km:sum"],
        )
        return km or 0

    def _covers(self, date):
        """Tell whether the vehicle was used on a day."""
        self.ensure_one()
        return self.date_from <= date and (not self.date_to or date <= self.date_to)

    def _has_scale(self, date):
        """Tell whether kilometres of a day can be paid."""
        self.ensure_one()
        scales = self.env["caetic.mileage.scale"]
        return bool(scales._find_brackets(self.kind, self.power, date))

    def _set_card(self, card):
        """Store the registration card.

        :param card: uploads.Upload
        """
        self.ensure_one()
        self.write({"card": base64.b64encode(card.content), "card_name": card.name})

    def _get_payment(self, km, date):
        """Return what new kilometres of a year bring, Decimal in EUR (R411).

        :param km: Decimal
        :param date: a day of the year that they belong to
        """
        self.ensure_one()
        scales = self.env["caetic.mileage.scale"]
        electric = 0
        if self.electric:
            figures = self.env["caetic.parameter"]
            electric = figures._get("mileage_electric", date)
        return engine.payment(
            scales._get_brackets(self.kind, self.power, date),
            to_decimal(self._get_claimed_km(date.year), engine.KM_DIGITS),
            km,
            to_decimal(electric),
        )

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CaeticSessionFacilitator(models.Model):
    """Who runs a session, and what it costs."""

    _name = "caetic.session.facilitator"
    _description = "Facilitator of a session"
    _order = "event_id, id"

    event_id = fields.Many2one(
        "event.event", string="Session", required=True, index=True, ondelete="cascade"
    )
    partner_id = fields.Many2one("res.partner", required=True, index=True)
    kind = fields.Selection(
        [
            ("permanent", "Permanent staff"),
            ("outside", "From outside"),
            ("entrepreneur", "Entrepreneur"),
        ],
        required=True,
        default="permanent",
    )
    amount = fields.Monetary(string="Cost (VAT excl.)")
    company_id = fields.Many2one(related="event_id.company_id", store=True)
    currency_id = fields.Many2one(related="company_id.currency_id")

    _partner_uniq = models.UniqueIndex(
        "(event_id, partner_id)", "This person already runs the session."
    )
    _amount_positive = models.Constraint(
        "CHECK (amount >= 0)", "The cost of a facilitator is not below zero."
    )

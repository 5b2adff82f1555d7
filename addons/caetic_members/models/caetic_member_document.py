# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models


class CaeticMemberDocument(models.Model):
    """Paper of a person's file, with the day it expires."""

    _name = "caetic.member.document"
    _description = "Document of a file"
    _order = "type_id, date_expiry desc, id desc"
    _rec_name = "type_id"

    member_id = fields.Many2one(
        "caetic.member", required=True, index=True, ondelete="cascade"
    )
    type_id = fields.Many2one(
        "caetic.document.type", string="Document", required=True, ondelete="restrict"
    )
    file = fields.Binary(attachment=True)
    filename = fields.Char()
    date_received = fields.Date(default=fields.Date.context_today)
    date_expiry = fields.Date(string="Expires on")
    note = fields.Char()
    has_expiry = fields.Boolean(related="type_id.has_expiry")
    is_expired = fields.Boolean(compute="_compute_is_expired")
    company_id = fields.Many2one(related="member_id.company_id", store=True)

    _dates_ordered = models.Constraint(
        "CHECK (date_expiry IS NULL OR date_received IS NULL "
        "OR date_expiry >= date_received)",
        "This document had already expired when it was received.",
    )

    @api.depends("date_expiry")
    @api.depends_context("uid")
    def _compute_is_expired(self):
        today = fields.Date.context_today(self)
        for document in self:
            document.is_expired = bool(
                document.date_expiry and document.date_expiry < today
            )

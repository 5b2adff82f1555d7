# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .caetic_member import HOSTED


class CaeticReferral(models.Model):
    """A person sent by a partner to the cooperative, or by it to a partner (R311)."""

    _name = "caetic.referral"
    _description = "Referral"
    _order = "date desc, id desc"
    _rec_name = "organisation_id"

    member_id = fields.Many2one(
        "caetic.member",
        string="Person",
        required=True,
        index=True,
        ondelete="cascade",
    )
    organisation_id = fields.Many2one(
        "res.partner",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('caetic_organisation_kind', '!=', False)]",
    )
    contact_id = fields.Many2one(
        "res.partner",
        string="Contact person",
        ondelete="set null",
        domain="[('id', 'child_of', organisation_id), ('id', '!=', organisation_id)]",
    )
    date = fields.Date(required=True, default=fields.Date.context_today)
    direction = fields.Selection(
        [("in", "Sent to the cooperative"), ("out", "Sent by the cooperative")],
        required=True,
        default="in",
    )
    note = fields.Char()
    kind = fields.Selection(
        related="organisation_id.caetic_organisation_kind", store=True
    )
    # What became of the person, for the lists and pivots of partners.
    stage = fields.Selection(related="member_id.state", store=True)
    is_hosted = fields.Boolean(
        string="In the cooperative", compute="_compute_is_hosted", store=True
    )
    company_id = fields.Many2one(related="member_id.company_id", store=True)

    _referral_uniq = models.UniqueIndex(
        "(member_id, organisation_id, direction, date)",
        "This referral is already recorded.",
    )

    @api.depends("stage")
    def _compute_is_hosted(self):
        for referral in self:
            referral.is_hosted = referral.stage in HOSTED

    @api.constrains("organisation_id", "contact_id")
    def _check_contact(self):
        for referral in self.filtered("contact_id"):
            firm = referral.organisation_id.commercial_partner_id
            if referral.contact_id.commercial_partner_id != firm:
                raise ValidationError(
                    self.env._("The contact person belongs to another organisation.")
                )

    @api.constrains("date")
    def _check_date(self):
        today = fields.Date.context_today(self)
        if any(referral.date > today for referral in self):
            raise ValidationError(
                self.env._("A referral is recorded on its day, not before.")
            )

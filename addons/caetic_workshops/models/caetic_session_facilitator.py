# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class CaeticSessionFacilitator(models.Model):
    """Who runs a session, and what it costs."""

    _name = "caetic.session.facilitator"
    _description = "Facilitator of a session"
    _order = "event_id, id"
    _rec_name = "partner_id"

    event_id = fields.Many2one(
        "event.event", string="Session", required=True, index=True, ondelete="cascade"
    )
    partner_id = fields.Many2one(
        "res.partner", string="Person", required=True, index=True
    )
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
    activity_id = fields.Many2one(
        "caetic.activity",
        string="Paid to the activity",
        compute="_compute_activity_id",
        store=True,
        readonly=False,
        index="btree_not_null",
        domain="[('member_ids.partner_id', '=', partner_id)]",
        help="An entrepreneur is paid by an internal transfer, without VAT (R426).",
    )
    transfer_id = fields.Many2one(
        "caetic.transfer", string="Internal transfer", readonly=True, copy=False
    )
    # Whoever plans sessions knows whether they were paid, not the transfer itself.
    transfer_state = fields.Selection(
        related="transfer_id.state", string="State of the transfer"
    )
    company_id = fields.Many2one(related="event_id.company_id", store=True)
    currency_id = fields.Many2one(related="company_id.currency_id")

    _partner_uniq = models.UniqueIndex(
        "(event_id, partner_id)", "This person already runs the session."
    )
    _amount_positive = models.Constraint(
        "CHECK (amount >= 0)", "The cost of a facilitator is not below zero."
    )

    @api.depends("partner_id", "kind")
    def _compute_activity_id(self):
        # Whoever plans may read neither the person's file nor their activities: they
        # are searched, as what a user has read in part would be taken for the whole.
        activities_sudo = self.env["caetic.activity"].sudo()
        found_sudo = activities_sudo.search(
            [("stake_ids.member_id.partner_id", "in", self.partner_id.ids)]
        )
        for facilitator in self:
            own_sudo = found_sudo.filtered(
                lambda one, partner=facilitator.partner_id: (
                    partner in one.stake_ids.member_id.partner_id
                )
            )
            kept = facilitator.activity_id in own_sudo and facilitator.activity_id
            entrepreneur = facilitator.kind == "entrepreneur"
            facilitator.activity_id = (kept or own_sudo[:1]) if entrepreneur else False

    @api.constrains("kind", "activity_id", "partner_id")
    def _check_activity(self):
        for facilitator in self.filtered("activity_id"):
            # Whoever plans may not read the activity: its members are compared.
            members_sudo = facilitator.activity_id.sudo().member_ids
            if facilitator.partner_id not in members_sudo.partner_id:
                raise ValidationError(
                    self.env._("The activity is one of the person's own.")
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_paid(self):
        if self.filtered("transfer_id"):
            raise UserError(self.env._("A facilitator who was paid is not deleted."))

    def write(self, vals):
        paid = self.filtered(lambda one: one.transfer_state == "posted")
        if paid and {"amount", "partner_id", "kind", "activity_id"} & set(vals):
            raise UserError(
                self.env._("This facilitator was paid: cancel the transfer first.")
            )
        return super().write(vals)

    def _is_owed(self):
        """Tell whether an entrepreneur is still to be paid for the session."""
        self.ensure_one()
        paid = self.transfer_state and self.transfer_state != "cancelled"
        return bool(
            self.kind == "entrepreneur"
            and self.amount > 0
            and self.activity_id
            and not paid
        )

    def _prepare_transfer(self):
        """Values of the transfer: EUR without VAT, paid by the cooperative."""
        self.ensure_one()
        return {
            "from_structure": True,
            "activity_to_id": self.activity_id.id,
            "amount": self.amount,
            "date": fields.Date.context_today(self),
            "label": self.env._("Workshop: %(name)s", name=self.event_id.name),
        }

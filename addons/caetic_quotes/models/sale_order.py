# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

STAFF = "base.group_user"


class SaleOrder(models.Model):
    """A quote of an activity: who issues it, how far it is, how it is invoiced."""

    _name = "sale.order"
    _inherit = ["sale.order", "caetic.approval.mixin"]
    _caetic_refuse_field = "order_ids"

    caetic_activity_id = fields.Many2one(
        "caetic.activity",
        string="Activity",
        index="btree_not_null",
        help="Activity that issues this quote.",
    )
    # The customer reads the quote on the portal, not what staff think of it.
    caetic_approval_state = fields.Selection(
        string="Approval",
        groups=STAFF,
        help="Only for quotes that an activity issues.",
    )
    caetic_approval_codes = fields.Json(
        string="Codes of what staff look at", groups=STAFF
    )
    caetic_approval_reasons = fields.Text(string="Why it waits", groups=STAFF)
    caetic_refusal_reason = fields.Text(string="Why it was sent back", groups=STAFF)
    caetic_date_submitted = fields.Datetime(string="Submitted on", groups=STAFF)
    caetic_date_sent = fields.Datetime(
        string="E-mailed on", readonly=True, copy=False, groups=STAFF
    )
    caetic_send_on_approval = fields.Boolean(
        string="E-mail it as soon as approved", copy=False, groups=STAFF
    )
    caetic_outcome = fields.Selection(
        [("lost", "Refused by the customer"), ("withdrawn", "Withdrawn")],
        string="How it ended",
        readonly=True,
        copy=False,
        groups=STAFF,
    )
    caetic_lost_reason = fields.Text(
        string="Why it ended", readonly=True, copy=False, groups=STAFF
    )
    caetic_conditions = fields.Text(string="Conditions of the activity")
    caetic_stage_ids = fields.One2many(
        "caetic.quote.stage",
        "order_id",
        string="Schedule of payments",
        copy=True,
        groups=STAFF,
    )
    caetic_quote_state = fields.Selection(
        [
            ("draft", "Being written"),
            ("submitted", "To approve"),
            ("refused", "Sent back"),
            ("sent", "Sent"),
            ("signed", "Signed"),
            ("invoiced", "Invoiced"),
            ("lost", "Refused by the customer"),
            ("withdrawn", "Withdrawn"),
        ],
        string="Quote",
        compute="_compute_caetic_quote_state",
        store=True,
        index="btree_not_null",
        groups=STAFF,
    )

    # The list of an activity's quotes, newest first, and their number.
    _caetic_quote_idx = models.Index(
        "(caetic_activity_id, id) WHERE caetic_activity_id IS NOT NULL"
    )

    def _caetic_has_left(self):
        return self.state in ("sent", "sale")

    @api.depends(
        "caetic_activity_id",
        "state",
        "caetic_approval_state",
        "invoice_status",
        "caetic_outcome",
    )
    def _compute_caetic_quote_state(self):
        for order in self:
            order.caetic_quote_state = (
                order.caetic_activity_id and order._caetic_get_state()
            )

    def _caetic_get_state(self):
        """How far the quote is; ``expired`` depends on the day: the portal adds it."""
        self.ensure_one()
        if self.state == "cancel":
            return self.caetic_outcome or "withdrawn"
        if self.state == "sale":
            return "invoiced" if self.invoice_status == "invoiced" else "signed"
        return "sent" if self.state == "sent" else self.caetic_approval_state

    @api.model_create_multi
    def create(self, vals_list):
        """Number the quotes of activities in a series of their own."""
        for vals in vals_list:
            if vals.get("caetic_activity_id") and not vals.get("name"):
                vals["name"] = self._caetic_get_next_number()
        return super().create(vals_list)

    @api.model
    def _caetic_get_next_number(self):
        return self.env["ir.sequence"].next_by_code("caetic.quote")

    @api.ondelete(at_uninstall=False)
    def _unlink_except_caetic_submitted(self):
        if self.filtered(lambda order: order.caetic_approval_state == "submitted"):
            raise UserError(self.env._("Send the quote back before discarding it."))

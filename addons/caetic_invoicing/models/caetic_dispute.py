# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

OUTCOMES = [
    ("agreed", "The customer pays"),
    ("credited", "A credit note is made"),
    ("lost", "Given up"),
    ("other", "Other"),
]


class CaeticDispute(models.Model):
    """A customer contests a document: its reminders stop until it is closed."""

    _name = "caetic.dispute"
    _description = "Dispute on a document"
    _order = "date desc, id desc"
    _rec_name = "move_id"

    move_id = fields.Many2one(
        "account.move",
        string="Document",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('move_type', '=', 'out_invoice'), ('state', '=', 'posted'),"
        " ('caetic_activity_id', '!=', False)]",
    )
    activity_id = fields.Many2one(
        related="move_id.caetic_activity_id", store=True, index=True
    )
    partner_id = fields.Many2one(
        related="move_id.commercial_partner_id", string="Customer"
    )
    company_id = fields.Many2one(related="move_id.company_id", store=True)
    date = fields.Date(required=True, default=fields.Date.context_today)
    user_id = fields.Many2one(
        "res.users",
        string="Noted by",
        required=True,
        readonly=True,
        default=lambda self: self.env.user,
    )
    reason = fields.Text(required=True)
    state = fields.Selection(
        [("open", "Open"), ("closed", "Closed")],
        required=True,
        readonly=True,
        default="open",
    )
    outcome = fields.Selection(OUTCOMES)
    note = fields.Text(string="How it ended")
    date_closed = fields.Date(string="Closed on", readonly=True)
    closed_by_id = fields.Many2one("res.users", string="Closed by", readonly=True)

    _open_uniq = models.UniqueIndex(
        "(move_id) WHERE state = 'open'", "A dispute is already open on this document."
    )

    @api.constrains("move_id")
    def _check_document(self):
        for move in self.move_id:
            if move.move_type != "out_invoice" or move.state != "posted":
                raise ValidationError(
                    self.env._("Only an issued invoice can be disputed.")
                )

    def action_close(self):
        """Close with the outcome that was chosen; reminders may leave again."""
        self.check_access("write")
        for dispute in self:
            dispute._close(dispute.outcome, dispute.note)

    def _close(self, outcome, note):
        """Close, and note who did.

        :raises UserError: without an outcome
        """
        self.ensure_one()
        if not outcome:
            raise UserError(self.env._("Say how the dispute ended."))
        if self.state == "closed":
            raise UserError(self.env._("This dispute is closed already."))
        self.write(
            {
                "state": "closed",
                "outcome": outcome,
                "note": note,
                "date_closed": fields.Date.context_today(self),
                "closed_by_id": self.env.uid,
            }
        )

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError


class CaeticMemberChange(models.Model):
    """Correction that a person asks for in their file (RGPD art. 16).

    It waits for somebody who knows the file; a refusal gives its reason, and the
    person reads it.
    """

    _name = "caetic.member.change"
    _description = "Correction asked for"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date desc, id desc"
    _rec_name = "member_id"

    member_id = fields.Many2one(
        "caetic.member", required=True, index=True, ondelete="cascade", readonly=True
    )
    date = fields.Datetime(
        string="Asked on", required=True, default=fields.Datetime.now, readonly=True
    )
    line_ids = fields.One2many(
        "caetic.member.change.line", "change_id", string="Fields", readonly=True
    )
    note = fields.Text(string="Message of the person", readonly=True)
    state = fields.Selection(
        [
            ("asked", "Asked"),
            ("accepted", "Accepted"),
            ("refused", "Refused"),
        ],
        default="asked",
        required=True,
        readonly=True,
        index=True,
    )
    reason = fields.Text(
        string="Reason of the refusal", help="The person reads it on the portal."
    )
    decided_by_id = fields.Many2one("res.users", string="Decided by", readonly=True)
    decided_on = fields.Datetime(readonly=True)
    company_id = fields.Many2one(related="member_id.company_id", store=True)

    _refusal_has_reason = models.Constraint(
        "CHECK (state != 'refused' OR COALESCE(reason, '') != '')",
        "A refusal gives its reason: the person reads it.",
    )
    _asked_uniq = models.UniqueIndex(
        "(member_id) WHERE state = 'asked'",
        "A correction of this file waits already: decide it first.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Tell the adviser, or a coordinator, that a correction waits."""
        changes = super().create(vals_list)
        for change in changes:
            change.member_id._remind_staff_sudo(
                change, self.env._("Correction asked for in a file")
            )
        return changes

    def action_accept(self):
        """Write the corrections into the file."""
        for change in self:
            change._check_waits()
            change.member_id._write_corrections(change.line_ids)
            change._decide("accepted")

    def action_refuse(self):
        """Refuse the correction; its reason is typed first."""
        for change in self:
            change._check_waits()
            if not (change.reason or "").strip():
                raise UserError(
                    self.env._("Type the reason of the refusal: the person reads it.")
                )
            change._decide("refused")

    def _check_waits(self):
        self.ensure_one()
        self.check_access("write")
        if self.state != "asked":
            raise UserError(self.env._("This correction is already decided."))

    def _decide(self, state):
        self.ensure_one()
        self.write(
            {
                "state": state,
                "decided_by_id": self.env.uid,
                "decided_on": fields.Datetime.now(),
            }
        )
        # The reminder may be somebody else's.
        reminders_sudo = self.activity_ids.sudo()
        reminders_sudo.action_feedback()

    def write(self, vals):
        if "state" in vals and any(change.state != "asked" for change in self):
            raise UserError(self.env._("This correction is already decided."))
        return super().write(vals)

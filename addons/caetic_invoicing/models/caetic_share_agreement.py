# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

CONFIRMERS = "caetic_members.caetic_members_group_coordinator"


class CaeticShareAgreement(models.Model):
    """Convention of a common activity (R119, R427): standing shares of its invoices.

    Each party accepts its percentage, then the cooperative confirms: the convention is
    made with it. New documents are filled with the shares, which nobody is asked for
    again.
    """

    _name = "caetic.share.agreement"
    _description = "Convention between activities"
    _inherit = ["mail.thread"]
    _order = "date_start desc, id desc"

    name = fields.Char(string="Purpose", required=True, tracking=True)
    activity_id = fields.Many2one(
        "caetic.activity", string="Activity that invoices", required=True, index=True
    )
    date_start = fields.Date(
        string="From", required=True, default=fields.Date.context_today, tracking=True
    )
    date_end = fields.Date(string="Until", tracking=True)
    line_ids = fields.One2many(
        "caetic.share.agreement.line", "agreement_id", string="Shares", copy=False
    )
    state = fields.Selection(
        [
            ("proposed", "Waits for the parties"),
            ("accepted", "Waits for the cooperative"),
            ("running", "Running"),
            ("refused", "Refused"),
        ],
        compute="_compute_state",
        store=True,
        tracking=True,
    )
    confirmed_by_id = fields.Many2one(
        "res.users", string="Confirmed by", readonly=True, copy=False, tracking=True
    )
    date_confirmed = fields.Datetime(string="Confirmed on", readonly=True, copy=False)
    company_id = fields.Many2one(related="activity_id.company_id", store=True)

    _dates_ordered = models.Constraint(
        "CHECK (date_end IS NULL OR date_end >= date_start)",
        "A convention cannot end before it starts.",
    )

    @api.depends("line_ids.agreement_state", "date_confirmed")
    def _compute_state(self):
        for agreement in self:
            states = set(agreement.line_ids.mapped("agreement_state"))
            if "refused" in states:
                agreement.state = "refused"
            elif states != {"accepted"}:
                agreement.state = "proposed"
            else:
                confirmed = agreement.date_confirmed
                agreement.state = "running" if confirmed else "accepted"

    @api.constrains("activity_id", "line_ids")
    def _check_parties(self):
        for agreement in self:
            parties = agreement.line_ids.mapped("activity_id")
            if agreement.activity_id in parties or len(parties) != len(
                agreement.line_ids
            ):
                raise ValidationError(
                    self.env._("Each other activity has one share of a convention.")
                )
            if sum(agreement.line_ids.mapped("percentage")) > 100:
                raise ValidationError(
                    self.env._("The shares of a convention cannot exceed 100 %.")
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Begin without the word of the cooperative, whatever a context says."""
        nothing = {"confirmed_by_id": False, "date_confirmed": False}
        for vals in vals_list:
            self._check_not_confirmed(vals)
        return super().create([{**nothing, **vals} for vals in vals_list])

    def write(self, vals):
        """Refuse a confirmation written by hand."""
        self._check_not_confirmed(vals)
        return super().write(vals)

    def _check_not_confirmed(self, vals):
        guarded = {"confirmed_by_id", "date_confirmed", "state"}
        if guarded & vals.keys() and not self.env.su:
            raise AccessError(self.env._("A convention is confirmed by its button."))

    def action_confirm(self):
        """Give the word of the cooperative once every party has accepted (R119)."""
        if not self.env.user.has_groups(CONFIRMERS):
            raise AccessError(self.env._("Coordinators confirm conventions."))
        self.check_access("write")
        if self.filtered(lambda one: one.state != "accepted"):
            raise UserError(self.env._("A party has not accepted its share yet."))
        # The confirmation is never typed: only this act writes it.
        agreements_sudo = self.sudo()
        agreements_sudo.write(
            {
                "confirmed_by_id": self.env.uid,
                "date_confirmed": fields.Datetime.now(),
            }
        )

    def action_ask(self):
        """Ask the parties who have not accepted what is written now."""
        self.check_access("write")
        self.line_ids._agreement_ask()

    def _runs_on(self, date):
        """Tell whether the convention fills documents of a day."""
        self.ensure_one()
        ended = self.date_end and date > self.date_end
        return self.state == "running" and self.date_start <= date and not ended

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CaeticContract(models.Model):
    """Contract that lets a person act under the cooperative's name."""

    _name = "caetic.contract"
    _description = "Contract with the cooperative"
    _inherit = ["mail.thread"]
    _order = "date_start desc, id desc"

    name = fields.Char(compute="_compute_name", store=True)
    member_id = fields.Many2one(
        "caetic.member", required=True, index=True, ondelete="restrict"
    )
    kind = fields.Selection(
        [
            ("cape", "CAPE"),
            ("cesa", "CESA"),
            ("staff", "Staff contract"),
        ],
        required=True,
        default="cape",
        tracking=True,
    )
    date_start = fields.Date(string="Start", required=True, tracking=True)
    date_end = fields.Date(string="End", tracking=True)
    state = fields.Selection(
        [("draft", "Draft"), ("running", "Running"), ("ended", "Ended")],
        default="draft",
        required=True,
        tracking=True,
    )
    company_id = fields.Many2one(related="member_id.company_id", store=True)

    _dates_ordered = models.Constraint(
        "CHECK (date_end IS NULL OR date_end >= date_start)",
        "A contract cannot end before it starts.",
    )
    _cape_ends = models.Constraint(
        "CHECK (kind != 'cape' OR date_end IS NOT NULL)",
        "A CAPE has an end: at most 12 months, renewable twice (C. com. L127-2).",
    )

    @api.depends("kind", "member_id.name")
    def _compute_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for contract in self:
            contract.name = f"{kinds.get(contract.kind)} {contract.member_id.name}"

    @api.constrains("member_id", "date_start", "date_end", "state")
    def _check_overlap(self):
        for contract in self.filtered(lambda c: c.state != "draft"):
            others = contract.member_id.contract_ids - contract
            if others.filtered(
                lambda o, c=contract: o.state != "draft" and o._meets(c)
            ):
                raise ValidationError(
                    self.env._(
                        "%(member)s already has a contract at these dates.",
                        member=contract.member_id.name,
                    )
                )

    def _meets(self, other):
        """Tell whether two contracts share a day."""
        self.ensure_one()
        starts_before = not other.date_end or self.date_start <= other.date_end
        return starts_before and (
            not self.date_end or self.date_end >= other.date_start
        )

    def _runs_on(self, date):
        """Tell whether the contract covers a day; a draft one covers none."""
        self.ensure_one()
        return (
            self.state != "draft"
            and self.date_start <= date
            and (not self.date_end or date <= self.date_end)
        )

    def action_start(self):
        for contract in self:
            contract.state = "running"
            if contract.kind in ("cape", "cesa"):
                contract.member_id.state = contract.kind

    def action_end(self):
        """End the contract today, or on the earlier day already written."""
        today = fields.Date.context_today(self)
        for contract in self:
            end = contract.date_end
            contract.write(
                {"state": "ended", "date_end": min(end, today) if end else today}
            )

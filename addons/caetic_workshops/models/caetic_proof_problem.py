# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CaeticProofProblem(models.Model):
    """What keeps a bundle from being final, or a person from counting (R702)."""

    _name = "caetic.proof.problem"
    _description = "Problem of a proof bundle"
    _order = "is_blocking desc, kind, id"

    bundle_id = fields.Many2one(
        "caetic.proof.bundle", required=True, index=True, ondelete="cascade"
    )
    kind = fields.Selection(
        [
            ("seal", "Broken seal"),
            ("sheet", "Sheet"),
            ("hours", "Hours"),
            ("data", "Incomplete data"),
        ],
        required=True,
    )
    is_blocking = fields.Boolean(string="Stops the bundle")
    name = fields.Char(string="Problem", required=True)
    event_id = fields.Many2one("event.event", string="Session", ondelete="cascade")
    partner_id = fields.Many2one("res.partner", string="Person", ondelete="cascade")
    company_id = fields.Many2one(related="bundle_id.company_id", store=True)

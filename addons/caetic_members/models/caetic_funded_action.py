# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CaeticFundedAction(models.Model):
    """What a funder pays for: hours and people are counted for it.

    The hub only names it, so that interviews, workshops and grants mean the same one.
    """

    _name = "caetic.funded.action"
    _description = "Funded action"
    _order = "date_start desc, name, id"

    name = fields.Char(required=True)
    code = fields.Char(string="Reference of the funder")
    funder_id = fields.Many2one(
        "res.partner",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('caetic_organisation_kind', '=', 'funder')]",
    )
    date_start = fields.Date(required=True)
    date_end = fields.Date()
    needs_data = fields.Boolean(
        string="Complete data required",
        help="R702: a person without complete data at entry does not count (FSE+).",
    )
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )

    _dates = models.Constraint(
        "CHECK (date_end IS NULL OR date_end >= date_start)",
        "The action ends before it starts.",
    )

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CaeticWorkshopWish(models.Model):
    """A person wishes a module, for staff who plan its next session."""

    _name = "caetic.workshop.wish"
    _description = "Wish for a module"
    _order = "date desc, id desc"
    _rec_name = "module_id"

    member_id = fields.Many2one(
        "caetic.member", required=True, index=True, ondelete="cascade"
    )
    module_id = fields.Many2one(
        "caetic.workshop.module", required=True, index=True, ondelete="cascade"
    )
    words = fields.Char(string="In their words", size=300)
    date = fields.Date(required=True, default=fields.Date.context_today)
    state = fields.Selection(
        [("open", "To plan"), ("met", "Met")],
        required=True,
        default="open",
        help="A registration to a session of the module meets the wish.",
    )
    company_id = fields.Many2one(related="member_id.company_id", store=True)

    _member_module_uniq = models.UniqueIndex(
        "(member_id, module_id)", "This wish is noted already."
    )

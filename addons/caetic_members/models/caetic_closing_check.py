# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models


class CaeticClosingCheck(models.Model):
    """One thing to look at before a month is posted: how many, and the list of them."""

    _name = "caetic.closing.check"
    _description = "Check of a month close"
    _order = "closing_id, id"
    _rec_name = "code"

    closing_id = fields.Many2one(
        "caetic.closing",
        string="Month close",
        required=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(related="closing_id.company_id", store=True)
    code = fields.Char(required=True, help="Name of the check in the addons.")
    name = fields.Char(string="Check", compute="_compute_name")
    count = fields.Integer(string="To look at", readonly=True)

    _code_uniq = models.UniqueIndex(
        "(closing_id, code)", "A close has each check once."
    )

    @api.depends("code", "closing_id")
    @api.depends_context("lang")
    def _compute_name(self):
        for check in self:
            known = check.closing_id._get_checks().get(check.code, {})
            check.name = known.get("name", check.code)

    def action_open(self):
        """Open the records that the check has counted."""
        self.ensure_one()
        known = self.closing_id._get_checks()[self.code]
        return {
            "type": "ir.actions.act_window",
            "name": known["name"],
            "res_model": known["model"],
            "view_mode": "list,form",
            "domain": known["domain"],
            "context": {"create": False},
        }

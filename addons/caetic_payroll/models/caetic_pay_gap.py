# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models

from ..engine.office import TOTALS

SIDES = [("employee", "Employee"), ("employer", "Employer")]
KINDS = [("total", "Totals"), ("body", "Bodies"), ("line", "Lines")]


class CaeticPayGap(models.Model):
    """Figure of a payroll office that differs from our computation."""

    _name = "caetic.pay.gap"
    _description = "Difference with the payroll office"
    _order = "slip_id, id"

    slip_id = fields.Many2one(
        "hr.payslip", string="Payslip", required=True, index=True, ondelete="cascade"
    )
    member_id = fields.Many2one(related="slip_id.caetic_member_id", store=True)
    date_from = fields.Date(string="Month", related="slip_id.date_from", store=True)
    code = fields.Char(string="Figure", required=True)
    kind = fields.Selection(KINDS, required=True, default="total")
    side = fields.Selection(SIDES, string="Part")
    line_codes = fields.Char(string="Lines compared")
    name = fields.Char(compute="_compute_name")
    their_label = fields.Char(string="Name on their payslip")
    our_base = fields.Monetary(string="Our base")
    their_base = fields.Monetary(string="Their base")
    ours = fields.Monetary(string="Computed here")
    theirs = fields.Monetary(string="Payroll office")
    amount = fields.Monetary(string="Difference")
    currency_id = fields.Many2one(related="slip_id.caetic_currency_id")

    @api.depends("code", "line_codes")
    def _compute_name(self):
        labels = self.env["hr.salary.rule"]._get_caetic_labels()
        titles = self.env["caetic.pay.mapping"]._get_labels()
        for gap in self:
            codes = (gap.line_codes or "").split(",")
            lines = [labels.get(code, code) for code in codes if code]
            gap.name = ", ".join(lines) or titles.get(gap.code, gap.code)

    @api.model
    def _prepare(self, slip, gap):
        """Return the values of a difference that the engine found.

        :param gap: engine Gap
        """
        kind = "line" if gap.lines else "body"
        if gap.code in TOTALS:
            kind = "total"
        return {
            "slip_id": slip.id,
            "code": gap.code,
            "kind": kind,
            "side": False if kind == "total" else gap.code.rsplit("_", 1)[1],
            "line_codes": ",".join(gap.lines),
            "their_label": gap.label,
            "our_base": gap.our_base or 0,
            "their_base": gap.their_base or 0,
            "ours": gap.ours,
            "theirs": gap.theirs,
            "amount": gap.amount,
        }

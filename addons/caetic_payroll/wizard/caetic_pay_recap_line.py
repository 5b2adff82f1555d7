# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models

from .. import engine
from ..models.hr_salary_rule import BODIES

COMPLEMENT = "_complement"
# What is due under a name of its own, and the lines of payslips it comes from.
LINES = {
    "tax": ["income_tax"],
    "reduction_complementary": ["rgdu", "reduction_generale"],
}


class CaeticPayRecapLine(models.TransientModel):
    """What is due to a body for a month, by line and by code of Urssaf (CTP)."""

    _name = "caetic.pay.recap.line"
    _description = "Due to a body"
    _order = "run_id, body, ctp, id"
    _rec_name = "label"

    run_id = fields.Many2one(
        "hr.payslip.run", string="Month", required=True, ondelete="cascade"
    )
    body = fields.Selection(BODIES, required=True)
    ctp = fields.Char(string="CTP")
    code = fields.Char(required=True)
    label = fields.Char(string="Contribution")
    # One person is in many lines: sums of bases and of payslips say nothing.
    base = fields.Monetary(aggregator=None)
    employee = fields.Monetary()
    employer = fields.Monetary()
    total = fields.Monetary()
    slip_count = fields.Integer(string="Payslips", aggregator=None)
    currency_id = fields.Many2one(related="run_id.caetic_currency_id")

    @api.model
    def _fill(self, run):
        """Write the lines of a month again."""
        self.search([("run_id", "=", run.id)]).unlink()
        slips = run.slip_ids.filtered(
            lambda slip: slip.state == "done" and slip.caetic_member_id
        )
        figures = self.env["caetic.pay.reader"]._get_figures(run.date_start)
        dues = engine.recap([slip._caetic_to_engine() for slip in slips], figures)
        names = self._get_names()
        return self.create(
            [
                {
                    "run_id": run.id,
                    "body": due.body,
                    "ctp": due.ctp,
                    "code": due.code,
                    "label": self._get_name(due.code, names),
                    "base": due.base,
                    "employee": due.employee,
                    "employer": due.employer,
                    "total": due.total,
                    "slip_count": due.count,
                }
                for due in dues
            ]
        )

    def action_open_lines(self):
        """Open the lines of payslips that the amount is made of."""
        self.ensure_one()
        slips = self.run_id.slip_ids.filtered(lambda slip: slip.state == "done")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "caetic_payroll.hr_payslip_line_action"
        )
        return {
            **action,
            "name": self.label,
            "domain": [
                ("slip_id", "in", slips.ids),
                ("caetic_line_code", "in", LINES.get(self.code, [self._get_line()])),
            ],
        }

    def _get_line(self):
        return self.code.removesuffix(COMPLEMENT)

    def _get_name(self, code, names):
        """Return the words of a line; part of a full rate is declared apart."""
        name = names.get(code) or names.get(code.removesuffix(COMPLEMENT)) or code
        if code.endswith(COMPLEMENT):
            return self.env._("%(name)s, complement of the full rate", name=name)
        return name

    def _get_names(self):
        names = self.env["hr.salary.rule"]._get_caetic_labels()
        names["tax"] = names.get("income_tax")
        names["reduction_complementary"] = self.env._("Reduction borne by Agirc-Arrco")
        return names

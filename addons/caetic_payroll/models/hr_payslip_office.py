# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..engine.office import (
    OFFICE_BODIES,
    OfficeFigures,
    OfficeLine,
    gaps,
    line_gaps,
    office_payslip,
)
from .caetic_pay_reader import KINDS


class HrPayslipOffice(models.Model):
    """Payslip made by an outside payroll office: its figures, its paper, the gaps."""

    _inherit = "hr.payslip"

    caetic_office = fields.Json(
        string="Figures of the payroll office", readonly=True, copy=False
    )
    caetic_office_lines = fields.Json(
        string="Lines of the payroll office", readonly=True, copy=False
    )
    caetic_gap_ids = fields.One2many(
        "caetic.pay.gap", "slip_id", string="Differences", readonly=True
    )
    caetic_gap_count = fields.Integer(
        string="Number of differences", compute="_compute_caetic_gap_count"
    )

    @api.depends("caetic_gap_ids")
    def _compute_caetic_gap_count(self):
        groups = self.env["caetic.pay.gap"]._read_group(
            [("slip_id", "in", self.ids)], ["slip_id"], ["__count"]
        )
        counts = {slip.id: count for slip, count in groups}
        for slip in self:
            slip.caetic_gap_count = counts.get(slip.id, 0)

    def _caetic_compute_one(self, tax_rate, year):
        """Take the office's figures as they are; keep what ours would have been."""
        if not self.caetic_office:
            return super()._caetic_compute_one(tax_rate, year)
        kind = KINDS[self.caetic_contract_id.kind]
        theirs = office_payslip(self._caetic_get_office(), kind)
        self.caetic_gap_ids.unlink()
        try:
            ours = self._caetic_compute_ours(theirs.gross, tax_rate, year)
        except UserError:
            # Our computation lacks a figure of the law: theirs stands without it.
            return theirs
        found = self.env["caetic.pay.gap"]
        lines = self._caetic_get_office_lines()
        rows = gaps(ours, theirs) + (line_gaps(ours, lines) if lines else ())
        found.create([found._prepare(self, gap) for gap in rows])
        return theirs

    def _caetic_compute_ours(self, gross, tax_rate, year):
        case = self._caetic_prepare_case(tax_rate, year)
        return self.env["caetic.pay.reader"]._solve("gross", gross, *case).payslip

    def _caetic_get_office(self):
        """Return the figures of the office as the engine wants them."""
        self.ensure_one()
        figures = {
            name: Decimal(text) for name, text in (self.caetic_office or {}).items()
        }
        zero = Decimal(0)
        parts = {
            body: (
                figures.pop(f"{body}_employee", zero),
                figures.pop(f"{body}_employer", zero),
            )
            for body in OFFICE_BODIES
        }
        return OfficeFigures(**figures, parts=parts)

    def _caetic_get_office_lines(self):
        """Return the lines of the office as the engine wants them, none without."""
        self.ensure_one()
        return [
            OfficeLine(
                codes=tuple(row["codes"]),
                employee=Decimal(row["employee"]),
                employer=Decimal(row["employer"]),
                base=Decimal(row["base"]) if row["base"] else None,
                label=row["label"],
            )
            for row in self.caetic_office_lines or ()
        ]

    def _get_report_ref(self):
        # The paper of the office is the payslip: none is printed here in its place.
        if any(slip.caetic_office and not slip.pdf_attachment_id for slip in self):
            return None
        return super()._get_report_ref()

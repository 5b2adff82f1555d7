# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import base64
import csv
import io

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.caetic_members.archive import defuse
from odoo.addons.caetic_members.engine import to_decimal

from .. import engine


class CaeticPayExport(models.TransientModel):
    """Variables of a month for the payroll office, in its own columns."""

    _name = "caetic.pay.export"
    _description = "Variables of pay"

    run_id = fields.Many2one(
        "hr.payslip.run", string="Month", required=True, ondelete="cascade"
    )
    file = fields.Binary(string="CSV file", compute="_compute_file", attachment=False)
    filename = fields.Char(compute="_compute_file")
    row_count = fields.Integer(string="People", compute="_compute_file")
    missing = fields.Char(string="Without an employee number", compute="_compute_file")

    @api.depends("run_id")
    def _compute_file(self):
        for export in self:
            requests = export._get_requests()
            month = export.run_id.date_start
            export.filename = f"variables-paie-{month:%Y-%m}.csv" if month else False
            export.row_count = len(requests)
            unknown = requests.member_id.filtered(lambda one: not one.payroll_number)
            export.missing = ", ".join(unknown.mapped("name"))
            export.file = export._write_table(requests)

    def action_download(self):
        """Give the file: a form that is not saved yet has none to click."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self._name}/{self.id}/file/{self.filename}"
            "?download=true",
            "target": "download",
        }

    def _get_requests(self):
        """Return the approved requests of the month, by name."""
        domain = [*self.run_id._get_request_domain(), ("state", "in", STATES)]
        return self.env["caetic.pay.request"].search(domain, order="member_id, id")

    def _write_table(self, requests):
        """Return the table, for spreadsheets of France, as base64."""
        headers = self.env["caetic.pay.mapping"]._get_headers("export")
        if not headers:
            raise UserError(self.env._("No column is set for the payroll office."))
        text = io.StringIO(newline="")
        writer = csv.writer(text, delimiter=";")
        writer.writerow(map(defuse, headers.values()))
        for request in requests:
            values = self._prepare_row(request)
            writer.writerow([defuse(values[name]) for name in headers])
        return base64.b64encode(text.getvalue().encode("utf-8-sig"))

    def _prepare_row(self, request):
        """Return what the office needs of a request, as texts by variable."""
        contract = request.contract_id
        kinds = dict(contract._fields["kind"]._description_selection(self.env))
        gross, fixed = to_decimal(request.gross), to_decimal(request.fixed_part)
        return {
            "number": request.member_id.payroll_number or "",
            "name": request.member_id.name,
            "month": request.month.strftime("%Y-%m"),
            "kind": kinds.get(contract.kind, ""),
            "gross": _text(gross),
            "fixed_part": _text(fixed),
            "advance": _text(engine.advance_of(gross, fixed)),
            "unpaid_days": str(request.unpaid_days),
            "sick_days": str(request.sick_days),
            "daily_allowances": _text(to_decimal(request.daily_allowances)),
            "cadre": "1" if contract.is_cadre else "0",
            "health_premium": _text(to_decimal(contract._get_health()[0])),
        }


STATES = ("approved", "paid")


def _text(amount):
    return str(amount).replace(".", ",")

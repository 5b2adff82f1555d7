# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.misc import format_date

# Field: its name in the engine's payslip.
TOTALS = {
    "caetic_gross": "gross",
    "caetic_base": "base",
    "caetic_cost": "cost",
    "caetic_net": "net",
    "caetic_net_social": "net_social",
    "caetic_net_taxable": "net_taxable",
    "caetic_tax": "tax",
    "caetic_tax_rate": "tax_rate",
    "caetic_employee_total": "employee_total",
    "caetic_employer_total": "employer_total",
    "caetic_reduction": "reduction",
    "caetic_coefficient": "reduction_coefficient",
    "caetic_smic": "reduction_smic",
    "caetic_reduction_complementary": "reduction_complementary",
}


class HrPayslip(models.Model):
    """Payslip of a person for a month of an activity, with its totals."""

    _inherit = "hr.payslip"

    payslip_run_id = fields.Many2one(index="btree_not_null")
    caetic_state = fields.Selection(
        [
            ("draft", "Draft"),
            ("verify", "Computed"),
            ("done", "Final"),
            ("cancel", "Cancelled"),
        ],
        string="State",
        compute="_compute_caetic_state",
        help="The state, in the words of the month's board.",
    )
    caetic_request_id = fields.Many2one(
        "caetic.pay.request",
        string="Request of pay",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    caetic_member_id = fields.Many2one(
        "caetic.member",
        string="Member",
        index="btree_not_null",
        ondelete="restrict",
    )
    caetic_activity_id = fields.Many2one(
        "caetic.activity",
        string="Activity",
        index="btree_not_null",
        ondelete="restrict",
    )
    caetic_contract_id = fields.Many2one(
        "caetic.contract", string="Contract of the member", ondelete="restrict"
    )
    caetic_month_words = fields.Char(
        string="Month of pay", compute="_compute_caetic_month_words"
    )
    caetic_currency_id = fields.Many2one(related="company_id.currency_id")
    caetic_asked = fields.Monetary(
        string="Gross to pay",
        currency_field="caetic_currency_id",
        help="Of a payslip without a request of pay.",
    )
    caetic_gross = fields.Monetary(
        string="Gross", currency_field="caetic_currency_id", readonly=True
    )
    caetic_base = fields.Monetary(
        string="Base of contributions",
        currency_field="caetic_currency_id",
        readonly=True,
    )
    caetic_cost = fields.Monetary(
        string="Cost for the activity",
        currency_field="caetic_currency_id",
        readonly=True,
    )
    caetic_net = fields.Monetary(
        string="Net before tax", currency_field="caetic_currency_id", readonly=True
    )
    caetic_net_social = fields.Monetary(
        string="Net social", currency_field="caetic_currency_id", readonly=True
    )
    caetic_net_taxable = fields.Monetary(
        string="Net taxable", currency_field="caetic_currency_id", readonly=True
    )
    caetic_tax = fields.Monetary(
        string="Income tax", currency_field="caetic_currency_id", readonly=True
    )
    caetic_tax_rate = fields.Float(
        string="Rate of income tax (%)", digits=(16, 2), readonly=True
    )
    caetic_net_paid = fields.Monetary(
        string="Net paid", currency_field="caetic_currency_id", readonly=True
    )
    caetic_employee_total = fields.Monetary(
        string="Contributions of the employee",
        currency_field="caetic_currency_id",
        readonly=True,
    )
    caetic_employer_total = fields.Monetary(
        string="Contributions of the employer",
        currency_field="caetic_currency_id",
        readonly=True,
    )
    caetic_reduction = fields.Monetary(
        string="General reduction", currency_field="caetic_currency_id", readonly=True
    )
    caetic_coefficient = fields.Float(
        string="Coefficient of the reduction", digits=(16, 4), readonly=True
    )
    caetic_smic = fields.Float(
        string="Minimum wage of the reduction", digits=(16, 6), readonly=True
    )
    caetic_reduction_complementary = fields.Monetary(
        string="Reduction of Agirc-Arrco",
        currency_field="caetic_currency_id",
        readonly=True,
    )
    caetic_leave = fields.Monetary(
        string="Provision for paid leave",
        currency_field="caetic_currency_id",
        readonly=True,
    )

    _caetic_request_uniq = models.UniqueIndex(
        "(caetic_request_id) WHERE caetic_request_id IS NOT NULL "
        "AND refunded_id IS NULL AND state != 'cancel'",
        "This request of pay has its payslip already.",
    )
    _caetic_year_idx = models.Index(
        "(caetic_member_id, date_from) WHERE caetic_member_id IS NOT NULL "
        "AND state = 'done'"
    )

    @api.depends("state")
    def _compute_caetic_state(self):
        for slip in self:
            slip.caetic_state = slip.state

    @api.depends("date_from")
    @api.depends_context("lang")
    def _compute_caetic_month_words(self):
        for slip in self:
            slip.caetic_month_words = format_date(
                self.env, slip.date_from, date_format="MMMM y"
            )

    @api.model
    def _caetic_create(self, requests, run=None):
        """Create the payslips of approved requests that have none.

        :param run: hr.payslip.run of the month
        """
        waiting = requests.filtered(
            lambda one: one.state == "approved" and not one.payslip_id
        )
        for request in waiting:
            request._check_payable_contract()
        values = [
            {**self._caetic_prepare(one), "payslip_run_id": run.id if run else False}
            for one in waiting
        ]
        return self.create(values)

    @api.model
    def _caetic_prepare(self, request):
        """Return the values of the payslip of a request."""
        start, end = request._get_period()
        contract = request.contract_id
        version = self._caetic_get_version(request.member_id, contract, start, end)
        return {
            "name": request.name,
            "employee_id": version.employee_id.id,
            "contract_id": version.id,
            "struct_id": self._caetic_get_structure(contract).id,
            "date_from": start,
            "date_to": end,
            "company_id": request.company_id.id,
            "caetic_request_id": request.id,
            "caetic_member_id": request.member_id.id,
            "caetic_activity_id": request.activity_id.id,
            "caetic_contract_id": contract.id,
            "worked_days_line_ids": self._caetic_prepare_days(request, version),
            "input_line_ids": self._caetic_prepare_inputs(request, version),
        }

    @api.model
    def _caetic_get_version(self, member, contract, start, end):
        """Return the HR version in force in the month, its employee made if needed."""
        employee = member.employee_id
        if not employee:
            employee = member._ensure_employee_sudo(contract.date_start)
            employee = self.env["hr.employee"].browse(employee.id)
        return employee._get_version(min(end, contract.date_end or end))

    @api.model
    def _caetic_get_structure(self, contract):
        name = "structure_cape" if contract.kind == "cape" else "structure_cesa"
        return self.env.ref(f"caetic_payroll.{name}")

    @api.model
    def _caetic_prepare_days(self, request, version):
        """No hours, ever, for a person who has no working time (R116)."""
        days = (
            ("UNPAID", self.env._("Unpaid leave"), request.unpaid_days),
            ("SICK", self.env._("Sick leave"), request.sick_days),
        )
        return [
            (
                0,
                0,
                {
                    "code": code,
                    "name": name,
                    "number_of_days": number,
                    "contract_id": version.id,
                },
            )
            for code, name, number in days
            if number
        ]

    @api.model
    def _caetic_prepare_inputs(self, request, version):
        if not request.daily_allowances:
            return []
        values = {
            "code": "ALLOWANCES",
            "name": self.env._("Daily allowances advanced"),
            "amount": request.daily_allowances,
            "contract_id": version.id,
        }
        return [(0, 0, values)]

    def _get_employee_contracts(self):
        """A CAPE is no employment: its version has no date, and it is paid."""
        own = self.filtered("caetic_member_id")
        return super(HrPayslip, self - own)._get_employee_contracts() | own.contract_id

    def action_payslip_done(self):
        """Validate, post and tell the requests that they are paid."""
        result = super().action_payslip_done()
        own = self.filtered("caetic_member_id")
        own._caetic_check_computed()
        own._caetic_post()
        own.caetic_request_id._set_paid()
        own._caetic_plan_publishing()
        return result

    def _caetic_check_computed(self):
        for slip in self:
            if not slip.line_ids:
                raise UserError(
                    self.env._("Compute the payslip of %s first.", slip.name)
                )

    def action_payslip_draft(self):
        """A posted payslip is corrected by another one, never reopened."""
        if any(slip.caetic_move_id for slip in self):
            raise UserError(
                self.env._("This payslip is posted: correct it by a refund.")
            )
        return super().action_payslip_draft()

    def action_payslip_cancel(self):
        if any(slip.caetic_move_id for slip in self):
            raise UserError(
                self.env._("This payslip is posted: correct it by a refund.")
            )
        return super().action_payslip_cancel()

    def refund_sheet(self):
        """Cancel payslips by opposite ones; the requests wait for new payslips."""
        own = self.filtered("caetic_member_id")
        for slip in own:
            if slip.state != "done" or slip.refunded_id or slip.credit_note:
                raise UserError(self.env._("Only a valid payslip is cancelled."))
        result = super().refund_sheet()
        # Before the new payslips, which the database would else take for second ones.
        own.flush_recordset(["refunded_id"])
        own.caetic_request_id._set_unpaid()
        return result

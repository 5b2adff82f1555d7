# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.fields import Domain

from .hr_payslip_publish import PRINT_SIZE

BATCH_SIZE = 50


class HrPayslipRun(models.Model):
    """Board of a month: requested, approved, computed, paid."""

    _name = "hr.payslip.run"
    _inherit = ["hr.payslip.run", "caetic.batch.mixin"]

    caetic_is_month = fields.Boolean(string="Board of a month")
    name = fields.Char(
        compute="_compute_caetic_name",
        store=True,
        readonly=False,
        precompute=True,
    )
    # Not stored: the requests of the month are not linked to its board.
    caetic_submitted_count = fields.Integer(
        string="Requests to approve", compute="_compute_caetic_counts"
    )
    caetic_approved_count = fields.Integer(
        string="Approved requests", compute="_compute_caetic_counts"
    )
    caetic_computed_count = fields.Integer(
        string="Computed payslips", compute="_compute_caetic_counts"
    )
    caetic_paid_count = fields.Integer(
        string="Final payslips", compute="_compute_caetic_counts"
    )
    caetic_warning_count = fields.Integer(
        string="With something to look at", compute="_compute_caetic_counts"
    )
    caetic_cost_total = fields.Monetary(
        string="Cost of the month",
        compute="_compute_caetic_totals",
        currency_field="caetic_currency_id",
    )
    caetic_net_total = fields.Monetary(
        string="Net to transfer",
        compute="_compute_caetic_totals",
        currency_field="caetic_currency_id",
    )
    caetic_currency_id = fields.Many2one(related="company_id.currency_id")
    caetic_pay_mode = fields.Selection(
        related="company_id.caetic_pay_mode", string="Who makes the payslips"
    )

    _caetic_month_uniq = models.UniqueIndex(
        "(company_id, date_start) WHERE caetic_is_month",
        "This month has its board already.",
    )

    @api.depends("date_start", "caetic_is_month")
    def _compute_caetic_name(self):
        for run in self:
            if run.caetic_is_month and run.date_start:
                run.name = run.date_start.strftime("%m/%Y")

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if vals.get("caetic_is_month"):
                today = fields.Date.context_today(self)
                day = fields.Date.to_date(vals.get("date_start")) or today
                vals["date_start"] = fields.Date.start_of(day, "month")
                vals["date_end"] = fields.Date.end_of(day, "month")
        return super().create(vals_list)

    @api.depends("date_start", "slip_ids.state")
    def _compute_caetic_counts(self):
        requests = self.env["caetic.pay.request"]
        found = requests.search(
            Domain.OR(Domain(run._get_request_domain()) for run in self)
        )
        by_month = found.grouped(lambda one: (one.company_id, one.month))
        for run in self:
            key = (run.company_id, run.date_start and run.date_start.replace(day=1))
            states = by_month.get(key, requests).grouped("state")
            run.caetic_submitted_count = len(states.get("submitted", ()))
            run.caetic_approved_count = len(states.get("approved", ()))
            run.caetic_paid_count = len(states.get("paid", ()))
            run.caetic_computed_count = len(
                run.slip_ids.filtered(lambda slip: slip.state == "verify")
            )
            waiting = states.get("submitted", requests)
            run.caetic_warning_count = len(waiting.filtered("has_warning"))

    @api.depends("slip_ids.caetic_cost", "slip_ids.caetic_net_paid", "slip_ids.state")
    def _compute_caetic_totals(self):
        for run in self:
            valid = run.slip_ids.filtered(
                lambda slip: slip.state != "cancel" and not slip.refunded_id
            )
            valid = valid.filtered(lambda slip: not slip.credit_note)
            run.caetic_cost_total = sum(valid.mapped("caetic_cost"))
            run.caetic_net_total = sum(valid.mapped("caetic_net_paid"))

    def _get_request_domain(self):
        self.ensure_one()
        return [
            ("month", "=", self.date_start and self.date_start.replace(day=1)),
            ("company_id", "=", self.company_id.id),
            ("state", "!=", "draft"),
        ]

    # -- acts -----------------------------------------------------------------------

    def action_caetic_requests(self):
        """Open the requests of the month."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "caetic_payroll.caetic_pay_request_action"
        )
        return {
            **action,
            "domain": self._get_request_domain(),
            "context": self._get_filters(),
        }

    def _get_filters(self):
        """Return the filters that the button wants, out of the context."""
        return {
            name: value
            for name, value in self.env.context.items()
            if name.startswith("search_default_")
        }

    def action_caetic_warnings(self):
        """Open the requests that wait with something to look at."""
        self.ensure_one()
        action = self.action_caetic_requests()
        domain = [*self._get_request_domain(), ("state", "=", "submitted")]
        found = self.env["caetic.pay.request"].search(domain)
        return {**action, "domain": [("id", "in", found.filtered("has_warning").ids)]}

    def action_caetic_slips(self):
        """Open the payslips of the month."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "caetic_payroll.hr_payslip_action_register"
        )
        return {
            **action,
            "domain": [("payslip_run_id", "=", self.id)],
            "context": self._get_filters(),
        }

    def action_caetic_recap(self):
        """Open what is due to each body for the month, with the codes of Urssaf."""
        self.ensure_one()
        self.env["caetic.pay.recap.line"]._fill(self)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "caetic_payroll.caetic_pay_recap_line_action"
        )
        return {**action, "domain": [("run_id", "=", self.id)]}

    def action_caetic_fixed_parts(self):
        """Ask for the fixed part of whoever has asked for nothing (R122, R529)."""
        self.ensure_one()
        requests = self.env["caetic.pay.request"]
        requests._create_due(self.company_id, self.date_start.replace(day=1))

    def action_caetic_compute(self):
        """Create and compute the payslips of the approved requests.

        Killed at any point, it goes on from there: each batch is saved.
        """
        self.ensure_one()
        domain = [*self._get_request_domain(), ("state", "=", "approved")]
        found = self.env["caetic.pay.request"].search(domain)
        found = found.filtered(lambda one: not one.payslip_id)
        self._run_batches(found, self._make_batch, BATCH_SIZE)
        drafts = self.slip_ids.filtered(lambda slip: slip.state == "draft")
        self._run_batches(drafts, self._make_sheets, BATCH_SIZE)

    def action_caetic_validate(self):
        """Validate and post the payslips that are computed."""
        self.ensure_one()
        ready = self.slip_ids.filtered(lambda slip: slip.state == "verify")
        self._run_batches(ready, self._validate_batch, BATCH_SIZE)

    def action_caetic_publish(self):
        """Print the payslips, keep them with their fingerprint, show them."""
        self.ensure_one()
        waiting = self.slip_ids.filtered(
            lambda slip: slip.state == "done" and not slip.pdf_attachment_id
        )
        self._run_batches(
            waiting, self._publish_batch, PRINT_SIZE, done=self._finish_publish
        )

    def _finish_publish(self):
        """Nothing is left to do once the last payslip is printed."""

    def _get_busy_message(self):
        return self.env._("Somebody else is preparing this month just now.")

    def _make_batch(self, requests):
        self._make_sheets(self.env["hr.payslip"]._caetic_create(requests, self))

    def _make_sheets(self, slips):
        slips.compute_sheet()

    def _validate_batch(self, slips):
        slips.with_context(without_compute_sheet=True).action_payslip_done()

    def _publish_batch(self, slips):
        slips._caetic_publish(is_watched=True)

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from dataclasses import asdict

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.caetic_members.engine import to_decimal

from .. import engine

# What a financial year brings to pay and costs, pay and opening apart.
TERMS = ("sale", "cost", "transfer", "contribution", "fee", "provision")


class CaeticPayBalance(models.Model):
    """Yearly balance of the variable part of pay (C. trav. R7331-12, R123).

    What the year leaves for pay, less what was paid, is due within one month after the
    general meeting that rules on the accounts.
    """

    _name = "caetic.pay.balance"
    _description = "Balance of the variable part"
    _inherit = ["mail.thread"]
    _order = "date_to desc, activity_id"
    _rec_name = "activity_id"

    activity_id = fields.Many2one(
        "caetic.activity", required=True, index=True, ondelete="restrict"
    )
    date_to = fields.Date(
        string="End of the financial year",
        required=True,
        default=lambda self: self._default_date_to(),
    )
    meeting_date = fields.Date(string="General meeting", tracking=True)
    kept = fields.Monetary(
        string="Kept as a net result",
        tracking=True,
        help="Part that the contract keeps in the result (R7331-12).",
    )
    available = fields.Monetary(
        string="Left for pay by the year", compute="_compute_balance"
    )
    paid = fields.Monetary(string="Paid in the year", compute="_compute_balance")
    amount = fields.Monetary(string="Balance", compute="_compute_balance")
    due = fields.Monetary(string="To pay (total cost)", compute="_compute_balance")
    due_date = fields.Date(string="At the latest", compute="_compute_balance")
    request_id = fields.Many2one(
        "caetic.pay.request", string="Request of pay", readonly=True, copy=False
    )
    company_id = fields.Many2one(related="activity_id.company_id", store=True)
    currency_id = fields.Many2one(related="company_id.currency_id")

    _year_uniq = models.UniqueIndex(
        "(activity_id, date_to)", "This activity has its balance for that year."
    )
    _kept_positive = models.Constraint(
        "CHECK (kept >= 0)", "What is kept cannot be negative."
    )

    @api.model
    def _default_date_to(self):
        today = fields.Date.context_today(self)
        year = self.env.company.compute_fiscalyear_dates(today)
        return fields.Date.subtract(year["date_from"], days=1)

    @api.depends("activity_id", "date_to", "meeting_date", "kept")
    def _compute_balance(self):
        for (company, end), rows in self.grouped(_year_of).items():
            if not end or not rows.activity_id:
                rows.update(dict.fromkeys(("available", "paid", "amount", "due"), 0))
                rows.due_date = False
                continue
            year = company.compute_fiscalyear_dates(end)
            left = self._get_left(rows.activity_id, end)
            eve = fields.Date.subtract(year["date_from"], days=1)
            before = self._get_left(rows.activity_id, eve)
            paid = self._get_paid(rows.activity_id, year["date_from"], end)
            for row in rows:
                key = row.activity_id.id
                row._set_balance(left[key] - before[key], paid.get(key, []))

    def _set_balance(self, available, paid):
        self.ensure_one()
        figures = self.env["caetic.pay.reader"]._get_figures(self.date_to)
        kept = to_decimal(self.kept)
        meeting = self.meeting_date or None
        found = engine.variable_balance(available, paid, figures, meeting, kept)
        self.available = available
        self.paid = found.paid
        self.amount = found.amount
        self.due = found.due
        self.due_date = found.due_date or False

    @api.model
    def _get_left(self, activities, date):
        """Return what activities have earned for pay up to a day: ``{id: EUR}``."""
        statements = activities._get_statements(date)
        return {
            key: engine.left_for_pay(
                [asdict(one.terms)[term] for term in TERMS],
                one.contribution_due.amount,
                one.fees_due.amount,
            )
            for key, one in statements.items()
        }

    @api.model
    def _get_paid(self, activities, start, end):
        """Return the cost of each payslip of a period: ``{activity_id: [EUR]}``."""
        # Sums of costs, that the activity's account shows too.
        slips_sudo = self.env["hr.payslip"].sudo()
        found = slips_sudo.search_fetch(
            [
                ("caetic_activity_id", "in", activities.ids),
                ("state", "=", "done"),
                ("date_to", ">=", start),
                ("date_to", "<=", end),
            ],
            ["caetic_activity_id", "caetic_cost", "caetic_leave", "credit_note"],
        )
        paid = {}
        for slip in found:
            sign = -1 if slip.credit_note else 1
            cost = engine.full_cost(
                to_decimal(slip.caetic_cost), to_decimal(slip.caetic_leave)
            )
            paid.setdefault(slip.caetic_activity_id.id, []).append(sign * cost)
        return paid

    def action_open_payslips(self):
        """Open the payslips that the year has paid."""
        self.ensure_one()
        year = self.company_id.compute_fiscalyear_dates(self.date_to)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "caetic_payroll.hr_payslip_action_register"
        )
        return {
            **action,
            "domain": [
                ("caetic_activity_id", "=", self.activity_id.id),
                ("state", "=", "done"),
                ("date_to", ">=", year["date_from"]),
                ("date_to", "<=", self.date_to),
            ],
            "context": {},
        }

    def action_open_account(self):
        """Open the account of the activity: what is left comes from there."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "caetic_members.caetic_activity_action"
        )
        return {**action, "res_id": self.activity_id.id, "views": [(False, "form")]}

    def action_request(self):
        """Ask for the payment of the balance, in the month of today."""
        self.ensure_one()
        if self.request_id.state in ("submitted", "approved", "paid"):
            raise UserError(self.env._("The balance was asked for already."))
        if not self.due:
            raise UserError(self.env._("Nothing is due."))
        member = self.activity_id.member_ids
        if len(member) != 1:
            raise UserError(
                self.env._(
                    "Several people share this activity: ask for the part of each."
                )
            )
        self.request_id = self.env["caetic.pay.request"].create(
            {
                "member_id": member.id,
                "activity_id": self.activity_id.id,
                "mode": "cost",
                "amount": self.due,
            }
        )
        self.request_id.action_submit()
        return {
            "type": "ir.actions.act_window",
            "res_model": "caetic.pay.request",
            "res_id": self.request_id.id,
            "view_mode": "form",
        }


def _year_of(row):
    return row.company_id, row.date_to

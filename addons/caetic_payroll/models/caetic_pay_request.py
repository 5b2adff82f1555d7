# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools.misc import format_date

from odoo.addons.caetic_members.engine import to_decimal

from .. import engine
from .caetic_contract import SIGNED

MODES = [
    ("cost", "Cost for the activity"),
    ("gross", "Gross"),
    ("net", "Net before tax"),
    ("stable", "Stable net, each month"),
]
STATES = [
    ("draft", "Draft"),
    ("submitted", "Submitted"),
    ("approved", "Approved"),
    ("refused", "Refused"),
    ("paid", "Paid"),
]
OPEN = ("submitted", "approved")
# Same names here and in the engine's payslip.
FIGURES = ("gross", "cost", "net", "tax", "net_paid")
# What a request asks for; computed figures follow.
SEALED = {
    "member_id",
    "activity_id",
    "month",
    "mode",
    "amount",
    "unpaid_days",
    "sick_days",
    "daily_allowances",
}
OFFICER = "caetic_members.caetic_members_group_payroll_officer"


class CaeticPayRequest(models.Model):
    """What a person asks to be paid for a month, out of one activity."""

    _name = "caetic.pay.request"
    _description = "Request of pay"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "month desc, activity_id, id"

    name = fields.Char(compute="_compute_name", store=True)
    member_id = fields.Many2one(
        "caetic.member", required=True, index=True, ondelete="restrict"
    )
    activity_id = fields.Many2one(
        "caetic.activity", required=True, index=True, ondelete="restrict"
    )
    month = fields.Date(
        required=True,
        index=True,
        default=lambda self: fields.Date.context_today(self).replace(day=1),
        help="Any day of the month; the first one is kept.",
    )
    month_words = fields.Char(string="Month of pay", compute="_compute_month_words")
    mode = fields.Selection(
        MODES, string="Amount asked is", required=True, default="cost"
    )
    amount = fields.Monetary(string="Amount asked", required=True)
    contract_id = fields.Many2one(
        "caetic.contract",
        compute="_compute_contract_id",
        store=True,
    )
    year_end_line_id = fields.Many2one(
        "caetic.year.end.line",
        string="Balance of a year",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        help="The variable part settled after the general meeting, beside the pay of "
        "the month (C. trav. R7331-12).",
    )
    unpaid_days = fields.Integer(string="Days of unpaid leave")
    sick_days = fields.Integer(string="Days of sick leave")
    daily_allowances = fields.Monetary(
        string="Daily allowances advanced",
        help="Sick pay of social security, net of CSG and CRDS, that the cooperative "
        "pays in its place.",
    )
    gross = fields.Monetary(compute="_compute_figures", store=True)
    cost = fields.Monetary(
        string="Cost for the activity", compute="_compute_figures", store=True
    )
    net = fields.Monetary(
        string="Net before tax", compute="_compute_figures", store=True
    )
    residual = fields.Monetary(
        string="Unused part",
        compute="_compute_figures",
        store=True,
        help="No gross in cents gives exactly what was asked: the rest stays on the "
        "account.",
    )
    tax = fields.Monetary(
        string="Income tax", compute="_compute_figures", store=True, groups=OFFICER
    )
    net_paid = fields.Monetary(
        string="Net after tax", compute="_compute_figures", store=True, groups=OFFICER
    )
    fixed_part = fields.Monetary(
        string="Fixed part of the contract", compute="_compute_fixed_part"
    )
    payable = fields.Monetary(
        string="Available for this request", compute="_compute_payable"
    )
    left = fields.Monetary(string="What stays", compute="_compute_payable")
    warning = fields.Text(string="Warnings", compute="_compute_warning")
    has_warning = fields.Boolean(compute="_compute_warning")
    state = fields.Selection(
        STATES,
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    payslip_ids = fields.One2many(
        "hr.payslip", "caetic_request_id", string="Payslips", groups=OFFICER
    )
    payslip_id = fields.Many2one(
        "hr.payslip",
        compute="_compute_payslip_id",
        compute_sudo=True,
        groups=OFFICER,
    )
    refuse_reason = fields.Char(string="Reason of the refusal", copy=False)
    submitted_on = fields.Datetime(readonly=True, copy=False)
    approved_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    company_id = fields.Many2one(related="activity_id.company_id", store=True)
    currency_id = fields.Many2one(related="company_id.currency_id")

    _amount_positive = models.Constraint(
        "CHECK (amount >= 0)", "An amount asked cannot be negative."
    )
    _days_positive = models.Constraint(
        "CHECK (unpaid_days >= 0 AND sick_days >= 0 AND daily_allowances >= 0)",
        "Days and allowances cannot be negative.",
    )
    _month_uniq = models.UniqueIndex(
        "(activity_id, member_id, month) "
        "WHERE state != 'refused' AND year_end_line_id IS NULL",
        "This person has already asked for this month.",
    )
    _open_idx = models.Index(
        "(activity_id) INCLUDE (cost) WHERE state IN ('submitted', 'approved')"
    )

    # -- computed -------------------------------------------------------------------

    @api.depends("member_id.name", "month")
    def _compute_name(self):
        for request in self:
            month = request.month and request.month.strftime("%m/%Y")
            request.name = f"{request.member_id.name or ''} {month or ''}".strip()

    @api.depends("month")
    @api.depends_context("lang")
    def _compute_month_words(self):
        for request in self:
            request.month_words = format_date(
                self.env, request.month, date_format="MMMM y"
            )

    @api.depends("member_id", "month", "activity_id")
    def _compute_contract_id(self):
        for request in self:
            request.contract_id = request._find_contract()

    def _find_contract(self):
        """Return the contract that covers the month, a CESA before a CAPE."""
        self.ensure_one()
        if not self.month:
            return self.env["caetic.contract"]
        start, end = self._get_period()
        contracts = self.member_id.contract_ids.filtered(
            lambda one: (
                one.kind != "amendment"
                and one.state in SIGNED
                and one.date_start <= end
                and (not one.date_end or one.date_end >= start)
            )
        )
        order = {"cesa": 0, "staff": 1, "cape": 2}
        return contracts.sorted(lambda one: order[one.kind])[:1]

    def _get_period(self):
        """Return the first and last day of the month."""
        self.ensure_one()
        start = self.month.replace(day=1)
        return start, fields.Date.end_of(start, "month")

    @api.depends(
        "mode",
        "amount",
        "month",
        "contract_id",
        "unpaid_days",
        "sick_days",
        "daily_allowances",
    )
    def _compute_figures(self):
        reader = self.env["caetic.pay.reader"]
        for request in self:
            found = reader._solve_request(request) if request._is_solvable() else None
            figures = reader._get_request_figures(found, request.company_id)
            for name in FIGURES:
                request[name] = figures.get(name, 0)
            request.residual = found.residual if found else 0

    def _is_solvable(self):
        self.ensure_one()
        return bool(self.contract_id and self.month and self.activity_id)

    @api.depends("payslip_ids.state", "payslip_ids.refunded_id")
    def _compute_payslip_id(self):
        for request in self:
            request.payslip_id = request.payslip_ids.filtered(
                lambda slip: slip.state != "cancel" and not slip.refunded_id
            )[:1]

    @api.depends("contract_id.fixed_part", "month")
    def _compute_fixed_part(self):
        for request in self:
            contract = request.contract_id
            day = request._get_period()[1] if contract else None
            request.fixed_part = contract._get_fixed_part(day) if contract else 0

    @api.depends("activity_id", "cost", "state")
    def _compute_payable(self):
        statements = self.activity_id._origin._get_statements()
        for request in self:
            statement = statements.get(request.activity_id._origin.id)
            own = to_decimal(request._origin._get_own_cost())
            found = engine.room(
                statement.payable_besides(own) if statement else to_decimal(0),
                to_decimal(request.cost),
            )
            request.payable, request.left = found.payable, found.left

    def _get_own_cost(self):
        """Return what of the account's pending pay is this very request, EUR."""
        return self.cost if self.state in OPEN else 0

    @api.depends("gross", "fixed_part", "left", "contract_id", "state")
    def _compute_warning(self):
        for request in self:
            rows = request._get_warnings() if request.state in ("draft", *OPEN) else []
            request.warning = "\n".join(rows)
            request.has_warning = bool(rows)

    def _get_warnings(self):
        """Say what staff look at before they approve."""
        self.ensure_one()
        rows = []
        if not self.contract_id:
            rows.append(self.env._("No contract covers this month."))
        elif self.contract_id.state == "ended":
            rows.append(self.env._("The contract has ended."))
        if self.gross < self.fixed_part:
            rows.append(
                self.env._(
                    "Below the fixed part of the contract, which is due each month "
                    "(C. trav. R7331-11)."
                )
            )
        if self.currency_id and self.currency_id.compare_amounts(self.left, 0) < 0:
            rows.append(self.env._("The account would be overdrawn."))
        return rows

    # -- writing --------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._normalise(vals)
        return super().create(vals_list)

    def write(self, vals):
        self.check_access("write")
        self._normalise(vals)
        if SEALED & set(vals) and any(
            one.state in ("approved", "paid") for one in self
        ):
            raise UserError(
                self.env._("An approved request does not change: take it back first.")
            )
        return super().write(vals)

    @api.model
    def _normalise(self, vals):
        if vals.get("month"):
            vals["month"] = fields.Date.to_date(vals["month"]).replace(day=1)

    @api.constrains("member_id", "activity_id")
    def _check_member(self):
        for request in self:
            if request.member_id not in request.activity_id.member_ids:
                raise ValidationError(
                    self.env._(
                        "%(member)s is not a member of %(activity)s.",
                        member=request.member_id.name,
                        activity=request.activity_id.name,
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_only_draft(self):
        if any(request.state not in ("draft", "refused") for request in self):
            raise UserError(self.env._("A request of pay is refused, never deleted."))

    # -- acts -----------------------------------------------------------------------

    def action_submit(self):
        """Put the request into the list of the month."""
        for request in self:
            if request.state not in ("draft", "refused"):
                raise UserError(self.env._("This request was submitted already."))
            request._check_payable_contract()
        self.write(
            {
                "state": "submitted",
                "submitted_on": fields.Datetime.now(),
                "refuse_reason": False,
            }
        )

    def _check_payable_contract(self):
        self.ensure_one()
        if not self.contract_id:
            raise UserError(
                self.env._("No contract covers this month: nothing can be paid.")
            )

    def action_approve(self):
        """Approve the requests that wait, many at once; warnings do not stop it."""
        waiting = self.filtered(lambda one: one.state == "submitted")
        if not waiting:
            raise UserError(self.env._("No request waits among these."))
        for request in waiting:
            request._check_payable_contract()
        waiting.write({"state": "approved", "approved_by_id": self.env.uid})

    def action_reset(self):
        """Take back an approval before its payslip."""
        for request in self:
            if request.state != "approved" or request._has_payslip():
                raise UserError(self.env._("Only an approved request is taken back."))
        self.write({"state": "submitted", "approved_by_id": False})

    def action_open_payslip(self):
        """Open the payslip that pays the request."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "hr.payslip",
            "res_id": self.payslip_id.id,
            "view_mode": "form",
        }

    def action_open_account(self):
        """Open the account of the activity: what is available comes from there."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "caetic_members.caetic_activity_action"
        )
        return {**action, "res_id": self.activity_id.id, "views": [(False, "form")]}

    def _has_payslip(self):
        """Tell whether a payslip stands, to whoever may decide of the request."""
        self.ensure_one()
        request_sudo = self.sudo()  # Coordinators decide without seeing payslips.
        return bool(request_sudo.payslip_id)

    def action_refuse(self):
        """Open the form that asks for the reason."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Refuse"),
            "res_model": "caetic.pay.refuse.wizard",
            "view_mode": "form",
            "target": "new",
            "context": {"default_request_ids": [(6, 0, self.ids)]},
        }

    def _refuse(self, reason):
        """Refuse requests, with a reason that the person reads."""
        for request in self:
            if request.state not in OPEN or request._has_payslip():
                raise UserError(self.env._("Only a request that waits is refused."))
        self.write({"state": "refused", "refuse_reason": reason})
        # Before another request of the month, which the database would else refuse.
        self.flush_recordset(["state"])

    def _set_paid(self):
        """The payslips are valid: what they cost replaces what was foreseen."""
        for request in self:
            slip = request.payslip_id
            figures = {name: slip[f"caetic_{name}"] for name in FIGURES}
            figures["cost"] = engine.full_cost(
                to_decimal(slip.caetic_cost), to_decimal(slip.caetic_leave)
            )
            request.write({"state": "paid", **figures})

    def _set_unpaid(self):
        """The payslips were cancelled: the requests wait for new ones."""
        paid = self.filtered(lambda one: one.state == "paid")
        paid.write({"state": "approved"})

    @api.model
    def _create_due(self, company, month):
        """Create what is due for a month although nobody asked for it.

        R122, R529: the fixed part is paid each month, whatever the balance. A person
        who was paid a stable net the month before goes on with it.

        :param month: first day
        :returns: the new requests, submitted
        """
        members = self._get_due_members(company, month)
        before = self._get_stable(members, fields.Date.subtract(month, months=1))
        values = []
        for member in members:
            activity = member.caetic_activity_ids.sorted("id")[:1]
            if activity:
                values.append(
                    {
                        "member_id": member.id,
                        "activity_id": activity.id,
                        "month": month,
                        **self._prepare_due(member, month, before.get(member.id)),
                    }
                )
        requests = self.create([one for one in values if one["amount"]])
        requests.action_submit()
        return requests

    def _prepare_due(self, member, month, stable):
        if stable:
            return {
                "mode": "stable",
                "amount": stable.amount,
                "activity_id": stable.activity_id.id,
            }
        last = fields.Date.end_of(month, "month")
        contract = member.contract_ids.filtered(
            lambda one: one.kind == "cesa" and one._runs_in(month, last)
        )[:1]
        amount = contract._get_fixed_part(last) if contract else 0
        return {"mode": "gross", "amount": amount}

    @api.model
    def _get_due_members(self, company, month):
        """Return whose CESA runs in a month and who have no request for it."""
        last = fields.Date.end_of(month, "month")
        contracts = self.env["caetic.contract"].search(
            [
                *(("company_id", "=", company.id), ("kind", "=", "cesa")),
                *(("state", "in", SIGNED), ("date_start", "<=", last)),
                *("|", ("date_end", "=", False), ("date_end", ">=", month)),
            ]
        )
        running = contracts.filtered(lambda one: one._runs_in(month, last)).member_id
        asked = self.search(
            [
                ("month", "=", month),
                ("member_id", "in", running.ids),
                ("state", "!=", "refused"),
                # The balance of a year comes beside the pay of the month.
                ("year_end_line_id", "=", False),
            ]
        )
        return running - asked.member_id

    @api.model
    def _get_stable(self, members, month):
        """Return ``{member_id: request}`` of the stable plans of a month."""
        found = self.search(
            [
                ("month", "=", month),
                ("member_id", "in", members.ids),
                ("mode", "=", "stable"),
                ("state", "in", ("approved", "paid")),
            ]
        )
        return {request.member_id.id: request for request in found}

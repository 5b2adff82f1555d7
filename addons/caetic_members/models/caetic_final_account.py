# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

from .. import engine
from ..controllers.wording import term_labels
from .caetic_archive_mixin import FRENCH
from .caetic_purge_door import is_open

# Free lines, kept when the figures are read again.
FREE = ("to_person", "to_cooperative", "equipment")
SEALED = {
    "contract_id",
    "date",
    "date_settled",
    "line_ids",
    "is_customers_handed_over",
    "customers_handed_over_on",
    "note",
}


class CaeticFinalAccount(models.Model):
    """Final account of an ended contract (R125 to R127).

    What the account of the activity held on the last day, what has moved since, the
    invoices that customers still owe, the equipment, the hand-over of the customers,
    and what each side owes the other. Figures are those of the statements; confirmed,
    they no longer change.
    """

    _name = "caetic.final.account"
    _description = "Final account"
    _inherit = ["mail.thread", "caetic.archive.mixin"]
    _order = "date desc, id desc"
    _rec_name = "contract_id"

    contract_id = fields.Many2one(
        "caetic.contract",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('end_reason', '!=', False)]",
    )
    member_id = fields.Many2one(related="contract_id.member_id", store=True, index=True)
    company_id = fields.Many2one(related="contract_id.company_id", store=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    date = fields.Date(
        string="Last day", compute="_compute_date", store=True, precompute=True
    )
    date_settled = fields.Date(
        string="Read on",
        readonly=True,
        help="Day of the figures: what moved between the last day and it is shown.",
    )
    line_ids = fields.One2many(
        "caetic.final.account.line", "account_id", string="Lines"
    )
    is_customers_handed_over = fields.Boolean(
        string="List of customers handed over",
        help="The entrepreneur keeps their customers (L7331-2, 2° f).",
    )
    customers_handed_over_on = fields.Date(string="Handed over on")
    note = fields.Text()
    available = fields.Monetary(
        string="Balance of the account", compute="_compute_amounts"
    )
    unpaid = fields.Monetary(
        string="Unpaid invoices (excl. VAT)", compute="_compute_amounts"
    )
    due_to_person = fields.Monetary(
        string="Due to the person", compute="_compute_amounts"
    )
    due_to_cooperative = fields.Monetary(
        string="Due to the cooperative", compute="_compute_amounts"
    )
    net = fields.Monetary(compute="_compute_amounts")
    state = fields.Selection(
        [("draft", "Draft"), ("confirmed", "Confirmed")],
        default="draft",
        required=True,
        copy=False,
        tracking=True,
    )

    _contract_uniq = models.UniqueIndex(
        "(contract_id)", "This contract already has its final account."
    )
    _hand_over_dated = models.Constraint(
        "CHECK (NOT is_customers_handed_over OR customers_handed_over_on IS NOT NULL)",
        "Give the day when the list of customers was handed over.",
    )

    @api.depends("contract_id.date_end")
    def _compute_date(self):
        for account in self:
            # Sealed with the rest: the contract's end no longer moves it.
            if account.state != "confirmed":
                account.date = account.contract_id.date_end

    @api.depends("line_ids.amount", "line_ids.kind", "line_ids.part")
    def _compute_amounts(self):
        for account in self:
            result = engine.final_balance(
                account._get_parts("balance"),
                unpaid=account._get_line_amounts("unpaid"),
                owed_to_person=account._get_line_amounts("to_person", "share"),
                owed_to_cooperative=account._get_line_amounts("to_cooperative"),
            )
            account.available = result.available
            account.unpaid = result.unpaid
            account.due_to_person = result.due_to_person
            account.due_to_cooperative = result.due_to_cooperative
            account.net = result.net

    def _get_parts(self, *kinds):
        """Return ``(activity, the person's part in EUR)`` of lines of some kinds."""
        self.ensure_one()
        lines = self.line_ids.filtered(lambda line: line.kind in kinds)
        return [(line.activity_id.id, engine.to_decimal(line.part)) for line in lines]

    def _get_line_amounts(self, *kinds):
        return [part for _activity, part in self._get_parts(*kinds)]

    # -- figures -------------------------------------------------------------------

    def action_compute(self):
        """Read the accounts again; free lines stay."""
        self._check_draft()
        if not all(account.date for account in self):
            raise UserError(self.env._("This contract has not ended."))
        today = fields.Date.context_today(self)
        self.line_ids.filtered(lambda line: line.kind not in FREE).unlink()
        values = []
        for account in self:
            account.date_settled = max(today, account.date)
            values += [
                {"account_id": account.id, **line}
                for line in account.with_context(lang=FRENCH)._prepare_lines()
            ]
        self.line_ids.create(values)

    def _prepare_lines(self):
        """Values of the lines that the statements give; to extend."""
        self.ensure_one()
        lines = []
        for stake in self._get_stakes():
            lines += self._prepare_activity_lines(stake)
        return lines + self._prepare_share_lines()

    def _get_stakes(self):
        """Shares of the person in their activities."""
        self.ensure_one()
        stakes = self.env["caetic.activity.member"]
        return stakes.search([("member_id", "=", self.member_id.id)])

    def _prepare_activity_lines(self, stake):
        """Lines of one activity: its account, what has moved since, what waits."""
        common = {"activity_id": stake.activity_id.id, "rate": stake.share}
        return [
            {**common, "kind": "balance", "name": label, "amount": amount}
            for label, amount in self._get_account_details(stake.activity_id)
        ] + [
            {
                **common,
                "kind": "unpaid",
                "name": f"{document['name']} - {document['partner_name']}",
                "amount": document["amount_available"],
                "amount_total": document["amount_due"],
                "date": document["date_due"],
            }
            for document in stake.activity_id._get_pending_documents()
        ]

    def _get_account_details(self, activity):
        """Return ``[(label, EUR)]``: the account on the last day, then what moved."""
        at_end = activity._get_statement(self.date)
        now = activity._get_statement(self.date_settled)
        labels = term_labels(self.env, activity.availability_policy)
        details = [
            (labels.get(code, code), amount) for code, amount in at_end.lines if amount
        ]
        moved = engine.moved_since(at_end.available, now.available)
        if moved:
            details.append((self.env._("Moved since the last day"), moved))
        return details or [(self.env._("Nothing on the account"), 0)]

    def _prepare_share_lines(self):
        """Lines of the parts paid and not reimbursed, from the register (R129)."""
        self.ensure_one()
        # Coordinators draw up final accounts; the register is the accountant's.
        associates_sudo = self.env["caetic.associate"].sudo()
        lines_sudo = associates_sudo.search(
            [
                ("partner_id", "=", self.member_id.partner_id.id),
                ("company_id", "=", self.company_id.id),
            ]
        )
        return [
            {
                "kind": "share",
                "name": self.env._("Parts, register no. %(name)s", name=line.name),
                "amount": engine.total(
                    engine.to_decimal(part) for part in (line.released, line.payable)
                ),
            }
            for line in lines_sudo
            if line.released or line.payable
        ]

    # -- life ----------------------------------------------------------------------

    def _check_draft(self):
        if any(account.state != "draft" for account in self):
            raise UserError(self.env._("This final account is confirmed."))

    def action_confirm(self):
        """Seal the figures and keep the document."""
        self._check_draft()
        for account in self:
            if not account.date_settled:
                raise UserError(self.env._("Read the accounts first."))
        self.write({"state": "confirmed"})
        self._archive_pdf()

    def write(self, vals):
        sealed = SEALED & set(vals) or vals.get("state") == "draft"
        if sealed and not is_open(self):
            self._check_draft()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_only_draft(self):
        self._check_draft()

    # -- document ------------------------------------------------------------------

    def _get_report_ref(self):
        return "caetic_members.report_final_account_action"

    def _is_document_final(self, report_name):
        self.ensure_one()
        return self.state == "confirmed"

    def _get_document_title(self):
        self.ensure_one()
        return f"Solde {self.member_id.name} {self.date}"

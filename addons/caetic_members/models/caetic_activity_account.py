# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from decimal import Decimal

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.tools import SQL

from .. import engine

# No sale waits for its payment.
NONE = {"count": 0, "amount": 0.0, "late_count": 0}


class CaeticActivity(models.Model):
    """The account of an activity: what it can use, and why."""

    _inherit = "caetic.activity"

    available_amount = fields.Monetary(
        string="Available", compute="_compute_available_amount"
    )
    payable_amount = fields.Monetary(
        string="Available for pay", compute="_compute_available_amount"
    )
    receivable_amount = fields.Monetary(
        string="Unpaid (VAT incl.)", compute="_compute_receivable_amount"
    )
    sale_amount = fields.Monetary(
        string="Sales released", compute="_compute_available_amount"
    )
    cost_amount = fields.Monetary(string="Costs", compute="_compute_available_amount")
    transfer_amount = fields.Monetary(
        string="Internal transfers", compute="_compute_available_amount"
    )
    contribution_amount = fields.Monetary(
        string="Contribution", compute="_compute_available_amount"
    )
    fee_amount = fields.Monetary(
        string="Pooled fees", compute="_compute_available_amount"
    )
    pay_amount = fields.Monetary(string="Pay", compute="_compute_available_amount")
    provision_amount = fields.Monetary(
        string="Provisions", compute="_compute_available_amount"
    )
    opening_amount = fields.Monetary(
        string="Opening balance",
        compute="_compute_available_amount",
        help="Comes from the posted opening entry; this field only shows it.",
    )

    @api.depends(
        "scheme_id",
        "availability_policy",
        "reserve_floor",
        "reserve_months",
        "exemption_ids",
    )
    def _compute_available_amount(self):
        statements = self._origin._get_statements()
        for activity in self:
            statement = statements.get(activity._origin.id)
            lines = dict(statement.lines) if statement else {}
            activity.available_amount = statement.available if statement else 0
            activity.payable_amount = statement.payable if statement else 0
            for term in ("opening", "sale", "cost", "transfer", "pay", "provision"):
                activity[f"{term}_amount"] = lines.get(term, 0)
            for term in ("contribution", "fee"):
                activity[f"{term}_amount"] = sum(
                    amount for code, amount in lines.items() if code.startswith(term)
                )

    @api.depends()
    def _compute_receivable_amount(self):
        totals = self._origin._get_pending_totals()
        for activity in self:
            activity.receivable_amount = totals.get(activity._origin.id, NONE)["amount"]

    # -- statement ----------------------------------------------------------------

    def _get_statements(self, date=None, settle_floor=False):
        """Return the account of activities at a date, all in one call.

        :returns: ``{activity_id: engine.Statement}``
        :raises AccessError: when the user may not read one of the activities
        """
        self.check_access("read")
        reader = self.env["caetic.availability"]
        return reader._get_statements(self, date, settle_floor)

    def _get_statement(self, date=None):
        """Return the account of one activity at a date (today by default)."""
        self.ensure_one()
        return self._get_statements(date)[self.id]

    def _get_base(self, totals, margin_costs, lost=Decimal(0)):
        """Return the cumulated base of the contribution (R402, R405), in EUR.

        :param totals: ``{term: engine.Amounts}``
        :param margin_costs: costs deducted from a margin base, positive
        :param lost: written off for good, positive, where it leaves the base (R424)
        """
        self.ensure_one()
        transfer = totals["transfer"]
        cashed = self.availability_policy == "cashed"
        out = transfer.settled_out if cashed else transfer.full_out
        return engine.base_amount(
            self.scheme_id.base or "cashed",
            invoiced=totals["sale"].full,
            settled=totals["sale"].settled,
            transfers_in=transfer.settled - transfer.settled_out,
            transfers_out=-out,
            margin_costs=margin_costs,
            lost=lost,
            transfers_in_base=self.company_id.caetic_transfers_in_base,
        )

    def _get_pending_amount(self):
        """Pay and expenses asked for and not posted yet; other addons add theirs."""
        return Decimal(0)

    # -- months -------------------------------------------------------------------

    def _get_first_month(self):
        self.ensure_one()
        start = self.date_start
        return max(start, self.company_id.caetic_first_month or start).replace(day=1)

    def _get_months_present(self, date):
        """Months of the fiscal year begun with the activity, for the minimum."""
        self.ensure_one()
        year = self.company_id.compute_fiscalyear_dates(date)
        start = max(self._get_first_month(), year["date_from"])
        end = min(self.date_end or year["date_to"], year["date_to"])
        delta = relativedelta(end + relativedelta(days=1), start)
        return max(0, min(12, delta.years * 12 + delta.months + bool(delta.days)))

    def _is_last_month(self, date, year_end):
        """Tell whether the yearly minimum is settled on this day (R403)."""
        self.ensure_one()
        return date >= min(self.date_end or year_end, year_end)

    # -- what waits for the customer ----------------------------------------------

    def _get_pending_totals(self):
        """Number, amount (VAT included) and number of late ones of the unpaid sales.

        :returns: ``{activity_id: {"count", "amount", "late_count"}}``
        """
        self.check_access("read")
        today = fields.Date.context_today(self)
        sums = self.env["caetic.availability"]._read_pending(self, today)
        return {
            activity.id: dict(zip(NONE, sums[activity.id], strict=True))
            if activity.id in sums
            else NONE
            for activity in self
        }

    def _get_pending_documents(self, limit=None):
        """Unpaid sales of one activity, oldest due first: list of document dicts.

        Each dict has move, name, partner_name, amount_due (VAT included),
        amount_available (VAT excluded, still to be released), date_due, days_late.
        """
        self.ensure_one()
        self.check_access("read")
        today = fields.Date.context_today(self)
        reader = self.env["caetic.availability"]
        moves_sudo = reader._get_pending_moves_sudo(self, limit)
        groups = moves_sudo.env["account.move.line"]._read_group(
            [
                ("move_id", "in", moves_sudo.ids),
                ("caetic_activity_id", "=", self.id),
                ("caetic_term", "=", "sale"),
            ],
            ["move_id"],
            ["caetic_amount:sum", "caetic_settled:sum"],
        )
        sums = {move.id: (full, settled) for move, full, settled in groups}
        return [
            self._prepare_pending(move, *sums[move.id], today) for move in moves_sudo
        ]

    @api.model
    def _prepare_pending(self, move, full, settled, today):
        due = move.invoice_date_due
        rest = engine.to_decimal(full) - engine.to_decimal(settled)
        return {
            "move": move,
            "name": move.name,
            "partner_name": move.partner_id.name,
            "amount_due": move.amount_residual,
            "amount_available": rest,
            "date_due": due,
            "days_late": max(0, (today - due).days) if due else 0,
        }

    def _get_awaited_shares(self, limit=None):
        """Shares of others' invoices that wait for the customer: list of dicts.

        Each has name (of the invoice), from_name (who shares it), amount (EUR without
        VAT, still to be released), date_due, days_late. Due first comes first.
        """
        self.ensure_one()
        self.check_access("read")
        today = fields.Date.context_today(self)
        reader = self.env["caetic.availability"]
        items_sudo = reader._get_awaited_items_sudo(self, limit)
        transfers_sudo = items_sudo.env["caetic.transfer"].search(
            [("move_id", "in", items_sudo.move_id.ids)]
        )
        known = transfers_sudo.grouped("move_id")
        return [
            self._prepare_awaited(item, known.get(item.move_id), today)
            for item in items_sudo
        ]

    @api.model
    def _prepare_awaited(self, item, transfer, today):
        invoice = item.move_id.caetic_source_move_id
        due = invoice.invoice_date_due
        part = engine.Amounts(
            full=engine.to_decimal(item.caetic_amount),
            settled=engine.to_decimal(item.caetic_settled),
        )
        return {
            "name": invoice.name or item.name,
            "from_name": transfer.activity_from_id.name if transfer else "",
            "amount": part.awaited,
            "date_due": due,
            "days_late": max(0, (today - due).days) if due else 0,
        }

    def _has_logo_sudo(self):
        """Tell whether there is a picture; read as a field, its whole row would be."""
        # Whoever reads the activity may see that; the picture is asked for as the user.
        attachments_sudo = self.env["ir.attachment"].sudo()
        domain = [
            ("res_model", "=", self._name),
            ("res_field", "=", "logo"),
            ("res_id", "in", self.ids),
        ]
        return bool(attachments_sudo.search_count(domain, limit=1))

    def _get_todo(self):
        """Return what waits for the entrepreneur: list of title, url, level.

        Most sources have nothing, and each costs a search: one query tells which may.
        """
        self.ensure_one()
        sources = self._get_todo_sources()
        if not sources:
            return []
        probes = [
            SQL("SELECT %s WHERE EXISTS (%s)", place, probe)
            for place, (_read, probe) in enumerate(sources)
        ]
        self.env.flush_all()
        found = self.env.execute_query(SQL(" UNION ALL ").join(probes))
        asked = [sources[place][0] for place in sorted(place for (place,) in found)]
        return [todo for read in asked for todo in read()]

    def _get_todo_sources(self):
        """Return ``[(method, SQL)]``, in the order of the list; to extend.

        The SQL selects a row wherever the method may have something to tell. It may
        select too much, never too little: the method asks with the reader's rights.
        """
        return []

    # -- what a number is made of -------------------------------------------------

    def _get_term_domain(self, term):
        """Journal items behind a term of the account."""
        self.ensure_one()
        return [
            ("caetic_activity_id", "=", self.id),
            ("parent_state", "=", "posted"),
            ("caetic_term", "=", term),
            ("caetic_amount", "!=", 0),
        ]

    def _get_term_items(self, term, offset=0, limit=50):
        """Return ``(journal items in superuser mode, total count)`` of a term."""
        self.check_access("read")
        # Reading the activity is what allows reading the items of its account.
        lines_sudo = self.env["account.move.line"].sudo()
        domain = self._get_term_domain(term)
        items_sudo = lines_sudo.search(
            domain, offset=offset, limit=limit, order="date desc, id desc"
        )
        return items_sudo, lines_sudo.search_count(domain)

    def _get_month_summary(self, date=None):
        """What the month of a date has moved, EUR without VAT, costs positive.

        ``received`` and ``shared`` are shares of invoices whose customers have paid:
        of others' to the activity, and of its own to others.
        """
        self.ensure_one()
        date = date or fields.Date.context_today(self)
        start = date.replace(day=1)
        end = start + relativedelta(months=1, days=-1)
        self.check_access("read")
        # What is dated later this month is invoiced already, and not received yet.
        known = min(end, max(start, fields.Date.context_today(self)))
        sums = self.env["caetic.availability"]._read_month(self, start, end, known)
        return {
            "invoiced": sums["sale"][0],
            "settled": sums["sale"][1] + sums["released"][1],
            "received": sums["transfer_in"][1],
            "cost": -sums["cost"][0],
            "shared": -sums["transfer_out"][1],
            "contribution": -sums["contribution"][0],
            "pay": -sums["pay"][0],
        }

    # -- staff ----------------------------------------------------------------------

    def action_open_term(self):
        """Open the journal items behind the term given in the context."""
        self.ensure_one()
        term = self.env.context.get("caetic_term", "sale")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "caetic_members.account_move_line_action_activity"
        )
        return {**action, "domain": self._get_term_domain(term), "context": {}}

    def action_open_receivable(self):
        """Open the unpaid invoices of the activity."""
        self.ensure_one()
        moves = [row["move"].id for row in self._get_pending_documents()]
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "account.action_move_out_invoice_type"
        )
        return {**action, "domain": [("id", "in", moves)], "context": {}}

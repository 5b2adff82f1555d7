# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import Command, fields, models
from odoo.exceptions import AccessError, LockError, UserError

from odoo.addons.caetic_members.engine import RATE, to_decimal

from .. import engine

APPROVERS = (
    "caetic_members.caetic_members_group_coordinator,"
    "caetic_members.caetic_members_group_accountant"
)
WAITING = ("to_sort", "submitted")


class AccountMove(models.Model):
    """What staff do with suppliers' bills: give to activities, approve, send back."""

    _inherit = "account.move"

    def _caetic_check_sorter(self, states=WAITING):
        """Refuse whoever does not sort bills, and bills that are not there any more.

        :raises AccessError: for who is neither coordinator nor accountant
        :raises UserError: when a bill is in another state, or in somebody's hands
        """
        if not self.env.su and not self.env.user.has_groups(APPROVERS):
            raise AccessError(
                self.env._("Only coordinators and accountants sort suppliers' bills.")
            )
        self.check_access("read")
        try:
            self.lock_for_update(allow_referencing=True)
        except LockError as error:
            raise UserError(
                self.env._("Somebody else is sorting these bills just now.")
            ) from error
        if any(
            m.state != "draft" or m.caetic_purchase_state not in states for m in self
        ):
            raise UserError(self.env._("Only bills that wait are sorted or approved."))

    def _caetic_get_bill_lines(self):
        """Lines that buy something: sections, notes, taxes and debt left out."""
        return self.invoice_line_ids.filtered(
            lambda line: line.display_type == "product"
        )

    # -- to whom ----------------------------------------------------------------------

    def action_caetic_route(self):
        """Open the wizard that gives the bills to activities."""
        self._caetic_check_sorter()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Give to an activity"),
            "res_model": "caetic.purchase.route",
            "view_mode": "form",
            "target": "new",
            "context": {"default_move_ids": self.ids},
        }

    def action_caetic_route_proposed(self):
        """Give each bill to the activity that is proposed for it."""
        self._caetic_check_sorter()
        if self.filtered(lambda move: not move.caetic_proposed_activity_id):
            raise UserError(self.env._("No activity is proposed for some bills."))
        for move in self:
            move._caetic_assign(
                [engine.Share(move.caetic_proposed_activity_id.id, to_decimal(100))]
            )
        return True

    def _caetic_assign(self, shares, product=None, ask=False):
        """Give the lines of a draft bill to activities, cut to the cent.

        :param shares: list of engine.Share, whose ``line`` is a line of the bill
        :param product: kind of purchase that gives account and tax, or nothing
        :param ask: ask the activities whether they agree before it is posted
        :raises UserError: when the shares are not whole
        """
        self.ensure_one()
        self._caetic_check_sorter()
        # Coordinators sort bills without a right on the ledger.
        bill_sudo = self.sudo()
        known = bill_sudo.caetic_part_ids
        bill_sudo._caetic_cut_lines(shares, product)
        bill_sudo._caetic_sync_parts()
        bill_sudo.caetic_purchase_state = "submitted"
        if ask:
            bill_sudo.caetic_part_ids._ask()
        else:
            (bill_sudo.caetic_part_ids - known)._tell()

    def _caetic_cut_lines(self, shares, product=None):
        """Cut the lines between activities; VAT stays as the supplier has it."""
        lines = self._caetic_get_bill_lines()
        if not lines:
            raise UserError(self.env._("Type the amounts of the bill first."))
        amounts = {line.id: line._caetic_get_price(product) for line in lines}
        try:
            parts = engine.split(amounts, shares)
        except engine.SplitError as error:
            raise UserError(self._caetic_get_split_message(error)) from error
        vat = self._caetic_get_vat()
        self.invoice_line_ids = lines._caetic_prepare_parts(parts, product)
        self._caetic_set_vat(vat)

    def _caetic_get_split_message(self, error):
        lines = self.invoice_line_ids.filtered(lambda line: line.id == error.line)
        messages = {
            "twice": self.env._("An activity is twice in the list."),
            "not_whole": self.env._("The shares must add up to 100 %."),
            "no_share": self.env._("Some lines are given to nobody."),
        }
        message = messages[error.code]
        # What line is meant, for whoever sorts the bill.
        return f"{lines.name}: {message}" if lines.name else message

    def _caetic_sync_parts(self):
        """Keep one part for each activity of the lines, with its answer."""
        for move in self:
            parts = move.caetic_part_ids
            owners = move._caetic_get_bill_lines().caetic_activity_id
            gone = parts.filtered(lambda part, now=owners: part.activity_id not in now)
            move.caetic_part_ids = [
                *(Command.delete(part.id) for part in gone),
                *(
                    Command.create({"activity_id": activity.id})
                    for activity in owners - parts.activity_id
                ),
            ]

    # -- VAT as the supplier has it ---------------------------------------------------

    def _caetic_get_vat(self):
        """Return ``{rate in %: VAT in document currency}`` of the bill."""
        self.ensure_one()
        totals = {}
        sign = -1 if self.move_type == "in_refund" else 1
        for line in self.line_ids.filtered("tax_line_id"):
            rate = to_decimal(line.tax_line_id.amount, RATE)
            amount = to_decimal(sign * line.amount_currency)
            totals[rate] = totals.get(rate, 0) + amount
        return totals

    def _caetic_set_vat(self, totals):
        """Make the VAT of each rate what the supplier wrote, to the cent.

        :param totals: ``{rate in %: Decimal}``; rates left out are not touched
        """
        self.ensure_one()
        sign = -1 if self.move_type == "in_refund" else 1
        gaps = {
            rate: total - self._caetic_get_vat().get(rate, 0)
            for rate, total in totals.items()
        }
        with self._get_edi_creation() as move:
            for line in move.line_ids.filtered("tax_line_id"):
                gap = gaps.pop(to_decimal(line.tax_line_id.amount, RATE), 0)
                if gap:
                    line.amount_currency += sign * float(gap)

    # -- approval ---------------------------------------------------------------------

    def action_caetic_purchase_approve(self):
        """Post the bills, in the order they came."""
        self._caetic_check_sorter(("submitted",))
        for move in self:
            move._caetic_check_ready()
        ordered = self.sorted(lambda m: (m.caetic_purchase_date or m.create_date, m.id))
        # Approving is the coordinator's; writing the ledger is not a right of theirs.
        moves_sudo = ordered.sudo()
        moves_sudo._post(soft=False)
        return True

    def _caetic_check_ready(self):
        """Refuse a bill that an activity has not agreed to, or that is not whole.

        :raises UserError: naming the bill and what is missing
        """
        self.ensure_one()
        codes = self._caetic_get_codes()
        texts = self._caetic_purchase_texts()
        stops = ("contested", "asked", "no_supplier", "no_amount", "no_activity")
        missing = [texts[code] for code in (*stops, "no_date") if code in codes]
        if missing:
            raise UserError(
                self.env._(
                    "%(supplier)s, %(reference)s: %(missing)s",
                    supplier=self.partner_id.name or "?",
                    reference=self.ref or "?",
                    missing=" ".join(missing),
                )
            )

    def action_caetic_purchase_refuse(self):
        """Ask for the reason in a small wizard."""
        self._caetic_check_sorter()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Send back"),
            "res_model": "caetic.purchase.refuse",
            "view_mode": "form",
            "target": "new",
            "context": {"default_move_ids": self.ids},
        }

    def _caetic_purchase_refuse(self, reason):
        """Give the bill back to who sent it, or throw it away where nobody did."""
        self._caetic_check_sorter()
        # Same as approving: no right on the ledger is needed to say no.
        moves_sudo = self.sudo()
        moves_sudo.caetic_purchase_refusal = reason
        typed = moves_sudo.filtered(lambda m: m.caetic_purchase_origin == "portal")
        typed.caetic_purchase_state = "refused"
        (moves_sudo - typed).button_cancel()

    # -- posting ----------------------------------------------------------------------

    def _post(self, soft=True):
        bills = self.filtered("caetic_purchase_state")
        bills._caetic_sync_parts()
        posted = super()._post(soft=soft)
        done = posted & bills
        done.caetic_purchase_state = "approved"
        done._caetic_settle_advances()
        return posted

    def button_draft(self):
        """Take the entry of the advance back with its bill."""
        bills = self.filtered(lambda m: m.caetic_purchase_state == "approved")
        entries = bills.caetic_settlement_id
        entries.line_ids.remove_move_reconcile()
        result = super().button_draft()
        if entries:
            entries.button_draft()
            entries.button_cancel()
        bills.write(
            {"caetic_purchase_state": "submitted", "caetic_settlement_id": False}
        )
        return result

    def _caetic_settle_advances(self):
        """Owe to the person what the person has paid to the supplier.

        The supplier's account is settled by an entry against the member's (4251), which
        Odoo's payments then pay like any debt. Class 4 alone: no activity is charged.
        """
        advanced = self.filtered(
            lambda m: m.caetic_advanced_by_id and not m.caetic_settlement_id
        )
        if not advanced:
            return
        debts = {move: move._caetic_get_debts() for move in advanced}
        entries = self.create(
            [move._caetic_prepare_settlement(lines) for move, lines in debts.items()]
        )
        entries._post(soft=False)
        for (move, lines), entry in zip(debts.items(), entries, strict=True):
            move.caetic_settlement_id = entry
            paid = entry.line_ids.filtered(
                lambda line, accounts=lines.account_id: line.account_id in accounts
            )
            (lines + paid).filtered(lambda line: not line.reconciled).reconcile()

    def _caetic_get_debts(self):
        """Items that owe the supplier, one for each due date."""
        return self.line_ids.filtered(
            lambda line: line.account_id.account_type == "liability_payable"
        )

    def _caetic_prepare_settlement(self, debts):
        self.ensure_one()
        chart = self.env["account.chart.template"].with_company(self.company_id)
        account = chart.ref("caetic_advance", False)
        if not account:
            raise UserError(self.env._("The account of advances (4251) is missing."))
        person = self.caetic_advanced_by_id.partner_id
        label = self._caetic_get_advance_label()
        lines = [
            {"account_id": debt.account_id.id, "balance": -debt.balance}
            | {"partner_id": debt.partner_id.id, "name": label}
            for debt in debts
        ]
        owed = {"account_id": account.id, "balance": sum(debts.mapped("balance"))}
        lines.append({**owed, "partner_id": person.id, "name": label})
        return {
            "move_type": "entry",
            "date": self.date or fields.Date.context_today(self),
            "ref": label,
            "journal_id": self._caetic_get_advance_journal().id,
            "caetic_term": "none",
            "line_ids": [Command.create(line) for line in lines],
        }

    def _caetic_get_advance_label(self):
        return self.env._(
            "%(supplier)s, %(reference)s, advanced by %(person)s",
            supplier=self.partner_id.name,
            reference=self.ref or self.name,
            person=self.caetic_advanced_by_id.partner_id.name,
        )

    def _caetic_get_advance_journal(self):
        journals = self.env["account.journal"].search(
            [("type", "=", "general"), ("company_id", "=", self.company_id.id)],
            order="sequence, id",
            limit=1,
        )
        if not journals:
            raise UserError(
                self.env._("A journal of miscellaneous entries is missing.")
            )
        return journals

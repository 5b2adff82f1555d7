# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools.misc import formatLang

from ..engine import (
    Change,
    EngineError,
    Holding,
    ShareRequest,
    above_floor,
    apply_change,
    entry_items,
    reimbursement_due,
    replay,
    share_change,
)
from ..engine import to_decimal as exact
from .caetic_share_move import DECIDED, MONEY

# Money: who keeps the accounts. Parts: who keeps the register, too.
KEEPERS = (
    "caetic_members.caetic_members_group_accountant,"
    "caetic_members.caetic_members_group_coordinator"
)
CASHIERS = "caetic_members.caetic_members_group_accountant"


class CaeticShareMovePosting(models.Model):
    """Posting of movements: register and ledger written together, then sealed."""

    _inherit = "caetic.share.move"

    def action_post(self):
        """Number the drafts, write them in the register and in the ledger."""
        self._check_keeper()
        self.check_access("read")
        # Whoever keeps the register has its entries written, and no choice in them.
        for move_sudo in self.sudo().sorted(lambda move: (move.date, move.id)):
            move_sudo._check_can_post()
            move_sudo._post_sudo()

    def _check_keeper(self):
        kinds = set(self.mapped("kind"))
        groups = CASHIERS if kinds & set(MONEY) else KEEPERS
        if not self.env.su and not self.env.user.has_groups(groups):
            raise AccessError(
                self.env._("Only who keeps the register posts this movement.")
            )

    def _check_can_post(self):
        self.ensure_one()
        if self.state != "draft":
            raise UserError(self.env._("This movement is already posted."))
        if self.date > fields.Date.context_today(self):
            raise UserError(self.env._("A movement is posted on its day, not before."))
        if self.kind == "transfer_in":
            raise UserError(
                self.env._("Write the transfer on the side of who gives the parts.")
            )
        if self.kind in DECIDED and not (self.decision_body and self.decision_date):
            raise UserError(
                self.env._("Say who decided this movement, and on which day.")
            )
        if self.kind in DECIDED and self.decision_date > self.date:
            raise UserError(
                self.env._("This movement comes before the decision that allows it.")
            )

    def _post_sudo(self):
        """Write one draft in the register and in the ledger (caller checked rights)."""
        self.ensure_one()
        # The caller has checked who posts; nobody has a choice in what is written.
        move_sudo = self.sudo()
        associate_sudo = move_sudo._find_associate_sudo(move_sudo.partner_id)
        change = move_sudo._get_change(associate_sudo)
        move_sudo._check_floor(change)
        sides = [(move_sudo, associate_sudo, change)]
        if move_sudo.kind == "transfer_out":
            sides.append(move_sudo._prepare_pair_sudo())
        move_sudo._write_sides_sudo(sides)

    def _find_associate_sudo(self, partner):
        """Return the open line of a person; who comes in gets a new one."""
        if self.kind == "reimbursement":
            # Whoever has left is reimbursed on the line that they left.
            return self.origin_id.associate_id
        associates_sudo = self.env["caetic.associate"].sudo()
        found = associates_sudo._find(partner, self.company_id)
        if found:
            return found
        if self.kind not in ("subscription", "transfer_in"):
            raise UserError(
                self.env._("%(person)s holds no part.", person=partner.name)
            )
        return associates_sudo.create(
            {"partner_id": partner.id, "company_id": self.company_id.id}
        )

    def _get_holding(self, associate):
        """Return what a line holds of this kind of parts, from its posted moves."""
        moves = associate._get_counted_moves()
        same = moves.filtered(lambda move: move.type_id == self.type_id)
        if same and self.date < same[-1].date:
            raise UserError(
                self.env._(
                    "The last movement of this person is dated %(date)s: the register "
                    "is kept in order.",
                    date=same[-1].date,
                )
            )
        return replay(move._to_engine() for move in same)

    def _to_engine(self):
        """Return the change of a posted move as a value of the engine."""
        return Change(
            self.parts_change,
            exact(self.value_change),
            exact(self.released_change),
            exact(self.payable_change),
        )

    def _get_change(self, associate):
        """Return what this draft changes.

        :raises UserError: what the engine refuses, in words
        """
        self.ensure_one()
        holding = self._get_holding(associate)
        if self.kind == "reimbursement":
            holding = self._get_holding_of_request(holding)
        request = ShareRequest(
            self.kind,
            self.quantity,
            exact(self.amount),
            exact(self.type_id.nominal),
            exact(self.loss),
        )
        try:
            return share_change(holding, request)
        except EngineError as error:
            raise UserError(self._get_share_error(error)) from error

    def _get_holding_of_request(self, holding):
        """Reimburse a request, never more than what is left of it."""
        origin = self.origin_id
        if origin.partner_id != self.partner_id or origin.state != "posted":
            raise UserError(self.env._("Say which request is reimbursed."))
        left = min(holding.payable, exact(origin.amount_left))
        return Holding(holding.parts, holding.value, holding.released, left)

    def _check_floor(self, change):
        """Refuse a withdrawal below the floor (R128); the draft stays as it is."""
        company = self.company_id
        [[value]] = self.env["caetic.associate"]._read_group(
            [("company_id", "=", company.id)], [], ["value:sum"]
        )
        capital, floor = exact(value), company._get_capital_floor(self.date)
        if self.kind != "withdrawal" or above_floor(capital, change, floor):
            return
        raise UserError(
            self.env._(
                "The capital would fall to %(left)s EUR, below the floor of %(floor)s "
                "EUR (articles of association, loi 47-1775 art. 13, C. com. "
                "L224-2). The request stays a draft: lower the number of parts, or "
                "wait until others subscribe.",
                left=formatLang(self.env, float(capital + change.value)),
                floor=formatLang(self.env, float(floor)),
            )
        )

    def _prepare_pair_sudo(self):
        """Make the side of who receives parts: same day, same decision."""
        pair = self.create(
            {
                "kind": "transfer_in",
                "date": self.date,
                "partner_id": self.to_partner_id.id,
                "type_id": self.type_id.id,
                "quantity": self.quantity,
                "decision_body": self.decision_body,
                "decision_date": self.decision_date,
                "company_id": self.company_id.id,
                "pair_id": self.id,
            }
        )
        self.pair_id = pair
        associate_sudo = pair._find_associate_sudo(pair.partner_id)
        return pair, associate_sudo, pair._get_change(associate_sudo)

    def _write_sides_sudo(self, sides):
        """Number and seal the rows of one movement, with their common entry.

        :param sides: (row, line of the register, change of the engine)
        """
        for row, _associate, _change in sides:
            # One number at a time: the series has no gap.
            row._set_next_sequence()
        entry = self.env["account.move"].create(self._prepare_entry(sides))
        for row, associate, change in sides:
            row.write(
                {
                    "state": "posted",
                    "associate_id": associate.id,
                    "move_id": entry.id,
                    "nominal": row.type_id.nominal,
                    **row._prepare_change(change),
                }
            )
            associate.member_id = row.member_id or associate.member_id
            if associate.name == "/":
                associate._set_next_sequence()
        entry._post(soft=False)

    def _prepare_change(self, change):
        values = {
            "parts_change": change.parts,
            "value_change": float(change.value),
            "released_change": float(change.released),
            "payable_change": float(change.payable),
        }
        if self.kind == "withdrawal" and not self.reverses_id:
            months = self.type_id.delay_months
            values["date_due"] = reimbursement_due(self.date, months)
            values["loss"] = float(change.loss)
        return values

    # -- ledger ---------------------------------------------------------------------

    def _prepare_entry(self, sides):
        """Entry of the journal of capital, written from the same changes."""
        self.ensure_one()
        company = self.company_id
        items = [
            item
            for row, _associate, change in sides
            for item in row._prepare_items(change)
        ]
        return {
            "move_type": "entry",
            "journal_id": company.caetic_share_journal_id.id,
            "company_id": company.id,
            "date": self.date,
            "ref": f"{self.name} {self._get_kind_label()}",
            "reversed_entry_id": self.reverses_id.move_id.id,
            # Capital is the cooperative's: no activity's account moves (design 5).
            "caetic_term": "none",
            "line_ids": [(0, 0, item) for item in items],
        }

    def _prepare_items(self, change):
        accounts = self.type_id._get_accounts()
        accounts["cash"] = self._get_cash_account()
        items = entry_items(change)
        if self.kind in ("transfer_out", "transfer_in"):
            # Paid between persons: the two sides balance each other.
            items.pop("cash")
        return [
            {
                "account_id": accounts[role].id,
                "partner_id": self.partner_id.id,
                "name": f"{self.name} {self._get_kind_label()}",
                "balance": float(balance),
            }
            for role, balance in items.items()
        ]

    def _get_kind_label(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        return kinds[self.kind]

    def _get_cash_account(self):
        """Account of the money: to be matched with the bank, or held back from pay."""
        company = self.company_id
        if self.payment_method == "pay" and self.kind == "release":
            return (
                self.retention_account_id or company.caetic_share_retention_account_id
            )
        if self.kind == "reimbursement":
            return company.caetic_disbursement_account_id
        return company.caetic_receipt_account_id

    # -- reversal -------------------------------------------------------------------

    def action_reverse(self):
        """Open the form that reverses a posted movement: day and reason."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Reverse"),
            "res_model": "caetic.share.reverse.wizard",
            "view_mode": "form",
            "target": "new",
            "context": {"default_share_move_id": self.id},
        }

    def _reverse(self, date, reason):
        """Undo a posted movement by another one; both stay in the register.

        :param date: day of the reversal
        :param str reason: why, kept on the reversal
        :returns: the reversal
        :raises UserError: later movements rest on this one
        """
        self.ensure_one()
        self._check_keeper()
        self.check_access("read")
        if self.state != "posted" or self.reverses_id:
            raise UserError(self.env._("Only a posted movement is reversed."))
        if date > fields.Date.context_today(self):
            raise UserError(self.env._("A movement is posted on its day, not before."))
        # The register is closed to hands: only posting and reversing write it.
        rows_sudo = self.sudo() | self.sudo().pair_id
        sides = [row._prepare_reversal_sudo(date, reason) for row in rows_sudo]
        first = sides[0][0]
        first._write_sides_sudo(sides)
        rows_sudo.write({"state": "cancelled"})
        return first.with_env(self.env)

    def _prepare_reversal_sudo(self, date, reason):
        [values] = self.copy_data(
            {"date": date, "note": reason, "reverses_id": self.id, "loss": 0}
        )
        reversal = self.create({**values, "origin_id": self.origin_id.id})
        change = self._to_engine().reversed()
        holding = reversal._get_holding(self.associate_id)
        try:
            apply_change(holding, change)
            self._check_request_untouched()
        except EngineError as error:
            raise UserError(
                self.env._(
                    "Later movements rest on %(number)s: reverse them first.",
                    number=self.name,
                )
            ) from error
        return reversal, self.associate_id, change

    def _check_request_untouched(self):
        """A request that is reimbursed, if only in part, stands."""
        left, whole = exact(self.amount_left), exact(self.payable_change)
        if self.kind == "withdrawal" and left != whole:
            raise EngineError("over_reimbursed", payable=left)

    # -- what the engine refuses, in words ------------------------------------------

    def _get_share_error(self, error):
        params = error.params
        person = self.partner_id.name
        if error.code == "not_positive":
            return self.env._("Give a number of parts, or an amount, above zero.")
        if error.code == "parts_missing":
            return self.env._(
                "%(person)s holds %(held)s parts only.",
                person=person,
                held=params["held"],
            )
        if error.code == "over_released":
            return self.env._(
                "%(person)s has only %(amount)s EUR still to pay.",
                person=person,
                amount=params["remaining"],
            )
        if error.code == "parts_unpaid":
            return self.env._("Only parts that are paid are transferred.")
        if error.code == "loss_too_high":
            return self.env._("Losses cannot exceed what was paid of the parts.")
        return self.env._(
            "Only %(amount)s EUR are left to reimburse.", amount=params["payable"]
        )

    # -- door of the payroll addon --------------------------------------------------

    def _release_by_retention_sudo(self, member, amount, date, account=None, ref=None):
        """Post a payment of parts held back from pay; to call with the payslip.

        :param member: caetic.member whose pay is reduced
        :param amount: EUR, at most what the person has still to pay
        :param date: day of the payslip, be it the last day of a month that still runs
        :param account: general account of the retention; the company's by default
        :param str ref: what to quote, for instance the number of the payslip
        :returns: the posted caetic.share.move
        :raises UserError: nothing, or less, is left to pay
        """
        # Payroll officers have no right on the register: the pay is their right.
        moves_sudo = self.sudo()
        move_sudo = moves_sudo.create(
            {
                **moves_sudo._prepare_retention(member),
                "date": date,
                "amount": amount,
                "retention_account_id": account.id if account else False,
                "note": ref,
            }
        )
        move_sudo._post_sudo()
        return move_sudo

    def _prepare_retention(self, member):
        company = member.company_id
        line = self.env["caetic.associate"]._find(member.partner_id, company)
        kind = line.type_id or self.with_company(company)._default_type_id()
        return {
            "kind": "release",
            "member_id": member.id,
            "type_id": kind.id,
            "payment_method": "pay",
            "company_id": company.id,
        }

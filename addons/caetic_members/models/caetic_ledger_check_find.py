# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import defaultdict
from decimal import Decimal

from odoo import api, models

from .. import engine
from .caetic_ledger_check import SHOWN

ZERO = Decimal(0)
RESULT = ("account_id.internal_group", "in", ("income", "expense"))
BANK = "5%"
KINDS = ("contribution", "fee")


class CaeticLedgerCheck(models.Model):
    """How each invariant is read from the ledger."""

    _inherit = "caetic.ledger.check"

    @api.model
    def _find(self, company):
        """Return ``{code: (EUR astray, records to look at)}``; to extend."""
        return {
            "result": self._find_result(company),
            "bank": self._find_bank(company),
            "transfers": self._find_transfers(company),
            "charges": self._find_charges(company),
            "months": self._find_months(company),
            "explained": self._find_explained(company),
        }

    def _get_posted(self, company, *more):
        return [("company_id", "=", company.id), ("parent_state", "=", "posted"), *more]

    def _sum_by(self, domain, key):
        groups = self.env["account.move.line"]._read_group(
            domain, [key], ["balance:sum"]
        )
        return {record: engine.to_decimal(amount) for record, amount in groups}

    def _find_result(self, company):
        """Per account of income and expense: activities and structure, the ledger."""
        ledger = self._sum_by(self._get_posted(company, RESULT), "account_id")
        column = company.caetic_structure_account_id.plan_id._column_name()
        groups = self.env["account.analytic.line"]._read_group(
            [
                ("company_id", "=", company.id),
                (column, "!=", False),
                ("move_line_id.parent_state", "=", "posted"),
                ("general_account_id.internal_group", "in", ("income", "expense")),
            ],
            ["general_account_id"],
            ["amount:sum"],
        )
        parts = {account: -engine.to_decimal(amount) for account, amount in groups}
        astray = {
            account: engine.conserved([parts.get(account, ZERO)], amount)
            for account, amount in ledger.items()
        }
        broken = [account.id for account, amount in astray.items() if amount]
        items = self.env["account.move.line"].search(
            self._get_posted(
                company,
                ("account_id", "in", broken),
                ("caetic_analytic_id", "=", False),
            ),
            limit=SHOWN,
        )
        return _total(astray), items

    def _find_bank(self, company):
        """Per account of the bank book: parts of activities and structure (R120)."""
        items = self._get_posted(company, ("account_id.code", "=like", BANK))
        ledger = self._sum_by(items, "account_id")
        parts = self._get_bank_parts(company, "general_account_id")
        astray = {
            account: engine.conserved(
                [parts.get(account, ZERO)], ledger.get(account, ZERO)
            )
            for account in {**ledger, **parts}
        }
        if not any(astray.values()):
            return ZERO, self.env["account.move"]
        booked = self._sum_by(items, "move_id")
        stated = self._get_bank_parts(company, "move_line_id.move_id")
        for move, amount in self._get_bank_parts(company, "caetic_move_id").items():
            stated[move] = stated.get(move, ZERO) + amount
        moves = self.env["account.move"].union(*booked, *stated)
        return _total(astray), moves.filtered(
            lambda move: stated.get(move, ZERO) != booked.get(move, ZERO)
        )

    def _get_bank_parts(self, company, key):
        """Sum the parts of bank accounts by a field of analytic lines: EUR, debit."""
        column = company.caetic_structure_account_id.plan_id._column_name()
        groups = self.env["account.analytic.line"]._read_group(
            [
                ("company_id", "=", company.id),
                (column, "!=", False),
                ("general_account_id.code", "=like", BANK),
            ],
            [key.split(".")[0]],
            ["amount:sum"],
        )
        sums = {}
        for record, amount in groups:
            owner = record.move_id if key == "move_line_id.move_id" else record
            if owner:
                sums[owner] = sums.get(owner, ZERO) - engine.to_decimal(amount)
        return sums

    def _find_transfers(self, company):
        domain = self._get_posted(company, ("caetic_term", "=", "transfer"))
        sums = self._sum_by(domain, "account_id")
        astray = {key: engine.conserved([amount], ZERO) for key, amount in sums.items()}
        broken = [account.id for account, amount in astray.items() if amount]
        items = self.env["account.move.line"].search(
            [*domain, ("account_id", "in", broken)], limit=SHOWN
        )
        return _total(astray), items

    def _find_charges(self, company):
        """Per entry of a close: due on its line, the activity's, the cooperative's.

        The cooperative's are its structure's and those of its funds (R429).
        """
        moves = self.env["account.move"].search_fetch(
            [
                ("company_id", "=", company.id),
                ("caetic_closing_line_id", "!=", False),
                ("state", "=", "posted"),
            ],
            ["caetic_closing_line_id", "caetic_term"],
        )
        of_closes = ("move_id", "in", moves.ids)
        own = self._get_posted(company, of_closes, ("caetic_activity_id", "!=", False))
        income = self._get_posted(
            company,
            of_closes,
            ("caetic_activity_id", "=", False),
            ("caetic_analytic_id", "!=", False),
        )
        charged, received = (
            self._sum_by(own, "move_id"),
            self._sum_by(income, "move_id"),
        )
        due = defaultdict(lambda: ZERO)
        for line in self._get_lines(company, [f"{kind}_due" for kind in KINDS]):
            for kind in KINDS:
                due[line.id, kind] = engine.to_decimal(line[f"{kind}_due"])
        astray = {}
        for move in moves:
            asked = due.pop((move.caetic_closing_line_id.id, move.caetic_term), ZERO)
            taken = charged.get(move, ZERO)
            astray[move] = abs(taken - asked) + abs(
                engine.conserved([taken, received.get(move, ZERO)], ZERO)
            )
        unposted = sum(map(abs, due.values()), ZERO)
        broken = moves.filtered(lambda move: astray[move])
        return _total(astray) + unposted, broken

    def _find_months(self, company):
        names = ["activity_id", "date", "balance_start", "balance_end", *engine.TERMS]
        astray, before = {}, {}
        for line in self._get_lines(company, names):
            amounts = {name: engine.to_decimal(line[name]) for name in names[2:]}
            movement = sum((amounts[term] for term in engine.TERMS), ZERO)
            start, end = amounts["balance_start"], amounts["balance_end"]
            last = before.get(line.activity_id, start)
            astray[line] = abs(engine.closes(start, movement, end)) + abs(
                engine.closes(last, ZERO, start)
            )
            before[line.activity_id] = end
        return _total(astray), _keep(astray, self.env["caetic.closing.line"])

    def _find_explained(self, company):
        names = ["contribution_due", "explanation", "fee_due", "fee_explanation"]
        astray = {}
        for line in self._get_lines(company, names):
            astray[line] = sum(
                (
                    abs(_explain(line[f"{prefix}explanation"], line[f"{kind}_due"]))
                    for prefix, kind in (("", "contribution"), ("fee_", "fee"))
                    # Months closed before fees had steps of their own have none.
                    if line[f"{prefix}explanation"] is not False
                ),
                ZERO,
            )
        return _total(astray), _keep(astray, self.env["caetic.closing.line"])

    def _get_lines(self, company, names):
        """Posted months of activities, oldest first."""
        return self.env["caetic.closing.line"].search_fetch(
            [("company_id", "=", company.id), ("state", "=", "posted")],
            names,
            order="activity_id, date",
        )


def _explain(steps, total):
    amounts = (Decimal(step["amount"]) for step in steps or ())
    return engine.conserved(amounts, engine.to_decimal(total))


def _total(astray):
    return sum(map(abs, astray.values()), ZERO)


def _keep(astray, records):
    return records.union(*(record for record, amount in astray.items() if amount))

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from decimal import Decimal

from odoo import Command, fields, models
from odoo.exceptions import UserError

from odoo.addons.caetic_members.engine import allocate, to_decimal

from .. import engine

ZERO = Decimal(0)
# Line of the French VAT return (CA3): other VAT that is deducted.
OTHER_DEDUCTED = "21"


class CaeticDoubtfulDebt(models.Model):
    """Entries of doubtful debts: 6817/491, 416/411, 491/7817, 654."""

    _inherit = "caetic.doubtful.debt"

    def _get_account(self, *codes):
        """The first account whose code begins with one of these, in order."""
        accounts = self.env["account.account"]
        return accounts._caetic_find(self.company_id, *codes)

    def _get_journal(self):
        journal = self.env["account.journal"].search(
            [("type", "=", "general"), ("company_id", "=", self.company_id.id)],
            order="sequence, id",
            limit=1,
        )
        if not journal:
            raise UserError(
                self.env._("A journal of miscellaneous entries is missing.")
            )
        return journal

    def _get_parts(self):
        """Amounts of the document: what it sold by owner, and its VAT by line.

        :returns: ``{analytic account or tax item: Decimal}``, they add up to the total
        """
        parts = {}
        for line in self.move_id.line_ids:
            if line.display_type == "product":
                key = line.caetic_analytic_id
            elif line.display_type in ("tax", "rounding"):
                key = line
            else:
                continue
            parts[key] = parts.get(key, ZERO) - to_decimal(line.balance)
        return {key: amount for key, amount in parts.items() if amount}

    def _split_left(self, left):
        """Cut what is left between owners and VAT lines, to the cent."""
        return allocate(left, self._get_parts())

    def _adjust(self):
        """Bring provision and reclassification to what is left today (R424)."""
        for debt in self:
            left = max(ZERO, debt._get_left())
            parts = debt._split_left(left)
            wanted = {
                key: amount
                for key, amount in parts.items()
                if key._name == "account.analytic.account"
            }
            debt._post_provision(wanted)
            debt._post_reclass(left)
            if not left and debt.state == "provided":
                debt.state = "released"

    def _post_provision(self, wanted):
        """Dr 6817 / Cr 491 for more, Dr 491 / Cr 7817 for less, by owner."""
        provided = self._get_provided()
        items = []
        for owner in {**wanted, **provided}:
            change = wanted.get(owner, ZERO) - provided.get(owner, ZERO)
            if change:
                codes = ("68174", "6817") if change > 0 else ("78174", "7817")
                account = self._get_account(*codes)
                items.append((account, change, {str(owner.id): 100}))
        if items:
            whole = sum((change for _account, change, _owner in items), ZERO)
            items.append((self._get_account("491"), -whole, False))
            self._post_entry(items, "provision")

    def _post_reclass(self, left):
        """Move the debt to 416, or back to 411: neither pays anything."""
        doubtful = self._get_account("416")
        moved = self.entry_ids.line_ids.filtered(
            lambda line: line.parent_state == "posted" and line.account_id == doubtful
        )
        change = left - to_decimal(sum(moved.mapped("balance")))
        if not change:
            return
        customer = self._get_term_lines()[:1].account_id
        entry = self._post_entry(
            [(doubtful, change, False), (customer, -change, False)],
            "none",
            caetic_reclass_debt_id=self.id,
        )
        if change < 0:
            entries = self.entry_ids.filtered("caetic_reclass_debt_id")
            open_lines = (entries | entry).line_ids.filtered(
                lambda line: line.account_id == customer and not line.reconciled
            )
            open_lines.reconcile()

    def _get_term_lines(self):
        return self.move_id.line_ids.filtered(
            lambda line: line.display_type == "payment_term"
        )

    def _post_loss(self):
        """Dr 654 and VAT / Cr 411 for what is left, set against the document.

        Of a service the VAT was not due yet: setting the entry against the document
        makes Odoo charge it and this entry takes it back, so that nothing is owed
        (R425): its lines of the VAT return are those of the charge. Of goods, and on
        debits, it takes back the VAT that was paid (CGI art. 272-1), which the return
        has on line 21.
        """
        left = self._get_left()
        if left <= 0:
            raise UserError(self.env._("This invoice is settled."))
        customer = self._get_term_lines()[:1].account_id
        items = [
            self._prepare_loss(key, amount)
            for key, amount in self._split_left(left).items()
            if amount
        ]
        items += self._prepare_lost_bases(left)
        items.append((customer, -left, False))
        entry = self._post_entry(items, "cost")
        lines = self._get_term_lines() | entry.line_ids.filtered(
            lambda line: line.account_id == customer
        )
        lines.filtered(lambda line: not line.reconciled).reconcile()

    def _prepare_loss(self, key, amount):
        if key._name == "account.analytic.account":
            today = fields.Date.context_today(self)
            year = self.company_id.compute_fiscalyear_dates(today)
            recent = self.move_id.date >= year["date_from"]
            account = self._get_account("6541" if recent else "6544", "654")
            return account, amount, {str(key.id): 100}
        repartition = key.tax_line_id.refund_repartition_line_ids.filtered(
            lambda line: line.repartition_type == "tax" and line.account_id
        )[:1]
        account = repartition.account_id or key.account_id
        return account, amount, False, self._get_lost_tags(key.tax_line_id)

    def _get_lost_tags(self, tax):
        """Line of the VAT return that a lost VAT goes to."""
        if tax.tax_exigibility == "on_payment":
            lines = tax.refund_repartition_line_ids
            return lines.filtered(lambda one: one.repartition_type == "tax").tag_ids
        tags = self.env["account.account.tag"]
        return tags._get_tax_tags(OTHER_DEDUCTED, tax.country_id.id)

    def _prepare_lost_bases(self, left):
        """Take back the turnover that the loss of a service makes Odoo declare.

        Two items that cancel each other, one of them on the return: as Odoo does when
        the customer pays.
        """
        for line, amount in self._split_left(left).items():
            tax = line._name == "account.move.line" and line.tax_line_id
            if not tax or tax.tax_exigibility != "on_payment" or not amount:
                continue
            base = engine.base_of_vat(
                to_decimal(abs(line.tax_base_amount)),
                to_decimal(abs(line.balance)),
                amount,
            )
            lines = tax.refund_repartition_line_ids
            bases = lines.filtered(lambda one: one.repartition_type == "base")
            account = tax.cash_basis_transition_account_id
            yield account, base, False, bases.tag_ids
            yield account, -base, False

    def _post_entry(self, items, term, **values):
        """Post an entry of the debt.

        :param items: [(account, signed EUR, owner)], tags of the VAT return after that
        """
        self.ensure_one()
        entry = self.env["account.move"].create(
            {
                "move_type": "entry",
                "journal_id": self._get_journal().id,
                "company_id": self.company_id.id,
                "date": fields.Date.context_today(self),
                "ref": self.move_id.name,
                "caetic_term": term,
                "caetic_doubtful_debt_id": self.id,
                "line_ids": [
                    Command.create(
                        {
                            "account_id": account.id,
                            "name": self.move_id.name,
                            "partner_id": self.partner_id.id,
                            "balance": float(amount),
                            "analytic_distribution": owner,
                            "tax_tag_ids": [Command.set(tag.ids) for tag in tags],
                        }
                    )
                    for account, amount, owner, *tags in items
                ],
                **values,
            }
        )
        entry._post(soft=False)
        return entry

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import defaultdict
from decimal import Decimal

from odoo import models

from .. import engine

# An entry of the bank follows a payment, that follows an invoice.
ROUNDS = 6
SLICE = 500
PARTIAL = "account.partial.reconcile"
LINE = "account.analytic.line"
FIELDS = (
    "move_id",
    "account_id",
    "balance",
    "caetic_analytic_id",
    "display_type",
    "price_total",
    "price_subtotal",
    "tax_line_id",
)


class CaeticOwnership(models.AbstractModel):
    """Analytic lines of classes 1 to 5: whose each item of the balance sheet is (R120).

    They are of Odoo's own model, by general account; amounts to the cent, because the
    percentages that Odoo keeps on items would lose some.
    """

    _name = "caetic.ownership"
    _description = "Owners of balance sheet items"

    def _state(self, moves, gone=None):
        """State whose the items of posted entries are, and of those that follow them.

        :param moves: account.move; a constant number of queries whatever their number
        :param gone: account.partial.reconcile that are about to be deleted
        """
        # Whoever posts or reconciles an entry states whose it is, by no other choice.
        pending_sudo = moves.sudo()
        for _round in range(ROUNDS):
            pending_sudo = pending_sudo.filtered(
                lambda move: (
                    move.state == "posted"
                    and move.company_id.caetic_structure_account_id
                )
            )
            if not pending_sudo:
                return
            pending_sudo = self._state_some(pending_sudo, gone)

    def _state_all(self):
        """State the owners of every entry posted before this addon came."""
        moves = self.env["account.move"].search([("state", "=", "posted")], order="id")
        for start in range(0, len(moves), SLICE):
            self._state(moves[start : start + SLICE])

    def _state_some(self, moves_sudo, gone=None):
        """State some entries; return those that follow what has changed."""
        partials = self._read_partials_sudo(moves_sudo) - (gone or self.env[PARTIAL])
        others = partials.debit_move_id.move_id | partials.credit_move_id.move_id
        entries = self._read_items(moves_sudo | others, partials)
        known = self._read_parts((others - moves_sudo).line_ids)
        reader = _Reader(
            entries,
            known,
            {move.id: _structure(move) for move in moves_sudo | others},
        )
        found = {move: reader.own(move.id) for move in moves_sudo}
        changed = self._write(found)
        return self._get_followers(changed, partials, entries, moves_sudo)

    # -- reading ----------------------------------------------------------------------

    def _read_partials_sudo(self, moves_sudo):
        items = moves_sudo.line_ids.ids
        # Both sides of what the entries settle, whoever may read them.
        partials_sudo = self.env[PARTIAL].sudo()
        return partials_sudo.search_fetch(
            ["|", ("debit_move_id", "in", items), ("credit_move_id", "in", items)],
            ["debit_move_id", "credit_move_id", "amount"],
            order="id",
        )

    def _read_items(self, moves_sudo, partials):
        """Return ``{move_id: [engine.Item]}``; links of the partials only."""
        links = defaultdict(list)
        for part in partials:
            debit, credit = part.debit_move_id.id, part.credit_move_id.id
            amount = engine.to_decimal(part.amount)
            links[debit].append((credit, amount))
            links[credit].append((debit, amount))
        lines_sudo = moves_sudo.line_ids.search_fetch(
            [("move_id", "in", moves_sudo.ids), ("account_id", "!=", False)],
            FIELDS,
            order="id",
        )
        entries = defaultdict(list)
        for line in lines_sudo:
            entries[line.move_id.id].append(_to_item(line, tuple(links[line.id])))
        return entries

    def _read_parts(self, lines_sudo):
        """Return ``{item_id: {owner_id: balance}}`` as it is stated now."""
        column = self._get_column()
        # Parts of entries that others follow: figures, to write theirs.
        parts_sudo = self.env[LINE].sudo()
        groups_sudo = parts_sudo._read_group(
            [("move_line_id", "in", lines_sudo.ids), (column, "!=", False)],
            ["move_line_id", column],
            ["amount:sum"],
        )
        known = defaultdict(dict)
        for line_sudo, owner_sudo, amount in groups_sudo:
            known[line_sudo.id][owner_sudo.id] = -engine.to_decimal(amount)
        return known

    def _get_column(self):
        # The name of a column, whoever asks.
        plan_sudo = self.env.ref("caetic_members.analytic_plan_activity").sudo()
        return plan_sudo._column_name()

    def _get_followers(self, changed, partials, entries, done):
        """Return the entries that settle items whose parts have changed."""
        followers = done.browse()
        for part in partials:
            for own, other in (
                (part.debit_move_id, part.credit_move_id),
                (part.credit_move_id, part.debit_move_id),
            ):
                move = other.move_id
                new = own.id in changed and move not in done
                if new and engine.follows(entries[move.id]):
                    followers |= move
        return followers

    # -- writing ----------------------------------------------------------------------

    def _write(self, found):
        """Write what is not stated yet; return the ids of items that have changed."""
        moves = self.env["account.move"].union(*found)
        known = self._read_parts(moves.line_ids)
        column = self._get_column()
        lines = {line.id: line for line in moves.line_ids}
        changed, values = [], []
        for move, parts_by_item in found.items():
            for item_id, parts in parts_by_item.items():
                line = lines[item_id]
                if line.caetic_analytic_id or known[item_id] == parts:
                    continue
                changed.append(item_id)
                for owner, amount in parts.items():
                    values.append(
                        {**_prepare(line), column: owner, "amount": float(-amount)}
                    )
            values += self._prepare_bank(move, parts_by_item, column)
        # Entrepreneurs and approvers post entries: what they own follows from them.
        lines_sudo = self.env[LINE].sudo().with_context(skip_analytic_sync=True)
        lines_sudo.search(
            [
                "|",
                ("move_line_id", "in", changed),
                ("caetic_move_id", "in", moves.ids),
            ]
        ).unlink()
        lines_sudo.create(values)
        return set(changed)

    def _prepare_bank(self, move, parts_by_item, column):
        """Lines of the bank for an entry that has no item to take the balance."""
        owed = engine.unbalanced(parts_by_item.values())
        account = owed and _bank_account_sudo(move.company_id)
        return [
            {
                "name": move.ref or move.name,
                "date": move.date,
                "company_id": move.company_id.id,
                "general_account_id": account.id,
                "caetic_move_id": move.id,
                column: owner,
                "amount": float(-amount),
            }
            for owner, amount in owed.items()
            if account
        ]


class _Reader:
    """Parts of entries that follow one another, each computed once."""

    def __init__(self, entries, known, structures):
        self.entries = entries
        self.known = known
        self.structures = structures
        self.move_of = {
            item.key: move_id for move_id, items in entries.items() for item in items
        }
        self.done = {}

    def own(self, move_id):
        if move_id not in self.done:
            # An entry that would follow itself follows nobody.
            self.done[move_id] = {}
            self.done[move_id] = engine.own_entry(
                self.entries[move_id], self.structures[move_id], self.parts_of
            )
        return self.done[move_id]

    def parts_of(self, item_id):
        move_id = self.move_of[item_id]
        items = self.entries[move_id]
        last = engine.balancing(items)
        if engine.follows(items) and (not last or last.key != item_id):
            return None
        return self.known.get(item_id) or self.own(move_id).get(item_id)


def _structure(move):
    return move.company_id.caetic_structure_account_id.id


def _to_item(line, links):
    document = line.display_type == "product" and line.move_id.is_invoice(True)
    price = engine.to_decimal(line.price_total) if document else Decimal(0)
    untaxed = engine.to_decimal(line.price_subtotal) if document else Decimal(0)
    return engine.Item(
        key=line.id,
        balance=engine.to_decimal(line.balance),
        code=line.account_id.code or "",
        owner=line.caetic_analytic_id.id or None,
        price=price,
        vat=price - untaxed,
        is_vat=bool(line.tax_line_id),
        is_cash=line.account_id == line.move_id.journal_id.default_account_id,
        links=links,
    )


def _prepare(line):
    return {
        "name": line.name or line.move_id.ref or line.move_id.name,
        "date": line.date,
        "company_id": line.company_id.id,
        "partner_id": line.partner_id.id,
        "general_account_id": line.account_id.id,
        "move_line_id": line.id,
    }


def _bank_account_sudo(company):
    # The account of the bank, whoever posts.
    journals_sudo = company.env["account.journal"].sudo()
    return journals_sudo.search(
        [("company_id", "=", company.id), ("type", "=", "bank")], limit=1
    ).default_account_id

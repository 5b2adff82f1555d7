# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A cooperative at work: its world, made once, and those who work in it."""

from dataclasses import dataclass
from pathlib import Path

from .odoo import script
from .portal import Entrepreneur
from .rpc import JsonRpc

SOURCE = Path(__file__).with_name("cooperative_world.py")


@dataclass
class World:
    """A database of a cooperative and what its script told.

    :param story: identifiers of the months, sellers, customers and documents
    """

    database: str
    story: dict

    def on(self, database):
        """The same world in a copy of its database."""
        return World(database, self.story)

    def staff(self, server, login):
        session = JsonRpc(server.url, self.database, login, self.story["password"])
        return Staff(session, self.story)

    def seller(self, server, login):
        activity_id = self.story["sellers"][login]
        return Entrepreneur(server.url, login, self.story["password"], activity_id)


def build(make_db, **plan):
    """Make the world in a fresh database.

    :param plan: how many ``activities``, ``sellers`` with an account on the portal,
        ``unpaid`` invoices and documents ``submitted`` to staff
    """
    database = make_db("full")
    source = SOURCE.read_text(encoding="utf-8")
    return World(database, script(database, f"plan = {plan!r}\n{source}"))


class Staff:
    """Acts of staff as Odoo's web client asks for them."""

    def __init__(self, session, story):
        self.session = session
        self.story = story

    def call(self, model, method, *args, context=None, **kwargs):
        """Call a method in the language of the user, as the web client does."""
        kwargs["context"] = {"lang": "fr_FR", **(context or {})}
        return self.session.call(model, method, *args, **kwargs)

    # -- approval -------------------------------------------------------------------

    def approve(self, *moves):
        return self.call("account.move", "action_caetic_approve", list(moves))

    def refuse(self, *moves, reason="Complete the order number"):
        values = {"move_ids": [[6, 0, moves]], "reason": reason}
        wizard = self.call("account.move.refuse", "create", [values])
        return self.call("account.move.refuse", "action_refuse", wizard)

    def read(self, move, *names):
        """Return some fields of a document."""
        row = self.call("account.move", "read", [move], names)[0]
        return [row[name] for name in names]

    def agree_transfer(self, move, amount):
        """Write a transfer that follows the payment of an invoice, agreed by both."""
        [(seller, _name)] = self.read(move, "caetic_activity_id")
        others = [other for other in self.story["sellers"].values() if other != seller]
        values = {
            "label": f"Help on {move}",
            "activity_from_id": seller,
            "activity_to_id": others[0],
            "amount": amount,
            "source_move_id": move,
        }
        [transfer] = self.call("caetic.transfer", "create", [values])
        self.call("caetic.transfer", "action_propose", [transfer])
        self.call("caetic.transfer", "action_accept", [transfer])
        return transfer

    def post_transfer(self, transfer):
        self.call("caetic.transfer", "action_post", [transfer])

    # -- accounts -------------------------------------------------------------------

    def pay(self, move, amount, date=None):
        """Register a customer's payment and return its identifier."""
        values = {"amount": float(amount), "journal_id": self.story["bank"]}
        if date:
            values["payment_date"] = date
        context = {"active_model": "account.move", "active_ids": [move]}
        model = "account.payment.register"
        wizard = self.call(model, "create", [values], context=context)
        action = self.call(model, "action_create_payments", wizard, context=context)
        return action["res_id"]

    def draft_refund(self, move):
        """Write the credit note of a whole invoice, not posted yet."""
        [(journal, _name)] = self.read(move, "journal_id")
        values = {"move_ids": [[6, 0, [move]]], "journal_id": journal}
        context = {"active_model": "account.move", "active_ids": [move]}
        model = "account.move.reversal"
        wizard = self.call(model, "create", [values], context=context)
        return self.call(model, "refund_moves", wizard, context=context)["res_id"]

    def post(self, move):
        self.call("account.move", "action_post", [move])

    # -- month ----------------------------------------------------------------------

    def find_close(self, month):
        """Return ``(identifier, state)`` of the close of a month, made if needed."""
        domain = [["date", "=", month]]
        rows = self.call("caetic.closing", "search_read", domain, ["state"])
        if rows:
            return rows[0]["id"], rows[0]["state"]
        return self.call("caetic.closing", "create", [{"date": month}])[0], "draft"

    def compute(self, closing):
        self.call("caetic.closing", "action_compute", [closing])

    def post_close(self, closing):
        self.call("caetic.closing", "action_post", [closing])

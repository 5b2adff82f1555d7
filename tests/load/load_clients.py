# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Those who work at the same time, each in a thread, until the day ends.

Each keeps what was acknowledged to it, how long each answer took, and what went wrong.
"""

import random
import time
import traceback
from datetime import date
from decimal import Decimal

import requests
from support.rpc import RpcError

CENT = Decimal("0.01")
UNEXPECTED = (AssertionError, RpcError, requests.RequestException, OSError)
# Two people of staff saw the same document, or it was credited meanwhile: the second
# is told so.
COLLISIONS = ("odoo.exceptions.UserError", "odoo.exceptions.LockError")


OPENINGS = (
    ["invoice"],
    ["small_invoice", "refund"],
    ["new_customer"],
    ["discard"],
)


class Client:
    """Somebody at work.

    :param name: says who, and makes the client's own series of chances
    :ivar acknowledged: what the server said it did, by kind
    :ivar taken: ``(act, seconds)``
    :ivar seen: ``(method, path, status, seconds)`` of a browser
    """

    def __init__(self, name, seed):
        self.name = name
        self.chance = random.Random(f"{seed}-{name}")  # noqa: S311 - chance of a test, no secret
        self.acknowledged = {}
        self.opening = []
        self.taken = []
        self.seen = []
        self.failures = []

    def work(self, end):
        """Act until a moment of the monotonic clock."""
        while self.is_on_duty(end) and len(self.failures) < 5:
            act = self.choose()
            begun = time.monotonic()
            try:
                act()
            except UNEXPECTED:
                self.failures.append(f"{self.name}: {traceback.format_exc()}")
            self.taken.append((act.__name__, time.monotonic() - begun))

    def is_on_duty(self, end):
        return time.monotonic() < end

    def choose(self):
        """Return the next act: of the opening, then of ``acts``: ``{name: weight}``."""
        if self.opening:
            return getattr(self, self.opening.pop(0))
        names, weights = zip(*self.acts.items(), strict=True)
        return getattr(self, self.chance.choices(names, weights)[0])

    def keep(self, kind, *facts):
        self.acknowledged.setdefault(kind, []).extend(facts)

    def count(self, kind):
        return len(self.acknowledged.get(kind, ()))


class Seller(Client):
    """An entrepreneur on the portal.

    :param number: which of the sellers
    :param choices: what the form's lists are set to: kind, customer, fellow
    """

    acts = {
        "home": 3,
        "list": 3,
        "money": 3,
        "sales": 1,
        "customers": 1,
        "new_customer": 1,
        "invoice": 6,
        "pdf": 1,
        "refund": 1,
        "discard": 1,
    }

    def __init__(self, name, seed, visitor, number=0, **choices):
        super().__init__(name, seed)
        # Among them they have done everything before chance decides.
        self.opening = OPENINGS[number % len(OPENINGS)].copy()
        self.visitor = visitor
        self.seen = visitor.seen
        self.choices = choices

    def home(self):
        self._see("")

    def list(self):
        self._see("/invoices")

    def money(self):
        self._see("/money")

    def sales(self):
        self._see("/money/sale")

    def customers(self):
        self._see("/customers")

    def _see(self, path, ends=None):
        page = self.visitor.get(path)
        self._check(page, ends or path)
        return page

    def _check(self, page, ending):
        assert page.status == 200, page.text()
        assert page.url.endswith(ending), (page.url, page.text())

    def new_customer(self):
        name = f"{self.name} customer {self.count('customer')}"
        page = self.visitor.post(
            self._see("/customers/new"),
            kind="person",
            name=name,
            street="3 rue Haute",
            zip="11300",
            city="Limoux",
        )
        self._check(page, "/customers?message=saved")
        self.keep("customer", name)

    def small_invoice(self):
        """Write one that nothing holds back."""
        self._write([(1, Decimal(100))], shared=False)

    def invoice(self):
        """Write an invoice and submit it; some are above the threshold, some shared."""
        lines = [self._line() for _line in range(self.chance.randint(1, 3))]
        self._write(lines, shared=self.chance.random() < 0.2)

    def _write(self, lines, shared):
        reference = f"{self.name}-{self.count('invoice')}"
        page = self.visitor.post(
            self._see("/invoices/new"), **self._fields(reference, lines, shared)
        )
        self._check(page, "")
        page = self.visitor.post(page, "/submit")
        self._keep_document(page, "invoice", reference, sum(map(self._total, lines)))

    def discard(self):
        """Write a draft and forget it: it never had a number."""
        reference = f"{self.name}-draft-{self.count('discarded')}"
        page = self.visitor.post(
            self._see("/invoices/new"), **self._fields(reference, [self._line()])
        )
        self._check(page, "")
        page = self.visitor.post(page, "/discard")
        self._check(page, "/invoices?message=discarded")
        self.keep("discarded", reference)

    def _line(self):
        """Return a quantity and a price in cents, above the threshold at times."""
        top = 900_000 if self.chance.random() < 0.1 else 90_000
        return self.chance.randint(1, 4), Decimal(self.chance.randint(1, top)) * CENT

    def _total(self, line):
        return line[0] * line[1]

    def _fields(self, reference, lines, shared=False):
        fields = {"reference": reference, "do": "check"}
        fields["customer"] = self.choices["customer"]
        for row, (quantity, price) in enumerate(lines):
            fields[f"line-{row}-label"] = f"Work {row}"
            fields[f"line-{row}-quantity"] = str(quantity)
            fields[f"line-{row}-price"] = str(price).replace(".", ",")
            fields[f"line-{row}-kind"] = self.choices["kind"]
        if shared:
            fields["share-0-activity"] = self.choices["fellow"]
            fields["share-0-percentage"] = "33,33"
        return fields

    def _keep_document(self, page, kind, reference, untaxed):
        address, _mark, message = page.url.partition("?message=")
        assert page.status == 200, page.text()
        assert message in ("posted", "submitted"), (page.url, page.text())
        move_id = int(address.rpartition("/")[2])
        self.keep(kind, (move_id, reference, untaxed))
        if message == "posted":
            self.keep(f"posted {kind}", move_id)

    def pdf(self):
        if not self.count("posted invoice"):
            return
        move_id = self.chance.choice(self.acknowledged["posted invoice"])
        page = self.visitor.get(f"/invoices/{move_id}?report_type=pdf")
        assert page.status == 200, page.text()
        assert page.content.startswith(b"%PDF-"), page.text()

    def refund(self):
        """Cancel one's last posted invoice, once."""
        posted = self.acknowledged.get("posted invoice", [])
        refunded = self.acknowledged.setdefault("refunded", [])
        left = [move_id for move_id in posted if move_id not in refunded]
        if not left:
            return
        page = self.visitor.get(f"/invoices/{left[-1]}")
        page = self.visitor.post(page, "/refund")
        self._keep_document(page, "refund", None, None)
        refunded.append(left[-1])


class Staff(Client):
    """Somebody of staff, on the web client.

    :ivar collisions: refusals that the act of somebody else explains
    """

    def __init__(self, name, seed, staff):
        super().__init__(name, seed)
        self.staff = staff
        self.collisions = []

    def tries(self, act, *arguments):
        """Act and return what it gives; being late is no failure, and gives None."""
        try:
            return act(*arguments)
        except RpcError as error:
            if error.name not in COLLISIONS:
                raise
            self.collisions.append(str(error))
            return None


class Approver(Staff):
    """A coordinator who reads what waits, and sends some of it back."""

    acts = {"approve": 5, "refuse": 1}
    waiting = [["caetic_approval_state", "=", "submitted"]]

    def approve(self):
        moves = self._pick(3)
        # A notice names those that somebody else had: whose the others are is not said.
        if moves and self.tries(self.staff.approve, *moves) is True:
            self.keep("approved", *moves)

    def refuse(self):
        moves = self._pick(1)
        if moves and self.tries(self.staff.refuse, *moves):
            self.keep("refused", *moves)

    def _pick(self, most):
        found = self.staff.call("account.move", "search", self.waiting, limit=6)
        if not found:
            # Reads its mail before it looks again.
            time.sleep(0.2)
        return self.chance.sample(found, min(most, len(found)))


class Payer(Staff):
    """An accountant who registers payments and writes credit notes."""

    acts = {"full": 4, "partial": 3, "late": 1, "refund": 1}
    unpaid = [
        ["move_type", "=", "out_invoice"],
        ["state", "=", "posted"],
        ["payment_state", "in", ["not_paid", "partial"]],
        ["caetic_activity_id", "!=", False],
    ]

    def full(self):
        self._pay(Decimal(1))

    def partial(self):
        self._pay(Decimal(self.chance.randint(1, 99)) / 100)

    def late(self):
        """A receipt of the month that is being closed, found afterwards."""
        day = date.fromisoformat(self.staff.story["months"][-1])
        self._pay(Decimal(1), day.isoformat(), ("invoice_date", "<=", day.isoformat()))

    def _pay(self, part, day=None, *more):
        row = self._pick(*more)
        if not row:
            return
        rest = Decimal(str(row["amount_residual"]))
        amount = max(CENT, round(rest * part, 2))
        payment = self.tries(self.staff.pay, row["id"], amount, day)
        if payment:
            self.keep("payment", (payment, row["id"], amount))

    def _pick(self, *more):
        """Return one of the unpaid invoices, or nothing."""
        rows = self.staff.call(
            "account.move",
            "search_read",
            [*self.unpaid, *map(list, more)],
            ["amount_residual"],
            limit=40,
        )
        return self.chance.choice(rows) if rows else None

    def refund(self):
        row = self._pick(["ref", "like", "unpaid-"])
        if not row:
            return
        move = self.staff.draft_refund(row["id"])
        self.staff.post(move)
        self.keep("refund", move)


class Closer(Staff):
    """An accountant who closes two months while the others work."""

    def __init__(self, name, seed, staff, seconds):
        super().__init__(name, seed, staff)
        self.rest = seconds / 8
        self.left = iter(
            (month, act)
            for month in staff.story["months"]
            for act in ("pause", "compute", "pause", "compute", "post")
        )

    def is_on_duty(self, end):
        """Whoever closes finishes the work, however slow the machine."""
        late = self.count("month") < len(self.staff.story["months"])
        return late or super().is_on_duty(end)

    def choose(self):
        month, act = next(self.left, (None, "pause"))
        self.month = month
        return getattr(self, act)

    def pause(self):
        time.sleep(self.rest)

    def compute(self):
        closing, _state = self.staff.find_close(self.month)
        self.staff.compute(closing)

    def post(self):
        closing, _state = self.staff.find_close(self.month)
        self.staff.post_close(closing)
        self.keep("month", self.month)

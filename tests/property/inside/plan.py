# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Imported by Odoo: what happens in a cooperative, drawn by chance from a seed."""

import random
from dataclasses import dataclass, field
from datetime import date

# What begins in a month, and how often; invoices draw their fate besides.
KINDS = {"invoice": 8, "common": 2, "bill": 4, "entry": 2, "transfer": 2}
FATES = {"paid": 8, "part": 3, "credited": 2, "credited_part": 2, "waiting": 3}
# After this month nothing is told late: the last three are closed again.
LATEST_LATE = 10


@dataclass(frozen=True)
class Act:
    """Something that the accountant writes down.

    :param key: names the document
    :param month: rank of the month in which it is written
    :param day: its date; of an earlier month when it was told late
    :param needs: key of what it settles, credits or takes back
    """

    key: str
    kind: str
    month: int
    day: date
    needs: str | None = None
    values: dict = field(default_factory=dict)


class Plan:
    """Fourteen months of documents, the same ones for the same seed.

    :param seed: of all that chance decides
    :param months: first days, in order
    :param activities: how many there are
    :param documents: how many begin in a month
    :ivar acts: in no order within a month
    """

    def __init__(self, seed, months, activities, documents):
        self.chance = random.Random(seed)  # noqa: S311 - accounts, not secrets
        self.months = months
        self.activities = activities
        self.acts = []
        for month in range(len(months)):
            for rank in range(documents):
                # One of each kind in five months; chance decides of the others.
                kind = self._draw(KINDS) if rank else list(KINDS)[month % len(KINDS)]
                getattr(self, f"_add_{kind}")(month)

    def of_month(self, month, order):
        """Return the acts of a month, shuffled by another seed."""
        acts = [act for act in self.acts if act.month == month]
        random.Random(order).shuffle(acts)  # noqa: S311 - orders, not secrets
        return acts

    # -- chance -----------------------------------------------------------------------

    def _draw(self, weights):
        return self.chance.choices(list(weights), list(weights.values()))[0]

    def _amount(self, most=900):
        """Cents of all kinds, small ones too."""
        return round(self.chance.uniform(0.5, most), 2)

    def _day(self, month, first=1):
        return self.months[month].replace(day=self.chance.randint(first, 28))

    def _add(self, kind, month, day, needs=None, **values):
        if month < len(self.months):
            key = f"{kind}-{len(self.acts)}"
            self.acts.append(Act(key, kind, month, day, needs, values))
            return key
        return None

    def _two(self):
        return self.chance.sample(range(self.activities), 2)

    # -- documents --------------------------------------------------------------------

    def _add_invoice(self, month):
        owner = self.chance.randrange(self.activities)
        count = self.chance.randint(1, 3)
        self._add_sale(month, [(owner, self._amount()) for _line in range(count)])

    def _add_common(self, month):
        """One customer's invoice for two activities."""
        self._add_sale(month, [(owner, self._amount()) for owner in self._two()])

    def _add_sale(self, month, lines):
        day = self._day(month)
        key = self._add("invoice", month, day, lines=lines)
        if self.chance.random() < 0.2:
            payer = lines[0][0]
            receiver = (payer + 1 + self.chance.randrange(self.activities - 1)) % (
                self.activities
            )
            part = round(lines[0][1] * self.chance.uniform(0.1, 0.9), 2)
            pair = {"payer": payer, "receiver": receiver, "amount": max(part, 0.01)}
            self._add("transfer", month, day, key, **pair)
        getattr(self, f"_be_{self._draw(FATES)}")(key, month, day)

    def _add_transfer(self, month):
        payer, receiver = self._two()
        pair = {"payer": payer, "receiver": receiver, "amount": self._amount(300)}
        self._add("transfer", month, self._day(month), **pair)

    def _add_bill(self, month):
        self._add_spent("bill", month)

    def _add_entry(self, month):
        self._add_spent("entry", month)

    def _add_spent(self, kind, month):
        """A bill or a free entry; one in five is taken back, and those of one month."""
        values = {
            "owner": self.chance.randrange(self.activities),
            "amount": self._amount(200),
            "code": self.chance.choice(("604", "606", "611", "625", "218")),
        }
        key = self._add(kind, month, self._day(month), **values)
        if self.chance.random() < 0.2 or month == 2:
            later = month + self.chance.randint(0, 2)
            if later < len(self.months):
                self._add("reversal", later, self._day(later, 28), key)

    # -- fates of a sale --------------------------------------------------------------

    def _be_waiting(self, key, month, day):
        """Nobody pays it."""

    def _be_paid(self, key, month, day):
        """In one to three payments, to the last cent."""
        parts = [self.chance.uniform(0.1, 1) for _payment in range(3)]
        parts = parts[: self.chance.randint(1, 3)]
        shares = [part / sum(parts) for part in parts]
        for rank in range(len(shares)):
            self._pay(key, month, day, shares=shares, rank=rank)

    def _be_part(self, key, month, day):
        share = self.chance.uniform(0.05, 0.95)
        self._pay(key, month, day, shares=[share, 1 - share], rank=0)

    def _be_credited(self, key, month, day):
        later = month + self.chance.randint(0, 3)
        if later < len(self.months):
            self._add("credit", later, self._day(later, 28), key, share=1)

    def _be_credited_part(self, key, month, day):
        """At most 40 % are credited and 50 % paid: whichever comes first."""
        later = month + self.chance.randint(0, 3)
        share = self.chance.uniform(0.05, 0.4)
        if later < len(self.months):
            self._add("credit", later, self._day(later, 28), key, share=share)
        self._pay(key, month, day, shares=[0.5, 0.5], rank=0)

    def _pay(self, key, month, day, **values):
        """Some payments are told a month after their own was closed."""
        later = month + self.chance.randint(0, 4)
        if later >= len(self.months):
            return
        paid = max(day, self._day(later))
        is_late = self.chance.random() < 0.15 and later < LATEST_LATE
        self._add("payment", later + is_late, paid, key, **values)

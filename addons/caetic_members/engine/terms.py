# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Which term of the activity's account a journal item feeds, and when it counts."""

from dataclasses import dataclass
from decimal import Decimal

TERMS = (
    "opening",
    "sale",
    "cost",
    "transfer",
    "contribution",
    "fee",
    "pay",
    "provision",
)

# Terms whose items count only on income and expense accounts.
_RESULT_TERMS = ("transfer", "contribution", "fee", "pay", "provision")


@dataclass(frozen=True, slots=True)
class Amounts:
    """Cumulated effect of one term on an activity's account, in EUR.

    :param full: everything posted, positive when it increases what can be used
    :param settled: the part released by customers' payments
    :param full_out: share of ``full`` made of outgoing (negative) transfers
    :param settled_out: share of ``settled`` made of outgoing transfers
    """

    full: Decimal = Decimal(0)
    settled: Decimal = Decimal(0)
    full_out: Decimal = Decimal(0)
    settled_out: Decimal = Decimal(0)

    @property
    def awaited(self) -> Decimal:
        """What others still owe of shared invoices (R428), EUR, positive."""
        return self.full - self.full_out - (self.settled - self.settled_out)

    @property
    def owed(self) -> Decimal:
        """What goes to others once the customers have paid (R428), EUR, positive."""
        return self.settled_out - self.full_out


def item_term(entry_term: str, *, account_code: str, is_product: bool) -> str:
    """Return the one term that an item of an entry feeds.

    Bills, expenses and free entries count by class 2 (equipment bought, R409) and
    classes 6 and 7; depreciation (68) moves no money and counts for nothing. An
    opening entry counts by whatever account carries the activity.

    :param entry_term: the term of the entry, one of ``TERMS`` or ``none``
    :param account_code: general account of the item
    :param is_product: the item is a line of the document, not a tax or a debt
    :returns: one of ``TERMS`` or ``none``
    """
    account_class = account_code[:1]
    if entry_term == "sale":
        return "sale" if is_product or account_class == "7" else "none"
    if entry_term == "cost":
        counts = account_class in ("2", "6", "7") and account_code[:2] != "68"
        return "cost" if counts else "none"
    if entry_term in _RESULT_TERMS:
        return entry_term if account_class in ("6", "7") else "none"
    return entry_term if entry_term in TERMS else "none"


def is_on_unpaid(term: str, account_code: str) -> bool:
    """Tell whether an item provides for an unpaid invoice, or takes that back.

    Nothing was available of an invoice that waits for its payment, so such a provision
    takes nothing away under ``cashed``; any other one does (R424).

    :param term: one of ``TERMS`` or ``none``
    :param account_code: 6817 and 7817 of the French chart, and their subdivisions
    """
    return term == "provision" and account_code[:4] in ("6817", "7817")


def policy_amount(policy: str, term: str, amounts: Amounts) -> Decimal:
    """Return what a term gives under the activity's policy (R419).

    Under ``cashed`` sales and transfers wait for the customer's payment, and
    provisions on unpaid invoices are never released (see ``is_on_unpaid``).
    Under ``invoiced`` sales count when posted, and so do transfers that the activity
    owes; transfers that it awaits still follow the payment (R428).

    :param policy: ``cashed`` or ``invoiced``
    :returns: EUR, positive when it increases what can be used
    """
    if policy == "cashed":
        return amounts.settled
    if term == "transfer":
        return amounts.settled - amounts.settled_out + amounts.full_out
    return amounts.full

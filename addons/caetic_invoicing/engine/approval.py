# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Who may post: the entrepreneur alone, or staff first, and for which reasons.

The cooperative is liable to third parties for what its entrepreneurs sign (R113).
"""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What an activity may post alone.

    ``limit`` is in EUR without VAT per document; zero: nothing is posted alone.
    """

    limit: Decimal
    invoices: bool
    refunds: bool


@dataclass(frozen=True, slots=True)
class Document:
    """Facts about a document that asks to be posted; ``untaxed`` in EUR, positive."""

    untaxed: Decimal
    is_refund: bool = False
    customer_is_company: bool = True
    customer_country: str = "FR"
    has_siret: bool = True
    has_vat: bool = True
    has_address: bool = True
    is_backdated: bool = False
    is_shared: bool = False
    is_share_pending: bool = False
    is_training: bool = False
    has_training_number: bool = True
    has_coop_identity: bool = True


def reasons(document, thresholds):
    """Return the codes of what staff must look at; empty: it is posted at once.

    >>> reasons(Document(Decimal(900)), Thresholds(Decimal(1000), True, False))
    ()
    >>> reasons(Document(Decimal(900)), Thresholds(Decimal(0), True, False))
    ('amount',)
    """
    return (
        *_of_thresholds(document, thresholds),
        *_of_customer(document),
        *_of_mentions(document),
    )


def _of_thresholds(document, thresholds):
    allowed = thresholds.refunds if document.is_refund else thresholds.invoices
    if not allowed:
        yield "kind"
    elif document.untaxed > thresholds.limit:
        yield "amount"


def _of_customer(document):
    """R602, R603: addresses, SIREN of French companies, VAT number across borders."""
    if not document.has_address:
        yield "address"
    if document.customer_country != "FR":
        yield "foreign"
        if document.customer_is_company and not document.has_vat:
            yield "vat"
    elif document.customer_is_company and not document.has_siret:
        yield "siret"


def _of_mentions(document):
    if document.is_training and not document.has_training_number:
        yield "training"
    if document.is_backdated:
        yield "backdated"
    if document.is_shared:
        yield "shared"
    if document.is_share_pending:
        yield "share_pending"
    if not document.has_coop_identity:
        yield "identity"

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Who may post: the entrepreneur alone, or staff first, and for which reasons.

The cooperative is liable to third parties for what its entrepreneurs sign (R113).
"""

from dataclasses import dataclass
from decimal import Decimal

from odoo.addons.caetic_members.engine import cents


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What an activity may post alone.

    ``limit`` is in EUR without VAT per document; zero: nothing is posted alone.
    """

    limit: Decimal
    invoices: bool
    refunds: bool
    hold_new_customer: bool = False
    hold_public_body: bool = False


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
    is_new_customer: bool = False
    is_public_body: bool = False


@dataclass(frozen=True, slots=True)
class Growth:
    """How limits grow: every ``documents`` clean ones multiply them by ``factor``.

    ``cap`` in EUR without VAT bounds what growth gives, never the limit itself.
    """

    documents: int
    factor: Decimal
    cap: Decimal


@dataclass(frozen=True, slots=True)
class TrackRecord:
    """Documents of the last twelve months of an activity.

    ``clean`` were posted without having been sent back, and paid without dispute;
    ``trouble`` were sent back or disputed: they stop the growth.
    """

    clean: int
    trouble: int = 0


def grown_limit(limit, growth, record):
    """Return the limit in EUR that an activity has earned, to the cent (half up).

    >>> growth = Growth(10, Decimal(2), Decimal(5000))
    >>> grown_limit(Decimal(1000), growth, TrackRecord(9))
    Decimal('1000')
    >>> grown_limit(Decimal(1000), growth, TrackRecord(20))
    Decimal('4000.00')
    >>> grown_limit(Decimal(1000), growth, TrackRecord(30))
    Decimal('5000')
    >>> grown_limit(Decimal(1000), growth, TrackRecord(30, trouble=1))
    Decimal('1000')

    :param growth: Growth in force on the day, or None: the limit stays
    :param record: TrackRecord of the activity
    """
    if not growth or not limit or record.trouble or limit >= growth.cap:
        return limit
    earned = limit
    for _step in range(record.clean // growth.documents):
        earned = cents(earned * growth.factor)
        if earned >= growth.cap:
            return growth.cap
    return earned


def reasons(document, thresholds):
    """Return the codes of what staff must look at; empty: it is posted at once.

    >>> reasons(Document(Decimal(900)), Thresholds(Decimal(1000), True, False))
    ()
    >>> reasons(Document(Decimal(900)), Thresholds(Decimal(0), True, False))
    ('amount',)
    """
    return (
        *_of_thresholds(document, thresholds),
        *_of_relation(document, thresholds),
        *_of_customer(document),
        *_of_mentions(document),
    )


def _of_thresholds(document, thresholds):
    allowed = thresholds.refunds if document.is_refund else thresholds.invoices
    if not allowed:
        yield "kind"
    elif document.untaxed > thresholds.limit:
        yield "amount"


def _of_relation(document, thresholds):
    """Whom the cooperative wants to know before it is bound to them."""
    if document.is_new_customer and thresholds.hold_new_customer:
        yield "new_customer"
    if document.is_public_body and thresholds.hold_public_body:
        yield "public_body"


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

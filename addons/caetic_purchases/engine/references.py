# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Which activity an electronic invoice is for, by what its issuer wrote on it.

R611: one SIREN receives for all. The order number, the buyer's reference or the suffix
of the electronic address (``SIREN_SUFFIX``, ``SIREN_SIRET_CODE``) name the activity.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

# Factur-X and UN/CEFACT CII, then UBL: BT-13 order, BT-10 buyer, BT-49 address.
ORDER = (
    ".//{*}BuyerOrderReferencedDocument/{*}IssuerAssignedID",
    "./{*}OrderReference/{*}ID",
)
BUYER = (
    ".//{*}ApplicableHeaderTradeAgreement/{*}BuyerReference",
    "./{*}BuyerReference",
)
ADDRESS = (
    ".//{*}BuyerTradeParty/{*}URIUniversalCommunication/{*}URIID",
    "./{*}AccountingCustomerParty/{*}Party/{*}EndpointID",
)


@dataclass(frozen=True, slots=True)
class References:
    """What an invoice says of its buyer; empty texts where it says nothing."""

    order: str = ""
    buyer: str = ""
    address: str = ""


def read_references(tree) -> References:
    """Return the references of an invoice.

    :param tree: lxml element, root of a CII or UBL document
    """
    return References(
        *(_first(tree, paths) for paths in (ORDER, BUYER, ADDRESS)),
    )


def find_code(references: References, codes: Iterable[str]) -> tuple[str, str]:
    """Return ``(how, code)`` of the activity that an invoice names, or two empty texts.

    A code counts when it stands alone or between marks that are neither letters nor
    figures: ``A12`` is not found in ``A123``.

    >>> find_code(References(address="334175221_a0012"), ["A0012", "A0013"])
    ('address', 'A0012')
    >>> find_code(References(order="A00123"), ["A0012"])
    ('', '')
    """
    known = {code.casefold(): code for code in codes if code}
    for how in ("order", "buyer", "address"):
        text = getattr(references, how).casefold()
        if text in known:
            return how, known[text]
        found = [code for code in known if _stands_in(code, text)]
        if len(found) == 1:
            return how, known[found[0]]
    return "", ""


def _stands_in(code, text):
    return bool(re.search(rf"(?<![^\W_]){re.escape(code)}(?![^\W_])", text))


def _first(tree, paths):
    for path in paths:
        text = tree.findtext(path)
        if text and text.strip():
            return text.strip()
    return ""

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Mend Odoo's Cross Industry Invoice so that it passes the official rules.

Odoo 19 claims the profile EXTENDED in the XML and EN 16931 in the PDF, omits the name
of lines, dates the service period up to the due date, says that VAT is due on the
invoice date whatever the tax, writes a SIRET where a SIREN is due and has none of the
notes of the French rules. References: EN 16931 (BT-n), AFNOR XP Z12-012 (BR-FR-n).
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from lxml import etree

from .totals import net_price

RAM = (
    "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"
)
RSM = "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"
QDT = "urn:un:unece:uncefact:data:standard:QualifiedDataType:100"
NS = {"ram": RAM, "rsm": RSM}
PROFILE = "urn:cen.eu:en16931:2017"
# UNTDID 2005 as CII uses it (BT-8): VAT due on the invoice date, or when paid.
DUE_ON_INVOICE, DUE_ON_PAYMENT = "5", "72"


@dataclass(frozen=True, slots=True)
class Party:
    """Seller or buyer; ``endpoint`` is ``(scheme, address)`` or empty."""

    siren: str = ""
    siret: str = ""
    trade_name: str = ""
    legal_information: str = ""
    endpoint: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class InvoiceLine:
    """Label, EUR without VAT per unit (None: keep Odoo's), discount in %."""

    label: str
    price: Decimal | None = None
    discount: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Invoice:
    """What the mended document says that Odoo's does not.

    ``process`` is the French process with the kind of operation (S1, B1, M1);
    ``notes`` are ``(subject, text)``; ``lines`` are in the order of the document;
    ``preceding`` is ``(number, date)`` of the invoice that a credit note corrects, or
    of the deposit that a balance deducts; ``type_code`` is of UNTDID 1001 (386: a
    deposit), empty to keep Odoo's.
    """

    process: str
    seller: Party
    buyer: Party
    notes: tuple[tuple[str, str], ...] = ()
    lines: tuple[InvoiceLine, ...] = ()
    due_code: str = DUE_ON_INVOICE
    order_reference: str = ""
    preceding: tuple[str, date] | None = None
    type_code: str = ""


def mend(xml, invoice):
    """Return the XML (bytes) that the official XSD and schematron accept.

    :param xml: bytes made by Odoo's builder
    :param invoice: what to say instead
    """
    root = etree.fromstring(xml)
    _mend_context(root, invoice)
    _mend_document(root, invoice.notes, invoice.type_code)
    _mend_lines(root, invoice.lines)
    _mend_party(_find(root, "SellerTradeParty"), invoice.seller)
    _mend_party(_find(root, "BuyerTradeParty"), invoice.buyer)
    _mend_references(root, invoice)
    _mend_taxes(root, invoice.due_code)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _find(node, path):
    return node.find(f".//ram:{path.replace('/', '/ram:')}", NS)


def _make(name, text="", **attributes):
    node = etree.Element(f"{{{RAM}}}{name}", attributes)
    node.text = text or None
    return node


def _drop(node):
    if node is not None:
        node.getparent().remove(node)


def _put_after(parent, node, names):
    """Insert a child after the last of the named ones, first when there is none."""
    before = [f"{{{RAM}}}{name}" for name in names]
    found = [index for index, child in enumerate(parent) if child.tag in before]
    parent.insert(found[-1] + 1 if found else 0, node)


def _mend_context(root, invoice):
    """Profile EN 16931 (the one the PDF names) and French process (BT-23)."""
    context = root.find("rsm:ExchangedDocumentContext", NS)
    _find(context, "GuidelineSpecifiedDocumentContextParameter/ID").text = PROFILE
    process = _make("BusinessProcessSpecifiedDocumentContextParameter")
    process.append(_make("ID", invoice.process))
    context.insert(0, process)


def _mend_document(root, notes, type_code):
    document = root.find("rsm:ExchangedDocument", NS)
    if type_code:
        document.find("ram:TypeCode", NS).text = type_code
    for subject, text in notes:
        note = _make("IncludedNote")
        note.append(_make("Content", text))
        if subject:
            note.append(_make("SubjectCode", subject))
        document.append(note)


def _mend_lines(root, lines):
    """What is sold is the label typed, not the kind of operation (BT-153)."""
    items = root.iterfind(".//ram:IncludedSupplyChainTradeLineItem", NS)
    for item, line in zip(items, lines, strict=True):
        product = _find(item, "SpecifiedTradeProduct")
        for tag in ("Name", "Description"):
            _drop(product.find(f"ram:{tag}", NS))
        name, _newline, details = line.label.partition("\n")
        product.append(_make("Name", name))
        if details.strip():
            product.append(_make("Description", details.strip()))
        if line.price is not None:
            _mend_price(item, line.price, line.discount)


def _mend_price(item, price, discount):
    """Exact price before (BT-148) and after (BT-146) the discount, and it (BT-147)."""
    net = net_price(price, discount)
    for path, amount in (
        ("GrossPriceProductTradePrice/ChargeAmount", price),
        ("NetPriceProductTradePrice/ChargeAmount", net),
        ("AppliedTradeAllowanceCharge/ActualAmount", price - net),
    ):
        node = _find(item, path)
        if node is not None:
            node.text = format_price(amount)


def format_price(price):
    """Return a price with two decimals at least, as many as it has.

    >>> format_price(Decimal("33.333")), format_price(Decimal("90.0000"))
    ('33.333', '90.00')
    """
    amount = price.normalize()
    return f"{amount:.{max(2, -amount.as_tuple().exponent)}f}"


def _mend_party(node, party):
    if party.siret:
        _put_after(node, _make("GlobalID", party.siret, schemeID="0009"), ["ID"])
    if party.legal_information:
        description = _make("Description", party.legal_information)
        _put_after(node, description, ["Name"])
    _mend_organization(node, party)
    if party.endpoint:
        scheme, address = party.endpoint
        uri = _make("URIUniversalCommunication")
        uri.append(_make("URIID", address, schemeID=scheme))
        _put_after(node, uri, ["PostalTradeAddress"])


def _mend_organization(node, party):
    """Identifier 0002 is a SIREN of 9 digits (BR-FR-32); BT-28 is the brand."""
    _drop(node.find("ram:SpecifiedLegalOrganization", NS))
    if not party.siren and not party.trade_name:
        return
    organization = _make("SpecifiedLegalOrganization")
    if party.siren:
        organization.append(_make("ID", party.siren, schemeID="0002"))
    if party.trade_name:
        organization.append(_make("TradingBusinessName", party.trade_name))
    _put_after(node, organization, ["ID", "GlobalID", "Name", "Description"])


def _mend_references(root, invoice):
    """No order number but the customer's (BT-13); credit notes name their invoice."""
    order = _find(root, "BuyerOrderReferencedDocument")
    if not invoice.order_reference:
        _drop(order)
    settlement = _find(root, "ApplicableHeaderTradeSettlement")
    _drop(settlement.find("ram:BillingSpecifiedPeriod", NS))
    if invoice.preceding:
        number, day = invoice.preceding
        reference = _make("InvoiceReferencedDocument")
        reference.append(_make("IssuerAssignedID", number))
        issued = _make("FormattedIssueDateTime")
        stamp = etree.SubElement(issued, f"{{{QDT}}}DateTimeString", format="102")
        stamp.text = day.strftime("%Y%m%d")
        reference.append(issued)
        after = ["SpecifiedTradeSettlementHeaderMonetarySummation"]
        _put_after(settlement, reference, after)


def _mend_taxes(root, due_code):
    """VAT on services is due when the customer pays (CGI 269-2 c): BT-8 says it."""
    settlement = _find(root, "ApplicableHeaderTradeSettlement")
    for tax in settlement.iterfind("ram:ApplicableTradeTax", NS):
        code = tax.find("ram:DueDateTypeCode", NS)
        if code is not None and tax.findtext("ram:CategoryCode", "", NS) == "S":
            code.text = due_code
        else:
            _drop(code)

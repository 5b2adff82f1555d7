# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Which mentions the law puts on a document; the words come from the translations."""

from dataclasses import dataclass

# UNTDID 4451 subject of each mention, as the French rules BR-FR-05 name them.
SUBJECTS = {
    "penalty": "PMD",
    "public_penalty": "PMD",
    "recovery": "PMT",
    "public_recovery": "PMT",
    "discount": "AAB",
}
# Mentions that say why no French VAT is charged.
VAT_REASONS = (
    "reverse_charge",
    "union_goods",
    "abroad_service",
    "abroad_person",
    "export_goods",
    "training_exempt",
)


@dataclass(frozen=True, slots=True)
class MentionFacts:
    """What decides of the mentions of a document."""

    to_company: bool
    to_public_body: bool = False
    is_cape: bool = False
    is_training: bool = False
    has_training_number: bool = False
    vat_on_payment: bool = False
    vat_on_debits: bool = False
    vat_reasons: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class TaxFacts:
    """A tax of a document: VAT category of EN 16931 (UNTDID 5305), kind of supply."""

    category: str
    is_goods: bool = False


def vat_reason(tax, to_company, is_training=False):
    """Return the code of the mention that a tax without amount asks for, or nothing.

    The VAT follows the customer's country and number, never a choice:
    CGI 283-2 and directive 2006/112/EC art. 196 (services to a company of the
    Union, R417), CGI 262 ter I (goods to a company of the Union), CGI 259-1 (services
    to a company outside it), 259 B (intangible services to a private person outside
    it), 262 I (goods exported), 261-4-4° a (training, R619).

    >>> vat_reason(TaxFacts("AE"), to_company=True)
    'reverse_charge'
    >>> vat_reason(TaxFacts("S"), to_company=True)
    ''
    """
    if tax.category == "AE":
        return "reverse_charge"
    if tax.category == "K":
        return "union_goods"
    if tax.category == "G" and tax.is_goods:
        return "export_goods"
    if tax.category == "G":
        return "abroad_service" if to_company else "abroad_person"
    if tax.category == "E" and is_training:
        return "training_exempt"
    return ""


def mentions(facts):
    """Return the codes of the mentions to print, in the order of printing.

    Late payment, recovery lump sum and discount are due between professionals
    (C. com. L441-9, L441-10, D441-5); a public body has rates of its own (CCP L2192-13,
    R2192-31, D2192-35). CAPE: C. com. R127-3 (R206). Training: CGI
    261-4-4° a (R619), C. trav. L6352-12 (R618). VAT: CGI 269-2 c, and ``vat_reason``.
    """
    is_firm = facts.to_company and not facts.to_public_body
    codes = (
        (facts.vat_on_payment, "vat_on_payment"),
        (facts.vat_on_debits, "vat_on_debits"),
        *((code in facts.vat_reasons, code) for code in VAT_REASONS),
        (facts.is_training and facts.has_training_number, "training_number"),
        (facts.is_cape, "cape"),
        (is_firm, "penalty"),
        (is_firm, "recovery"),
        (facts.to_public_body, "public_penalty"),
        (facts.to_public_body, "public_recovery"),
        (facts.to_company, "discount"),
    )
    return tuple(code for applies, code in codes if applies)

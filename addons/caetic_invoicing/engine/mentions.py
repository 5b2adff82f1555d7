# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Which mentions the law puts on a document; the words come from the translations."""

from dataclasses import dataclass

# UNTDID 4451 subject of each mention, as the French rules BR-FR-05 name them.
SUBJECTS = {"penalty": "PMD", "recovery": "PMT", "discount": "AAB"}


@dataclass(frozen=True, slots=True)
class MentionFacts:
    """What decides of the mentions of a document."""

    to_company: bool
    is_cape: bool = False
    is_training: bool = False
    has_training_number: bool = False
    vat_on_payment: bool = False
    vat_on_debits: bool = False


def mentions(facts):
    """Return the codes of the mentions to print, in the order of printing.

    Late payment, recovery lump sum and discount are due between professionals
    (C. com. L441-9, L441-10, D441-5). CAPE: C. com. R127-3 (R206). Training: CGI
    261-4-4° a (R619), C. trav. L6352-12 (R618). VAT: CGI 269-2 c.
    """
    codes = (
        (facts.vat_on_payment, "vat_on_payment"),
        (facts.vat_on_debits, "vat_on_debits"),
        (facts.is_training, "training_exempt"),
        (facts.is_training and facts.has_training_number, "training_number"),
        (facts.is_cape, "cape"),
        (facts.to_company, "penalty"),
        (facts.to_company, "recovery"),
        (facts.to_company, "discount"),
    )
    return tuple(code for applies, code in codes if applies)

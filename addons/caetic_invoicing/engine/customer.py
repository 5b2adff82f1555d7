# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A customer as an entrepreneur types it."""

from dataclasses import dataclass

from stdnum.eu import vat as eu_vat
from stdnum.fr import siret as fr_siret

from odoo.addons.caetic_members.engine import Reader

EU_PREFIXES = frozenset(
    [
        "AT",
        "BE",
        "BG",
        "CY",
        "CZ",
        "DE",
        "DK",
        "EE",
        "EL",
        "ES",
        "FI",
        "FR",
        "HR",
        "HU",
        "IE",
        "IT",
        "LT",
        "LU",
        "LV",
        "MT",
        "NL",
        "PL",
        "PT",
        "RO",
        "SE",
        "SI",
        "SK",
        "XI",
    ]
)


BILLING = "billing"
DELIVERY = "delivery"
PERSON = "person"
ADDRESSES = (BILLING, DELIVERY)
CONTACT_KINDS = (BILLING, DELIVERY, PERSON)
REFERENCE_LIMIT = 50


@dataclass(frozen=True, slots=True)
class CustomerInput:
    """A customer typed; ``kind`` is company or person, ``country`` an ISO code.

    A public body (``is_public``) is invoiced through Chorus Pro, which may want the
    code of its service and the number of its commitment (arrêté du 9 décembre 2016).
    """

    kind: str
    name: str
    siret: str
    vat: str
    email: str
    phone: str
    street: str
    street2: str
    zip: str
    city: str
    country: str
    is_public: bool = False
    service_code: str = ""
    engagement: str = ""


@dataclass(frozen=True, slots=True)
class ContactInput:
    """A person or an address of a customer; ``kind`` is one of CONTACT_KINDS."""

    kind: str
    name: str
    email: str
    phone: str
    street: str
    street2: str
    zip: str
    city: str
    country: str

    @property
    def is_address(self):
        """Whether documents are addressed or delivered there."""
        return self.kind in ADDRESSES


def parse_contact(raw):
    """Return ``(ContactInput, issues)``; a person needs a name, an address a place."""
    reader = Reader(raw)
    kind = raw.get("type") if raw.get("type") in CONTACT_KINDS else ""
    if not kind:
        reader.refuse("type", "unknown")
    place = kind in ADDRESSES
    country = reader.text("country", 2).upper() or "FR"
    contact = ContactInput(
        kind=kind,
        name=reader.text("name", 128, required=not place),
        email=reader.email("email"),
        phone=reader.text("phone", 32),
        street=reader.text("street", 128, required=place) if place else "",
        street2=reader.text("street2", 128) if place else "",
        zip=_read_zip(reader, "", country) if place else "",
        city=reader.text("city", 64, required=place) if place else "",
        country=country,
    )
    return contact, reader.issues


def parse_customer(raw, prefix=""):
    """Return ``(CustomerInput, issues)`` of a form.

    :param raw: mapping of strings
    :param prefix: before the name of each field, as in ``new-siret``
    """
    reader = Reader(raw)
    company = raw.get(f"{prefix}kind") != "person"
    country = reader.text(f"{prefix}country", 2).upper() or "FR"
    customer = CustomerInput(
        kind="company" if company else "person",
        name=reader.text(f"{prefix}name", 128, required=True),
        siret=_read_siret(reader, prefix, company and country == "FR"),
        vat=_read_vat(reader, prefix, country) if company else "",
        email=reader.email(f"{prefix}email"),
        phone=reader.text(f"{prefix}phone", 32),
        street=reader.text(f"{prefix}street", 128, required=True),
        street2=reader.text(f"{prefix}street2", 128),
        zip=_read_zip(reader, prefix, country),
        city=reader.text(f"{prefix}city", 64, required=True),
        country=country,
        **_read_public(reader, prefix, company and country == "FR"),
    )
    _check_same_siren(reader, prefix, customer)
    return customer, reader.issues


def _read_public(reader, prefix, possible):
    """What Chorus Pro wants of a French public body, nothing of the others."""
    if not possible or not reader.raw.get(f"{prefix}public"):
        return {}
    return {
        "is_public": True,
        "service_code": reader.text(f"{prefix}service", REFERENCE_LIMIT),
        "engagement": reader.text(f"{prefix}engagement", REFERENCE_LIMIT),
    }


def _read_siret(reader, prefix, expected):
    """SIRET of a French company; it may be completed later, never be wrong."""
    name = f"{prefix}siret"
    value = reader.text(name, 32).replace(" ", "").replace(".", "")
    if not expected or not value:
        return ""
    if not value.isdigit() or len(value) != 14:
        reader.refuse(name, "siret_length")
    elif not fr_siret.is_valid(value):
        reader.refuse(name, "siret_key")
    return value


def _read_vat(reader, prefix, country):
    name = f"{prefix}vat"
    value = reader.text(name, 20).replace(" ", "").replace(".", "").upper()
    in_union = value[:2] in EU_PREFIXES
    if value and (in_union or country in EU_PREFIXES) and not eu_vat.is_valid(value):
        reader.refuse(name, "vat")
    return value


def _read_zip(reader, prefix, country):
    name = f"{prefix}zip"
    value = reader.text(name, 10, required=True)
    if value and country == "FR" and not (value.isdigit() and len(value) == 5):
        reader.refuse(name, "zip")
    return value


def _check_same_siren(reader, prefix, customer):
    """A French VAT number ends with the SIREN (CGI ann. II 242 nonies A)."""
    if reader.issues or not customer.siret or not customer.vat.startswith("FR"):
        return
    if customer.vat[4:] != customer.siret[:9]:
        reader.refuse(f"{prefix}vat", "vat_siren")

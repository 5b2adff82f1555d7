# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A customer as an entrepreneur types it."""

from dataclasses import dataclass

from stdnum.eu import vat as eu_vat
from stdnum.fr import siret as fr_siret

from .fields import Reader

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


@dataclass(frozen=True, slots=True)
class CustomerInput:
    """A customer typed; ``kind`` is company or person, ``country`` an ISO code."""

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
    )
    _check_same_siren(reader, prefix, customer)
    return customer, reader.issues


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

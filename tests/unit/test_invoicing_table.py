# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Customers of a spreadsheet: each line as if typed, the wrong ones named."""

from dataclasses import dataclass

from caetic_invoicing_engine.customer_table import (
    Words,
    plain,
    read_customers,
    unknown_columns,
)

WORDS = Words(
    headings={
        "nom": "name",
        "siret": "siret",
        "adresse": "street",
        "codepostal": "zip",
        "ville": "city",
        "pays": "country",
        "type": "kind",
        "organismepublic": "public",
        "codeservice": "service",
    },
    countries={"france": "FR", "fr": "FR", "belgique": "BE", "be": "BE"},
    persons=frozenset({"particulier"}),
    yes=frozenset({"oui"}),
    known={"73282932000074": "SARL Cigale"},
)
HEADER = ("Nom", "Adresse", "Code postal", "Ville", "Pays", "SIRET", "Type")


@dataclass
class Row:
    line: int
    cells: tuple[str, ...]


def read(*rows, header=HEADER):
    lines = [Row(number, row) for number, row in enumerate(rows, 2)]
    return read_customers(header, lines, WORDS)


def issues_of(*rows, **kw):
    found, issues = read(*rows, **kw)
    assert issues == []
    return [[(i.field, i.code) for i in row.issues] for row in found]


def test_words_are_compared_without_accents_nor_signs():
    assert plain("N° de TVA") == "ndetva"
    assert plain("Téléphone ") == "telephone"


def test_a_right_line():
    (row,), issues = read(
        ("Paul", "1 rue", "11300", "Limoux", "", "", "Particulier"),
    )
    assert issues == []
    assert (row.line, row.issues) == (2, ())
    assert (row.customer.kind, row.customer.country) == ("person", "FR")


def test_wrong_lines_are_named_and_the_others_stay():
    assert issues_of(
        ("", "1 rue", "11300", "Limoux", "", "", ""),
        ("A", "1 rue", "113", "Limoux", "Atlantide", "", ""),
        ("B", "1 rue", "B-1000", "Bruxelles", "Belgique", "", ""),
        ("C", "1 rue", "11300", "Limoux", "FR", "73282932000075", ""),
    ) == [
        [("name", "required")],
        [("country", "unknown"), ("zip", "zip")],
        [],
        [("siret", "siret_key")],
    ]


def test_the_same_customer_twice():
    line = ("B", "1 rue", "11300", "Limoux", "", "33417522101010", "")
    known = ("C", "1 rue", "11300", "Limoux", "", "732 829 320 00074", "")
    assert issues_of(line, line, known) == [
        [],
        [("siret", "duplicate")],
        [("siret", "duplicate")],
    ]


def test_customers_without_siret_are_not_the_same():
    line = ("B", "1 rue", "11300", "Limoux", "", "", "")
    assert issues_of(line, line) == [[], []]


def test_columns():
    assert unknown_columns(("Nom", "Couleur", ""), WORDS) == ["Couleur"]
    _rows, issues = read(("x",), header=("Couleur",))
    assert [issue.code for issue in issues] == ["no_name_column"]


def test_what_exports_put_before_a_formula_is_taken_off():
    (row,), _issues = read(("'=1+1", "1 rue", "11300", "Limoux", "", "", ""))
    assert row.customer.name == "=1+1"
    (row,), _issues = read(("'Ndrangheta", "1 rue", "11300", "Limoux", "", "", ""))
    assert row.customer.name == "'Ndrangheta"


def test_public_bodies():
    header = (
        "Nom",
        "Adresse",
        "Code postal",
        "Ville",
        "Organisme public",
        "Code service",
    )
    (row,), _issues = read(("V", "1", "11300", "L", "Oui", "S1"), header=header)
    assert (row.customer.is_public, row.customer.service_code) == (True, "S1")


def test_too_many_lines():
    line = ("B", "1 rue", "11300", "Limoux", "", "", "")
    rows, issues = read(*([line] * 5001))
    assert (rows, [issue.code for issue in issues]) == ([], ["too_many_rows"])

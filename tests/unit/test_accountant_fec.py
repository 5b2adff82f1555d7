# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The file of accounting entries as LPF art. A47 A-1 wants it written (R616)."""

import pytest
from caetic_accountant_engine import lawful

RESULTS = "999999", ("120000", "Bénéfice"), ("129000", "Perte")


def row(**cells):
    """A row of the file; cells by their rank."""
    texts = ["VTE", "Ventes", "1", "20260105", "706000", "Services", "", "", "F1"]
    texts += ["20260105", "Pose", "0,00", "120,00", "", "", "20260105", "", ""]
    for rank, text in cells.items():
        texts[int(rank[1:])] = text
    return "|".join(texts)


def written(line, results=RESULTS):
    head, found = lawful(f"JournalCode\r\n{line}", *results).split(b"\r\n")
    assert head == b"JournalCode"
    return found.decode("iso8859-15").split("|")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (" 000000000000120,00", "120,00"),
        ("0,30000000000000004", "0,30"),
        ("-000000000000012,50", "-12,50"),
        ("1234.5", "1234,50"),
        ("", ""),
    ],
)
def test_amounts_are_plain(text, wanted):
    """III, 2°: base ten, a comma before the decimals, no other separator."""
    cells = written(row(c11=text, c16=text))
    assert (cells[11], cells[16]) == (wanted, wanted)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Œuvre à 3 €", "Œuvre à 3 €"),
        ("“l’été” — fin", '"l\'été" - fin'),
        ("a\u202fb", "a b"),
        ("❤", "?"),
        ("a\u2028b|"[:3], "a?b"),
    ],
)
def test_characters_of_the_set(text, wanted):
    """III, 1°: ISO 8859-15."""
    assert written(row(c10=text))[10] == wanted


@pytest.mark.parametrize(
    ("debit", "credit", "wanted"),
    [
        ("0,00", "700,30", ("120000", "Bénéfice")),
        ("12,00", "0,00", ("129000", "Perte")),
    ],
)
def test_the_opening_result_is_of_the_chart(debit, credit, wanted):
    """VII, 1°: an account begins with three digits of the PCG; 999 is none."""
    cells = written(row(c0="OUV", c4="999999", c11=debit, c12=credit))
    assert (cells[4], cells[5]) == wanted


def test_other_entries_keep_their_account():
    assert written(row(c4="999999"))[4] == "999999"


def test_an_opening_of_zero_is_left_out():
    rows = row(c0="OUV", c11="0,00", c12="0,00"), row()
    found = lawful("\r\n".join(["JournalCode", *rows]), *RESULTS)
    assert found.decode("iso8859-15").split("\r\n") == ["JournalCode", row()]

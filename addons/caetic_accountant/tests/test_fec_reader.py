# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import BaseCase, tagged

from . import fec_reader

NAME = "334175221FEC20261231.txt"
HEAD = "|".join(fec_reader.COLUMNS)
SALE = [
    "VTE|Ventes|FAC/2026/0001|20260105|411000|Clients|12|Mairie|F1|20260105|Pose|120,00"
    "|0,00|||20260105||",
    "VTE|Ventes|FAC/2026/0001|20260105|706000|Services|||F1|20260105|Pose|0,00|120,00"
    "|||20260105||",
]


def book(*rows, name=NAME, charset="iso8859-15"):
    return fec_reader.read(name, "\r\n".join([HEAD, *rows]).encode(charset))


@tagged("post_install", "-at_install")
class TestFecReader(BaseCase):
    """Each fault that the law names is found, and a good file has none."""

    def test_a_good_file(self):
        found = book(*SALE)
        self.assertEqual(found.faults, ())
        self.assertEqual(found.balances("7"), {"706000": -120})

    def test_planted_faults(self):
        planted = {
            "X": book(*SALE, name="FEC.txt"),
            "III, 1": book(
                *(row.replace("Pose", "Été “") for row in SALE), charset="utf-8"
            ),
            "III, 2": book(SALE[0].replace("120,00", "1 20.00"), SALE[1]),
            "III, 4": book(SALE[0].replace("20260105", "20260230"), SALE[1]),
            "CompteNum": book(SALE[0].replace("411000", "CLI"), SALE[1]),
            "is blank": book(SALE[0].replace("Pose", " "), SALE[1]),
            "EcritureLet": book(
                SALE[0].replace("|||20260105", "|A||20260105"), SALE[1]
            ),
            "balance": book(SALE[0], SALE[1].replace("120,00", "119,99")),
            "missing": book(
                *SALE, *(row.replace("2026/0001", "2026/0003") for row in SALE)
            ),
            "after": book(
                *SALE,
                *(
                    row.replace("2026/0001", "2026/0002").replace(
                        "20260105", "20260104"
                    )
                    for row in SALE
                ),
            ),
            "again": book(*SALE, *(row.replace("VTE", "BNQ") for row in SALE), *SALE),
            "neither": book(SALE[0].replace("120,00", "0,00"), SALE[1]),
            "cells": book(SALE[0], SALE[1] + "|"),
            "columns": fec_reader.read(NAME, b"JournalCode|JournalLib"),
        }
        for word, found in planted.items():
            with self.subTest(word):
                self.assertTrue([one for one in found.faults if word in one])

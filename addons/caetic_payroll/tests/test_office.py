# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import base64
import csv
import io

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import PayrollCommon

HEADERS = (
    "Matricule",
    "Brut",
    "Urssaf salarié",
    "Urssaf employeur",
    "Retraite salarié",
    "Retraite employeur",
    "Net social",
    "Net avant impôt",
    "Net imposable",
    "Impôt",
    "Net payé",
    "Coût total",
)
# A gross of 1 000.00 in October 2026, as the public simulator of Urssaf computes it.
RIGHT = (
    "1000,00",
    "168,30",
    "-7,44",
    "40,10",
    "60,10",
    "791,60",
    "791,60",
    "820,09",
    "0",
    "791,60",
    "1052,66",
)
# The office charges 5.00 more.
DEAR = (*RIGHT[:2], "-2,44", *RIGHT[3:-1], "1057,66")


def pdf_of(text):
    """A page of PDF that bears a text."""
    stream = f"BT /F1 12 Tf 72 700 Td ({text}) Tj ET".encode()
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, part)
    start = len(out)
    out += b"xref\n0 6\n0000000000 65535 f \n"
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer<</Root 1 0 R/Size 6>>\nstartxref\n%d\n%%%%EOF" % start


@tagged("post_install", "-at_install")
class TestOffice(PayrollCommon):
    """A payroll office: variables sent, payslips received, all or nothing."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.caetic_pay_mode = "office"
        cls.ana.payroll_number = "00017"
        cls.bruno.payroll_number = "00018"
        cls.first = cls._approved(1000)
        cls.second = cls._approved(
            1000, member_id=cls.bruno.id, activity_id=cls.atelier.id
        )
        cls.board = cls._board()

    def _import(self, rows, papers=()):
        text = io.StringIO(newline="")
        csv.writer(text, delimiter=";").writerows([HEADERS, *rows])
        documents = self.env["ir.attachment"].create(
            [{"name": f"{place}.pdf", "raw": raw} for place, raw in enumerate(papers)]
        )
        wizard = self.env["caetic.pay.import"].create(
            {
                "run_id": self.board.id,
                "file": base64.b64encode(text.getvalue().encode()),
                "document_ids": [(6, 0, documents.ids)],
            }
        )
        wizard.action_import()
        return wizard

    def test_variables_of_the_month(self):
        self.first.action_reset()
        self.first.unpaid_days = 2
        self.first.action_approve()
        export = self.env["caetic.pay.export"].create({"run_id": self.board.id})
        text = base64.b64decode(export.file).decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
        self.assertEqual(len(rows), 2)
        row = next(one for one in rows if one["Nom"] == "Ana Ferrer")
        self.assertEqual(row["Matricule"], "00017")
        self.assertEqual(row["Mois"], "2026-10")
        self.assertEqual(row["Brut"], "1000,00")
        # A fixed part of 150.00 leaves 850.00 of advance on the variable part (R122).
        self.assertEqual(row["Part fixe"], "150,00")
        self.assertEqual(row["Acompte sur part variable"], "850,00")
        self.assertEqual(row["Jours sans solde"], "2")

    def test_headings_are_the_offices(self):
        mapping = self.env["caetic.pay.mapping"].search(
            [("direction", "=", "export"), ("variable", "=", "gross")]
        )
        mapping.header = "SALBRUT"
        export = self.env["caetic.pay.export"].create({"run_id": self.board.id})
        head = base64.b64decode(export.file).decode("utf-8-sig").splitlines()[0]
        self.assertIn("SALBRUT", head)

    def test_real_figures_and_papers(self):
        papers = [
            pdf_of("Bulletin de paie - Matricule 00018"),
            pdf_of("Bulletin de paie - Matricule 00017"),
        ]
        wizard = self._import([("00017", *RIGHT), ("00018", *DEAR)], papers)
        self.assertFalse(wizard.line_ids.mapped("reason"))
        self.assertEqual(wizard.state, "done")
        slip = self.first.payslip_id
        self.assertEqual(slip.caetic_cost, 1052.66)
        self.assertFalse(slip.caetic_gap_ids.mapped("code"))
        self.assertEqual(slip._read_pdf(), papers[1])
        self.assertEqual(slip.pdf_check, "intact")
        other = self.second.payslip_id
        gaps = {gap.code: gap.amount for gap in other.caetic_gap_ids}
        self.assertEqual(gaps, {"cost": 5.0, "urssaf_employer": 5.0})
        self.board.action_caetic_validate()
        self.assertEqual(self.second.state, "paid")
        self.assertEqual(self.second.cost, 1057.66)
        lines = other.caetic_move_id.line_ids
        codes = {line.account_id.code[:4]: line.balance for line in lines}
        self.assertEqual(
            codes,
            {
                "6411": 1000.00,
                "6451": -2.44,
                "6453": 60.10,
                "4210": -791.60,
                "4310": -165.86,
                "4370": -100.20,
            },
        )

    def test_three_wrong_rows_and_nothing_is_written(self):
        wrong = (*RIGHT[:-1], "1060,00")
        wizard = self._import(
            [
                ("00017", *RIGHT),
                ("00018", *wrong),
                ("00099", *RIGHT),
                ("", "mille", *RIGHT[1:]),
            ]
        )
        self.assertEqual(wizard.state, "refused")
        reasons = {line.line: line.reason for line in wizard.line_ids}
        self.assertIn("1060.00", reasons[3])
        self.assertIn("1052.66", reasons[3])
        self.assertIn(4, reasons)
        texts = wizard.line_ids.filtered(lambda line: line.line == 5).mapped("reason")
        self.assertEqual(len(texts), 2)
        self.assertTrue(any("mille" in text for text in texts))
        self.assertNotIn(2, reasons)
        self.assertFalse(self.first.payslip_id)
        self.assertFalse(self.board.slip_ids)

    def test_a_number_twice(self):
        wizard = self._import([("00017", *RIGHT), ("00017", *RIGHT)])
        self.assertEqual(len(wizard.line_ids), 2)
        self.assertFalse(self.board.slip_ids)

    @mute_logger("pypdf._reader")
    def test_a_paper_is_matched_by_its_text(self):
        """A file named like somebody else's is nobody's without their number."""
        wizard = self._import(
            [("00017", *RIGHT)], [pdf_of("Bulletin de paie sans matricule")]
        )
        self.assertEqual(wizard.state, "refused")
        self.assertEqual(wizard.line_ids.mapped("number"), ["0.pdf", "00017"])
        wizard = self._import([("00017", *RIGHT)], [b"this is no PDF"])
        self.assertEqual(wizard.state, "refused")
        self.assertFalse(self.board.slip_ids)

    def test_a_missing_column_is_named(self):
        wizard = self.env["caetic.pay.import"].create(
            {
                "run_id": self.board.id,
                "file": base64.b64encode(b"Matricule;Brut\n00017;1000\n"),
            }
        )
        with self.assertRaisesRegex(UserError, "Net avant imp"):
            wizard.action_import()

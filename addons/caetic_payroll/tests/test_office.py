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
LINE_HEADERS = (
    "Matricule",
    "Code",
    "Libellé",
    "Base",
    "Part salarié",
    "Part employeur",
)
# The lines of the same payslip, as an office prints them: CSG and CRDS at 2.90 % are
# one (23.58 + 4.91), so are both pensions of band 1 (31.50 + 8.60, 47.20 + 12.90).
LINES = (
    ("MAL", "Maladie", "1000,00", "", "130,00"),
    ("VIEP", "Vieillesse plafonnée", "1000,00", "69,00", "85,50"),
    ("VIED", "Vieillesse déplafonnée", "1000,00", "4,00", "21,10"),
    ("AF", "Allocations familiales", "1000,00", "", "52,50"),
    ("AT", "Accidents du travail", "1000,00", "", "15,00"),
    ("CSA", "Solidarité autonomie", "1000,00", "", "3,00"),
    ("FNAL", "FNAL", "1000,00", "", "1,00"),
    ("DS", "Dialogue social", "1000,00", "", "0,16"),
    ("CHO", "Chômage", "1000,00", "", "40,00"),
    ("AGS", "AGS", "1000,00", "", "2,50"),
    ("RC1", "Retraite et CEG tranche 1", "1000,00", "40,10", "60,10"),
    ("CFP", "Formation", "1000,00", "", "10,00"),
    ("TAP", "Taxe d'apprentissage", "1000,00", "", "5,90"),
    ("TAS", "Taxe d'apprentissage, solde", "1000,00", "", "0,90"),
    ("CSGD", "CSG déductible", "982,50", "66,81", ""),
    ("CSGN", "CSG et CRDS non déductibles", "982,50", "28,49", ""),
    ("RGDU", "Réduction générale", "", "", "-375,00"),
)
OUR_LINES = {
    "MAL": ("maladie",),
    "VIEP": ("vieillesse_plaf",),
    "VIED": ("vieillesse_deplaf",),
    "AF": ("famille",),
    "AT": ("atmp",),
    "CSA": ("csa",),
    "FNAL": ("fnal",),
    "DS": ("dialogue_social",),
    "CHO": ("chomage",),
    "AGS": ("ags",),
    "RC1": ("retraite_t1", "ceg_t1"),
    "CFP": ("formation",),
    "TAP": ("ta_principale",),
    "TAS": ("ta_solde",),
    "CSGD": ("csg_deductible",),
    "CSGN": ("csg_non_deductible", "crds"),
    "RGDU": ("rgdu",),
}
# The totals, without the sums by body that the lines give.
SHORT = ("Matricule", "Brut", *HEADERS[6:])
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

    def _write(self, rows):
        text = io.StringIO(newline="")
        csv.writer(text, delimiter=";").writerows(rows)
        return base64.b64encode(text.getvalue().encode())

    def _import(self, rows, papers=(), lines=None, headers=HEADERS):
        documents = self.env["ir.attachment"].create(
            [{"name": f"{place}.pdf", "raw": raw} for place, raw in enumerate(papers)]
        )
        wizard = self.env["caetic.pay.import"].create(
            {
                "run_id": self.board.id,
                "file": self._write([headers, *rows]),
                "lines_file": lines and self._write([LINE_HEADERS, *lines]),
                "document_ids": [(6, 0, documents.ids)],
            }
        )
        wizard.action_import()
        return wizard

    def _map(self, **codes):
        """Say what the office's codes stand for; nothing for what is ignored."""
        rules = self.env["hr.salary.rule"].search([("caetic_line_code", "!=", False)])
        rows = self.env["caetic.pay.office.line"]
        for code, names in codes.items():
            wanted = rules.filtered(lambda one, n=names: one.caetic_line_code in n)
            ids = [(6, 0, wanted.ids)]
            rows += rows.create(
                {"code": code, "rule_ids": ids, "is_ignored": not names}
            )
        return rows

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

    def _tell(self, papers):
        self._import([("00017", *RIGHT)], papers)
        self.board.action_caetic_validate()
        slips = self.board.slip_ids
        slips._cron_publish()
        waiting = slips.search(slips._caetic_get_waiting_domain())
        self.assertFalse(waiting & slips)
        return self.env["mail.mail"].search_count(
            [("model", "=", "hr.payslip"), ("res_id", "in", slips.ids)]
        )

    def test_the_owner_is_told_of_the_offices_paper(self):
        paper = pdf_of("Bulletin de paie - Matricule 00017")
        self.assertEqual(self._tell([paper]), 1)
        self.assertEqual(self.first.payslip_id._read_pdf(), paper)

    def test_nobody_is_told_of_a_paper_that_is_not_there(self):
        self.assertEqual(self._tell([]), 0)

    # -- line by line ---------------------------------------------------------------

    def _rows(self, number, lines=LINES, **changed):
        return [
            (number, code, label, *changed.get(code, amounts))
            for code, label, *amounts in lines
        ]

    def test_lines_that_agree_and_one_that_does_not(self):
        """Accidents at 2.00 % instead of 1.50 %: 20.00 for 15.00, 5.00 of cost."""
        self._map(**OUR_LINES)
        lines = self._rows("00017") + self._rows("00018", AT=("1000,00", "", "20,00"))
        rows = [
            ("00017", RIGHT[0], *RIGHT[5:]),
            ("00018", DEAR[0], *DEAR[5:]),
        ]
        wizard = self._import(rows, lines=lines, headers=SHORT)
        self.assertFalse(wizard.line_ids.mapped("reason"))
        self.assertFalse(self.first.payslip_id.caetic_gap_ids.mapped("code"))
        slip = self.second.payslip_id
        # The sums by body come from the lines.
        line = slip.line_ids.filtered(lambda one: one.code == "office_agirc_arrco_er")
        self.assertEqual(line.total, 60.10)
        gaps = slip.caetic_gap_ids
        self.assertEqual(
            [(gap.kind, gap.code, gap.amount) for gap in gaps],
            [
                ("total", "cost", 5.0),
                ("body", "urssaf_employer", 5.0),
                ("line", "line_employer", 5.0),
            ],
        )
        self.assertEqual((gaps[2].ours, gaps[2].theirs), (15.0, 20.0))
        self.assertEqual((gaps[2].our_base, gaps[2].their_base), (1000.0, 1000.0))
        self.assertEqual(gaps[2].side, "employer")
        self.assertEqual(gaps[2].their_label, "Accidents du travail")
        self.assertIn("Accidents du travail", gaps[2].name)
        # The payslip is compared again with the same lines.
        slip.compute_sheet()
        self.assertEqual(len(slip.caetic_gap_ids), 3)

    def test_a_line_that_stands_for_two(self):
        """CSG and CRDS at 2.90 % of 982.50: 28.49; a cent more is theirs alone."""
        self._map(**OUR_LINES)
        row = ("00017", RIGHT[0], *RIGHT[5:])
        values = list(row)
        # One cent more of the employee: 791.59 of net.
        values[2:4] = ("791,59", "791,59")
        values[6] = "791,59"
        lines = self._rows("00017", CSGN=("982,50", "28,50", ""))
        wizard = self._import([tuple(values)], lines=lines, headers=SHORT)
        self.assertFalse(wizard.line_ids.mapped("reason"))
        gaps = self.first.payslip_id.caetic_gap_ids
        gap = gaps.filtered(lambda one: one.kind == "line")
        self.assertEqual((gap.ours, gap.theirs, gap.side), (28.49, 28.50, "employee"))
        self.assertEqual(gap.line_codes, "csg_non_deductible,crds")
        names = gap.name.split(", ")
        self.assertGreaterEqual(len(names), 2)

    def test_unknown_codes_are_asked_once(self):
        known = {code: OUR_LINES[code] for code in OUR_LINES if code != "AT"}
        self._map(**known)
        rows = [("00017", *RIGHT), ("00018", *RIGHT)]
        lines = self._rows("00017") + self._rows("00018")
        wizard = self._import(rows, lines=lines)
        self.assertEqual(wizard.state, "refused")
        self.assertEqual(len(wizard.line_ids), 1)
        self.assertIn("AT", wizard.line_ids.reason)
        self.assertFalse(self.board.slip_ids)
        unknown = self.env["caetic.pay.office.line"].search([("code", "=", "AT")])
        self.assertEqual(unknown.label, "Accidents du travail")
        rules = self.env["hr.salary.rule"]
        unknown.rule_ids = rules.search([("caetic_line_code", "=", "atmp")])
        wizard = self._import(rows, lines=lines)
        self.assertFalse(wizard.line_ids.mapped("reason"))
        self.assertEqual(len(self.board.slip_ids), 2)

    def test_a_code_of_our_own_is_recognised_and_to_be_checked(self):
        self._map(**{code: OUR_LINES[code] for code in OUR_LINES if code != "AT"})
        lines = self._rows("00017", tuple(x for x in LINES if x[0] != "AT"))
        lines.append(("00017", "atmp", "Accidents", "1000,00", "", "15,00"))
        wizard = self._import([("00017", *RIGHT)], lines=lines)
        self.assertEqual(wizard.state, "refused")
        found = self.env["caetic.pay.office.line"].search([("code", "=", "atmp")])
        self.assertEqual(found.rule_ids.caetic_line_code, "atmp")
        wizard = self._import([("00017", *RIGHT)], lines=lines)
        self.assertEqual(wizard.state, "done")

    def test_wrong_lines_and_nothing_is_written(self):
        """An amount that is none, a stranger, lines that do not add up, no line."""
        self._map(**OUR_LINES, NET=())
        rows = [("00017", *RIGHT), ("00018", *RIGHT)]
        lines = self._rows("00017", FNAL=("1000,00", "", "un"))
        lines.append(("00099", "AF", "Allocations familiales", "", "", "1,00"))
        lines.append(("00017", "NET", "Net", "", "791,60", ""))
        wizard = self._import(rows, lines=lines)
        self.assertEqual(wizard.state, "refused")
        found = {line.line: line for line in wizard.line_ids}
        self.assertEqual(set(found), {8, 19})
        self.assertEqual(set(wizard.line_ids.mapped("table")), {"lines"})
        self.assertIn("un", found[8].reason)
        lines = self._rows("00017", CFP=("1000,00", "", "9,00"))
        wizard = self._import(rows, lines=lines)
        reasons = {line.number: line.reason for line in wizard.line_ids}
        self.assertEqual(set(reasons), {"00017", "00018"})
        # 52.66 less 1.00
        self.assertIn("51.66", reasons["00017"])
        self.assertFalse(self.board.slip_ids)

    def test_a_missing_column_of_lines_is_named(self):
        self._map(**OUR_LINES)
        wizard = self.env["caetic.pay.import"].create(
            {
                "run_id": self.board.id,
                "file": self._write([HEADERS, ("00017", *RIGHT)]),
                "lines_file": self._write([("Matricule", "Code"), ("00017", "AT")]),
            }
        )
        with self.assertRaisesRegex(UserError, "Part employeur"):
            wizard.action_import()

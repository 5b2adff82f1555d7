# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import io
import re
from base64 import b64decode
from collections import Counter, defaultdict

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from odoo import fields, models
from odoo.exceptions import UserError

from odoo.addons.caetic_members.engine import EngineError, cents, parse_number
from odoo.addons.caetic_members.wizard.table import read_table

from ..engine.office import OFFICE_BODIES, OfficeFigures, office_issues
from ..models.caetic_pay_mapping import NEEDED, SIDES

PARTS = tuple(f"{body}_{side}" for body in OFFICE_BODIES for side in SIDES)


class CaeticPayImport(models.TransientModel):
    """Real payslips of an outside payroll office: all of them, or nothing.

    A row is somebody's by their employee number, and so is a paper: the number is
    looked for in the text of the PDF, never in the name of the file.
    """

    _name = "caetic.pay.import"
    _description = "Payslips of a payroll office"

    run_id = fields.Many2one(
        "hr.payslip.run", string="Month", required=True, ondelete="cascade"
    )
    file = fields.Binary(string="CSV file", required=True, attachment=False)
    filename = fields.Char()
    document_ids = fields.Many2many("ir.attachment", string="Payslips (PDF)")
    state = fields.Selection(
        [("draft", "Files"), ("refused", "Nothing was written"), ("done", "Written")],
        default="draft",
        readonly=True,
    )
    line_ids = fields.One2many(
        "caetic.pay.import.line", "import_id", string="To correct", readonly=True
    )
    good_count = fields.Integer(string="Payslips written", readonly=True)

    def action_import(self):
        """Write all the payslips of the table, or tell what is wrong in each row."""
        self.ensure_one()
        rows = self._read_rows()
        line_problems = self._read_lines(rows)
        self._check_rows(rows)
        papers, paper_problems = self._match_papers(rows)
        problems = list_problems("payslips", rows)
        problems += line_problems + paper_problems
        self.line_ids.unlink()
        self.line_ids = [(0, 0, values) for values in problems]
        self.state = "refused" if problems else "done"
        if not problems:
            self._write_slips(rows, papers)
            self.good_count = len(rows)
        return self._reopen()

    def _reopen(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Payslips of the payroll office"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }

    # -- rows -------------------------------------------------------------------------

    def _read_rows(self):
        """Return the rows: number, figures as Decimals, problems so far.

        :raises UserError: the file is no table, or lacks a column
        """
        places, table = self._read_file(self.file, "import", NEEDED)
        return [self._read_row(row, places) for row in table]

    def _read_file(self, file, direction, needed):
        """Return ``({variable: place of its column}, rows)`` of a table.

        :param str direction: of the columns, as in ``caetic.pay.mapping``
        :param needed: variables that the table cannot do without
        :raises UserError: the file is no table, or lacks a column
        """
        try:
            header, table = read_table(b64decode(file or b""))
        except EngineError as error:
            raise UserError(
                self.env._("This file is not a CSV table with rows.")
            ) from error
        wanted = self.env["caetic.pay.mapping"]._get_headers(direction)
        places = {
            name: header.index(title)
            for name, title in wanted.items()
            if title in header
        }
        missing = [wanted.get(name, name) for name in needed if name not in places]
        if missing:
            raise UserError(
                self.env._("Missing columns: %(names)s.", names=", ".join(missing))
            )
        return places, table

    def _read_row(self, row, places):
        texts = {name: row.cells[place] for name, place in places.items()}
        found = {
            "line": row.line,
            "number": texts["number"],
            "figures": {},
            "lines": [],
            "has_bad_line": False,
            "problems": [],
        }
        for name, text in texts.items():
            if name != "number":
                amount = self._read_amount(name, text or "0", found["problems"])
                found["figures"][name] = amount
        return found

    def _read_amount(self, name, text, problems):
        """Return an amount as a Decimal; add to the problems what is none."""
        try:
            return cents(parse_number(text))
        except EngineError:
            labels = self.env["caetic.pay.mapping"]._get_labels()
            problems.append(
                self.env._(
                    "“%(text)s” is no amount (%(name)s).",
                    text=text,
                    name=labels.get(name, name),
                )
            )
            return None

    def _read_lines(self, rows):
        """Give each row the lines of its payslip, where the office sends them.

        :returns: what is wrong with them, values of caetic.pay.import.line
        """
        return []

    def _check_rows(self, rows):
        """Add to each row what is wrong with it, and whose request it pays."""
        waiting = self._get_requests()
        counts = Counter(row["number"] for row in rows)
        for row in rows:
            row["request"] = waiting.get(row["number"])
            problems = row["problems"]
            if not row["number"]:
                problems.append(self.env._("The employee number is missing."))
            elif counts[row["number"]] > 1:
                problems.append(self.env._("This employee number comes twice."))
            elif not row["request"]:
                problems.append(
                    self.env._(
                        "Nobody with this number has an approved request without a "
                        "payslip for this month."
                    )
                )
            if not problems:
                problems += self._check_totals(row)

    def _get_requests(self):
        """Return ``{employee number: request}`` of what waits for a payslip."""
        domain = [*self.run_id._get_request_domain(), ("state", "=", "approved")]
        found = self.env["caetic.pay.request"].search(domain)
        return {
            one.member_id.payroll_number: one
            for one in found
            if one.member_id.payroll_number and not one.payslip_id
        }

    def _check_totals(self, row):
        """Say which totals do not follow from the others."""
        labels = self.env["caetic.pay.mapping"]._get_labels()
        return [
            self.env._(
                "%(name)s is %(given)s, and should be %(wanted)s.",
                name=labels[name],
                given=given,
                wanted=wanted,
            )
            for name, given, wanted in office_issues(to_engine(row["figures"]))
        ]

    # -- papers -----------------------------------------------------------------------

    def _match_papers(self, rows):
        """Return ``({number: bytes}, problems)`` of the papers given."""
        numbers = {row["number"] for row in rows if row["number"]}
        papers, problems = defaultdict(list), []
        for document in self.document_ids:
            content = document.raw or b""
            found = self._find_numbers(content, numbers)
            if len(found) == 1:
                papers[found.pop()].append(content)
            else:
                problems.append(
                    {
                        "table": "papers",
                        "number": document.name,
                        "reason": self._say_unmatched(found),
                    }
                )
        for number, contents in papers.items():
            if len(contents) > 1:
                reason = self.env._("Several papers bear this employee number.")
                problems.append({"table": "papers", "number": number, "reason": reason})
        if self.document_ids:
            for number in sorted(numbers - set(papers)):
                reason = self.env._("No paper bears this employee number.")
                problems.append({"table": "papers", "number": number, "reason": reason})
        return {number: contents[0] for number, contents in papers.items()}, problems

    def _find_numbers(self, content, numbers):
        """Return the employee numbers that the text of a paper bears."""
        try:
            pages = PdfReader(io.BytesIO(content)).pages
            text = "\n".join(page.extract_text() for page in pages)
        except (PyPdfError, ValueError):
            return set()
        words = set(re.findall(r"[\w/-]+", text))
        return numbers & words

    def _say_unmatched(self, found):
        if found:
            return self.env._(
                "This paper bears several employee numbers: %s.",
                ", ".join(sorted(found)),
            )
        return self.env._("No employee number of the table is in this paper.")

    # -- writing ----------------------------------------------------------------------

    def _write_slips(self, rows, papers):
        """Create and compute the payslips with the office's figures and papers."""
        by_request = {row["request"].id: row for row in rows}
        requests = self.env["caetic.pay.request"].browse(by_request)
        slips = self.env["hr.payslip"]._caetic_create(requests, self.run_id)
        for slip in slips:
            row = by_request[slip.caetic_request_id.id]
            slip.update(self._prepare_office(row))
        slips.compute_sheet()
        for slip in slips:
            content = papers.get(by_request[slip.caetic_request_id.id]["number"])
            if content:
                slip._seal_pdf(content)

    def _prepare_office(self, row):
        """Return what the payslip keeps of the office's figures."""
        figures = {name: str(amount) for name, amount in row["figures"].items()}
        return {"caetic_office": figures}


def list_problems(table, rows):
    """Return what is wrong with rows of a table, one problem each."""
    return [
        {
            "table": table,
            "line": row["line"],
            "number": row["number"],
            "reason": reason,
        }
        for row in rows
        for reason in row["problems"]
    ]


def to_engine(figures):
    """Return the figures of a row as the engine wants them."""
    values = dict(figures)
    zero = cents(values["gross"] * 0)
    parts = {
        body: tuple(values.pop(f"{body}_{side}", zero) for side in SIDES)
        for body in OFFICE_BODIES
    }
    names = ("net_social", "net", "net_taxable", "tax", "net_paid", "cost", "reduction")
    totals = {name: values.get(name, zero) for name in names}
    return OfficeFigures(gross=values["gross"], **totals, parts=parts)

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models

from ..engine.office import OfficeLine, line_issues, parts_of
from ..models.caetic_pay_mapping import NEEDED_LINES
from .caetic_pay_import import PARTS, list_problems, to_engine


class CaeticPayImportDetails(models.TransientModel):
    """Lines of an office's payslips, in a second table: one row a line of a person.

    It is how offices' programs export detailed payslips (livre de paie, état des
    cotisations par salarié). With it, sums by body may be left out of the first table.
    """

    _inherit = "caetic.pay.import"

    lines_file = fields.Binary(
        string="CSV file of the lines",
        attachment=False,
        help="One row for each line of each payslip: compared with our own lines. "
        "Without it, totals and sums by body are compared.",
    )
    lines_filename = fields.Char()

    def _read_lines(self, rows):
        problems = super()._read_lines(rows)
        if not self.lines_file:
            return problems
        found = self._read_line_rows()
        problems += self._check_codes(found)
        people = {row["number"]: row for row in rows}
        for one in found:
            row = people.get(one["number"])
            if row is None:
                one["problems"].append(
                    self.env._("This number is not in the table of the payslips.")
                )
            elif one["line_values"]:
                row["lines"].append(one["line_values"])
            else:
                row["has_bad_line"] = True
        if not any(one["problems"] for one in found) and not problems:
            self._give_parts(rows)
        return problems + list_problems("lines", found)

    def _read_line_rows(self):
        """Return the rows of the table of lines, those to ignore left out."""
        places, table = self._read_file(self.lines_file, "lines", NEEDED_LINES)
        known = self.env["caetic.pay.office.line"]._get_known()
        rows = []
        for row in table:
            texts = {name: row.cells[place] for name, place in places.items()}
            codes, ignored = known.get(texts["line_code"].lower(), ((), False))
            if not ignored:
                rows.append(self._read_line_row(row.line, texts, codes))
        return rows

    def _read_line_row(self, line, texts, codes):
        problems = []
        if not texts["line_code"]:
            problems.append(self.env._("The code of the line is missing."))
        own, paid = (
            self._read_amount(name, texts[name] or "0", problems)
            for name in ("line_employee", "line_employer")
        )
        base = texts.get("line_base")
        base = self._read_amount("line_base", base, problems) if base else None
        label = texts.get("line_label") or texts["line_code"]
        whole = codes and not problems
        return {
            "line": line,
            "number": texts["number"],
            "code": texts["line_code"],
            "label": label,
            "problems": problems,
            "line_values": OfficeLine(codes, own, paid, base, label) if whole else None,
        }

    def _check_codes(self, found):
        """Say once for each code that nobody has said what it stands for."""
        first = {}
        for one in found:
            if one["code"] and not one["line_values"] and not one["problems"]:
                first.setdefault(one["code"].lower(), one)
        if not first:
            return []
        model = self.env["caetic.pay.office.line"]
        rows = model._note_unknown(
            {one["code"]: one["label"] for one in first.values()}
        )
        waiting = {row.code.lower() for row in rows}
        return [
            {
                "table": "lines",
                "line": one["line"],
                "number": one["code"],
                "reason": self._say_unknown(one, code in waiting),
            }
            for code, one in first.items()
        ]

    def _say_unknown(self, one, waiting):
        if waiting:
            return self.env._(
                "The code %(code)s (%(label)s) is not known: say which line it is "
                "under Lines of the payroll office, then import again.",
                code=one["code"],
                label=one["label"],
            )
        return self.env._(
            "The code %(code)s (%(label)s) was taken for our line of the same name: "
            "check it under Lines of the payroll office, then import again.",
            code=one["code"],
            label=one["label"],
        )

    def _give_parts(self, rows):
        """Fill the sums by body from the lines, where the first table has none."""
        rules = self.env["hr.salary.rule"].search([("amount_select", "=", "engine")])
        bodies = {rule.caetic_line_code: rule.caetic_body for rule in rules}
        for row in rows:
            if not row["lines"]:
                row["problems"].append(
                    self.env._("No line of this number is in the table of the lines.")
                )
            elif not any(name in row["figures"] for name in PARTS):
                for body, (own, paid) in parts_of(row["lines"], bodies).items():
                    row["figures"][f"{body}_employee"] = own
                    row["figures"][f"{body}_employer"] = paid

    def _check_totals(self, row):
        if self.lines_file and not any(name in row["figures"] for name in PARTS):
            # The sums come from lines that are still to correct.
            return []
        problems = super()._check_totals(row)
        if not row["lines"] or row["has_bad_line"]:
            return problems
        labels = {
            "employee": self.env._("what the employee pays"),
            "employer": self.env._("what the employer pays"),
        }
        return problems + [
            self.env._(
                "The lines add up to %(given)s (%(side)s), and the totals to "
                "%(wanted)s.",
                given=given,
                side=labels[side],
                wanted=wanted,
            )
            for side, given, wanted in line_issues(
                to_engine(row["figures"]), row["lines"]
            )
        ]

    def _prepare_office(self, row):
        lines = [
            {
                "codes": list(line.codes),
                "label": line.label,
                "base": None if line.base is None else str(line.base),
                "employee": str(line.employee),
                "employer": str(line.employer),
            }
            for line in row["lines"]
        ]
        return {**super()._prepare_office(row), "caetic_office_lines": lines or False}

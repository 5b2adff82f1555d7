# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import csv
import io

import xlsxwriter

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..engine import Contact, count_people, hidden_cells
from .caetic_exit_mapping import OTHER

# A cell that begins so is a formula for spreadsheets.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


class CaeticIndicatorSnapshot(models.Model):
    """Counts of a period, frozen: the same numbers whatever changes later (R708)."""

    _name = "caetic.indicator.snapshot"
    _description = "Indicators of a period"
    _inherit = ["mail.thread"]
    _order = "date_to desc, id desc"

    name = fields.Char(required=True)
    date_from = fields.Date(
        string="From",
        required=True,
        default=lambda self: fields.Date.context_today(self).replace(month=1, day=1),
    )
    date_to = fields.Date(
        string="Until", required=True, default=fields.Date.context_today
    )
    funder_id = fields.Many2one(
        "res.partner",
        ondelete="restrict",
        domain="[('caetic_organisation_kind', '=', 'funder')]",
        help="Its categories of exits are used (R707).",
    )
    state = fields.Selection(
        [("draft", "Draft"), ("frozen", "Frozen")],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
    )
    date_frozen = fields.Datetime(string="Frozen on", readonly=True, copy=False)
    line_ids = fields.One2many(
        "caetic.indicator.line", "snapshot_id", string="Counts", readonly=True
    )
    hosted_count = fields.Integer(
        string="People hosted", compute="_compute_hosted_count"
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )

    _dates_ordered = models.Constraint(
        "CHECK (date_to >= date_from)", "A period ends after its first day."
    )

    @api.depends("line_ids.count")
    def _compute_hosted_count(self):
        groups = self.env["caetic.indicator.line"]._read_group(
            [
                ("snapshot_id", "in", self.ids),
                ("indicator", "=", "hosted"),
                ("dimension", "=", "total"),
            ],
            ["snapshot_id"],
            ["count:sum"],
        )
        counts = {snapshot.id: count for snapshot, count in groups}
        for snapshot in self:
            snapshot.hosted_count = counts.get(snapshot.id, 0)

    @api.constrains("date_to")
    def _check_date_to(self):
        today = fields.Date.context_today(self)
        if any(snapshot.date_to > today for snapshot in self):
            raise UserError(self.env._("Nobody is counted before the day has come."))

    def write(self, vals):
        sealed = {
            "date_from",
            "date_to",
            "funder_id",
            "company_id",
            "line_ids",
            "state",
        }
        if sealed & set(vals) and any(one.state == "frozen" for one in self):
            raise UserError(
                self.env._("These numbers are frozen: take a new snapshot instead.")
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_only_draft(self):
        if any(snapshot.state == "frozen" for snapshot in self):
            raise UserError(self.env._("Frozen numbers are kept."))

    def action_count(self):
        """Count the period again, from what is known today."""
        for snapshot in self:
            snapshot._check_draft()
            snapshot._write_lines_sudo(snapshot._count())

    def action_freeze(self):
        """Count a last time and keep the numbers as they are."""
        self.action_count()
        self.write({"state": "frozen", "date_frozen": fields.Datetime.now()})

    def _check_draft(self):
        self.ensure_one()
        self.check_access("write")
        if self.state == "frozen":
            raise UserError(
                self.env._("These numbers are frozen: take a new snapshot instead.")
            )

    def _count(self):
        """Return the counts of the period by cell of the engine."""
        self.ensure_one()
        company = [("company_id", "=", self.company_id.id)]
        stays = self.env["caetic.indicator.report"].search(company)
        steps = self.env["caetic.member.step"].search(
            [
                *company,
                ("kind", "in", ("informed", "diagnosed")),
                ("is_corrected", "=", False),
                ("date", ">=", self.date_from),
                ("date", "<=", self.date_to),
            ]
        )
        contacts = [
            Contact(step.member_id.partner_id.id, step.kind, step.date)
            for step in steps
        ]
        categories = self.env["caetic.exit.mapping"]._get_categories(self.funder_id)
        return count_people(
            stays._to_engine(),
            contacts,
            self.date_from,
            self.date_to,
            lambda reason: categories.get(reason, OTHER),
        )

    def _write_lines_sudo(self, counts):
        parameter = self.env["caetic.parameter"]
        least = parameter._get_count("least_people_shown", self.date_to)
        hidden = hidden_cells(counts, least)
        # Nobody writes a count by hand: they come from the engine only.
        lines_sudo = self.env["caetic.indicator.line"].sudo()
        before_sudo = self.line_ids.sudo()
        before_sudo.unlink()
        lines_sudo.create(
            [
                {
                    "snapshot_id": self.id,
                    "sequence": lines_sudo._get_sequence(cell),
                    "indicator": cell.indicator,
                    "dimension": cell.dimension,
                    "key": cell.key or False,
                    "count": count,
                    "is_hidden": cell in hidden,
                }
                for cell, count in counts.items()
            ]
        )

    def action_open_lines(self):
        """Open the counts in lists, pivots and graphs."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "caetic_members.caetic_indicator_line_action"
        )
        return {**action, "domain": [("snapshot_id", "=", self.id)]}

    # -- exports ------------------------------------------------------------------

    def action_export_csv(self):
        """Download the counts, small numbers left out."""
        return self._get_export_action("csv")

    def action_export_xlsx(self):
        """Same as ``action_export_csv``, for spreadsheets."""
        return self._get_export_action("xlsx")

    def _get_export_action(self, kind):
        self.ensure_one()
        url = f"/caetic/indicators/{self.id}/{kind}"
        return {"type": "ir.actions.act_url", "url": url, "target": "download"}

    def _get_table(self):
        """Return the rows of an export, headings first (R708: no small number)."""
        self.ensure_one()
        words = self.env["caetic.indicator.line"]._get_labels
        indicators = words("caetic.indicator.line", "indicator")
        dimensions = words("caetic.indicator.line", "dimension")
        headings = [
            self.env._("Indicator"),
            self.env._("By"),
            self.env._("Which"),
            self.env._("People"),
        ]
        return [headings] + [
            [
                indicators[line.indicator],
                dimensions[line.dimension],
                line.label or "",
                line._get_published(),
            ]
            for line in self.line_ids.sorted("sequence")
        ]

    def _export_csv(self):
        """Return the table as bytes that a French spreadsheet opens."""
        output = io.StringIO()
        writer = csv.writer(output, delimiter=";", lineterminator="\r\n")
        for row in self._get_table():
            writer.writerow([_harmless(cell) for cell in row])
        return output.getvalue().encode("utf-8-sig")

    def _export_xlsx(self):
        """Return the table as a workbook."""
        output = io.BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False}
        with xlsxwriter.Workbook(output, options) as book:
            sheet = book.add_worksheet()
            bold = book.add_format({"bold": True})
            for index, row in enumerate(self._get_table()):
                sheet.write_row(index, 0, row, bold if not index else None)
            sheet.set_column(0, 2, 34)
            sheet.freeze_panes(1, 0)
        return output.getvalue()


def _harmless(cell):
    text = str(cell)
    return f"'{text}" if text.startswith(FORMULA) else text

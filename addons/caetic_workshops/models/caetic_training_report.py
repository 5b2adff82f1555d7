# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date, datetime
from decimal import Decimal

from odoo import api, fields, models

from ..engine import training_report

CENT = Decimal("0.01")


class CaeticTrainingReport(models.Model):
    """Figures of the yearly report of a training body (BPF, R620).

    Computed from the attendance of training actions and from signed agreements;
    internal workshops do not count (R622).
    """

    _name = "caetic.training.report"
    _description = "Yearly report of trainings (BPF)"
    _order = "year desc, id desc"
    _rec_name = "year"

    year = fields.Integer(
        required=True, default=lambda self: fields.Date.context_today(self).year - 1
    )
    date_due = fields.Date(
        string="Due by",
        compute="_compute_date_due",
        help="Last day announced for the year after; check it each year (R620).",
    )
    date_sent = fields.Date(string="Sent on")
    computed_on = fields.Datetime(readonly=True, copy=False)
    line_ids = fields.One2many(
        "caetic.training.report.line", "report_id", string="Figures", readonly=True
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )

    _year_uniq = models.UniqueIndex(
        "(company_id, year)", "The report of this year exists already."
    )
    _year_sane = models.Constraint(
        "CHECK (year BETWEEN 2000 AND 2100)", "This is no year."
    )

    @api.depends("year")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for report in self:
            report.display_name = self.env._("BPF %s", report.year)

    @api.depends("year")
    def _compute_date_due(self):
        parameters = self.env["caetic.parameter"]
        for report in self:
            last = date((report.year or 2000) + 1, 12, 31)
            report.date_due = last.replace(
                month=parameters._get_count("bpf_due_month", last),
                day=parameters._get_count("bpf_due_day", last),
            )

    def action_compute(self):
        """Compute the figures from what is there now."""
        self.check_access("write")
        for report in self:
            figures = (
                *training_report.product_figures(report._get_products()),
                *training_report.training_figures(report._get_trainees()),
            )
            # Figures come from here only.
            report_sudo = report.sudo()
            report_sudo.line_ids = [
                fields.Command.clear(),
                *(fields.Command.create(self._prepare_line(one)) for one in figures),
            ]
            report_sudo.computed_on = fields.Datetime.now()

    @api.model
    def _prepare_line(self, figure):
        return {
            "section": figure.section,
            "category": figure.category or "none",
            "people": figure.people,
            "hours": float(figure.hours),
            "amount": float(figure.amount),
            "keys": list(figure.keys),
        }

    def _get_registrations(self):
        """Return the trainees of training actions with an hour in the year."""
        self.ensure_one()
        return self.env["event.registration"].search(
            [
                ("event_id.company_id", "=", self.company_id.id),
                ("event_id.caetic_is_training", "=", True),
                ("caetic_attendance_ids", "any", self._get_year_domain()),
            ],
            order="id",
        )

    def _get_year_domain(self):
        """Return the attendance that counts in the year."""
        self.ensure_one()
        return [
            ("state", "=", "present"),
            ("date", ">=", date(self.year, 1, 1)),
            ("date", "<=", date(self.year, 12, 31)),
        ]

    def _get_trainees(self):
        registrations = self._get_registrations()
        hours = dict(
            self.env["caetic.attendance"]._read_group(
                [
                    ("registration_id", "in", registrations.ids),
                    *self._get_year_domain(),
                ],
                ["registration_id"],
                ["hours:sum"],
            )
        )
        return [
            training_report.Trainee(
                one.id,
                one.caetic_trainee_kind or "other",
                one.event_id.caetic_training_aim or "other",
                one.event_id.caetic_training_speciality or "",
                Decimal(str(hours.get(one, 0))).quantize(CENT),
                is_entrusted=one.event_id.caetic_training_is_entrusted,
                is_received=bool(one.event_id.caetic_training_principal_id),
                is_remote=bool(
                    one.event_id.caetic_link and not one.event_id.address_id
                ),
            )
            for one in registrations
        ]

    def _get_products(self):
        """Return the prices of signed agreements whose session ends in the year."""
        self.ensure_one()
        agreements = self.env["caetic.training.agreement"].search(
            [
                ("company_id", "=", self.company_id.id),
                ("state", "=", "signed"),
                ("event_id.date_end", ">=", datetime(self.year, 1, 1)),
                ("event_id.date_end", "<", datetime(self.year + 1, 1, 1)),
            ],
            order="id",
        )
        return [
            training_report.Product(one.id, one.origin, Decimal(str(one.amount)))
            for one in agreements
        ]

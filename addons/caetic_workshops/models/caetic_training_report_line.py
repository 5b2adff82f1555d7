# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models

from .caetic_training_agreement import ORIGINS
from .event_event_training import AIMS
from .event_registration_training import TRAINEES

SECTIONS = [
    ("C", "C. Products by origin"),
    ("F1", "F-1. Trainees by kind"),
    ("F1_remote", "F-1. Of which at a distance"),
    ("F2", "F-2. Of which entrusted to another body"),
    ("F3", "F-3. Aims"),
    ("F4", "F-4. Specialities"),
    ("G", "G. Entrusted to us by another body"),
]


class CaeticTrainingReportLine(models.Model):
    """Figure of the yearly report, with the rows it is made of."""

    _name = "caetic.training.report.line"
    _description = "Figure of the yearly report"
    _order = "section, id"

    report_id = fields.Many2one(
        "caetic.training.report", required=True, index=True, ondelete="cascade"
    )
    section = fields.Selection(SECTIONS, string="Frame", required=True)
    category = fields.Char(required=True)
    name = fields.Char(string="Line", compute="_compute_name")
    people = fields.Integer(string="Trainees")
    hours = fields.Float(string="Hours of trainees", digits=(16, 2))
    amount = fields.Monetary(string="Products (VAT excl.)")
    keys = fields.Json(string="Rows")
    company_id = fields.Many2one(related="report_id.company_id", store=True)
    currency_id = fields.Many2one(related="company_id.currency_id")

    @api.depends("section", "category")
    @api.depends_context("lang")
    def _compute_name(self):
        sources = {
            "C": ("caetic.training.agreement", "origin", ORIGINS),
            "F1": ("event.registration", "caetic_trainee_kind", TRAINEES),
            "F3": ("event.event", "caetic_training_aim", AIMS),
        }
        labels = {
            section: dict(
                self.env[model]._fields[name]._description_selection(self.env)
            )
            for section, (model, name, _options) in sources.items()
        }
        total = {
            "F1_remote": self.env._("At a distance"),
            "F2": self.env._("Entrusted"),
            "G": self.env._("Received"),
        }
        none = {"none": self.env._("Not said")}
        for line in self:
            known = labels.get(line.section, none)
            name = known.get(line.category, line.category)
            line.name = total.get(line.section, name)

    def action_open(self):
        """Open the rows that make the figure."""
        self.ensure_one()
        model = "event.registration"
        if self.section == "C":
            model = "caetic.training.agreement"
        return {
            "type": "ir.actions.act_window",
            "name": self.name,
            "res_model": model,
            "view_mode": "list,form",
            "domain": [("id", "in", self.keys or [])],
            "context": {"create": False},
        }

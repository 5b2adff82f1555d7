# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models


class CaeticWorkshopModuleEvaluation(models.Model):
    """Questions that people answer after a session of the module (R621)."""

    _inherit = "caetic.workshop.module"

    survey_id = fields.Many2one(
        "survey.survey",
        string="Evaluation",
        default=lambda self: self._default_survey("survey_evaluation_hot"),
        help="Sent to each person present once the session is over.",
    )
    cold_survey_id = fields.Many2one(
        "survey.survey",
        string="Evaluation after some months",
        default=lambda self: self._default_survey("survey_evaluation_cold"),
        help="Sent for training actions only.",
    )
    trains_keepers = fields.Boolean(
        string="Trains keepers of the method",
        help="Whoever attended it may keep the method of a project accelerator.",
    )
    evaluation_ids = fields.One2many(
        "caetic.evaluation.report",
        "module_id",
        string="Answers to evaluations",
        groups="caetic_members.caetic_members_group_coordinator",
    )
    evaluation_count = fields.Integer(
        compute="_compute_evaluation_count",
        groups="caetic_members.caetic_members_group_coordinator",
    )

    def _default_survey(self, name):
        return self.env.ref(f"caetic_workshops.{name}", raise_if_not_found=False)

    @api.depends("evaluation_ids")
    def _compute_evaluation_count(self):
        counts = dict(
            self.env["caetic.evaluation.report"]._read_group(
                [("module_id", "in", self.ids)],
                ["module_id"],
                ["user_input_id:count_distinct"],
            )
        )
        for module in self:
            module.evaluation_count = counts.get(module, 0)

    def action_open_evaluations(self):
        """Open the answers, by question."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "caetic_workshops.caetic_evaluation_report_action"
        )
        return {**action, "domain": [("module_id", "=", self.id)]}

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.tools import SQL

from .survey_user_input import HEAT

# Fewer answers would say whose they are (R808).
LEAST_ANSWERS = 3


class CaeticEvaluationFacilitator(models.Model):
    """Mean marks of a facilitator, by module and question; numbers only."""

    _name = "caetic.evaluation.facilitator"
    _description = "Evaluation of a facilitator"
    _auto = False
    _order = "partner_id, module_id, question_id, id"
    _rec_name = "partner_id"
    _depends = {
        "caetic.evaluation.report": ["event_id", "question_id", "heat", "mark"],
        "caetic.session.facilitator": ["event_id", "partner_id"],
    }

    partner_id = fields.Many2one("res.partner", string="Facilitator", readonly=True)
    module_id = fields.Many2one("caetic.workshop.module", readonly=True)
    question_id = fields.Many2one("survey.question", readonly=True)
    heat = fields.Selection(HEAT, string="When", readonly=True)
    answer_count = fields.Integer(string="Answers", readonly=True, aggregator=None)
    session_count = fields.Integer(string="Sessions", readonly=True, aggregator=None)
    mark = fields.Float(
        string="Mean mark",
        readonly=True,
        digits=(16, 2),
        aggregator=None,
        help="Shown from three answers on.",
    )
    company_id = fields.Many2one("res.company", readonly=True)

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT ROW_NUMBER() OVER (ORDER BY runner.partner_id, report.module_id,
                       report.question_id, report.heat) AS id, runner.partner_id,
                   report.module_id, report.question_id, report.heat,
                   COUNT(*) AS answer_count,
                   COUNT(DISTINCT report.event_id) AS session_count,
                   CASE WHEN COUNT(*) >= %(least)s
                        THEN ROUND(AVG(report.mark)::numeric, 2)::float END AS mark,
                   report.company_id
              FROM (%(report)s) report
              JOIN caetic_session_facilitator runner
                ON runner.event_id = report.event_id
          GROUP BY runner.partner_id, report.module_id, report.question_id,
                   report.heat, report.company_id
            """,
            least=LEAST_ANSWERS,
            report=self.env["caetic.evaluation.report"]._table_query,
        )

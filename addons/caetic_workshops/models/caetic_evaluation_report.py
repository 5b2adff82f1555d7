# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.tools import SQL

from .survey_user_input import HEAT


class CaeticEvaluationReport(models.Model):
    """Marks given to sessions: one row an answer to a question, nobody named.

    For coordinators; facilitators read means of three answers at least
    (``caetic.evaluation.facilitator``, R808).
    """

    _name = "caetic.evaluation.report"
    _description = "Evaluation of a session"
    _auto = False
    _order = "date desc, id desc"
    _rec_name = "event_id"
    _depends = {
        "survey.user_input": [
            "caetic_event_id",
            "caetic_heat",
            "state",
            "end_datetime",
        ],
        "survey.user_input.line": ["question_id", "value_scale", "answer_type"],
        "event.event": ["caetic_module_id", "company_id"],
    }

    user_input_id = fields.Many2one("survey.user_input", string="Answer", readonly=True)
    event_id = fields.Many2one("event.event", string="Session", readonly=True)
    module_id = fields.Many2one("caetic.workshop.module", readonly=True)
    question_id = fields.Many2one("survey.question", readonly=True)
    heat = fields.Selection(HEAT, string="When", readonly=True)
    date = fields.Date(readonly=True)
    mark = fields.Float(readonly=True, digits=(16, 2), aggregator="avg")
    company_id = fields.Many2one("res.company", readonly=True)

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT line.id, answer.id AS user_input_id,
                   event.id AS event_id, event.caetic_module_id AS module_id,
                   line.question_id, answer.caetic_heat AS heat,
                   answer.end_datetime::date AS date,
                   line.value_scale::float AS mark, event.company_id
              FROM survey_user_input_line line
              JOIN survey_user_input answer ON answer.id = line.user_input_id
              JOIN event_event event ON event.id = answer.caetic_event_id
             WHERE line.answer_type = 'scale'
               AND NOT COALESCE(line.skipped, FALSE)
               AND answer.state = 'done'
               AND NOT COALESCE(answer.test_entry, FALSE)
            """
        )

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.tools import SQL


class CaeticSkillTopic(models.Model):
    """A skill that the cooperative lacks, or that one person holds: something to learn.

    Skills of its trades, and those that customers asked for; other addons add columns.
    """

    _name = "caetic.skill.topic"
    _description = "Skill to learn"
    _auto = False
    _order = "asked_count desc, held_count, skill_id"
    _rec_name = "skill_id"
    _depends = {
        "caetic.opportunity": ["state", "company_id"],
        "caetic.opportunity.skill": ["skill_id", "opportunity_id"],
        "caetic.profile": ["active", "company_id", "member_id"],
        "caetic.profile.skill": ["skill_id", "profile_id", "valid_to"],
        "hr.skill": ["caetic_trade_ids"],
    }

    skill_id = fields.Many2one("hr.skill", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    held_count = fields.Integer(string="People who hold it", readonly=True)
    asked_count = fields.Integer(
        string="Opportunities that asked",
        readonly=True,
        help="Lost, or without a team so far.",
    )

    @property
    def _table_query(self):
        """No view of the database: its columns come with those of other models."""
        return SQL(
            """
            SELECT row_number() OVER (ORDER BY s.id, c.id) AS id,
                   s.id AS skill_id, c.id AS company_id, %s
              FROM hr_skill s CROSS JOIN res_company c
             WHERE c.active AND (
                   EXISTS (
                   SELECT FROM caetic_trade_skill_rel t WHERE t.skill_id = s.id)
                OR EXISTS (
                   SELECT FROM caetic_opportunity_skill n WHERE n.skill_id = s.id))
            """,
            SQL(", ").join(self._get_columns()),
        )

    def _get_columns(self):
        """Return what is counted of a skill (s) in a company (c); to extend."""
        return [
            SQL(
                """
                (SELECT COUNT(DISTINCT p.id) FROM caetic_profile_skill l
                   JOIN caetic_profile p ON p.id = l.profile_id AND p.active
                    AND p.member_id IS NOT NULL AND p.company_id = c.id
                  WHERE l.skill_id = s.id
                    AND (l.valid_to IS NULL OR l.valid_to >= CURRENT_DATE)
                ) AS held_count
                """
            ),
            SQL(
                """
                (SELECT COUNT(*) FROM caetic_opportunity_skill n
                   JOIN caetic_opportunity o ON o.id = n.opportunity_id
                    AND o.company_id = c.id AND o.state IN ('new', 'search', 'lost')
                  WHERE n.skill_id = s.id) AS asked_count
                """
            ),
        ]

    def action_open_people(self):
        """Open the skills of the people who hold it today."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.skill_id.name,
            "res_model": "caetic.profile",
            "views": [(False, "list"), (False, "form")],
            "domain": [
                ("member_id", "!=", False),
                ("company_id", "=", self.company_id.id),
                ("skill_line_ids", "any", self._get_held_domain()),
            ],
        }

    def _get_held_domain(self):
        """Return the domain of the rows of profiles that say the skill today."""
        today = fields.Date.context_today(self)
        return [
            ("skill_id", "=", self.skill_id.id),
            "|",
            ("valid_to", "=", False),
            ("valid_to", ">=", today),
        ]

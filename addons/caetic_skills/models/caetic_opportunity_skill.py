# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models

from ..engine import team

MOST_SHOWN = 5


class CaeticOpportunitySkill(models.Model):
    """A skill that an opportunity needs at a level, or a whole trade.

    A person of a trade has the level of their best skill of it; without one, the
    trade alone counts as being at ease in it.
    """

    _name = "caetic.opportunity.skill"
    _description = "Skill needed"
    _order = "is_optional, id"

    opportunity_id = fields.Many2one(
        "caetic.opportunity", required=True, index=True, ondelete="cascade"
    )
    skill_id = fields.Many2one("hr.skill", index=True, ondelete="restrict")
    trade_id = fields.Many2one(
        "caetic.trade", string="or trade", index=True, ondelete="restrict"
    )
    level_min = fields.Integer(string="Level at least", default=50, help="0 to 100.")
    is_optional = fields.Boolean(string="A plus")
    days = fields.Float(string="Days of work")
    words = fields.Char(
        string="Read in", readonly=True, help="Words of the need that name it."
    )
    candidates = fields.Text(
        string="Best people",
        compute="_compute_candidates",
        help="Who covers it, best first, with the reason.",
    )
    company_id = fields.Many2one(related="opportunity_id.company_id", store=True)

    _skill_uniq = models.UniqueIndex(
        "(opportunity_id, skill_id) WHERE skill_id IS NOT NULL",
        "This skill is asked for already.",
    )
    _trade_uniq = models.UniqueIndex(
        "(opportunity_id, trade_id) WHERE trade_id IS NOT NULL",
        "This trade is asked for already.",
    )
    _one_target = models.Constraint(
        "CHECK (num_nonnulls(skill_id, trade_id) = 1)",
        "A need is a skill or a trade.",
    )
    _level = models.Constraint(
        "CHECK (level_min BETWEEN 0 AND 100)", "A level is between 0 and 100."
    )
    _days = models.Constraint(
        "CHECK (COALESCE(days, 0) >= 0)", "Days are not below zero."
    )

    @api.depends("skill_id", "trade_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for need in self:
            need.display_name = need.skill_id.name or need.trade_id.name or ""

    @api.depends("skill_id", "trade_id", "level_min", "days", "opportunity_id.state")
    @api.depends_context("lang")
    def _compute_candidates(self):
        self.candidates = False
        for opportunity, needs in self.grouped("opportunity_id").items():
            # Nobody is looked for once it is closed, nor before it is saved.
            if opportunity.state in ("won", "lost") or not opportunity.ids:
                continue
            for need, found in opportunity._get_candidates(needs).items():
                need.candidates = found

    def _get_level(self, level):
        """Return a level in words: the one of our scale that is reached."""
        scale = (
            (100, self.env._("expert")),
            (75, self.env._("confirmed")),
            (50, self.env._("autonomous")),
            (0, self.env._("beginner")),
        )
        return next(words for least, words in scale if level >= least)

    def _to_engine(self, days):
        """Return the needs for the team finder.

        :param days: Decimal, of each need that does not tell its own
        """
        return [
            team.Need(
                key=need.id,
                level=need.level_min,
                optional=need.is_optional,
                days=need.opportunity_id._to_days(need.days) or days,
            )
            for need in self
        ]

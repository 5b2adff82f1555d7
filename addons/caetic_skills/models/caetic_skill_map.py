# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.tools import SQL

# All the trades of the house, on purpose: some tens.
EVERY = [("id", "!=", False)]
COVERAGES = [
    ("missing", "Nobody has it"),
    ("single", "One person only"),
    ("several", "Several people"),
]
# Three figures each: the database puts them in order.
LEVELS = [
    ("025", "Beginner"),
    ("050", "Autonomous"),
    ("075", "Confirmed"),
    ("100", "Expert"),
]


class CaeticSkillMap(models.Model):
    """Skills of a cooperative: a row a trade, skill and person; skills that nobody has.

    Those only whom colleagues may see (R801). A skill of two trades has a row in each:
    count people and skills once by their distinct numbers.
    """

    _name = "caetic.skill.map"
    _description = "Map of skills"
    _auto = False
    _order = "trade_id, skill_id, level desc, id"
    _rec_name = "skill_id"
    _depends = {
        "caetic.member": ["state", "active"],
        "caetic.profile": ["active", "is_listed", "company_id", "member_id"],
        "caetic.profile.skill": [
            "level_progress",
            "profile_id",
            "skill_id",
            "valid_from",
            "valid_to",
        ],
        "caetic.trade": ["active", "family_id", "skill_ids"],
    }

    family_id = fields.Many2one("caetic.trade.family", readonly=True)
    trade_id = fields.Many2one("caetic.trade", readonly=True)
    skill_id = fields.Many2one("hr.skill", readonly=True)
    profile_id = fields.Many2one(
        "caetic.profile", string="People", readonly=True, aggregator="count_distinct"
    )
    level = fields.Selection(LEVELS, readonly=True)
    level_progress = fields.Integer(
        string="Average level (0 to 100)", readonly=True, aggregator="avg"
    )
    people_count = fields.Integer(
        string="People who have the skill", readonly=True, aggregator="max"
    )
    coverage = fields.Selection(COVERAGES, readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)

    @property
    def _table_query(self):
        """No view of the database: its columns come with those of other models."""
        return SQL(
            """
            SELECT row_number() OVER (
                       ORDER BY t.id, rel.skill_id, c.id, held.profile_id) AS id,
                   t.family_id, t.id AS trade_id, rel.skill_id, c.id AS company_id,
                   held.profile_id, held.level_progress,
                   (CASE WHEN held.level_progress >= 100 THEN '100'
                         WHEN held.level_progress >= 75 THEN '075'
                         WHEN held.level_progress >= 50 THEN '050'
                         WHEN held.profile_id IS NOT NULL THEN '025' END) AS level,
                   COALESCE(held.people_count, 0) AS people_count,
                   (CASE WHEN held.profile_id IS NULL THEN 'missing'
                         WHEN held.people_count = 1 THEN 'single'
                         ELSE 'several' END) AS coverage
              FROM caetic_trade_skill_rel rel
              JOIN caetic_trade t ON t.id = rel.trade_id AND t.active
             CROSS JOIN res_company c
              LEFT JOIN (%s) held
                ON held.skill_id = rel.skill_id AND held.company_id = c.id
            """,
            self._get_held(),
        )

    def _get_held(self):
        """Skills that people have today, and how many people each."""
        return SQL(
            """
            SELECT s.skill_id, p.company_id, s.profile_id,
                   MAX(s.level_progress) AS level_progress,
                   COUNT(*) OVER (PARTITION BY s.skill_id, p.company_id)
                       AS people_count
              FROM caetic_profile_skill s
              JOIN caetic_profile p ON p.id = s.profile_id
              LEFT JOIN caetic_member m ON m.id = p.member_id
             WHERE p.active AND p.is_listed
               AND (m.id IS NULL OR (m.active AND m.state NOT IN ('left', 'refused')))
               AND (s.valid_from IS NULL OR s.valid_from <= CURRENT_DATE)
               AND (s.valid_to IS NULL OR s.valid_to >= CURRENT_DATE)
             GROUP BY s.skill_id, p.company_id, s.profile_id
            """
        )

    @api.model
    def _get_heat(self, company):
        """Return the map of a company: people by trade and level, rare skills.

        Whoever calls has checked that the user may see it.

        :returns: ``{"families": [(name, trades)], "missing", "single", "most"}``; a
            trade is ``{"id", "name", "counts": {level: people}, "total"}``
        """
        own = [("company_id", "=", company.id)]
        cells, totals = self._get_heat_counts(own)
        trades_sudo = self.env["caetic.trade"].sudo().search(EVERY)  # Names only.
        families = [
            (
                family_sudo.name,
                [self._get_heat_row(one_sudo, cells, totals) for one_sudo in ours_sudo],
            )
            for family_sudo, ours_sudo in trades_sudo.grouped("family_id").items()
        ]
        most = max(cells.values(), default=0)
        return {"families": families, "most": most, **self._get_rare(own)}

    @api.model
    def _get_heat_counts(self, own):
        """Return people by (trade, level), and by trade."""
        # Numbers only, of the profiles that colleagues see.
        map_sudo = self.sudo()
        held = [*own, ("profile_id", "!=", False)]
        people = ["profile_id:count_distinct"]
        rows = map_sudo._read_group(held, ["trade_id", "level"], people)
        totals = dict(map_sudo._read_group(held, ["trade_id"], people))
        return {(trade.id, level): count for trade, level, count in rows}, totals

    @api.model
    def _get_heat_row(self, trade, cells, totals):
        return {
            "id": trade.id,
            "name": trade.name,
            "counts": {level: cells.get((trade.id, level), 0) for level, _ in LEVELS},
            "total": totals.get(trade, 0),
        }

    @api.model
    def _get_heat_people(self, company, trade, level=None):
        """Return who is counted in a cell of the map, or in the total of a trade.

        Whoever calls has checked that the user may see it.

        :param str level: one of ``LEVELS``; None for all of them
        :returns: ``{profile: [(skill, level from 0 to 100)]}``, best level first
        """
        domain = [
            ("company_id", "=", company.id),
            ("trade_id", "=", trade.id),
            ("level", "=", level) if level else ("profile_id", "!=", False),
        ]
        # The same profiles as the number tells: those that colleagues see.
        map_sudo = self.sudo()
        people = {}
        for profile, skill, progress in map_sudo._read_group(
            domain, ["profile_id", "skill_id"], ["level_progress:max"]
        ):
            people.setdefault(profile, []).append((skill, progress))
        for skills in people.values():
            skills.sort(key=lambda pair: (-pair[1], pair[0].name))
        return people

    @api.model
    def _get_rare(self, own):
        """Return skills that nobody has, and those of one person: ``(id, name)``."""
        found = {"missing": [], "single": []}
        # Names of skills of the house, and whether anybody has them.
        map_sudo = self.sudo()
        groups = map_sudo._read_group(
            [*own, ("coverage", "in", list(found))], ["coverage", "skill_id"]
        )
        for coverage, skill in groups:
            found[coverage].append((skill.id, skill.name))
        return {
            coverage: sorted(skills, key=lambda one: one[1])
            for coverage, skills in found.items()
        }

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.fields import Domain

from ..engine.neighbours import DEPARTMENT, Neighbour, worth_knowing
from ..engine.ranking import Ranked
from .caetic_skill_map import LEVELS

PAGE = 20
# All the trades of the house, on purpose: some tens.
EVERY = [("id", "!=", False)]
# Colleagues looked at to find those to know, the last to have written first.
MOST_LOOKED_AT = 200
# People of a number of the map.
MOST_SHOWN = 100


class CaeticProfileNetwork(models.Model):
    """The network as hosted people see it: search, colleagues to know, a colleague.

    A portal user reads no profile but their own. Each method starts from the stay of
    the user, and shows listed profiles of its company only.
    """

    _inherit = "caetic.profile"

    @api.model
    def _portal_search(self, criteria, page=1):
        """Return one page of the people found, or nothing to whoever is not hosted.

        :param criteria: engine's Criteria
        :param int page: from 1
        """
        stay_sudo = self._portal_get_hosted().sudo()  # The user's own stay.
        if not stay_sudo:
            return None
        company_sudo = stay_sudo.company_id
        found = self._find_people(criteria, company_sudo)
        pages = max(1, -(-len(found.ranked) // PAGE))
        page = max(1, min(page, pages))
        shown = found.ranked[(page - 1) * PAGE : page * PAGE]
        lost = [] if found.total else self._suggest_searches(found, company_sudo)
        own = stay_sudo.profile_ids.ids
        return {
            "rows": [
                {**row, "is_own": row["id"] in own}
                for row in self._get_found_rows(shown, found.reading, found.people)
            ],
            "total": found.total,
            "ranked": len(found.ranked),
            "page": page,
            "pages": pages,
            "corrections": found.reading.corrections,
            "suggestions": lost,
        }

    @api.model
    def _portal_get_choices(self):
        """Return what the filters offer: trades by family, skills that somebody has."""
        stay_sudo = self._portal_get_hosted().sudo()  # The user's own stay.
        # Words of the house: a portal user has no right on the tables they stand in.
        trades_sudo = self.env["caetic.trade"].sudo().search(EVERY)
        shown = self._get_listed_domain(stay_sudo.company_id)
        held_sudo = (
            self.env["caetic.profile.skill"]
            .sudo()
            ._read_group(
                [("profile_id", "any", shown), ("is_current", "=", True)], ["skill_id"]
            )
        )
        return {
            "families": [
                (family_sudo.name, [(one.id, one.name) for one in rows_sudo])
                for family_sudo, rows_sudo in trades_sudo.grouped("family_id").items()
            ],
            "skills": sorted(
                ((row[0].id, row[0].name) for row in held_sudo), key=lambda one: one[1]
            ),
        }

    @api.model
    def _portal_get_heat(self):
        """Return the map of skills of the user's cooperative, or None."""
        stay_sudo = self._portal_get_hosted().sudo()  # The user's own stay.
        if not stay_sudo:
            return None
        return self.env["caetic.skill.map"]._get_heat(stay_sudo.company_id)

    @api.model
    def _portal_get_heat_people(self, trade_id, level=""):
        """Return who a number of the map counts, as cards, or None.

        :param int trade_id: number of the trade
        :param str level: of the column; empty for the total of the trade
        """
        stay_sudo = self._portal_get_hosted().sudo()  # The user's own stay.
        trade_sudo = self.env["caetic.trade"].sudo().browse(trade_id)  # Its name.
        levels = {code: int(code) for code, _label in LEVELS}
        if not stay_sudo or not trade_sudo.exists() or level not in ("", *levels):
            return None
        company_sudo = stay_sudo.company_id
        heat = self.env["caetic.skill.map"]
        people = heat._get_heat_people(company_sudo, trade_sudo, level or None)
        shown = sorted(people, key=lambda one: (-people[one][0][1], one.name))
        rows = self._get_found_rows(
            [Ranked(one.id, 0, 0, ()) for one in shown[:MOST_SHOWN]]
        )
        for row, one in zip(rows, shown, strict=False):
            row["tells_skills"] = False
            row["reasons"] = [
                f"{skill.name} ({self._get_level_words(progress)})"
                for skill, progress in people[one]
            ]
        return {
            "trade": trade_sudo.name,
            "level": level and self._get_level_words(levels[level]),
            "total": len(people),
            "list_rows": rows,
        }

    # -- colleagues to know -----------------------------------------------------------

    @api.model
    def _portal_get_neighbours(self):
        """Return colleagues to know as cards, with the reason of each."""
        stay_sudo = self._portal_get_hosted().sudo()  # The user's own stay.
        own_sudo = self.sudo().search(  # And their own profile.
            [("member_id", "=", stay_sudo.id)], limit=1
        )
        if not stay_sudo or not own_sudo:
            return []
        others_sudo = own_sudo._get_looked_at()
        skills, families = self.env["caetic.search.vocabulary"]._get_neighbours()
        known = worth_knowing(
            own_sudo._get_neighbour(),
            [one._get_neighbour() for one in others_sudo],
            skills,
            families,
        )
        rows = self._get_found_rows([Ranked(one.key, 0, 0, ()) for one in known])
        for row, one in zip(rows, known, strict=True):
            row["reasons"] = self._word_bond(one, row["town"])
        return rows

    def _get_looked_at(self):
        """Return listed colleagues of the department, and who works at a distance."""
        near = Domain("work_mode", "in", ("remote", "both"))
        if self.zip and len(self.zip) >= DEPARTMENT:
            near |= Domain("zip", "=like", f"{self.zip[:DEPARTMENT]}%")
        if self.town:
            near |= Domain("town", "=ilike", self.town)
        listed = self._get_listed_domain(self.company_id)
        return self.search_fetch(
            listed & near & Domain("id", "!=", self.id),
            ["town", "zip", "work_mode", "available_from", "trade_ids"],
            order="write_date desc, id",
            limit=MOST_LOOKED_AT,
        )

    def _get_neighbour(self):
        today = fields.Date.context_today(self)
        return Neighbour(
            key=self.id,
            trades=frozenset(self.trade_ids.ids),
            town=self.town or "",
            zip_code=self.zip or "",
            is_remote=self.work_mode in ("remote", "both"),
            is_free=bool(self.available_from and self.available_from <= today),
        )

    @api.model
    def _word_bond(self, known, town):
        """Return why a colleague is worth knowing, as short texts."""
        labels = self._get_labels()
        bonds = {
            "shared": self.env._("often asked for together with your trade"),
            "other": self.env._("completes your trade"),
        }
        places = {
            "town": self.env._("in %(town)s, as you are", town=town),
            "department": self.env._("in your department"),
            "remote": self.env._("works remotely"),
        }
        trade = labels.get(f"t{known.trade}", "")
        return [trade, bonds[known.bond], places[known.place]]

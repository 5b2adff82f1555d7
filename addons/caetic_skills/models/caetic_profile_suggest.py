# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.tools import SQL

from .caetic_profile_index import LEXEME

MOST = 6
MOST_TRIED = 40


class CaeticProfileSuggest(models.Model):
    """What to search instead, when nobody answers."""

    _inherit = "caetic.profile"

    @api.model
    def _suggest_searches(self, found, companies):
        """Return names of skills and trades that would find somebody, nearest first.

        First skills of the trades of what is asked, and those trades; then names that
        look like it.

        :param found: Found, of a search that found nobody
        :param companies: res.company
        """
        asked = {code for wish in found.reading.wishes for code in wish.concepts}
        near = self._get_near_concepts(asked) or self._get_alike(found.reading)
        labels = self._get_labels()
        held = self._get_held_concepts(near, companies)
        return [labels[code] for code in near if code in held and code in labels][:MOST]

    @api.model
    def _get_near_concepts(self, asked):
        """Return codes of what goes with the skills and trades asked."""
        skills, _families = self.env["caetic.search.vocabulary"]._get_neighbours()
        own = {int(code[1:]) for code in asked if code.startswith("s")}
        trades = {int(code[1:]) for code in asked if code.startswith("t")}
        near = dict.fromkeys(
            trade for trade, held in skills.items() if trade in trades or held & own
        )
        codes = [f"t{trade}" for trade in near if trade not in trades]
        codes += [f"s{skill}" for trade in near for skill in sorted(skills[trade])]
        return [code for code in dict.fromkeys(codes) if code not in asked]

    @api.model
    def _get_alike(self, reading):
        """Return codes of names that hold a word that looks like one of the search."""
        vocabulary = self.env["caetic.search.vocabulary"]._get()
        typed = [word for wish in reading.wishes for word in wish.words]
        found = [vocabulary.get_alike(word) for word in [*typed, *reading.unknown]]
        return list(dict.fromkeys(code for codes in found for code in codes))

    @api.model
    def _get_held_concepts(self, codes, companies):
        """Return those of the codes that somebody who may be found has."""
        parts = [
            SQL(
                "SELECT %s WHERE EXISTS (SELECT FROM %s AND p.search_document @@ "
                "to_tsquery('simple', %s))",
                code,
                self._sql_shown(companies),
                LEXEME.format(code),
            )
            for code in codes[:MOST_TRIED]
        ]
        if not parts:
            return set()
        return {
            row[0] for row in self.env.execute_query(SQL(" UNION ALL ").join(parts))
        }

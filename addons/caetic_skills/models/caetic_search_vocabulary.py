# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models, tools

from ..engine.vocabulary import Name, Vocabulary

# All of them, on purpose: some hundreds, read once.
EVERY = [("id", "!=", False)]


class CaeticSearchVocabulary(models.AbstractModel):
    """Names and synonyms of skills and trades, kept in memory until one changes."""

    _name = "caetic.search.vocabulary"
    _description = "Vocabulary of the search"

    @api.model
    @tools.ormcache()
    def _get(self):
        """Return the vocabulary of the search, in every language of the database."""
        names = [
            Name(label, concept)
            for code, _name in self.env["res.lang"].get_installed()
            for concept, label in self._get_labels(code).items()
        ]
        # Words of the house are nobody's secret: whoever searches needs them.
        synonyms_sudo = self.env["caetic.skill.synonym"].sudo().search(EVERY)
        names += [
            Name(
                one.name,
                f"s{one.skill_id.id}" if one.skill_id else f"t{one.trade_id.id}",
            )
            for one in synonyms_sudo
        ]
        return Vocabulary(dict.fromkeys(names))

    @api.model
    @tools.ormcache("language")
    def _get_labels(self, language):
        """Return ``{code: name}`` of skills and trades in a language."""
        # Same reason.
        env_sudo = self.sudo().with_context(lang=language).env
        trades_sudo = env_sudo["caetic.trade"].search_fetch([], ["name"])
        skills_sudo = env_sudo["hr.skill"].search_fetch([], ["name"])
        return {f"t{one.id}": one.name for one in trades_sudo} | {
            f"s{one.id}": one.name for one in skills_sudo
        }

    @api.model
    @tools.ormcache()
    def _get_neighbours(self):
        """Return ``({trade: its skills}, {trade: its family})``, all by identifier."""
        # Same reason.
        trades_sudo = self.env["caetic.trade"].sudo().search(EVERY)
        skills = {one.id: frozenset(one.skill_ids.ids) for one in trades_sudo}
        return skills, {one.id: one.family_id.id for one in trades_sudo}

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models

from ..engine import need_text

FRENCH = "fr_FR"
NAMED = [("name", "!=", False)]
MOST_NEEDS = 10


class CaeticOpportunityNeed(models.Model):
    """What a need asks for, read in the customer's own words."""

    _inherit = "caetic.opportunity"

    def action_suggest_needs(self):
        """Add the skills and trades that the words of the need name."""
        self.check_access("write")
        self._check_open()
        self._suggest_needs()

    def _suggest_needs(self):
        """Add needs read in the text; those that are there already stay as they are.

        A trade whose skill is named too adds no need of its own. Several skills or
        trades for the same words: the first is required, the others are a plus.
        """
        terms = self._get_terms()
        for opportunity in self:
            text = f"{opportunity.name or ''}\n{opportunity.description or ''}"
            found = need_text.read_need(text, terms)
            opportunity._add_needs(found)

    @api.model
    def _get_terms(self):
        """Return the names and synonyms of all skills and trades, in both languages."""
        installed = self.env["res.lang"]._lang_get(FRENCH)
        langs = {self.env.lang or "en_US", FRENCH if installed else "en_US"}
        terms = []
        for lang in sorted(langs):
            words = self.with_context(lang=lang)
            terms += words._get_terms_of("hr.skill", "skill")
            terms += words._get_terms_of("caetic.trade", "trade")
        for synonym in self.env["caetic.skill.synonym"].search(NAMED):
            target = synonym.skill_id or synonym.trade_id
            kind = "skill" if synonym.skill_id else "trade"
            if target:
                terms.append(need_text.Term((kind, target.id), synonym.name))
        return terms

    @api.model
    def _get_terms_of(self, model, kind):
        return [
            need_text.Term((kind, record.id), record.name)
            for record in self.env[model].search(NAMED)
        ]

    def _add_needs(self, found):
        """Create the needs of what was read.

        :param found: engine.need_text.Found, keys ``("skill" or "trade", id)``
        """
        self.ensure_one()
        skills = self.env["hr.skill"].browse(
            one.key[1] for one in found if one.key[0] == "skill"
        )
        trades = self.env["caetic.trade"].browse(
            one.key[1] for one in found if one.key[0] == "trade"
        )
        self.trade_ids |= trades
        told = skills.caetic_trade_ids
        known = {("skill", one) for one in self.need_ids.skill_id.ids}
        known |= {("trade", one) for one in self.need_ids.trade_id.ids}
        seen, values = set(), []
        for one in found:
            kind, target = one.key
            if one.key in known or (kind == "trade" and target in told.ids):
                continue
            values.append(
                {
                    f"{kind}_id": target,
                    "words": one.words,
                    "is_optional": one.start in seen,
                }
            )
            seen.add(one.start)
        room = MOST_NEEDS - len(self.need_ids)
        self.need_ids = [fields.Command.create(one) for one in values[:room]]

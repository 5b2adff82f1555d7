# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.fields import Domain

from ..engine.criteria import MOST_TEXT, Criteria

# What staff typed in the field of the search, told by the web client.
TYPED = "caetic_people"
MOST_FOUND = 1000
LIKE = ("ilike", "like", "=", "in")


class CaeticProfileStaff(models.Model):
    """The search of people in the screens of staff: same people, same order."""

    _inherit = "caetic.profile"

    search_people = fields.Char(
        string="Skill, trade, name or word",
        compute="_compute_search_people",
        search="_search_people",
    )
    search_reason = fields.Char(string="Why", compute="_compute_search_reason")

    @api.depends()
    def _compute_search_people(self):
        """Nothing to show: the field is there to be searched."""
        self.search_people = False

    @api.model
    def _search_people(self, operator, value):
        if operator not in LIKE:
            return NotImplemented
        texts = [value] if isinstance(value, str) else list(value)
        return Domain("id", "in", [one.key for one in self._find_typed(texts)])

    @api.depends_context(TYPED, "allowed_company_ids", "lang")
    def _compute_search_reason(self):
        found = {one.key: one for one in self._find_typed(self._get_typed())}
        wording = self._get_wording()
        for profile in self:
            one = found.get(profile.id)
            place = profile.town or profile.zip or ""
            reasons = self._word_reasons(one.reasons, wording, place) if one else []
            profile.search_reason = " · ".join(reasons)

    @api.model
    def _get_typed(self):
        """Return the texts that were typed, as the web client tells them."""
        typed = self.env.context.get(TYPED) or []
        typed = typed if isinstance(typed, list) else [typed]
        return [one for one in typed if isinstance(one, str)]

    @api.model
    def _find_typed(self, texts):
        """Return who answers one of the texts, in the order of the first that finds."""
        if not self.has_access("read"):
            return []
        found = {}
        for text in texts:
            criteria = Criteria(text=" ".join(text.split())[:MOST_TEXT])
            people = self._find_people(criteria, self.env.companies, MOST_FOUND)
            for one in people.ranked:
                found.setdefault(one.key, one)
        return list(found.values())

    @api.model
    def search_fetch(self, domain, field_names=None, offset=0, limit=None, order=None):
        """Show those found in the order of the search, unless another one is asked."""
        typed = self._get_typed()
        if not typed or order:
            return super().search_fetch(domain, field_names, offset, limit, order)
        found = super().search_fetch(domain, field_names)
        places = {one.key: place for place, one in enumerate(self._find_typed(typed))}
        ordered = found.sorted(lambda one: places.get(one.id, len(places)))
        return ordered[offset : offset + limit if limit else None]

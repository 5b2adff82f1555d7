# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import json

from odoo import api, fields, models, tools
from odoo.tools import format_date

ROW_FIELDS = (
    "id",
    "name",
    "brand",
    "headline",
    "town",
    "zip",
    "member_id",
    "search_facts",
)
MOST_REASONS = 4
MOST_SKILLS = 3
LEVEL_STEP = 25


class CaeticProfileReason(models.Model):
    """Why somebody stands where they stand among those found, in words."""

    _inherit = "caetic.profile"

    @api.model
    def _get_level_words(self, level):
        """Return the name of a level: the same scale for every skill.

        :param int level: 0 to 100
        """
        names = (
            self.env._("beginner"),
            self.env._("autonomous"),
            self.env._("confirmed"),
            self.env._("expert"),
        )
        return names[max(0, min(len(names), level // LEVEL_STEP) - 1)]

    @api.model
    def _get_labels(self):
        """Return ``{code: name}`` of skills and trades in the reader's language."""
        language = self.env.lang or "en_US"
        return self.env["caetic.search.vocabulary"]._get_labels(language)

    @api.model
    def _get_wording(self):
        """Return what reasons are made of, in the reader's language, for a page."""
        language = self.env.lang or "en_US"
        today = fields.Date.context_today(self)
        return {
            **self._get_phrases(language),
            "labels": self._get_labels(),
            "today": today,
        }

    @api.model
    @tools.ormcache("language")
    def _get_phrases(self, language):
        """Return the phrases of the reasons, and the names of levels by their value."""
        levels = {one: self._get_level_words(one) for one in range(0, 101, LEVEL_STEP)}
        return {
            "levels": levels,
            "alone": self.env._("%(skill)s, %(level)s"),
            "one": self.env._("%(skill)s, %(level)s, confirmed by one person"),
            "many": self.env._("%(skill)s, %(level)s, confirmed by %(count)s people"),
            "place": self.env._("in %(town)s"),
            "remote": self.env._("works remotely"),
            "text": self.env._("speaks of “%(words)s”"),
            "now": self.env._("available now"),
            "later": self.env._("available from %(day)s"),
        }

    @api.model
    def _word_reasons(self, reasons, wording, place):
        """Return why the person stands there, the heaviest first, as short texts.

        :param reasons: engine's Reason
        :param dict wording: see ``_get_wording``
        :param str place: town of the person, else the postcode
        """
        worded = [self._word_reason(one, wording, place) for one in reasons]
        return list(dict.fromkeys(filter(None, worded)))[:MOST_REASONS]

    @api.model
    def _word_reason(self, reason, wording, place):
        """Return one reason in words; none of what the card says already."""
        if reason.code == "skill":
            return self._word_skill(reason, wording)
        if reason.code == "trade":
            return wording["labels"].get(reason.concept, "")
        if reason.code in ("town", "near"):
            return wording["place"] % {"town": place}
        if reason.code == "text":
            return wording["text"] % {"words": " ".join(reason.words)}
        if reason.code == "free":
            return self._word_free(reason, wording)
        return wording.get(reason.code, "")

    @api.model
    def _word_skill(self, reason, wording):
        """Name, level, and how many people confirm it."""
        count = {0: "alone", 1: "one"}.get(reason.confirmed, "many")
        return wording[count] % {
            "skill": wording["labels"].get(reason.concept, ""),
            "level": wording["levels"][reason.level // LEVEL_STEP * LEVEL_STEP],
            "count": reason.confirmed,
        }

    @api.model
    def _word_free(self, reason, wording):
        if reason.day <= wording["today"]:
            return wording["now"]
        language = self.env.lang or "en_US"
        return wording["later"] % {"day": self._word_day(reason.day, language)}

    @api.model
    @tools.ormcache("day", "language")
    def _word_day(self, day, language):
        """Return a day without its year; the first of a month as French says it."""
        worded = format_date(self.env, day, lang_code=language, date_format="d MMMM")
        is_first = day.day == 1 and language.startswith("fr")
        return worded.replace("1 ", "1er ", 1) if is_first else worded

    @api.model
    def _get_found_rows(self, ranked, reading=None, people=None):
        """Return people found as cards: one query at most, whatever their number.

        Called once the user's right to search is checked.

        :param ranked: engine's Ranked, those of one page
        :param reading: engine's Reading, to tell those who answer a part
        :param people: what the search has read of them, else it is read here
        """
        wanted = len(reading.wishes) if reading else 0
        wording = self._get_wording()
        keys = [one.key for one in ranked]
        rows = self._decode(people, keys) if people else self._read_found_sudo(keys)
        return [
            {
                **self._get_found_row(rows[one.key], wording),
                "reasons": self._word_reasons(
                    one.reasons,
                    wording,
                    rows[one.key]["town"] or rows[one.key]["zip"] or "",
                ),
                "is_part": one.answered < wanted,
                # Why they are there tells the skills already.
                "tells_skills": not any(r.code == "skill" for r in one.reasons),
            }
            for one in ranked
        ]

    @api.model
    def _decode(self, people, keys):
        """Return some of the people that a search has read, with what they hold."""
        return {
            key: {
                **people[key],
                "search_facts": json.loads(people[key]["search_facts"] or "{}"),
            }
            for key in keys
        }

    def _read_found_sudo(self, keys):
        """Return ``{identifier: fields of a card}`` of profiles, by one query."""
        # Found among the profiles shown to whoever searches.
        profiles_sudo = self.sudo().browse(keys)
        profiles_sudo.fetch(ROW_FIELDS)
        return {
            one.id: {name: one[name] for name in ROW_FIELDS} for one in profiles_sudo
        }

    @api.model
    def _get_found_row(self, found, wording):
        """Return what a card of the list shows of a person.

        :param dict found: see ``_read_found_sudo``
        """
        labels, levels = wording["labels"], wording["levels"]
        facts = found["search_facts"] or {}
        known = [(code, *fact) for code, fact in facts.items() if code in labels]
        skills = sorted(
            (-level, -confirmed, labels[code])
            for code, level, confirmed in known
            if code[0] == "s"
        )
        name = found["name"] or ""
        return {
            "id": found["id"],
            "name": name,
            "initials": "".join(word[0] for word in name.split()[:2]).upper(),
            "brand": found["brand"] or "",
            "headline": found["headline"] or "",
            "town": found["town"] or "",
            "is_outside": not found["member_id"],
            "trades": [labels[code] for code, *_fact in known if code[0] == "t"],
            "skills": [
                {"name": label, "level": levels[-level // LEVEL_STEP * LEVEL_STEP]}
                for level, _confirmed, label in skills[:MOST_SKILLS]
            ],
        }

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.tools import format_date

ROW_FIELDS = ("name", "headline", "town", "zip", "member_id", "search_facts")
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

    def _word_reasons(self, reasons):
        """Return why the person stands there, the heaviest first, as short texts.

        :param reasons: engine's Reason
        """
        labels = self._get_labels()
        place = self.env._("in %(town)s", town=self.town or self.zip or "")
        makers = {
            "skill": lambda one: self._word_skill(labels.get(one.concept, ""), one),
            "trade": lambda one: labels.get(one.concept, ""),
            "town": lambda _one: place,
            "near": lambda _one: place,
            "remote": lambda one: self.env._("works remotely"),
            "text": lambda one: self.env._(
                "speaks of “%(words)s”", words=" ".join(one.words)
            ),
            "free": self._word_free,
        }
        worded = [makers[one.code](one) for one in reasons if one.code in makers]
        return list(dict.fromkeys(filter(None, worded)))[:MOST_REASONS]

    @api.model
    def _word_skill(self, name, reason):
        """Name, level, and how many people confirm it."""
        level = self._get_level_words(reason.level)
        if not reason.confirmed:
            return self.env._("%(skill)s, %(level)s", skill=name, level=level)
        if reason.confirmed == 1:
            return self.env._(
                "%(skill)s, %(level)s, confirmed by one person", skill=name, level=level
            )
        return self.env._(
            "%(skill)s, %(level)s, confirmed by %(count)s people",
            skill=name,
            level=level,
            count=reason.confirmed,
        )

    @api.model
    def _word_free(self, reason):
        if reason.day <= fields.Date.context_today(self):
            return self.env._("available now")
        return self.env._("available from %(day)s", day=self._word_day(reason.day))

    @api.model
    def _word_day(self, day):
        """Return a day without its year; the first of a month as French says it."""
        worded = format_date(self.env, day, date_format="d MMMM")
        is_first = day.day == 1 and (self.env.lang or "").startswith("fr")
        return worded.replace("1 ", "1er ", 1) if is_first else worded

    @api.model
    def _get_found_rows(self, ranked, reading=None):
        """Return people found as cards: one query whatever their number.

        Called once the user's right to search is checked.

        :param ranked: engine's Ranked, those of one page
        :param reading: engine's Reading, to tell those who answer a part
        """
        wanted = len(reading.wishes) if reading else 0
        # Found among the profiles shown to whoever searches.
        profiles_sudo = self.sudo().browse([one.key for one in ranked])
        profiles_sudo.fetch(ROW_FIELDS)
        labels = self._get_labels()
        return [
            {
                **profile_sudo._get_found_row(labels),
                "reasons": profile_sudo._word_reasons(one.reasons),
                "is_part": one.answered < wanted,
            }
            for one, profile_sudo in zip(ranked, profiles_sudo, strict=True)
        ]

    def _get_found_row(self, labels):
        """Return what a card of the list shows of a person, read in superuser mode."""
        self.ensure_one()
        facts = self.search_facts or {}
        known = [(code, *fact) for code, fact in facts.items() if code in labels]
        skills = sorted(
            (-level, -confirmed, labels[code])
            for code, level, confirmed in known
            if code.startswith("s")
        )
        name = self.name or ""
        return {
            "id": self.id,
            "name": name,
            "initials": "".join(word[0] for word in name.split()[:2]).upper(),
            "headline": self.headline or "",
            "town": self.town or "",
            "is_outside": not self.member_id,
            "trades": [labels[code] for code, *_fact in known if code.startswith("t")],
            "skills": [
                {"name": label, "level": self._get_level_words(-level)}
                for level, _confirmed, label in skills[:MOST_SKILLS]
            ],
        }

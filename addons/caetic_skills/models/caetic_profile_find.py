# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from dataclasses import dataclass

from odoo import api, fields, models
from odoo.tools import SQL

from ..engine.ranking import Candidate, Held, Ranked, rank
from ..engine.vocabulary import Reading
from ..engine.words import words
from .caetic_profile_index import LEXEME

GONE = ("left", "refused")
# People whose place is computed; beyond them the search should say more.
MOST_RANKED = 60
# Fewer than this who answer everything: those who answer a part follow them.
ENOUGH = 10
# Words of texts that look like an unknown one: how alike, in how many texts.
ALIKE = "0.4"
TEXTS_ALIKE = 5
TEXTS_BEGINNING = 50
BEGINNING = 3
SHORTEST = 4
# Share of a name that is asked: all of it.
FULL = 100


@dataclass(frozen=True)
class Found:
    """What a search found.

    :param ranked: people in their order, the first ``MOST_RANKED``
    :param total: how many people answer
    :param reading: what was understood
    """

    ranked: tuple[Ranked, ...]
    total: int
    reading: Reading


class CaeticProfileFind(models.Model):
    """The search of people: one statement of the database, then the ranking (R907)."""

    _inherit = "caetic.profile"

    @api.model
    def _find_people(self, criteria, companies, most=MOST_RANKED):
        """Return who answers a search, among those whom colleagues may see.

        Whoever calls has checked that the user may search in these companies.

        :param criteria: engine's Criteria
        :param companies: res.company
        :param int most: people ranked
        :returns: Found
        """
        self.flush_model()
        reading, rows, total = self._answer(criteria, companies, most)
        candidates = [self._read_candidate(row, reading.wishes) for row in rows]
        today = fields.Date.context_today(self)
        ranked = rank(candidates, reading.wishes, today, criteria.place)
        return Found(tuple(ranked), total, reading)

    @api.model
    def _answer(self, criteria, companies, most):
        """Return ``(reading, rows, number of people)`` of a search.

        As typed first: what somebody answers needs no correction. Then corrected; then
        those who answer a part, where few answer everything.
        """
        reading = self._read_as_typed(criteria.text)
        if criteria.text and not reading.wishes:
            return reading, [], 0
        rows, total = self._select_people(criteria, reading.wishes, companies, most)
        if not total and reading.unknown:
            reading = self._read_search(criteria.text, companies)
            if reading.corrections:
                rows, total = self._select_people(
                    criteria, reading.wishes, companies, most
                )
        if len(reading.wishes) > 1 and total < ENOUGH:
            rows, total = self._select_people(
                criteria, reading.wishes, companies, most, is_part=True
            )
        return reading, rows, total

    # -- what is asked ----------------------------------------------------------------

    @api.model
    def _read_as_typed(self, text):
        """Return what is understood of a text, without a correction."""
        vocabulary = self.env["caetic.search.vocabulary"]._get()
        reading = vocabulary.understand(text)
        if not reading.corrections:
            return reading
        return vocabulary.understand(text, reading.unknown)

    @api.model
    def _read_search(self, text, companies):
        """Return what is understood of a text, with the help of people's own words."""
        vocabulary = self.env["caetic.search.vocabulary"]._get()
        reading = vocabulary.understand(text)
        if not reading.unknown:
            return reading
        seen = self._get_words_seen(reading.unknown, companies)
        lost = [
            word
            for word in reading.unknown
            if word not in seen
            and word not in reading.corrections
            and len(word) >= SHORTEST
        ]
        near = self._get_words_near(lost, companies) if lost else {}
        return vocabulary.understand(text, seen, near)

    @api.model
    def _get_words_seen(self, unknown, companies):
        """Return the words that somebody's texts hold, as typed."""
        config = self._get_search_config()
        parts = [
            SQL(
                "SELECT %s WHERE EXISTS (SELECT FROM %s AND p.search_document @@ "
                "plainto_tsquery(%s::regconfig, %s))",
                word,
                self._sql_shown(companies),
                config,
                word,
            )
            for word in unknown
        ]
        return {
            row[0] for row in self.env.execute_query(SQL(" UNION ALL ").join(parts))
        }

    @api.model
    def _get_words_near(self, lost, companies):
        """Return ``{word: words of people's texts that look like it}``."""
        has_trigrams = self._has_trigrams()
        if has_trigrams:
            # For this transaction only: how alike words must be to be looked at.
            self.env.execute_query(
                SQL(
                    "SELECT set_config('pg_trgm.word_similarity_threshold', %s, true)",
                    ALIKE,
                )
            )
        make = self._sql_alike if has_trigrams else self._sql_beginning
        parts = [SQL("(%s)", make(word, companies)) for word in lost]
        near = {word: set() for word in lost}
        for word, text in self.env.execute_query(SQL(" UNION ALL ").join(parts)):
            near[word].update(
                one for one in text.split() if abs(len(one) - len(word)) < SHORTEST
            )
        return near

    @api.model
    def _sql_alike(self, word, companies):
        """Words of the texts that share most groups of three letters with a word."""
        return SQL(
            "SELECT %s, p.search_texts->>'w' FROM %s AND (p.search_texts->>'w') %%> %s "
            "ORDER BY (p.search_texts->>'w') <->> %s LIMIT %s",
            word,
            self._sql_shown(companies),
            word,
            word,
            TEXTS_ALIKE,
        )

    @api.model
    def _sql_beginning(self, word, companies):
        """Without trigrams: words of the texts that have words that begin alike."""
        return SQL(
            "SELECT %s, p.search_texts->>'w' FROM %s "
            "AND p.search_document @@ to_tsquery('simple', %s) LIMIT %s",
            word,
            self._sql_shown(companies),
            f"{word[:BEGINNING]}:*",
            TEXTS_BEGINNING,
        )

    # -- who answers ------------------------------------------------------------------

    @api.model
    def _sql_shown(self, companies):
        """Tables and condition of the profiles that a search may ever find.

        Not those who object, have left, are archived or of another company (R801).
        """
        return SQL(
            "caetic_profile p LEFT JOIN caetic_member m ON m.id = p.member_id "
            "WHERE p.active AND p.is_listed AND p.company_id IN %s "
            "AND (m.id IS NULL OR (m.active AND m.state NOT IN %s))",
            tuple(companies.ids) or (0,),
            GONE,
        )

    @api.model
    def _select_people(self, criteria, wishes, companies, most, is_part=False):
        """Return ``(rows, number of people)``; the rows for ``_read_candidate``.

        :param is_part: whether answering one of the things asked is enough
        """
        queries = [self._sql_wish(wish) for wish in wishes]
        asked = SQL(" || " if is_part else " && ").join(queries) if queries else None
        order = SQL("ts_rank(p.search_document, %s) DESC,", asked) if asked else SQL()
        match = SQL("AND p.search_document @@ (%s)", asked) if asked else SQL()
        rows = self.env.execute_query(
            SQL(
                "SELECT f.id, p.name, p.brand, p.town, p.zip, p.work_mode, "
                "p.available_from, p.days_per_month, f.total, %s, %s FROM ("
                "SELECT p.id, "
                "count(*) OVER () AS total FROM %s %s %s ORDER BY %s p.name, p.id "
                "LIMIT %s) f JOIN caetic_profile p ON p.id = f.id",
                self._sql_facts(wishes),
                self._sql_texts(wishes),
                self._sql_shown(companies),
                match,
                self._sql_filters(criteria),
                order,
                most,
            )
        )
        return rows, rows[0][8] if rows else 0

    @api.model
    def _sql_wish(self, wish):
        """Full-text query of one thing asked: its words, or a skill or trade."""
        texts = self._sql_words(wish)
        if not wish.concepts:
            return SQL("(%s)", texts)
        codes = " | ".join(LEXEME.format(concept) for concept in wish.concepts)
        return SQL("(%s || to_tsquery('simple', %s))", texts, codes)

    @api.model
    def _sql_words(self, wish):
        return SQL(
            "plainto_tsquery(%s::regconfig, %s)",
            self._get_search_config(),
            " ".join(wish.words),
        )

    @api.model
    def _sql_facts(self, wishes):
        """What people hold of the skills and trades asked, as an object."""
        concepts = sorted({concept for wish in wishes for concept in wish.concepts})
        pairs = [
            SQL("%s, p.search_facts->%s", concept, concept) for concept in concepts
        ]
        return SQL("jsonb_build_object(%s)", SQL(", ").join(pairs))

    @api.model
    def _sql_texts(self, wishes):
        """Rank of people's texts for each thing asked, in thousandths, as an array."""
        ranks = [
            SQL(
                "CASE WHEN %s p.search_document @@ %s "
                "THEN (1000 * ts_rank(p.search_document, %s))::int ELSE 0 END",
                self._sql_lacks(wish),
                query,
                query,
            )
            for wish in wishes
            for query in [self._sql_words(wish)]
        ]
        return SQL("ARRAY[%s]::int[]", SQL(", ").join(ranks))

    @api.model
    def _sql_lacks(self, wish):
        """Whoever has the skill or trade that is named is not read any further."""
        named = [concept for concept, share in wish.concepts.items() if share == FULL]
        if not named:
            return SQL()
        return SQL("NOT jsonb_exists_any(p.search_facts, %s) AND", named)

    @api.model
    def _sql_filters(self, criteria):
        """Conditions of the form, after those of the search."""
        asked = []
        for kind, number in (("t", criteria.trade), ("s", criteria.skill)):
            if number:
                code = LEXEME.format(f"{kind}{number}")
                asked.append(
                    SQL("AND p.search_document @@ to_tsquery('simple', %s)", code)
                )
        if criteria.skill and criteria.level:
            fact = f"s{criteria.skill}"
            asked.append(
                SQL("AND (p.search_facts->%s->>0)::int >= %s", fact, criteria.level)
            )
        asked += self._sql_availability(criteria) + self._sql_place(criteria)
        if criteria.people != "all":
            is_outside = criteria.people == "outside"
            asked.append(SQL("AND (p.member_id IS NULL) = %s", is_outside))
        return SQL(" ").join(asked)

    @api.model
    def _sql_availability(self, criteria):
        """Free by a day and so many days a month: those who said so."""
        asked = []
        if criteria.by:
            asked.append(SQL("AND p.available_from <= %s", criteria.by))
        if criteria.days:
            asked.append(SQL("AND p.days_per_month >= %s", criteria.days))
        return asked

    @api.model
    def _sql_place(self, criteria):
        asked = words(criteria.place)
        if not asked:
            return []
        if len(asked) == 1 and asked[0].isdigit():
            place = SQL("p.zip LIKE %s", f"{asked[0]}%")
        else:
            place = SQL("p.search_texts->>'t' LIKE %s", f"{' '.join(asked)}%")
        remote = SQL(" OR p.work_mode IN ('remote', 'both')")
        return [SQL("AND (%s%s)", place, remote if criteria.is_remote else SQL())]

    @api.model
    def _read_candidate(self, row, wishes):
        """Return a row of ``_select_people`` as the ranking takes it."""
        key, name, brand, town, code, mode, start, days, _total, facts, texts = row
        return Candidate(
            key=key,
            name=name or "",
            held={concept: Held(*fact) for concept, fact in facts.items() if fact},
            texts=tuple(texts),
            brand=brand or "",
            town=town or "",
            zip_code=code or "",
            is_remote=mode in ("remote", "both"),
            free_from=start,
            days=days or 0,
        )

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections.abc import Mapping
from dataclasses import dataclass

from odoo import api, fields, models
from odoo.tools import SQL

from ..engine.ranking import (
    Candidate,
    Held,
    Ranked,
    rank,
)
from ..engine.vocabulary import Reading
from ..engine.words import words
from .caetic_profile_index import LEXEME
from .caetic_profile_reason import ROW_FIELDS

# What is read of those found: for their place, and for their card.
READ = (*ROW_FIELDS, "work_mode", "available_from", "days_per_month")
HELD = "search_facts"
PROFILE_READ = SQL(", ").join(SQL.identifier("p", name) for name in READ)
# What people hold stays a text until a card is shown: few of those ranked are.
SHOWN_READ = SQL(", ").join(
    SQL("f.search_facts::text") if name == HELD else SQL.identifier("f", name)
    for name in READ
)
ASKED = (*READ, "search_texts", "active", "is_listed", "company_id")
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


@dataclass(frozen=True)
class Found:
    """What a search found.

    :param ranked: people in their order, the first ``MOST_RANKED``
    :param total: how many people answer
    :param reading: what was understood
    :param people: ``{identifier: columns of the profile}``, for the cards of the list;
        what they hold is a text of JSON
    """

    ranked: tuple[Ranked, ...]
    total: int
    reading: Reading
    people: Mapping[int, dict]


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
        self.flush_model(ASKED)
        reading, rows, total = self._answer(criteria, companies, most)
        concepts = self._get_concepts(reading.wishes)
        people = {row[0]: dict(zip(READ, row, strict=False)) for row in rows}
        candidates = [
            self._read_candidate(people[row[0]], *row[len(READ) :], concepts=concepts)
            for row in rows
        ]
        today = fields.Date.context_today(self)
        ranked = rank(candidates, reading.wishes, today, criteria.place)
        return Found(tuple(ranked), total, reading, people)

    @api.model
    def _answer(self, criteria, companies, most):
        """Return ``(reading, rows, number of people)`` of a search.

        As typed first: what somebody answers needs no correction. Then corrected; then
        those who answer a part, where few answer everything.
        """
        vocabulary = self.env["caetic.search.vocabulary"]._get()
        reading = vocabulary.read_as_typed(criteria.text)
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
        """Return ``(rows, number of people)``.

        A row holds ``READ``, ranks of texts, that number, and what people have of each
        skill or trade asked.

        :param is_part: whether answering one of the things asked is enough
        """
        concepts = self._get_concepts(wishes)
        queries = [self._sql_wish(wish) for wish in wishes]
        asked = SQL(" || " if is_part else " && ").join(queries) if queries else None
        texts = [
            self._sql_text(place, wish, concepts) for place, wish in enumerate(wishes)
        ]
        rows = self.env.execute_query(
            SQL(
                "SELECT %s, f.texts, f.total %s FROM "
                "(SELECT r.*, ARRAY[%s]::int[] AS texts FROM "
                "(SELECT %s, count(*) OVER () AS total %s FROM %s %s %s) r "
                "ORDER BY %s r.name, r.id LIMIT %s) f",
                SHOWN_READ,
                SQL().join(SQL(", f.%s", held) for held in concepts.values()),
                SQL(", ").join(texts),
                PROFILE_READ,
                self._sql_read(wishes, concepts, is_part),
                self._sql_shown(companies),
                SQL("AND p.search_document @@ (%s)", asked) if asked else SQL(),
                self._sql_filters(criteria),
                self._sql_points(wishes, concepts, texts),
                most,
            )
        )
        return rows, rows[0][len(READ) + 1] if rows else 0

    @api.model
    def _get_concepts(self, wishes):
        """Return ``{code: column}`` of the skills and trades asked."""
        codes = sorted({concept for wish in wishes for concept in wish.concepts})
        return {code: SQL.identifier(f"held_{code}") for code in codes}

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
    def _read_candidate(self, found, texts, _total, *facts, concepts):
        """Return what ``_select_people`` read of a person as the ranking takes it.

        :param dict found: columns of the profile by name
        :param texts: rank of the texts for each thing asked
        :param facts: level and confirmations of the skills and trades asked, or None
        :param concepts: codes of these, in their order
        """
        held = zip(concepts, facts, strict=True)
        return Candidate(
            key=found["id"],
            name=found["name"] or "",
            held={code: Held(*fact) for code, fact in held if fact},
            texts=tuple(texts),
            brand=found["brand"] or "",
            town=found["town"] or "",
            zip_code=found["zip"] or "",
            is_remote=found["work_mode"] in ("remote", "both"),
            free_from=found["available_from"],
            days=found["days_per_month"] or 0,
        )

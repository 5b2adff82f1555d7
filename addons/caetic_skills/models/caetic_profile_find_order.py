# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.tools import SQL

from ..engine.ranking import (
    CONFIRMED,
    FULL_RANK,
    LEVEL,
    MOST_CONFIRMED,
    SKILL,
    TEXT,
    TRADE,
)

# Share of a name that is asked: all of it.
FULL = 100


class CaeticProfileFindOrder(models.Model):
    """Who is ranked where many answer: about the points of the ranking, in SQL.

    In the statement of the search, ``p`` is the profile and ``r`` what was read of it.
    """

    _inherit = "caetic.profile"

    @api.model
    def _sql_read(self, wishes, concepts, is_part):
        """Columns of what people hold, of the ranks of their texts, of the document.

        A document lies apart from its row and takes long to read. Where everybody must
        be ranked by it, the rank is computed here, once for the order and the answer.
        """
        read = [
            SQL("p.search_facts->%s AS %s", code, held)
            for code, held in concepts.items()
        ]
        for place, wish in enumerate(wishes):
            if not _get_named(wish):
                rank_ = self._sql_rank(wish, SQL("p.search_document"), is_part)
                read.append(SQL("%s AS %s", rank_, _text_column(place)))
        if any(map(_get_named, wishes)):
            read.append(SQL("p.search_document"))
        return SQL().join(SQL(", %s", one) for one in read)

    @api.model
    def _sql_text(self, place, wish, concepts):
        """Rank of people's texts for one thing asked, in thousandths.

        Whoever has the skill or trade that is named is not read any further.

        :param int place: of the wish
        """
        named = _get_named(wish)
        if not named:
            return SQL("r.%s", _text_column(place))
        lacks = [SQL("r.%s IS NULL", concepts[concept]) for concept in named]
        return SQL(
            "CASE WHEN %s THEN %s ELSE 0 END",
            SQL(" AND ").join(lacks),
            self._sql_rank(wish, SQL("r.search_document"), is_part=True),
        )

    @api.model
    def _sql_rank(self, wish, document, is_part):
        """Rank of the words of a wish: of some of them there is one too.

        A word alone has none where it is missing, and nothing is missing where all that
        is asked is found.
        """
        query = self._sql_words(wish)
        points = SQL("(1000 * ts_rank(%s, %s))::int", document, query)
        if len(wish.words) == 1 or not (wish.concepts or is_part):
            return points
        return SQL("CASE WHEN %s @@ %s THEN %s ELSE 0 END", document, query, points)

    @api.model
    def _sql_points(self, wishes, concepts, texts):
        """About the points of the ranking: those who have most of them are ranked."""
        points = []
        for wish, text in zip(wishes, texts, strict=True):
            each = [SQL("%s * %s / %s", text, TEXT, FULL_RANK)]
            for concept, share in wish.concepts.items():
                held = self._sql_held_points(concept, concepts[concept])
                each.append(SQL("(%s) * %s / %s", held, share, FULL))
            points.append(SQL("GREATEST(%s)", SQL(", ").join(each)))
        return SQL("%s DESC,", SQL(" + ").join(points)) if points else SQL()

    @api.model
    def _sql_held_points(self, concept, held):
        """Points of a skill or trade; NULL for whoever has it not."""
        if concept[0] == "t":
            return SQL("CASE WHEN r.%s IS NOT NULL THEN %s END", held, TRADE)
        return SQL(
            "%s + (r.%s->0)::int * %s / 100 + LEAST((r.%s->1)::int, %s) * %s",
            SKILL,
            held,
            LEVEL,
            held,
            MOST_CONFIRMED,
            CONFIRMED,
        )


def _get_named(wish):
    """Return the skills and trades whose whole name is asked."""
    return [concept for concept, share in wish.concepts.items() if share == FULL]


def _text_column(place):
    """Return the column of the rank of the texts for a wish."""
    return SQL.identifier(f"text_{place}")

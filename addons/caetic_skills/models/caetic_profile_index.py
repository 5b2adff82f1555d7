# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import logging

import psycopg2

from odoo import api, fields, models, tools
from odoo.tools import SQL

from ..engine.words import EMPTY, words

_logger = logging.getLogger(__name__)

# Codes of skills and trades among the words of a document: no French word is like it.
LEXEME = "zq{}"
# What stands where in a document, and its weight in PostgreSQL's full-text search.
WEIGHTS = {"a": "A", "b": "B", "c": "C", "d": "D"}
SHORTEST = 4
FULL_LEVEL = 100
LEVEL_STEP = 25


class CaeticProfileIndex(models.Model):
    """Text of a profile as the search reads it, kept with the profile.

    The ORM keeps the text; PostgreSQL makes the document of it, as a generated column.
    Accents are taken off here, so that no extension is needed for them.
    """

    _inherit = "caetic.profile"

    search_texts = fields.Json(
        compute="_compute_search",
        store=True,
        prefetch=False,
        groups=fields.NO_ACCESS,
        export_string_translation=False,
    )
    # {"s12": [level, confirmations], "t5": [100, 0]}
    search_facts = fields.Json(
        compute="_compute_search",
        store=True,
        prefetch=False,
        groups=fields.NO_ACCESS,
        export_string_translation=False,
    )

    def init(self):
        """Make the document and its indexes; none of them is needed to install.

        Profiles are read much more than written: rows go into the indexes at once, and
        no search reads those that wait.
        """
        result = super().init()
        self._make_search_document()
        self._make_search_index(
            "caetic_profile_search_document_idx",
            SQL("gin (search_document) WITH (fastupdate = off)"),
        )
        if self._has_extension("pg_trgm"):
            self._make_search_index(
                "caetic_profile_search_words_idx",
                SQL("gin ((search_texts->>'w') gin_trgm_ops) WITH (fastupdate = off)"),
            )
        return result

    # -- document ---------------------------------------------------------------------

    @api.depends(
        "name",
        "brand",
        "organisation_id.name",
        "headline",
        "presentation",
        "town",
        "trade_ids.name",
        "skill_line_ids.skill_id.name",
        "skill_line_ids.level_progress",
        "skill_line_ids.valid_from",
        "skill_line_ids.valid_to",
        "skill_line_ids.confirmation_ids",
        "item_ids.name",
        "item_ids.description",
    )
    def _compute_search(self):
        today = fields.Date.context_today(self)
        languages = self._get_search_languages()
        for profile in self:
            lines = profile.skill_line_ids.filtered(
                lambda line: (
                    (not line.valid_from or line.valid_from <= today)
                    and (not line.valid_to or line.valid_to >= today)
                )
            )
            profile.search_texts = profile._prepare_search_texts(lines, languages)
            profile.search_facts = profile._prepare_search_facts(lines)

    @api.model
    def _get_search_languages(self):
        """Languages in which names of skills and trades are searched."""
        return [code for code, _name in self.env["res.lang"].get_installed()]

    def _prepare_search_texts(self, lines, languages):
        """Return the folded texts by weight, codes of concepts, words, town."""
        names = [
            one.with_context(lang=language).name
            for language in languages
            for one in [*lines.skill_id, *self.trade_ids]
        ]
        items = self.item_ids
        texts = {
            "a": [self.name, *dict.fromkeys(names)],
            "b": [self.brand, self.organisation_id.name, self.headline, self.town],
            "c": items.mapped("name") + items.mapped("description"),
            "d": [self.presentation],
        }
        folded = {weight: self._fold(parts) for weight, parts in texts.items()}
        every = {word for text in folded.values() for word in text.split()}
        long = sorted(word for word in every if len(word) >= SHORTEST)
        return {
            **folded,
            "k": self._prepare_search_codes(lines),
            "w": " ".join(long),
            "t": " ".join(words(self.town or "")),
        }

    @api.model
    def _fold(self, texts):
        """Return the words that say something: PostgreSQL keeps « les », for one."""
        found = words("\n".join(filter(None, texts)))
        return " ".join(word for word in found if word not in EMPTY)

    def _prepare_search_codes(self, lines):
        """Codes of skills and trades: the higher the level, the more often."""
        codes = [LEXEME.format(f"t{trade.id}") for trade in self.trade_ids] * 2
        for line in lines:
            code = LEXEME.format(f"s{line.skill_id.id}")
            codes += [code] * max(1, line.level_progress // LEVEL_STEP)
        return " ".join(codes)

    def _prepare_search_facts(self, lines):
        facts = {f"t{trade.id}": [FULL_LEVEL, 0] for trade in self.trade_ids}
        for line in lines.sorted("level_progress"):
            facts[f"s{line.skill_id.id}"] = [
                line.level_progress,
                len(line.confirmation_ids),
            ]
        return facts

    def _refresh_search(self):
        """Make the texts again: rows of skills end without being written to."""
        for name in ("search_texts", "search_facts"):
            self.env.add_to_compute(self._fields[name], self)
        self._recompute_recordset(["search_texts", "search_facts"])

    @api.model
    def _cron_refresh_search(self):
        """Each night, people whose certificate ended or began since two days."""
        today = fields.Date.context_today(self)
        lately = [fields.Date.subtract(today, days=days) for days in range(3)]
        changed = ["|", ("valid_to", "in", lately), ("valid_from", "in", lately)]
        lines = self.env["caetic.profile.skill"].search(changed)
        lines.profile_id._refresh_search()

    # -- database ---------------------------------------------------------------------

    @api.model
    def _make_search_document(self):
        config = self._get_search_config()
        parts = [
            SQL(
                "setweight(to_tsvector(%s::regconfig, "
                "coalesce(search_texts->>%s, '')), %s)",
                config,
                field,
                weight,
            )
            for field, weight in WEIGHTS.items()
        ]
        codes = SQL(
            "to_tsvector('simple'::regconfig, coalesce(search_texts->>'k', ''))"
        )
        parts.append(SQL("setweight(%s, 'A')", codes))
        self._try_statement(
            SQL(
                "ALTER TABLE caetic_profile ADD COLUMN IF NOT EXISTS search_document "
                "tsvector GENERATED ALWAYS AS (%s) STORED",
                SQL(" || ").join(parts),
            )
        )

    @api.model
    def _make_search_index(self, name, method):
        self._try_statement(
            SQL(
                "CREATE INDEX IF NOT EXISTS %s ON caetic_profile USING %s",
                SQL.identifier(name),
                method,
            )
        )

    @api.model
    def _has_extension(self, name):
        """Tell whether an extension is there, made now where that is allowed."""
        available = self.env.execute_query(
            SQL("SELECT 1 FROM pg_available_extensions WHERE name = %s", name)
        )
        return bool(available) and self._try_statement(
            SQL("CREATE EXTENSION IF NOT EXISTS %s", SQL.identifier(name))
        )

    @api.model
    def _try_statement(self, statement):
        """Run a statement that the database may refuse; tell whether it did not."""
        try:
            with self.env.cr.savepoint(flush=False):
                self.env.cr.execute(statement, log_exceptions=False)
        except psycopg2.Error as error:
            _logger.info("Search without %s: %s", statement.code[:60], error)
            return False
        return True

    @api.model
    @tools.ormcache()
    def _get_search_config(self):
        """Return the configuration of full-text search: French, else words as is."""
        known = self.env.execute_query(
            SQL("SELECT 1 FROM pg_ts_config WHERE cfgname = 'french'")
        )
        return "french" if known else "simple"

    @api.model
    def _has_trigrams(self):
        """Tell whether the database compares words: Odoo asks it once a registry."""
        return bool(self.env.registry.has_trigram)

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Imported by Odoo: many people with fifteen skills each, and searches among them."""

import time

from odoo.tools import SQL

from odoo.addons.caetic_skills.engine.criteria import Criteria

SKILLS_EACH = 15
# What people write of themselves: some words of each, in turn.
WRITTEN = """
    association artisan commune vignoble festival boulangerie musique patrimoine
    tourisme montagne marche atelier jardin cuisine tissu bois pierre lumiere
    theatre danse lecture quartier village riviere chemin maison famille enfance
    histoire
"""
WORDS = WRITTEN.split()
TOWNS = (("Limoux", "11300"), ("Carcassonne", "11000"), ("Toulouse", "31000"))
LEVELS = (25, 50, 75, 100)
PAGE = 20
BATCH = 500


def seed(env, count):
    """Make so many people, partners of the cooperative who agreed, and save them."""
    partners = _insert_partners(env, count)
    _insert_profiles(env, partners)
    _insert_trades(env)
    _insert_skills(env)
    profiles = env["caetic.profile"].search([])
    env.cr.commit()
    for start in range(0, len(profiles), BATCH):
        batch = profiles[start : start + BATCH]
        batch._refresh_search()
        env.flush_all()
        env.invalidate_all()
    env.cr.commit()
    # What PostgreSQL does by itself within minutes of so many new rows.
    env.cr.execute("ANALYZE")
    env.cr.commit()
    lines = env["caetic.profile.skill"].search_count([])
    assert lines == SKILLS_EACH * len(profiles), (lines, len(profiles))
    return len(profiles)


def _insert_partners(env, count):
    rows = env.execute_query(
        SQL(
            """
            INSERT INTO res_partner (name, complete_name, active, type, autopost_bills)
            SELECT n, n, TRUE, 'contact', 'ask'
              FROM (SELECT 'Personne' || k || ' Nom' || k %% 997 AS n
                      FROM generate_series(1, %s) k) names
            RETURNING id
            """,
            count,
        )
    )
    return [row[0] for row in rows]


def _insert_profiles(env, partners):
    towns, codes = zip(*TOWNS, strict=True)
    env.execute_query(
        SQL(
            """
            INSERT INTO caetic_profile (
                   partner_id, name, company_id, active, is_listed, agreed_on, headline,
                   presentation, town, zip, work_mode, available_from, days_per_month)
            SELECT p.id, p.name, %s, TRUE, TRUE, CURRENT_DATE,
                   w[1 + k %% %s] || ' et ' || w[1 + k * 7 %% %s],
                   (SELECT string_agg(w[1 + (k * 3 + i * 5) %% %s], ' ')
                      FROM generate_series(1, 40) i),
                   (%s)[1 + k %% 3], (%s)[1 + k %% 3], 'both',
                   CURRENT_DATE + k %% 120, k %% 20
              FROM (SELECT id, name, (row_number() OVER (ORDER BY id))::int AS k
                      FROM res_partner WHERE id = ANY(%s)) p,
                   (SELECT %s::text[] AS w) words
            RETURNING 1
            """,
            env.company.id,
            len(WORDS),
            len(WORDS),
            len(WORDS),
            list(towns),
            list(codes),
            partners,
            list(WORDS),
        )
    )


def _insert_trades(env):
    relation = env["caetic.profile"]._fields["trade_ids"]
    env.execute_query(
        SQL(
            """
            INSERT INTO %s (%s, %s)
            SELECT p.id, (SELECT array_agg(id ORDER BY id) FROM caetic_trade)
                         [1 + p.id %% (SELECT count(*) FROM caetic_trade)]
              FROM caetic_profile p
            RETURNING 1
            """,
            SQL.identifier(relation.relation),
            SQL.identifier(relation.column1),
            SQL.identifier(relation.column2),
        )
    )


def _insert_skills(env):
    """Fifteen different skills each, at levels in turn."""
    env.execute_query(
        SQL(
            """
            INSERT INTO caetic_profile_skill (
                   profile_id, skill_id, skill_type_id, skill_level_id, level_progress,
                   valid_from, confirmation_count)
            SELECT p.id, s.id, s.skill_type_id, l.id, l.level_progress,
                   CURRENT_DATE - 100, 0
              FROM caetic_profile p
              CROSS JOIN generate_series(0, %s) i
              JOIN (SELECT s.id, s.skill_type_id,
                           row_number() OVER (ORDER BY s.id) - 1 AS rank,
                           count(*) OVER () AS total
                      FROM hr_skill s
                     WHERE EXISTS (SELECT FROM caetic_trade_skill_rel rel
                                    WHERE rel.skill_id = s.id)) s
                ON s.rank = (p.id * 31 + i * 7) %% s.total
              JOIN hr_skill_level l ON l.skill_type_id = s.skill_type_id
               AND l.level_progress = (%s)[1 + (p.id + i) %% 4]
            RETURNING 1
            """,
            SKILLS_EACH - 1,
            list(LEVELS),
        )
    )


def pick(env):
    """Return a skill of one word that most people have besides WordPress."""
    rows = env.execute_query(
        SQL(
            """
            SELECT LOWER(s.name->>'en_US'), COUNT(*)
              FROM caetic_profile_skill a
              JOIN caetic_profile_skill b
                ON b.profile_id = a.profile_id AND b.skill_id != a.skill_id
              JOIN hr_skill s ON s.id = b.skill_id
             WHERE a.skill_id = %s AND s.name->>'en_US' ~ '^[A-Za-z]{4,}$'
             GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 1
            """,
            env.ref("caetic_skills.skill_wordpress").id,
        )
    )
    return rows[0][0]


def compare(env, searches, rounds, warm_up):
    """Search in turn by our search and by one full-text query of PostgreSQL.

    :param searches: ``[(name, text, words of the query)]``; both look for the same
    :returns: ``{name: {"ours" or "plain": {"seconds": [...], "queries", "found"}}}``
    """
    profiles = env["caetic.profile"]
    told = {}
    for name, text, query in searches:
        ways = {
            "ours": lambda text=text: _search(profiles, text),
            "plain": lambda query=query: _query(env, query),
        }
        told[name] = {way: {"seconds": []} for way in ways}
        for turn in range(warm_up + rounds):
            for way, run in ways.items():
                env.invalidate_all()
                before, begun = env.cr.sql_log_count, time.perf_counter()
                found = run()
                spent = time.perf_counter() - begun
                one = told[name][way]
                one["queries"] = env.cr.sql_log_count - before
                one["found"] = found
                if turn >= warm_up:
                    one["seconds"].append(spent)
    return told


def _search(profiles, text):
    """The search as the page asks it: people, their order, the cards of one page."""
    found = profiles._find_people(Criteria(text=text), profiles.env.company)
    profiles._get_found_rows(found.ranked[:PAGE], found.reading, found.people)
    return found.total


def _query(env, query):
    """What a page of results costs at least: an indexed query, ranked, counted."""
    env.cr.execute(
        SQL(
            """
            SELECT id, name, headline, town,
                   ts_rank(search_document, q) AS rank, count(*) OVER ()
              FROM caetic_profile, to_tsquery('french', %s) q
             WHERE active AND is_listed AND company_id = %s AND search_document @@ q
             ORDER BY rank DESC, name, id LIMIT %s
            """,
            query,
            env.company.id,
            PAGE,
        )
    )
    rows = env.cr.fetchall()
    return rows[0][-1] if rows else 0


def explain(env, query):
    """Return the plan of the query: is its index used?"""
    env.cr.execute(
        SQL(
            "EXPLAIN SELECT id FROM caetic_profile "
            "WHERE search_document @@ to_tsquery('french', %s)",
            query,
        )
    )
    return [row[0] for row in env.cr.fetchall()]

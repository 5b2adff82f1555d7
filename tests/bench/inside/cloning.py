# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Imported by Odoo: multiplies rows that Odoo wrote, by INSERT ... SELECT.

A copy is what Odoo would have stored: a reference to a copied row points at that row's
own copy, any other stays, and documents take the next numbers of their series.
"""

from contextlib import contextmanager

# Columns that are no reference and differ in a copy: row ``r``, copy number ``k``.
NUMBER = "COALESCE(n.last + (k - 1) * n.step + n.rank, r.sequence_number)"
# A series that has used up its digits takes one more.
NAME = (
    "CASE WHEN n.old IS NULL THEN r.name ELSE r.sequence_prefix "
    f"|| LPAD(({NUMBER})::text, GREATEST(LENGTH(({NUMBER})::text), "
    "LENGTH(r.name) - LENGTH(r.sequence_prefix)), '0') END"
)
NUMBER_OF_MOVE = "(SELECT name FROM account_move WHERE id = {move_id})"
VALUES = {
    "account.move": {
        "sequence_number": NUMBER,
        "name": NAME,
        "payment_reference": f"REPLACE(r.payment_reference, r.name, {NAME})",
    },
    "account.move.line": {
        "move_name": NUMBER_OF_MOVE,
        "name": f"REPLACE(r.name, r.move_name, {NUMBER_OF_MOVE})",
        "matching_number": """
            COALESCE({full_reconcile_id}::text, 'P' || (
                SELECT {account_partial_reconcile}
                  FROM copied_account_partial_reconcile c
                 WHERE 'P' || c.old = r.matching_number), r.matching_number)""",
        "analytic_distribution": """(
                SELECT JSONB_OBJECT_AGG(
                           COALESCE(({account_analytic_account})::text, key), value)
                  FROM JSONB_EACH(r.analytic_distribution)
             LEFT JOIN copied_account_analytic_account c ON c.old::text = key)""",
    },
    "account.payment": {"name": NUMBER_OF_MOVE},
    "account.analytic.account": {"code": "r.code || '-' || k"},
    "caetic.activity": {"name": "r.name || ' ' || k", "code": "r.code || '-' || k"},
    "caetic.transfer": {"sequence_number": NUMBER, "name": NAME},
    "caetic.member": {"name": "r.name || ' ' || k"},
    "caetic.pay.request": {
        "name": "(SELECT name FROM caetic_member WHERE id = {member_id}) || ' ' || "
        "TO_CHAR(r.month, 'MM/YYYY')"
    },
    "hr.employee": {"name": "r.name || ' ' || k"},
    "resource.resource": {"name": "r.name || ' ' || k"},
    "res.users": {"login": "r.login || '-' || k"},
    "res.partner": {
        "name": "r.name || ' ' || k",
        "complete_name": "r.complete_name || ' ' || k",
    },
}
# Documents of one series each: of a journal, of the company.
SERIES = {"account.move": "journal_id", "caetic.transfer": "company_id"}
# Copied together, parents before those that repeat their names.
MODELS = (
    "res.partner",
    "res.users",
    "resource.resource",
    "hr.employee",
    "hr.version",
    "caetic.member",
    "caetic.contract",
    "caetic.member.step",
    "caetic.member.situation",
    "caetic.member.document",
    "caetic.interview",
    "caetic.committee.review",
    "account.analytic.account",
    "caetic.activity",
    "caetic.activity.member",
    "caetic.pay.request",
    "caetic.closing.line",
    "account.move",
    "account.move.line",
    "account.payment",
    "account.full.reconcile",
    "account.partial.reconcile",
    "account.analytic.line",
    "caetic.transfer",
    "caetic.sale.share",
)


class Cloner:
    """Copies a pattern of rows.

    :param pattern: ``{model: ids}``; models that are left out are not copied
    :param count: how many copies
    """

    def __init__(self, env, pattern, count):
        self.env = env
        self.cr = env.cr
        self.count = count
        self.pattern = {model: sorted(pattern.get(model, ())) for model in MODELS}
        self.last = {}

    def run(self):
        self.env.flush_all()
        for model in MODELS:
            self._number(model)
        for model in SERIES:
            self._number_documents(model)
        models = [model for model in MODELS if self.pattern[model]]
        relations = self._relations(models)
        tables = [self.env[model]._table for model in models]
        with self._without_references([*tables, *(one[0] for one in relations)]):
            for model in models:
                self._copy(model)
            for relation in relations:
                self._copy_relation(*relation)
        # Saved at once: until then Odoo goes on with the last number that it gave.
        self.cr.commit()
        self.env.invalidate_all()

    def _number(self, model):
        """Rank the rows of the pattern: a copy's identifier follows from it."""
        table = self.env[model]._table
        self.cr.execute(f"DROP TABLE IF EXISTS copied_{table}")
        self.cr.execute(
            f"CREATE TEMP TABLE copied_{table} AS "
            "SELECT old, rank FROM UNNEST(%s::int[]) WITH ORDINALITY AS t(old, rank)",
            [self.pattern[model]],
        )
        self.cr.execute(f"CREATE INDEX ON copied_{table} (old)")
        self.cr.execute(f"SELECT COALESCE(MAX(id), 0) FROM {table}")
        self.last[table] = self.cr.fetchone()[0]

    def _number_documents(self, model):
        """Where the series of each numbered document goes on."""
        table, owner = self.env[model]._table, SERIES[model]
        self.cr.execute(f"DROP TABLE IF EXISTS number_{table}")
        self.cr.execute(
            f"""
            CREATE TEMP TABLE number_{table} AS
            SELECT id AS old, last, COUNT(*) OVER series AS step,
                   ROW_NUMBER() OVER (PARTITION BY {owner}, sequence_prefix
                                      ORDER BY sequence_number) AS rank
              FROM {table}
              JOIN (SELECT {owner}, sequence_prefix, MAX(sequence_number) AS last
                      FROM {table} GROUP BY 1, 2) top
             USING ({owner}, sequence_prefix)
             WHERE id = ANY(%s) AND sequence_number > 0
            WINDOW series AS (PARTITION BY {owner}, sequence_prefix)
            """,
            [self.pattern[model]],
        )

    # -- rows -------------------------------------------------------------------------

    def _copy(self, model):
        table = self.env[model]._table
        references = self._references(model)
        columns = {name: f"r.{name}" for name in self._columns(table)}
        columns |= {name: new for name, (new, _join) in references.items()}
        columns |= self._values(model, columns)
        columns["id"] = self._new_id(table, "self")
        joins = [join for _new, join in references.values()]
        if model in SERIES:
            joins.append(f"LEFT JOIN number_{table} n ON n.old = r.id")
        self.cr.execute(
            f"INSERT INTO {table} ({', '.join(columns)}) "
            f"SELECT {', '.join(columns.values())} FROM {table} r "
            f"JOIN copied_{table} self ON self.old = r.id {' '.join(joins)} "
            f"CROSS JOIN GENERATE_SERIES(1, {self.count}) k ORDER BY k, self.rank"
        )
        self.cr.execute(
            f"SELECT SETVAL('{table}_id_seq', (SELECT MAX(id) FROM {table}))"
        )

    def _columns(self, table):
        self.cr.execute(
            "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass "
            "AND attnum > 0 AND NOT attisdropped ORDER BY attnum",
            [table],
        )
        return [row[0] for row in self.cr.fetchall()]

    def _values(self, model, columns):
        own = {
            self.env[name]._table: self._new_id(self.env[name]._table, "c")
            for name in MODELS
        }
        return {
            name: value.format_map({**own, **columns}) if "{" in value else value
            for name, value in VALUES.get(model, {}).items()
        }

    def _new_id(self, table, alias):
        size = len(self.pattern[self._model_of(table)])
        return f"{self.last[table]} + (k - 1) * {size} + {alias}.rank"

    def _model_of(self, table):
        return next(name for name in MODELS if self.env[name]._table == table)

    def _references(self, model):
        """``{column: (its value in a copy, the join that tells it)}``"""
        fields = self.env[model]._fields.values()
        return {
            field.name: self._reference(field.name, self.env[field.comodel_name]._table)
            for field in fields
            if field.type == "many2one" and field.store and field.column_type
            if self.pattern.get(field.comodel_name)
        }

    def _reference(self, column, table):
        new = f"COALESCE({self._new_id(table, f'to_{column}')}, r.{column})"
        join = f"LEFT JOIN copied_{table} to_{column} ON to_{column}.old = r.{column}"
        return new, join

    # -- relations of many to many ----------------------------------------------------

    def _relations(self, models):
        """``[(table, ((column, table it refers to, or None), ...))]``"""
        found = {}
        for model in models:
            for field in self.env[model]._fields.values():
                if field.type != "many2many" or not field.store or not field.relation:
                    continue
                if self.env[field.comodel_name]._transient:
                    continue
                sides = ((field.column1, model), (field.column2, field.comodel_name))
                found[field.relation] = sides
        return list(found.items())

    def _copy_relation(self, relation, sides):
        columns = dict.fromkeys(column for column, _model in sides)
        joins, copied = [], []
        for column, model in sides:
            columns[column] = f"r.{column}"
            if self.pattern.get(model):
                new, join = self._reference(column, self.env[model]._table)
                columns[column] = new
                joins.append(join)
                copied.append(f"to_{column}.old IS NOT NULL")
        self.cr.execute(
            f"INSERT INTO {relation} ({', '.join(columns)}) "
            f"SELECT {', '.join(columns.values())} FROM {relation} r {' '.join(joins)} "
            f"CROSS JOIN GENERATE_SERIES(1, {self.count}) k "
            f"WHERE {' OR '.join(copied)}"
        )

    # -- references -------------------------------------------------------------------

    @contextmanager
    def _without_references(self, tables):
        """Check the references of all the copies at once, at the end.

        Entries, payments and reconciliations refer to each other in circles.
        """
        self.cr.execute(
            "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) "
            "FROM pg_constraint WHERE contype = 'f' AND conrelid = ANY(%s::regclass[])",
            [tables],
        )
        constraints = self.cr.fetchall()
        for table, name, _definition in constraints:
            self.cr.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
        yield
        for table, name, definition in constraints:
            self.cr.execute(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}')

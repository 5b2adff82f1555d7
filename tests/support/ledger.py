# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A database read by SQL from outside Odoo."""

from contextlib import contextmanager

import psycopg2
from caetic_cli.postgres import Cluster


class Ledger:
    """A connection of its own, each statement in a transaction of its own.

    :param database: name of the database
    """

    def __init__(self, database):
        environment = Cluster().environment()
        self.connection = psycopg2.connect(
            host=environment["PGHOST"],
            port=environment["PGPORT"],
            user=environment["PGUSER"],
            password=environment["PGPASSWORD"],
            dbname=database,
        )
        self.connection.autocommit = True

    def __enter__(self):
        return self

    def __exit__(self, *_exception):
        self.connection.close()

    @contextmanager
    def undone(self, statement):
        """Change something for a while, seen by this connection only."""
        self.connection.autocommit = False
        try:
            with self.connection.cursor() as cursor:
                cursor.execute(statement)
                assert cursor.rowcount == 1
            yield
        finally:
            self.connection.rollback()
            self.connection.autocommit = True

    def rows(self, query, values=None):
        """Return what a query finds, as tuples."""
        with self.connection.cursor() as cursor:
            cursor.execute(query, values)
            return cursor.fetchall()

    def value(self, query, values=None):
        """Return the first column of the first row."""
        return self.rows(query, values)[0][0]

    def plan_column(self):
        """Return the column of analytic lines that names an activity's account."""
        return self.value(
            "SELECT 'x_plan' || res_id || '_id' FROM ir_model_data "
            "WHERE module = 'caetic_members' AND name = 'analytic_plan_activity'"
        )

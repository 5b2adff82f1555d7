# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What was changed in a database: the database itself notes each row."""

import psycopg2
from caetic_cli.postgres import Cluster

# Each visit leaves its own traces: when somebody logged in, from which device.
TRACES = (
    "res_users_log",
    "res_device_log",
    "mail_presence",
    "bus_bus",
    "orm_signaling",
)
NOTEBOOK = """
CREATE TABLE access_note (name text, act text, id bigint, columns text[]);
CREATE FUNCTION access_note() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    old_row jsonb := to_jsonb(OLD);
    new_row jsonb := to_jsonb(NEW);
    changed text[] := ARRAY(
        SELECT key FROM jsonb_each(new_row) WHERE value IS DISTINCT FROM old_row->key
        AND key NOT IN ('write_date', 'write_uid')
    );
BEGIN
    IF TG_OP != 'UPDATE' OR changed != '{}' THEN
        INSERT INTO access_note VALUES (TG_TABLE_NAME, lower(TG_OP),
            (COALESCE(new_row, old_row)->>'id')::bigint, changed);
    END IF;
    RETURN NULL;
END $$;
"""
TABLES = """
SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'
AND table_type = 'BASE TABLE' AND table_name != 'access_note'
"""


def connect(database):
    """A connection beside the server; each statement is committed."""
    cluster = Cluster()
    connection = psycopg2.connect(
        host=cluster.host,
        port=cluster.port,
        user=cluster.user,
        password=cluster.password or None,
        dbname=database,
    )
    connection.autocommit = True
    return connection.cursor()


class Changes:
    """A notebook of every row that is inserted, updated or deleted.

    :param database: its name
    """

    def __init__(self, database):
        self.cursor = connect(database)
        self.cursor.execute(NOTEBOOK)
        for name in [row[0] for row in self.query(TABLES)]:
            if not name.startswith(TRACES):
                self.cursor.execute(
                    f"CREATE TRIGGER access_note AFTER INSERT OR UPDATE OR DELETE ON "
                    f'"{name}" FOR EACH ROW EXECUTE FUNCTION access_note()'
                )

    def query(self, statement, *values):
        self.cursor.execute(statement, values)
        return self.cursor.fetchall()

    def take(self):
        """Return ``(table, act, identifier, columns)`` of what changed meanwhile."""
        return self.query("DELETE FROM access_note RETURNING name, act, id, columns")

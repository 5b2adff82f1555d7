# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What a server wrote in its log."""

import re

RECORD = re.compile(r"^(?=\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d+ )", re.M)
LEVEL = re.compile(r"^\S+ \S+ \d+ (\w+) ")
# PostgreSQL refuses one of two writers and Odoo plays the request again; only when all
# its attempts fail does another record say so.
RETRIED = re.compile(r"odoo\.sql_db: bad query: .*could not serialize access", re.S)

# A client that opened a connection and asked nothing by it; Odoo's own tests leave
# this out too (service/server.py). A request that is lost fails at its client.
IDLE = re.compile(r"werkzeug: .*Request timed out: TimeoutError")


def records(path, *levels):
    """Return the records of some levels, each with the lines that follow it."""
    text = path.read_text(encoding="utf-8", errors="replace")
    found = []
    for record in RECORD.split(text):
        level = LEVEL.match(record)
        if level and level[1] in levels:
            found.append(record.rstrip())
    return found


def errors(path):
    """Return what no server should write: errors and unhandled exceptions."""
    found = records(path, "ERROR", "CRITICAL")
    return [
        record
        for record in found
        if not RETRIED.search(record) and not IDLE.search(record)
    ]

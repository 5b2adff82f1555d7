# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Python run inside Odoo, on a database of the tests."""

import json

from caetic_cli import databases, paths

PREAMBLE = """
import json
def answer(value):
    print("ANSWER " + json.dumps(value, default=str))
"""


def script(database, source, extra=()):
    """Run Python in Odoo's shell and return what it gives to ``answer(...)``.

    ``env`` is the superuser's; nothing is kept without ``env.cr.commit()``.

    :param extra: further options of Odoo
    """
    # The shell runs standard input as one block: an error ends it with a code.
    log = f"script-{database}"
    databases.odoo(
        ["shell", "-d", database, "--no-http", "--log-level=warn"],
        log=log,
        stdin=PREAMBLE + source,
        extra=extra,
    )
    text = (paths.LOGS / f"{log}.log").read_text(encoding="utf-8", errors="replace")
    if "Traceback (most recent call last)" in text:
        raise AssertionError(text)
    found = [line for line in text.splitlines() if line.startswith("ANSWER ")]
    return json.loads(found[-1].removeprefix("ANSWER ")) if found else None


def api_key(database, login):
    """Make a key of the external interface for a user."""
    return script(
        database,
        f"""
user = env["res.users"].search([("login", "=", {login!r})])
keys = env["res.users.apikeys"].with_user(user).sudo()
answer(keys._generate("rpc", "tests", None))
env.cr.commit()
""",
    )

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Python run inside Odoo, on a database of the tests."""

import contextlib
import json
from multiprocessing.connection import Client, Listener
from pathlib import Path
from threading import Thread

from caetic_cli import databases, paths

# Addons that the processes of the tests load beside ours.
ADDONS = Path(__file__).with_name("addons")
PREAMBLE = """
import json
def answer(value):
    print("ANSWER " + json.dumps(value, default=str))
"""


def options(*folders):
    """Return Odoo's options of the tests: what ``addons/caetic_tests`` spares them.

    :param folders: where further addons are
    """
    places = ",".join(map(str, (paths.ADDONS, ADDONS, *folders)))
    return [f"--addons-path={places}", "--load=base,rpc,web,caetic_tests"]


def script(database, source, folders=()):
    """Run Python in Odoo's shell and return what it gives to ``answer(...)``.

    ``env`` is the superuser's; nothing is kept without ``env.cr.commit()``.

    :param folders: where further addons are
    """
    # The shell runs standard input as one block: an error ends it with a code.
    log = f"script-{database}"
    databases.odoo(
        ["shell", "-d", database, "--no-http", "--log-level=warn"],
        log=log,
        stdin=PREAMBLE + source,
        extra=options(*folders),
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


# Run by the shell: a call at a time, until nobody asks any more.
ANSWERING = """
import importlib, json, sys, traceback
from multiprocessing.connection import Client
from odoo import api
sys.path.insert(0, folder)
door = Client(address, authkey=key)
while True:
    try:
        module, function, arguments = door.recv()
    except EOFError:
        break
    env.registry.clear_all_caches()
    cr = env.registry.cursor()
    try:
        own = api.Environment(cr, env.uid, env.context)
        found = getattr(importlib.import_module(module), function)(own, *arguments)
        door.send((True, json.dumps(found, default=str)))
    except Exception:
        door.send((False, traceback.format_exc()))
    finally:
        cr.close()
"""


class Shell:
    """Odoo's shell, open: it takes longer to start than to answer most questions.

    Each call has a transaction of its own and finds the caches empty, as the first one
    of a process does; nothing is kept of what it does unless it commits.

    :param folder: where the modules are that are called
    """

    def __init__(self, database, folder):
        self.listener = Listener(("127.0.0.1", 0), authkey=database.encode())
        self.log = f"shell-{database}"
        given = {
            "folder": str(folder),
            "address": self.listener.address,
            "key": database.encode(),
        }
        self.thread = Thread(target=self._run, args=(database, given), daemon=True)
        self.thread.start()
        self.door = self.listener.accept()

    def _run(self, database, given):
        names = "\n".join(f"{name} = {value!r}" for name, value in given.items())
        databases.odoo(
            ["shell", "-d", database, "--no-http", "--log-level=warn"],
            log=self.log,
            stdin=f"{names}\n{ANSWERING}",
            extra=options(),
            check=False,
        )
        # One that died before it called is not waited for.
        with contextlib.suppress(OSError, EOFError):
            Client(given["address"], authkey=given["key"]).close()

    def call(self, function, *arguments):
        """Call ``module.function`` with the environment of the superuser first.

        :raises AssertionError: with what went wrong inside
        """
        try:
            self.door.send((*function.split("."), arguments))
            good, told = self.door.recv()
        except (EOFError, OSError) as error:
            log = paths.LOGS / f"{self.log}.log"
            raise AssertionError(log.read_text(errors="replace")) from error
        assert good, told
        return json.loads(told)

    def close(self):
        self.door.close()
        self.listener.close()
        self.thread.join(30)


class Shells:
    """A shell for each database that is asked, until it is left.

    ``shells(database, "module.function", *arguments)`` gives what it returns.

    :param folder: where the modules are that are called
    """

    def __init__(self, folder):
        self.folder = folder
        self.opened = {}

    def __call__(self, database, function, *arguments):
        if database not in self.opened:
            self.opened[database] = Shell(database, self.folder)
        return self.opened[database].call(function, *arguments)

    def leave(self, database):
        """Close the shell of a database: one in use cannot be copied."""
        self.opened.pop(database).close()

    def leave_all(self):
        for database in list(self.opened):
            self.leave(database)

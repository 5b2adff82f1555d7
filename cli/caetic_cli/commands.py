# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What the verbs do, but for the tests."""

import csv
import json
import os
import signal
import subprocess
import time
from itertools import chain
from pathlib import Path

from . import databases, paths
from . import setup as setup_module
from .console import MISSING, USAGE, CaeticError, step, tell
from .messages import say
from .postgres import Cluster
from .server import Server, answers, is_free

DEMO = "caetic_demo"
RUNNING = paths.STATE / "server.json"


def prepare(options):
    """./caetic setup"""
    if options.download:
        return setup_module.download(options.download)
    return setup_module.setup(quiet=False)


def serve(options):
    """./caetic run"""
    start = time.monotonic()
    running = _running()
    if running:
        return _announce(running["url"], start)
    if not is_free(options.port):
        raise CaeticError(
            say(
                "Another program uses port {port}: choose one with --port.",
                port=options.port,
            ),
            USAGE,
        )
    setup_module.setup()
    _prepare_demo()
    server = _start_server(options)
    _announce(server.url, start)
    return _stay(server) if options.foreground else 0


def _start_server(options):
    server = Server(
        DEMO,
        port=options.port,
        workers=options.workers,
        listen=options.listen,
        crons=1,
    )
    with step(say("Server")):
        server.start()
    known = {
        "pid": server.process.pid,
        "url": server.url,
        "log": str(server.log),
        "database": DEMO,
    }
    RUNNING.write_text(json.dumps(known))
    return server


def _prepare_demo():
    """Make the demonstration's database; say so when the addons are newer."""
    Cluster().start()
    sources = paths.digest(*map(paths.tree_digest, sorted(paths.ADDONS.glob("*/"))))
    made_of = paths.STATE / "demo-sources"
    if not databases.exists(DEMO):
        databases.create(DEMO, "demo")
        made_of.write_text(sources)
    elif made_of.is_file() and made_of.read_text() != sources:
        tell(say("The addons have changed since: ./caetic db reset makes it anew."))


def _stay(server):
    try:
        return server.process.wait()
    except KeyboardInterrupt:
        server.stop()
        RUNNING.unlink(missing_ok=True)
        return 0


def _known():
    """Return what was written of the demonstration's server, if anything."""
    return json.loads(RUNNING.read_text()) if RUNNING.is_file() else None


def _running():
    """Return what is known of the demonstration's server if it answers."""
    known = _known()
    alive = known and _is_ours(known["pid"]) and answers(known["url"])
    return known if alive else None


def _announce(url, start):
    tell()
    tell(say("CAETIC is served at {url}", url=url))
    tell(say("This took {seconds:.0f} s.", seconds=time.monotonic() - start))
    tell(say("Stop it with: ./caetic stop"))
    rows = logins()
    if rows:
        tell(f"\n{say('Demo logins')}")
        tell(table([["role", "name", "login", "password", "page"], *rows]))
    return 0


def logins():
    """Return the demonstration's logins: role, name, login, password, page."""
    rows = []
    files = [paths.ADDONS.glob(f"*/{name}/logins.csv") for name in ("demo", "data")]
    for path in sorted(chain(*files)):
        with path.open(encoding="utf-8", newline="") as file:
            rows += list(csv.reader(file))[1:]
    return rows


def table(rows):
    """Lay rows out in columns; the first one is the heading."""
    rows = [[say(cell) for cell in rows[0]], *rows[1:]]
    widths = [max(len(str(row[i])) for row in rows) for i in range(len(rows[0]))]
    lines = [
        "  ".join(f"{cell!s:<{width}}" for cell, width in zip(row, widths, strict=True))
        for row in rows
    ]
    lines.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join(f"  {line.rstrip()}" for line in lines)


def stop(_options):
    """./caetic stop"""
    stopped = _stop_server()
    if paths.PYTHON.exists():
        Cluster().stop()
    tell(say("The server is stopped.") if stopped else say("No server is running."))


def _stop_server():
    """Stop the demonstration's server; tell whether there was one."""
    known = _known()
    RUNNING.unlink(missing_ok=True)
    return bool(known and _is_ours(known["pid"]) and _end(known["pid"]))


def _is_ours(pid):
    """Tell whether a process is Odoo's: the number may be another's by now."""
    try:
        return b"odoo" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


def _end(pid):
    """End a process that this command started; tell whether it was alive."""
    try:
        os.killpg(pid, signal.SIGTERM)
        for _attempt in range(100):
            os.killpg(pid, 0)
            time.sleep(0.1)
        os.killpg(pid, signal.SIGKILL)
    except ProcessLookupError:
        return True
    return True


def status(_options):
    """./caetic status"""
    running = _running()
    version = paths.STATE / "odoo-version"
    cluster = paths.PYTHON.exists() and Cluster().is_running()
    state = {True: say("running"), False: say("stopped")}
    tell(f"Odoo        {version.read_text() if version.is_file() else '-'}")
    tell(f"PostgreSQL  {state[bool(cluster)]}")
    tell(f"CAETIC      {running['url'] if running else say('stopped')}")
    return 0 if running else MISSING


def shell(options):
    """./caetic shell"""
    setup_module.setup()
    cluster = Cluster().start()
    command = [paths.PYTHON, *databases.program_of_odoo(), "shell"]
    command += ["-d", options.database, "--no-http"]
    return subprocess.call(  # noqa: S603 - Odoo's own shell
        [*map(str, command), *databases.common_options(cluster)],
        env={**os.environ, **databases.odoo_environment(cluster)},
    )


def database(options):
    """./caetic db"""
    setup_module.setup()
    Cluster().start()
    return {"list": _list, "reset": _reset, "backup": _backup, "restore": _restore}[
        options.action
    ](options)


def _list(_options):
    for name in databases.names():
        tell(name)


def _reset(options):
    _free(options.name)
    if options.name == DEMO:
        databases.drop(DEMO)
        _prepare_demo()
    else:
        databases.create(databases.checked(options.name), "demo")


def _backup(options):
    moment = time.strftime("%Y%m%d-%H%M%S")
    target = options.file or f"{options.name}-{moment}.tar.gz"
    databases.backup(options.name, target)
    tell(say("Backup written: {name}", name=target))


def _restore(options):
    if not options.file:
        raise CaeticError(say("Name the file: ./caetic db restore FILE"), USAGE)
    _free(options.name)
    databases.restore(options.file, options.name)
    tell(say("Database restored: {name}", name=options.name))


def _free(name):
    """Stop the server that serves a database which is about to be replaced."""
    known = _known()
    if known and known.get("database") == name and _stop_server():
        tell(say("The server is stopped."))


def logs(options):
    """./caetic logs"""
    known = _known()
    if not known or not Path(known["log"]).is_file():
        raise CaeticError(say("No server is running."), MISSING)
    command = ["tail", "-n", "200", *(["-f"] if options.follow else []), known["log"]]
    return subprocess.call(command)  # noqa: S603 - the name of a log of ours

#!/usr/bin/env python3
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What the image runs: configuration from the environment, database, server.

``serve`` (default) makes or updates the database, then becomes Odoo; ``configure``
only writes the configuration; ``health`` tells whether the server answers.
"""

import os
import secrets
import subprocess
import sys
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "cli"))

from caetic_cli import databases, paths  # noqa: E402 - needs the path above

# Run by Odoo's shell at each start; the address is frozen, or the first
# administrator who logs in by another name would change the links of every e-mail.
# Printing fetches its styles inside the container, not through the proxy.
ADDRESS = """
import os
settings = env["ir.config_parameter"].sudo()
settings.set_param("web.base.url", os.environ["CAETIC_URL"])
settings.set_param("web.base.url.freeze", "True")
settings.set_param("report.url", os.environ["CAETIC_REPORT_URL"])
queued = os.environ["CAETIC_QUEUE_JOBS"] != "0"
settings.set_param("caetic_members_queue.enabled", "True" if queued else False)
env.cr.commit()
"""
ADMINISTRATOR = """
import os
env.ref("base.user_admin").password = os.environ["CAETIC_ADMIN_PASSWORD"]
env.cr.commit()
"""


def value(name, default=None):
    """Return a setting: the variable, or the file that ``NAME_FILE`` names."""
    file = os.environ.get(f"{name}_FILE")
    if file and not Path(file).is_file():
        sys.exit(f"{name}_FILE names {file}, which is not a file.")
    text = Path(file).read_text("utf-8").strip() if file else os.environ.get(name)
    text = text or default
    if text is None:
        sys.exit(f"The variable {name} (or {name}_FILE) is missing: see docker/README.")
    if "\n" in text:
        sys.exit(f"The variable {name} must be one line.")
    return text


def data_folder():
    return Path(value("CAETIC_DATA", "/var/lib/caetic"))


def queue_jobs():
    """Return how many long works run beside the pages; 0: at once, in the page."""
    text = value("CAETIC_QUEUE_JOBS", "0")
    if not text.isdecimal():
        sys.exit("The variable CAETIC_QUEUE_JOBS must be a number.")
    return int(text)


def configure():
    """Write Odoo's configuration, readable by its user only; return its path."""
    database = value("CAETIC_DATABASE", "caetic")
    jobs = queue_jobs()
    options = {
        "db_host": value("PGHOST"),
        "db_port": value("PGPORT", "5432"),
        "db_user": value("PGUSER"),
        "db_password": value("PGPASSWORD"),
        # No other is served. A filter beside would ask for the list of databases at
        # each request.
        "db_name": database,
        "list_db": "False",
        "admin_passwd": secrets.token_urlsafe(32),  # nobody needs it: no list_db
        "addons_path": paths.ADDONS,
        "data_dir": data_folder(),
        "proxy_mode": "True",
        "without_demo": "True",
        "server_wide_modules": "base,rpc,web,queue_job" if jobs else "base,rpc,web",
        "http_interface": value("CAETIC_LISTEN", "0.0.0.0"),  # noqa: S104 - container
        "http_port": value("CAETIC_PORT", "8069"),
        "gevent_port": value("CAETIC_GEVENT_PORT", "8072"),
        "workers": value("CAETIC_WORKERS", "2"),
        "max_cron_threads": value("CAETIC_CRON_THREADS", "1"),
        "limit_time_real": value("CAETIC_LIMIT_TIME", "300"),
        "log_level": value("CAETIC_LOG_LEVEL", "info"),
    }
    path = data_folder() / "odoo.conf"
    path.unlink(missing_ok=True)
    path.touch(mode=0o600)
    lines = [f"{name} = {text}\n" for name, text in options.items()]
    # Slices of one close follow each other; several works share the jobs.
    queue = f"[queue_job]\nchannels = root:{jobs},root.caetic:{jobs}\n" if jobs else ""
    path.write_text("[options]\n" + "".join(lines) + queue, encoding="utf-8")
    return path


def command(configuration, *arguments):
    program = [paths.PYTHON, *databases.program_of_odoo(), *arguments]
    return [str(part) for part in [*program, "-c", configuration]]


def odoo(configuration, *arguments, script=None):
    """Run Odoo to its end; stop here when it fails."""
    done = subprocess.run(  # noqa: S603 - Odoo, no shell
        command(configuration, *arguments), input=script, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"Odoo could not prepare the database: {' '.join(arguments)}")


def shell(configuration, script):
    odoo(configuration, "shell", "--no-http", "--log-level=warn", script=script)


def prepare(configuration):
    """Make the database, or update it when the addons have changed."""
    demo = value("CAETIC_DEMO", "false").lower() in ("1", "true", "yes")
    wanted = databases.members_of("demo" if demo else "full")
    stamp = data_folder() / f"{value('CAETIC_DATABASE', 'caetic')}.addons"
    digest = paths.digest(
        *wanted, *(paths.tree_digest(paths.ADDONS / n) for n in wanted)
    )
    quiet = ["--stop-after-init", "--no-http", "--log-level=warn"]
    if not stamp.is_file():
        os.environ["CAETIC_ADMIN_PASSWORD"] = value("CAETIC_ADMIN_PASSWORD")
        odoo(configuration, *quiet, "-i", "base", "--load-language=fr_FR")
        shell(configuration, databases.FRENCH_COMPANY)
        odoo(configuration, *quiet, "-i", ",".join(wanted))
        shell(configuration, ADMINISTRATOR)
    elif stamp.read_text() != digest:
        names = ",".join(wanted)
        odoo(configuration, *quiet, "-i", names, "-u", names)
    stamp.write_text(digest)
    shell(configuration, ADDRESS)


def serve():
    os.environ["CAETIC_URL"] = value("CAETIC_URL")
    os.environ["CAETIC_QUEUE_JOBS"] = str(queue_jobs())
    port = value("CAETIC_PORT", "8069")
    os.environ["CAETIC_REPORT_URL"] = f"http://127.0.0.1:{port}"
    configuration = configure()
    prepare(configuration)
    # Odoo takes this process's place: it gets the container's signals.
    extra = ["--dev=reload"] if value("CAETIC_DEV", "false") == "true" else []
    arguments = command(configuration, *extra)
    os.execv(arguments[0], arguments)  # noqa: S606 - Odoo, no shell


def health():
    url = f"http://127.0.0.1:{value('CAETIC_PORT', '8069')}/web/health"
    with urllib.request.urlopen(url, timeout=8) as response:
        sys.exit(0 if response.status == 200 else 1)


VERBS = {"serve": serve, "configure": configure, "health": health}

if __name__ == "__main__":
    verb = sys.argv[1] if len(sys.argv) > 1 else "serve"
    if verb not in VERBS:
        os.execvp(verb, sys.argv[1:])  # noqa: S606 - what the operator asks for
    VERBS[verb]()

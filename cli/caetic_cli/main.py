# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The verbs of ./caetic."""

import argparse
import os
import sys

from . import commands, testing
from .console import FAILED, INTERRUPTED, CaeticError
from .messages import is_french, say

EPILOG = {
    "en": (
        "Exit codes: 0 done, 1 failed, 2 wrong use, 3 something is missing on this "
        "machine, 4 Debian could not be reached, 130 interrupted.\n"
        "Environment: ODOO_HOME (an Odoo 19 tree), PGHOST PGPORT PGUSER PGPASSWORD "
        "(a PostgreSQL server), CAETIC_DEBIAN_MIRROR, CAETIC_STATE."
    ),
    "fr": (
        "Codes de sortie : 0 fait, 1 échec, 2 mauvais emploi, 3 il manque quelque "
        "chose sur cette machine, 4 Debian injoignable, 130 interrompu.\n"
        "Environnement : ODOO_HOME (un arbre d'Odoo 19), PGHOST PGPORT PGUSER "
        "PGPASSWORD (un serveur PostgreSQL), CAETIC_DEBIAN_MIRROR, CAETIC_STATE."
    ),
}
HELP = {
    "setup": ("prepare all it runs on", "préparer tout ce qu'il faut"),
    "run": ("serve the demonstration", "servir la démonstration"),
    "stop": ("stop the server", "arrêter le serveur"),
    "status": ("what is there and what runs", "ce qui est là et ce qui tourne"),
    "shell": ("Odoo's Python shell on a database", "le shell Python d'Odoo"),
    "db": ("list, reset, back up, restore", "lister, refaire, sauver, restaurer"),
    "logs": ("the server's log", "le journal du serveur"),
    "test": ("prove the suite", "prouver la suite"),
    "bench": ("measure at full size", "mesurer en vraie grandeur"),
}

OPTIONS = {
    "--offline": (
        "folder made by setup --download, in place of the network",
        "dossier fait par setup --download, à la place du réseau",
    ),
    "--download": (
        "fill a folder for a machine without network",
        "remplir un dossier pour une machine sans réseau",
    ),
    "--db-host": (
        "PostgreSQL server to use (PGHOST); PGPORT, PGUSER, PGPASSWORD go with it",
        "serveur PostgreSQL à employer (PGHOST), avec PGPORT, PGUSER, PGPASSWORD",
    ),
    "--port": ("HTTP port (8069)", "port HTTP (8069)"),
    "--listen": (
        "address to listen on (127.0.0.1: this machine only)",
        "adresse d'écoute (127.0.0.1 : cette machine seulement)",
    ),
    "--foreground": ("stay until Ctrl-C", "rester jusqu'à Ctrl-C"),
    "--workers": ("number of processes (0: threads)", "nombre de processus (0 : fils)"),
    "--follow": ("go on with what comes", "continuer avec ce qui arrive"),
    "--name": ("database (caetic_demo)", "base de données (caetic_demo)"),
    "--fast": ("what a few minutes prove", "ce que prouvent quelques minutes"),
    "--full": (
        "also the deployment, more crashes, a longer load",
        "aussi le déploiement, plus de pannes, une charge plus longue",
    ),
    "file": ("archive of backup and restore", "archive de backup et restore"),
    "database": ("database (caetic_demo)", "base de données (caetic_demo)"),
    "pattern": (
        "suites (unit, quality, cli, addons, oracle, e2e, load, crash, bench, deploy), "
        "addons, or words for pytest -k",
        "suites (unit, quality, cli, addons, oracle, e2e, load, crash, bench, deploy), "
        "modules, ou mots pour pytest -k",
    ),
}


def main(arguments):
    """Run one verb and return the exit code."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # a terminal without our signs
    options = _parser().parse_args(arguments)
    if getattr(options, "offline", None):
        os.environ["CAETIC_OFFLINE"] = os.path.abspath(options.offline)
    if getattr(options, "db_host", None):
        os.environ["PGHOST"] = options.db_host
    try:
        return options.function(options) or 0
    except CaeticError as error:
        sys.stderr.write(f"\n{error}\n")
        return error.code
    except KeyboardInterrupt:
        message = say("Interrupted: run the same command again, it resumes.")
        sys.stderr.write(f"\n{message}\n")
        return INTERRUPTED
    except BrokenPipeError:
        return FAILED
    except OSError as error:  # no disk left, no right to write
        sys.stderr.write(f"\n{error.strerror}: {error.filename or ''}\n")
        return FAILED


def _parser():
    parser = argparse.ArgumentParser(
        prog="caetic",
        description="CAETIC",
        epilog=EPILOG["fr" if is_french() else "en"],
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    verbs = parser.add_subparsers(metavar="VERB", required=True)
    _add_setup(verbs)
    _add_run(verbs)
    _verb(verbs, "stop", commands.stop)
    _verb(verbs, "status", commands.status)
    shell = _verb(verbs, "shell", commands.shell)
    _option(shell, "database", nargs="?", default=commands.DEMO)
    logs = _verb(verbs, "logs", commands.logs)
    text = OPTIONS["--follow"][is_french()]
    logs.add_argument("-f", "--follow", action="store_true", help=text)
    _add_db(verbs)
    _add_test(verbs)
    bench = _verb(verbs, "bench", testing.bench)
    _option(bench, "--db-host", metavar="HOST")
    return parser


def _verb(verbs, name, function):
    text = HELP[name][is_french()]
    parser = verbs.add_parser(name, help=text, description=text)
    parser.set_defaults(function=function)
    return parser


def _add_setup(verbs):
    parser = _verb(verbs, "setup", commands.prepare)
    _option(parser, "--offline", metavar="DIR")
    _option(parser, "--download", metavar="DIR")
    _option(parser, "--db-host", metavar="HOST")


def _option(parser, name, **values):
    parser.add_argument(name, help=OPTIONS[name][is_french()], **values)


def _add_run(verbs):
    parser = _verb(verbs, "run", commands.serve)
    _option(parser, "--port", type=int, default=8069)
    _option(parser, "--listen", metavar="ADDRESS", default="127.0.0.1")
    _option(parser, "--foreground", action="store_true")
    _option(parser, "--workers", type=int, default=0)
    _option(parser, "--offline", metavar="DIR")
    _option(parser, "--db-host", metavar="HOST")


def _add_db(verbs):
    parser = _verb(verbs, "db", commands.database)
    parser.add_argument("action", choices=["list", "reset", "backup", "restore"])
    _option(parser, "file", nargs="?", metavar="FILE")
    _option(parser, "--name", default=commands.DEMO)
    _option(parser, "--db-host", metavar="HOST")


def _add_test(verbs):
    parser = _verb(verbs, "test", testing.test)
    size = parser.add_mutually_exclusive_group()
    _option(size, "--fast", action="store_true")
    _option(size, "--full", action="store_true")
    _option(parser, "pattern", nargs="*", metavar="PATTERN")
    _option(parser, "--offline", metavar="DIR")
    _option(parser, "--db-host", metavar="HOST")

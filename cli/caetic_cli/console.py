# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Steps with their progress, processes with their log, errors that help."""

import contextlib
import fcntl
import os
import subprocess
import sys
import threading
import time

from . import paths
from .messages import say

# Exit codes, also in --help.
FAILED = 1
USAGE = 2
MISSING = 3
UNREACHABLE = 4
INTERRUPTED = 130


class CaeticError(Exception):
    """A refusal with a sentence for the user and an exit code."""

    def __init__(self, message, code=FAILED):
        super().__init__(message)
        self.code = code


def tell(text=""):
    """Write a line at once, whatever the output is."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


@contextlib.contextmanager
def step(title):
    """Show a long step: its name, the time that passes, its end."""
    start = time.monotonic()
    stop = threading.Event()
    tell(f"• {title} …")
    ticker = threading.Thread(target=_tick, args=(title, start, stop), daemon=True)
    ticker.start()
    try:
        yield
    except BaseException:
        stop.set()
        tell(f"  ✗ {say('failed after {seconds:.0f} s', seconds=_since(start))}")
        raise
    stop.set()
    tell(f"  ✓ {say('done in {seconds:.0f} s', seconds=_since(start))}")


@contextlib.contextmanager
def locked(name):
    """Let one process at a time do a thing under this ``.caetic/``."""
    paths.STATE.mkdir(parents=True, exist_ok=True)
    with (paths.STATE / f"{name}.lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            tell(f"  … {say('waiting for another ./caetic')}")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _tick(title, start, stop):
    while not stop.wait(15):
        tell(f"  … {title} ({_since(start):.0f} s)")


def _since(start):
    return time.monotonic() - start


def run(command, *, log, env=None, cwd=None, stdin=None, check=True):
    """Run a command with its output in a log; show the log's end when it fails.

    :param log: name of the log under ``.caetic/logs``
    :param stdin: text given to the command
    :returns: the exit code
    :raises CaeticError: when it fails and ``check`` is set
    """
    paths.LOGS.mkdir(parents=True, exist_ok=True)
    path = paths.LOGS / f"{log}.log"
    with path.open("w", encoding="utf-8", errors="replace") as output:
        code = subprocess.run(  # noqa: S603 - commands of this package, no shell
            [str(part) for part in command],
            stdout=output,
            stderr=subprocess.STDOUT,
            input=stdin or "",
            env={**os.environ, **(env or {})},
            cwd=cwd,
            text=True,
            check=False,
        ).returncode
    if code and check:
        head = say("The step failed. The end of its log ({log}):", log=path)
        raise CaeticError(f"{head}\n{tail(path)}")
    return code


def output(command, **options):
    """Return what a command prints, or None when it fails or does not exist."""
    try:
        result = subprocess.run(  # noqa: S603 - commands of this package, no shell
            [str(part) for part in command],
            capture_output=True,
            text=True,
            check=False,
            **options,
        )
    except FileNotFoundError:
        return None
    return result.stdout.strip() if result.returncode == 0 else None


def tail(path, lines=25):
    """Return the last lines of a log."""
    text = path.read_text(encoding="utf-8", errors="replace")
    return "\n".join(text.splitlines()[-lines:])

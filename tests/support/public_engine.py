# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The public engine of payslips, on Node where it is present."""

import json
import os
import shutil
import subprocess
from pathlib import Path

from caetic_cli import paths

DRIVER = Path(__file__).resolve().parents[1] / "oracle" / "modele_social.mjs"
FOLDER = Path(os.environ.get("CAETIC_MODELE_SOCIAL") or paths.STATE / "node")
# The rules of 2026, those of 2025, and what runs them.
PACKAGES = (
    "modele-social@11.1.0",
    "modele-social-v1000@npm:modele-social@10.0.0",
    "publicodes@1.10.3",
)
SECONDS = 300


def is_present():
    """Tell whether Node and the packages are there."""
    names = ("modele-social", "modele-social-v1000", "publicodes")
    found = all((FOLDER / "node_modules" / name).is_dir() for name in names)
    return bool(shutil.which("node")) and found


def install():
    """Install the packages under ``.caetic`` when npm can; tell whether it worked."""
    if is_present() or not shutil.which("npm") or paths.is_offline():
        return is_present()
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / "package.json").write_text('{"private": true}\n', encoding="utf-8")
    command = ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts"]
    subprocess.run(
        [*command, "--save-exact", *PACKAGES],
        cwd=FOLDER,
        check=False,
        capture_output=True,
        timeout=SECONDS,
    )
    return is_present()


def ask(cases):
    """Return the payslips of the public engine, in order.

    :param cases: of ``tests/oracle/payslips.py``, with a ``gross``
    """
    return _answer(cases)["results"]


def bare_seconds(cases):
    """Return the seconds that cost and net of one case take, nothing else asked."""
    return _answer(cases, "bare")["seconds"] / len(cases)


def _answer(cases, *options):
    # Node looks for packages beside the script.
    shutil.copy(DRIVER, FOLDER / DRIVER.name)
    done = subprocess.run(
        ["node", DRIVER.name, *options],
        cwd=FOLDER,
        input=json.dumps(cases, default=float),
        check=True,
        capture_output=True,
        encoding="utf-8",
        timeout=SECONDS,
    )
    return json.loads(done.stdout)

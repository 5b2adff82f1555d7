# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The command line as a user starts it: real processes, real databases.

``./caetic test --fast`` leaves the tests marked ``slow``, which need the network or a
server; those marked ``full`` run in ``./caetic test --full`` only.
"""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from caetic_cli import databases, paths

ENGLISH = {"LC_ALL": "C.UTF-8"}
FRENCH = {"LC_ALL": "fr_FR.UTF-8"}
# What the machine's user may have set, and the tests must not depend on.
OURS = ("ODOO_HOME", "CAETIC_OFFLINE", "CAETIC_STATE", "CAETIC_DEBIAN_MIRROR")


def pytest_configure(config):
    config.addinivalue_line("markers", "slow: needs the network or a server")
    config.addinivalue_line("markers", "full: part of ./caetic test --full")


def pytest_collection_modifyitems(config, items):
    """Leave what the asked size does not contain."""
    left = {"fast": ("slow", "full"), "full": ()}
    names = left.get(os.environ.get("CAETIC_SIZE"), ("full",))
    away = [item for item in items if any(map(item.get_closest_marker, names))]
    items[:] = [item for item in items if item not in away]
    config.hook.pytest_deselected(items=away)


@dataclass
class Answer:
    """What a command gave."""

    code: int
    text: str
    errors: str


@pytest.fixture(scope="session")
def caetic():
    """Run ``./caetic`` and return its exit code and what it said."""

    def run(*arguments, root=paths.ROOT, python=sys.executable, **environment):
        kept = {name: value for name, value in os.environ.items() if name not in OURS}
        result = subprocess.run(
            [python, root / "caetic", *map(str, arguments)],
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
            env={**kept, **ENGLISH, **environment},
        )
        return Answer(result.returncode, result.stdout, result.stderr)

    return run


@pytest.fixture(scope="session")
def snippet():
    """Run Python on the modules of the command line, in a process of its own."""

    def run(source, **environment):
        path = str(paths.ROOT / "cli")
        result = subprocess.run(
            [sys.executable, "-c", source],
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "PYTHONPATH": path, **ENGLISH, **environment},
        )
        return Answer(result.returncode, result.stdout, result.stderr)

    return run


@pytest.fixture
def fresh_state(tmp_path):
    """An empty place for everything that ``./caetic`` writes."""
    return {"CAETIC_STATE": str(tmp_path / "state")}


@pytest.fixture(scope="module")
def light_state(tmp_path_factory, caetic):
    """A place of its own with the programs of the real one: nothing to download.

    Databases, servers and reports are its own; they end with the test.
    """
    state = tmp_path_factory.mktemp("state")
    for name in ("venv", "bin", "odoo-version"):
        (state / name).symlink_to(paths.STATE / name)
    stamps = shutil.ignore_patterns("cluster")
    shutil.copytree(paths.STAMPS, state / "stamps", ignore=stamps)
    environment = {
        "CAETIC_STATE": str(state),
        "ODOO_HOME": str(paths.odoo_home().resolve()),
    }
    yield environment
    caetic("stop", **environment)
    # The data may lie elsewhere, where the server's user can reach it.
    shutil.rmtree((state / "pg").resolve(), ignore_errors=True)


@pytest.fixture(scope="module")
def lent_addons(cluster, light_state, snippet, tmp_path_factory):
    """In that place, the databases that ``run`` copies: minutes of work of other tests.

    In ``--full`` the story is told there, as on any machine.
    """
    is_full = os.environ.get("CAETIC_SIZE") == "full"
    name = databases.ensure_template("full" if is_full else "demo")
    archive = tmp_path_factory.mktemp("lent") / "addons.tar.gz"
    databases.backup(name, archive)
    answer = snippet(
        "from caetic_cli import databases, postgres; postgres.Cluster().start(); "
        f"databases.restore({str(archive)!r}, {name!r})",
        **light_state,
    )
    assert answer.code == 0, answer.errors


@pytest.fixture
def small_root(tmp_path):
    """A repository with the command line and nothing to prove."""
    root = tmp_path / "root"
    root.mkdir()
    for name in ("caetic", "pyproject.toml", "requirements.lock"):
        shutil.copy2(paths.ROOT / name, root / name)
    no_cache = shutil.ignore_patterns("__pycache__")
    shutil.copytree(paths.ROOT / "cli", root / "cli", ignore=no_cache)
    (root / "addons").mkdir()
    return Path(root)

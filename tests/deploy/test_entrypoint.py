# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What the image's entrypoint makes of its environment, without an image."""

import configparser
import stat
import subprocess
import sys
from pathlib import Path

import pytest

ENTRYPOINT = Path(__file__).resolve().parents[2] / "docker" / "entrypoint.py"


@pytest.fixture
def settings(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("p%ss w\u00f6rd\n", encoding="utf-8")
    return {
        "PATH": "/usr/bin:/bin",
        "PGHOST": "database",
        "PGUSER": "caetic",
        "PGPASSWORD_FILE": str(secret),
        "CAETIC_URL": "https://caetic.example.org",
        "CAETIC_DATA": str(tmp_path),
    }


def _run(verb, settings):
    return subprocess.run(
        [sys.executable, ENTRYPOINT, verb],
        env=settings,
        capture_output=True,
        text=True,
        check=False,
    )


def test_configuration_holds_the_environment(settings, tmp_path):
    """A secret of a file reaches Odoo's configuration, which only its user reads."""
    assert _run("configure", settings).returncode == 0
    path = tmp_path / "odoo.conf"
    parser = configparser.RawConfigParser()
    parser.read(path, encoding="utf-8")
    options = parser["options"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert options["db_password"] == "p%ss w\u00f6rd"
    assert options["db_name"] == "caetic"
    assert options["proxy_mode"] == "True"
    assert options["list_db"] == "False"
    assert (options["workers"], options["gevent_port"]) == ("2", "8072")


@pytest.mark.parametrize(
    ("jobs", "modules", "channels"),
    [
        ("0", "base,rpc,web", None),
        ("2", "base,rpc,web,queue_job", "root:2,root.caetic:2"),
    ],
)
def test_queue_of_long_work(settings, tmp_path, jobs, modules, channels):
    settings["CAETIC_QUEUE_JOBS"] = jobs
    assert _run("configure", settings).returncode == 0
    parser = configparser.RawConfigParser()
    parser.read(tmp_path / "odoo.conf", encoding="utf-8")
    assert parser["options"]["server_wide_modules"] == modules
    assert parser.get("queue_job", "channels", fallback=None) == channels


def test_queue_that_is_no_number_is_refused(settings):
    settings["CAETIC_QUEUE_JOBS"] = "many"
    done = _run("configure", settings)
    assert done.returncode == 1
    assert "CAETIC_QUEUE_JOBS must be a number" in done.stderr


@pytest.mark.parametrize("name", ["PGHOST", "PGUSER", "CAETIC_URL"])
def test_missing_variable_is_named(settings, name):
    """One sentence names what is missing; no traceback."""
    del settings[name]
    done = _run("serve", settings)
    assert done.returncode == 1
    assert done.stderr.startswith(f"The variable {name} (or {name}_FILE) is missing")
    assert "Traceback" not in done.stderr


def test_missing_secret_file_is_named(settings):
    """A secret that is not mounted is told by its name."""
    settings["PGPASSWORD_FILE"] = "/run/secrets/none"
    done = _run("serve", settings)
    assert done.returncode == 1
    assert "PGPASSWORD_FILE names /run/secrets/none" in done.stderr


def test_setting_of_two_lines_is_refused(settings):
    """A value cannot add a line to Odoo's configuration."""
    settings["PGUSER"] = "caetic\nlist_db = True"
    done = _run("configure", settings)
    assert done.returncode == 1
    assert "PGUSER must be one line" in done.stderr

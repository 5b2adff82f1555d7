# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The compose file's settings and processes, where Docker has no engine."""

import re
import subprocess
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
SITE = {"CAETIC_DOMAIN": "localhost", "CAETIC_ADMIN_PASSWORD": "deploy-Ab1"}


def compose_environment(service, values):
    """Return a service's variables, filled in as Docker does from ``.env``."""
    document = yaml.safe_load((ROOT / "docker/compose.yaml").read_text("utf-8"))

    def fill(found):
        return values[found[1]] if found[2] == "?" else values.get(found[1], found[3])

    return {
        name: re.sub(r"\$\{(\w+):([-?])([^}]*)\}", fill, text)
        for name, text in document["services"][service]["environment"].items()
    }


@contextmanager
def started(command, log, **options):
    """Run a process for a while; killed at the end if it is still there."""
    with log.open("w") as file:
        process = subprocess.Popen(
            [*map(str, command)],
            stdout=file,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            **options,
        )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
            process.wait(30)


def page(url, process, log, seconds=420, **options):
    """Return a page's status and text, as soon as it is served."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=20, **options) as response:
                return response.status, response.read().decode()
        except OSError:
            time.sleep(0.5)
    pytest.fail(f"{url} was not served:\n{log.read_text()[-4000:]}")

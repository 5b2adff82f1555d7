# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The image: built from the Dockerfile, booted to a login page, stopped.

Docker has an engine seldom where tests run: buildah builds and runs it then, as root,
on a fresh Debian tree.
"""

import os
import shutil
import subprocess

import psutil
import pytest
from caetic_cli import debian
from support.compose import ROOT, page, started

AUTHORITIES = "/etc/ssl/certs/ca-certificates.crt"


class Buildah:
    """Buildah with a store of its own, so that nothing is left behind."""

    def __init__(self, folder):
        self.folder = folder
        store = ["--root", folder / "store", "--runroot", folder / "run"]
        self.base = ["buildah", "--storage-driver", "vfs", *store]

    def __call__(self, *arguments):
        command = [*map(str, [*self.base, *arguments])]
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, cwd=ROOT
        )
        assert done.returncode == 0, f"{command}\n{(done.stdout + done.stderr)[-4000:]}"
        return done.stdout.strip()

    def import_debian(self):
        """Make the base image, in place of the registry's debian:trixie-slim."""
        tree = self.folder / "trixie"
        command = ["debootstrap", "--variant=minbase", "trixie", tree, debian.mirror()]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout[-2000:]
        container = self("from", "scratch")
        self("add", "-q", container, tree, "/")
        self("commit", "-q", "--rm", container, "localhost/trixie")
        shutil.rmtree(tree)

    def build(self):
        """Build with the machine's own certificates and apt options, mounted."""
        pip, apt = self.folder / "pip.conf", self.folder / "apt.conf"
        pip.write_text("[global]\ncert = /etc/ssl/build.crt\n")
        apt.write_text(_apt_options("Check-Valid-Until", "Check-Date", "http::Proxy"))
        mounts = (
            f"--volume={AUTHORITIES}:/etc/ssl/build.crt:ro",
            f"--volume={pip}:/etc/pip.conf:ro",
            f"--volume={apt}:/etc/apt/apt.conf.d/99build:ro",
        )
        isolated = ("--isolation", "chroot", "--network", "host")
        base = ("--format", "docker", "--build-arg", "BASE_IMAGE=localhost/trixie")
        file = ("-f", "docker/Dockerfile", "-t", "localhost/caetic", ".")
        self("bud", *isolated, *base, *mounts, *file)


def _apt_options(*names):
    """Return the machine's apt options of these names."""
    text = subprocess.check_output(["apt-config", "dump"], text=True)
    wanted = tuple(f"Acquire::{name} " for name in names)
    return "".join(f"{row}\n" for row in text.splitlines() if row.startswith(wanted))


@pytest.fixture
def buildah(tmp_path):
    """Buildah, or a failure that says what is missing."""
    missing = [name for name in ("buildah", "debootstrap") if not shutil.which(name)]
    if missing:
        pytest.fail(f"Install for this test: apt-get install {' '.join(missing)}")
    if os.getuid():
        pytest.fail("The image is built by root only: sudo ./caetic test deploy")
    return Buildah(tmp_path)


def test_image_boots_to_a_login_page_and_stops(buildah, odoo_settings, tmp_path):
    """Built by ./caetic setup; a French page by an ordinary user; SIGTERM ends it."""
    log = tmp_path / "image.log"
    buildah.import_debian()
    buildah.build()
    container = buildah("from", "localhost/caetic")
    environment = [f"--env={name}={text}" for name, text in odoo_settings.items()]
    isolated = ["--isolation", "chroot", "--network", "host", *environment, container]
    entry = ["tini", "--", "python3", "/opt/caetic/docker/entrypoint.py", "serve"]
    run = [*buildah.base, "run", *isolated, "--", *entry]
    with started(run, log) as process:
        url = f"http://127.0.0.1:{odoo_settings['CAETIC_PORT']}/web/login"
        status, text = page(url, process, log)
        assert status == 200
        assert "Mot de passe" in text
        inside = psutil.Process(process.pid).children(recursive=True)
        tini = next(one for one in inside if one.name() == "tini")
        assert tini.uids().real == 8069
        tini.terminate()
        assert process.wait(60) == 0
    assert "Running as user 'root'" not in log.read_text()

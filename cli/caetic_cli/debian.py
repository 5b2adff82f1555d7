# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Debian's packages, fetched through a private apt state and never installed.

The machine's own sources, lists and locks stay untouched; apt checks the signature
of the archive and the hash of each package.
"""

import os
import re
import shutil
from pathlib import Path

from . import paths
from .console import MISSING, UNREACHABLE, CaeticError, output, run
from .messages import say

KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")
PUBLIC = "http://deb.debian.org/debian"


def codename():
    """Return the machine's Debian release (bookworm, trixie, ...), or None."""
    try:
        text = Path("/etc/os-release").read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    values = dict(re.findall(r'^(\w+)="?([^"\n]*)"?$', text, re.M))
    return values.get("VERSION_CODENAME") if values.get("ID") == "debian" else None


def mirror():
    """Return the mirror that the machine itself uses, unless one is named."""
    named = os.environ.get("CAETIC_DEBIAN_MIRROR")
    return named.rstrip("/") if named else _machine_uri("debian") or PUBLIC


def _machine_uri(ending):
    """Return the address of the machine's own apt sources that ends so."""
    folder = Path("/etc/apt/sources.list.d")
    files = [Path("/etc/apt/sources.list"), *folder.glob("*.sources")]
    pattern = rf"^(?:URIs:|deb\s[^#\n]*?)\s*(https?://\S+/{ending})/?(?:\s|$)"
    for path in [*files, *sorted(folder.glob("*.list"))]:
        text = path.read_text(encoding="utf-8") if path.is_file() else ""
        found = re.search(pattern, text, re.M)
        if found:
            return found[1]
    return None


def _sources(suite):
    """Yield the lines of a private list of sources.

    What comes from the machine's own release must fit the libraries it has: the
    security updates count then, when the machine takes them.
    """
    signed = f"[signed-by={KEYRING}]"
    yield f"deb {signed} {mirror()} {suite} main"
    security = _machine_uri("debian-security")
    if suite == codename() and security:
        yield f"deb {signed} {mirror()} {suite}-updates main"
        yield f"deb {signed} {security} {suite}-security main"


class Apt:
    """A private apt state for one purpose.

    :param purpose: name of the folder that keeps the packages
    :param suite: ``sid``, ``bookworm``, ...; the machine's own release by default
    """

    def __init__(self, purpose, suite=None):
        self.suite = suite or codename() or "bookworm"
        self.folder = paths.STATE / "apt" / purpose
        self.archives = paths.downloads("debian") / purpose

    def fetch(self, packages, missing=False):
        """Download packages and return their files.

        What is there already is checked by apt and completed or fetched again.

        :param packages: names
        :param missing: also take what they depend on and the machine lacks
        """
        if paths.is_offline():
            return self._kept()
        self._prepare()
        self._apt("update", ["update"])
        # The machine may have a package itself and lack what it depends on.
        options = ["-y", "--no-install-recommends", "--download-only", "--reinstall"]
        command = [*options, "install"] if missing else ["download"]
        wanted = self._wanted([*command, *packages])
        self._discard_broken(wanted)
        self._apt("fetch", [*command, *packages], cwd=self.archives)
        if broken := self._discard_broken(wanted):
            raise CaeticError(
                say("Broken packages: {names}", names=", ".join(broken)), UNREACHABLE
            )
        return [self.archives / name for name in wanted]

    def _kept(self):
        files = sorted(self.archives.glob("*.deb"))
        if not files:
            raise CaeticError(
                say("There is nothing in {folder}.", folder=self.archives), MISSING
            )
        return files

    def _wanted(self, command):
        """Return the hash of each file that a command gets, by the signed index."""
        empty = self.folder / "empty"
        (empty / "partial").mkdir(parents=True, exist_ok=True)
        options = ["Acquire::ForceHash=SHA256", f"Dir::Cache::archives={empty}"]
        options = [part for option in options for part in ("-o", option)]
        self._apt("list", ["--print-uris", *options, *command], cwd=empty)
        text = self._log("list").read_text(encoding="utf-8")
        return dict(re.findall(r"^'\S+' (\S+\.deb) \d+ SHA256:(\w+)", text, re.M))

    def _discard_broken(self, wanted):
        """Throw away what is not the file it pretends to be; return the names.

        apt completes a short file by itself, and believes one of the right size.
        """
        broken = []
        for name, digest in wanted.items():
            path = self.archives / name
            if path.is_file() and paths.sha256(path) != digest:
                path.unlink()
                broken.append(name)
        return broken

    def _prepare(self):
        for name in ("apt-get", "dpkg"):
            if not shutil.which(name):
                raise CaeticError(
                    say(
                        "Odoo's package comes from Debian: this system has no {name}. "
                        "Set ODOO_HOME to the folder that holds an odoo 19 package of "
                        "yours.",
                        name=name,
                    ),
                    MISSING,
                )
        if not KEYRING.is_file():
            raise CaeticError(
                say(
                    "Debian's signing keys are missing. Get them with: "
                    "apt-get install debian-archive-keyring"
                ),
                MISSING,
            )
        (self.folder / "lists" / "partial").mkdir(parents=True, exist_ok=True)
        (self.archives / "partial").mkdir(parents=True, exist_ok=True)
        sources = "\n".join(_sources(self.suite))
        (self.folder / "sources.list").write_text(f"{sources}\n")
        (self.folder / "apt.conf").write_text(self._configuration())

    def _configuration(self):
        return "\n".join(
            [
                f'Dir::State "{self.folder}";',
                f'Dir::State::lists "{self.folder}/lists";',
                'Dir::State::status "/var/lib/dpkg/status";',
                f'Dir::Cache "{self.folder}";',
                f'Dir::Cache::archives "{self.archives}";',
                f'Dir::Etc::sourcelist "{self.folder}/sources.list";',
                'Dir::Etc::sourceparts "/dev/null";',
                'Dir::Etc::preferencesparts "/dev/null";',
                'APT::Sandbox::User "root";',
                'APT::Update::Error-Mode "any";',
                'Debug::NoLocking "true";',
                'Acquire::Retries "3";',
                "",
            ]
        )

    def _log(self, name):
        return paths.LOGS / f"apt-{self.folder.name}-{name}.log"

    def _apt(self, name, arguments, cwd=None):
        try:
            run(
                ["apt-get", "-q", *arguments],
                log=self._log(name).stem,
                env={"APT_CONFIG": str(self.folder / "apt.conf"), "LC_ALL": "C"},
                cwd=cwd,
            )
        except CaeticError as error:
            hint = say(
                "Debian could not be reached. Check the network, or use --offline DIR "
                "with a folder made by: ./caetic setup --download DIR"
            )
            raise CaeticError(f"{hint}\n{error}", UNREACHABLE) from error


def unpack(files, prefix):
    """Unpack packages into a folder, as an ordinary user too.

    Packages link to files of each other by their place on an installed system:
    those links are made to point below the folder.
    """
    prefix.mkdir(parents=True, exist_ok=True)
    for file in files:
        run(["dpkg", "-x", file, prefix], log="dpkg")
    for path in prefix.rglob("*"):
        if path.is_symlink():
            _keep_inside(path, prefix)


def _keep_inside(link, prefix):
    target = os.readlink(link)
    inside = prefix / target.lstrip("/")
    if target.startswith("/") and inside.exists():
        link.unlink()
        link.symlink_to(os.path.relpath(inside, link.parent))


def version_of(file):
    """Return the version of a package file."""
    return output(["dpkg-deb", "-f", file, "Version"]) or "?"


def libraries(program, prefix):
    """Return the folders below a prefix that a program needs its libraries from.

    Some packages keep libraries in a folder of their own, known by its place on an
    installed system only.
    """
    wanted = {"lib", *(path.name for path in prefix.glob("usr/lib/*-linux-gnu*"))}
    found = {
        path.parent for path in prefix.rglob("*.so*") if path.parent.name in wanted
    }
    while True:
        folders = ":".join(sorted(map(str, found)))
        said = output(["ldd", program], env={**os.environ, "LD_LIBRARY_PATH": folders})
        missing = set(re.findall(r"(\S+) => not found", said or ""))
        more = {path.parent for name in missing for path in prefix.rglob(name)} - found
        if not missing:
            return folders
        if not more:
            names = ", ".join(sorted(missing))
            raise CaeticError(
                say("{program} lacks: {names}", program=program.name, names=names),
                MISSING,
            )
        found |= more


def font_configuration(prefix):
    """Write a configuration of fonts: those of the machine and those unpacked."""
    path = prefix / "fonts.conf"
    path.write_text(
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n'
        f"<fontconfig>\n<dir>{prefix}/usr/share/fonts</dir>\n"
        "<dir>/usr/share/fonts</dir>\n<dir>/usr/local/share/fonts</dir>\n"
        '<dir prefix="xdg">fonts</dir>\n'
        f"<cachedir>{prefix}/cache</cachedir>\n"
        f'<include ignore_missing="yes">{prefix}/etc/fonts/conf.d</include>\n'
        "</fontconfig>\n"
    )
    return path

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Databases: templates made once per set of addons, and copies of them.

Sets: ``members`` (the hub alone), ``full`` (every addon), ``demo`` (every addon and
the demonstration story).
"""

import ast
import os
import re
import shutil
import tarfile
import tempfile
from datetime import date
from pathlib import Path

from . import paths
from .console import FAILED, USAGE, CaeticError, locked, run, step
from .messages import say
from .postgres import Cluster

STORY = "caetic_demo"
# Scripts and styles of the pages, once: the first page of each copy is served at once.
# So are those of the website, which are its own, and the styles of the papers: Odoo
# leaves these out.
BUNDLES = """
env["ir.qweb"]._pregenerate_assets_bundles()
sites = env["website"].search([]).ids if "website" in env else []
for site in sites:
    pages = env["ir.qweb"].with_context(website_id=site)
    for name in ("frontend", "frontend_minimal", "frontend_lazy"):
        bundle = pages._get_asset_bundle(f"web.assets_{name}")
        bundle.css()
        bundle.js()
for site in (False, *sites):
    papers = env["ir.qweb"].with_context(website_id=site)
    for name in ("web.report_assets_common", "web.report_assets_pdf"):
        papers._get_asset_bundle(name, js=False, autoprefix=True).css()
env.cr.commit()
"""
# A French company before accounting comes, so that it gets the French chart.
FRENCH_COMPANY = """
company = env.ref("base.main_company")
company.partner_id.write({"country_id": env.ref("base.fr").id, "lang": "fr_FR"})
env.ref("base.EUR").active = True
company.currency_id = env.ref("base.EUR")
partners = env["res.users"].with_context(active_test=False).search([]).partner_id
partners.write({"lang": "fr_FR", "tz": "Europe/Paris"})
env.cr.commit()
"""


def addons():
    """Return our addons' manifests by name."""
    manifests = sorted(paths.ADDONS.glob("*/__manifest__.py"))
    return {path.parent.name: _manifest(path) for path in manifests}


def _manifest(path):
    return ast.literal_eval(path.read_text(encoding="utf-8"))


def members_of(set_name):
    """Return the addons of a set, in order."""
    names = [name for name, m in addons().items() if m.get("installable", True)]
    if set_name == "members":
        return ["caetic_members"]
    return [name for name in names if set_name == "demo" or name != STORY]


def odoo(arguments, *, env=None, wrapper=(), script=None, extra=(), **options):
    """Run Odoo's own command with our addons, database server and data folder.

    :param wrapper: command put before Odoo's instead of Python (coverage)
    :param script: program run with Odoo's options instead of Odoo
    :param extra: options of Odoo that come after ours
    :param options: ``log``, ``stdin``, ``check``, as ``run`` takes them
    """
    cluster = Cluster()
    program = [script] if script else program_of_odoo()
    command = [*(wrapper or [paths.PYTHON]), *program, *arguments]
    return run(
        [*command, *common_options(cluster), *extra],
        env={**odoo_environment(cluster), **(env or {})},
        **options,
    )


def program_of_odoo():
    """Return what starts Odoo, after Python's name."""
    script = paths.odoo_home() / "../../../bin/odoo"
    return [script.resolve()] if script.is_file() else ["-m", "odoo"]


def common_options(cluster):
    return [
        *cluster.odoo_options(),
        f"--addons-path={paths.ADDONS}",
        f"--data-dir={paths.DATA}",
    ]


def odoo_environment(cluster):
    """Variables of Odoo's process: its programs and the database password."""
    return {
        "PATH": f"{paths.BIN}:{paths.VENV / 'bin'}:{cluster.binaries()}:"
        f"{os.environ.get('PATH', '')}",
        "PGPASSWORD": cluster.password,
        "ODOO_RC": str(_configuration(cluster)),
        **paths.COMPILED,
        "OPENSSL_CONF": "/dev/null",
    }


def _configuration(cluster):
    """Write the file that keeps the password out of the process list."""
    path = paths.STATE / "odoo.conf"
    text = (
        "[options]\n"
        f"db_password = {cluster.password}\n"
        "list_db = False\n"
        "http_interface = 127.0.0.1\n"
        "without_demo = True\n"
        "server_wide_modules = base,rpc,web\n"
    )
    if not path.is_file() or path.read_text() != text:
        # Written apart: another Odoo may be reading it.
        fresh = paths.STATE / f"odoo.conf.{os.getpid()}"
        fresh.touch(mode=0o600)
        fresh.write_text(text)
        fresh.rename(path)
    return path


# -- databases -----------------------------------------------------------------------


def exists(name):
    query = "SELECT 1 FROM pg_database WHERE datname = :'name'"
    return Cluster().sql(query, name=name) == "1"


def names():
    """Return our databases: the templates are left out."""
    found = Cluster().sql(
        "SELECT datname FROM pg_database WHERE datname LIKE 'caetic%' "
        "AND datname NOT LIKE 'caetic_t_%' ORDER BY 1"
    )
    return (found or "").split()


def drop(name):
    """Drop a database and its files, if they are there."""
    Cluster().sql('DROP DATABASE IF EXISTS :"name" WITH (FORCE)', name=name)
    shutil.rmtree(filestore(name), ignore_errors=True)


def copy(source, name):
    """Copy a database and its files; an older one of that name is dropped."""
    drop(name)
    cluster = Cluster()
    statement = 'CREATE DATABASE :"name" TEMPLATE :"source"'
    done = cluster.sql(statement, name=name, source=source)
    if done is None:
        raise CaeticError(say("There is no database {name}.", name=source))
    if filestore(source).is_dir():
        shutil.copytree(filestore(source), filestore(name))


def filestore(name):
    return paths.DATA / "filestore" / name


def create(name, set_name):
    """Make a fresh database of a set of addons, from its template."""
    with _locked_set(set_name):
        copy(_ensure_template(set_name), name)
    return name


def ensure_template(set_name):
    """Return the template of a set, made if the sources have changed."""
    with _locked_set(set_name):
        return _ensure_template(set_name)


def _locked_set(set_name):
    """One process at a time makes a set, or copies it; another set may be made."""
    return locked(f"template-{set_name}")


def _ensure_template(set_name):
    Cluster().start()
    wanted = members_of(set_name)
    name = _template_of(set_name)
    if not exists(name):
        _drop_older(f"caetic_t_{set_name}_")
        title = say("Addons: {names}", names=", ".join(wanted))
        _build(name, _ensure_start(set_name), wanted, title)
    return name


def _template_of(set_name):
    """Return the name of a template, which tells what it was made of."""
    wanted = members_of(set_name)
    sources = [paths.tree_digest(paths.ADDONS / name) for name in wanted]
    # The story ends today: tomorrow it is told again.
    day = [today()] if set_name == "demo" else []
    made_of = paths.digest(_bases_of(wanted)[-1], BUNDLES, *wanted, *sources, *day)
    return f"caetic_t_{set_name}_{made_of}"


def today():
    """Return the day of the clock, as text."""
    return date.today().isoformat()


def _ensure_start(set_name):
    """Return what a set is built on: the story, on the other addons if there."""
    if set_name == "demo":
        # It may be on its way.
        with _locked_set("full"):
            if exists(_template_of("full")):
                return _template_of("full")
    return _ensure_base(members_of(set_name))


def _ensure_base(wanted):
    """Odoo in French with a French company and what some of our addons depend on.

    The hub alone has a base of its own, without the website and what else the other
    addons bring: theirs is built on a copy of it.
    """
    first = _needed(members_of("members"))
    name, *wide = _bases_of(wanted)
    with locked("template-base"):
        if not exists(name):
            _drop_older("caetic_t_base_")
            with step(say("Base of Odoo in French")):
                _build_base(name, ",".join(sorted(first)))
    for wider in wide:
        with locked("template-wide"):
            if not exists(wider):
                _build_wide_base(wider, name, sorted(_needed(addons()) - first))
    return wide[-1] if wide else name


def _bases_of(wanted):
    """Return the names of the bases that a set needs, each a copy of the one before."""
    first = _needed(members_of("members"))
    version = paths.digest(
        paths.STATE / "odoo-version", paths.LOCK, str(paths.odoo_home())
    )
    name = f"caetic_t_base_{paths.digest(version, FRENCH_COMPANY, *sorted(first))}"
    more = sorted(_needed(addons()) - first)
    if wanted == members_of("members") or not more:
        return [name]
    return [name, f"caetic_t_wide_{paths.digest(name, *more)}"]


def _build_wide_base(name, base, more):
    """Build the base of all our addons: the hub's and what the others depend on."""
    _drop_older("caetic_t_wide_")
    with step(say("Base of Odoo in French")):
        building = f"{name}_b"
        copy(base, building)
        _install(building, ",".join(more))
        _rename(building, name)


def _needed(names):
    """Return what these addons of ours depend on, outside ours."""
    ours = addons()
    needed = {dep for name in names for dep in ours[name].get("depends", [])}
    return needed - set(ours)


def _build_base(name, needed):
    building = f"{name}_b"
    drop(building)
    quiet = ["-d", building, "--no-http", "--log-level=warn"]
    install = [*quiet, "--stop-after-init", "-i"]
    odoo([*install, "base", "--load-language=fr_FR"], log="base")
    odoo(["shell", *quiet], log="french", stdin=FRENCH_COMPANY)
    _install(building, needed)
    _rename(building, name)


def _install(building, needed):
    quiet = ["-d", building, "--no-http", "--log-level=warn"]
    odoo([*quiet, "--stop-after-init", "-i", needed], log="dependencies")


def _build(name, base, wanted, title):
    with step(title):
        building = f"{name}_b"
        copy(base, building)
        quiet = ["-d", building, "--no-http", "--log-level=warn"]
        log = f"template-{'-'.join(wanted)[:40]}"
        odoo([*quiet, "--stop-after-init", "-i", ",".join(wanted)], log=log)
        odoo(["shell", *quiet], log=f"{log}-bundles", stdin=BUNDLES)
        if _missing(building, wanted):
            raise CaeticError(f"{_missing(building, wanted)} ?", FAILED)
        _rename(building, name)


def _missing(database, wanted):
    """Return the addons that were asked for and are not installed."""
    found = Cluster().sql(
        "SELECT name FROM ir_module_module WHERE state = 'installed'", database
    )
    return sorted(set(wanted) - set((found or "").split()))


def _rename(source, name):
    drop(name)
    statement = 'ALTER DATABASE :"source" RENAME TO :"name"'
    Cluster().sql(statement, source=source, name=name)
    if filestore(source).is_dir():
        filestore(source).rename(filestore(name))


def _drop_older(prefix):
    query = "SELECT datname FROM pg_database WHERE starts_with(datname, :'prefix')"
    found = Cluster().sql(query, prefix=prefix)
    for name in (found or "").split():
        drop(name)


# -- backup ----------------------------------------------------------------------------


def backup(name, target):
    """Write a database and its files to one archive."""
    if not exists(checked(name)):
        raise CaeticError(say("There is no database {name}.", name=name))
    cluster = Cluster()
    with tempfile.TemporaryDirectory(dir=paths.STATE) as folder:
        dump = Path(folder) / "database.dump"
        run(
            [cluster.program("pg_dump"), "-Fc", "--no-owner", "-f", dump, name],
            log="backup",
            env=cluster.environment(),
        )
        with tarfile.open(target, "w:gz") as archive:
            archive.add(dump, "database.dump")
            if filestore(name).is_dir():
                archive.add(filestore(name), "filestore")


def restore(source, name):
    """Make a database again from an archive; an older one is replaced at the end."""
    if not Path(source).is_file():
        raise CaeticError(say("There is no file {name}.", name=source))
    cluster = Cluster()
    building = f"{checked(name)}_r"
    with tempfile.TemporaryDirectory(dir=paths.STATE) as folder:
        _extract(source, folder)
        drop(building)
        cluster.sql('CREATE DATABASE :"name"', name=building)
        dump = Path(folder) / "database.dump"
        run(
            [cluster.program("pg_restore"), "--no-owner", "-d", building, dump],
            log="restore",
            env=cluster.environment(),
        )
        if (Path(folder) / "filestore").is_dir():
            filestore(name).parent.mkdir(parents=True, exist_ok=True)
            shutil.move(Path(folder) / "filestore", filestore(building))
    _rename(building, name)


def _extract(source, folder):
    """Unpack a backup: plain files below the folder, nothing else."""
    try:
        with tarfile.open(source) as archive:
            members = [one for one in archive if _is_harmless(one)]
            # Debian 12's Python is older than the filter.
            filters = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}
            archive.extractall(folder, members, **filters)  # noqa: S202 - see above
    except tarfile.TarError as error:
        raise CaeticError(
            say("{name} is no backup of CAETIC: {error}", name=source, error=error)
        ) from error


def _is_harmless(member):
    path = Path(member.name)
    inside = not path.is_absolute() and ".." not in path.parts
    return inside and (member.isfile() or member.isdir())


def checked(name):
    """Refuse a name that is none of a database of ours."""
    if not re.fullmatch(r"caetic[a-z0-9_]{0,40}", name):
        raise CaeticError(
            say("A database is named caetic, caetic_…: not {name}.", name=name), USAGE
        )
    return name

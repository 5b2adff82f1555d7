# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Everything that proves the suite, in one summary."""

import os
import time
from concurrent.futures import ThreadPoolExecutor

from . import databases, paths
from . import setup as setup_module
from .console import CaeticError, output, run, step, tell
from .messages import say
from .outcomes import Outcome, interesting, read_junit, read_odoo, summary
from .server import free_port

SUITES = (
    "unit",
    "quality",
    "cli",
    "addons",
    "oracle",
    "e2e",
    "load",
    "crash",
    "property",
    "bench",
    "deploy",
)
FAST = ("unit", "quality", "cli", "addons")
PLAIN = SUITES[:-1]
PYTHON_ONLY = {"unit", "quality"}
# Three at a time on two cores, for each waits now and then: for the database, a page,
# a lock; what measures has both for itself. While the addons build the databases that
# the others copy, those run that need none; then the longest first. The part of a suite
# that runs beside is a folder of it; of the addons, those of the entrepreneur's desk;
# of the measures, what is counted without a clock.
LANES = 3
TOGETHER = (
    ("addons", ""),
    ("quality", ""),
    ("unit", ""),
    ("addons", "desk"),
    ("e2e", ""),
    ("e2e", "access"),
    ("e2e", "pages"),
    ("cli", ""),
    ("crash", ""),
    ("property", ""),
    ("load", ""),
    ("oracle", ""),
    ("bench", "counted"),
)
DESK = ("caetic_invoicing", "caetic_quotes", "caetic_purchases", "caetic_expenses")
SIZES = {
    "fast": {"CAETIC_SIZE": "fast"},
    "plain": {
        "CAETIC_SIZE": "plain",
        "CAETIC_LOAD_SECONDS": "30",
        "CAETIC_CRASH_POINTS": "3",
        "CAETIC_BENCH_SCALE": "0.01",
    },
    "full": {
        "CAETIC_SIZE": "full",
        "CAETIC_LOAD_SECONDS": "180",
        "CAETIC_CRASH_POINTS": "20",
        "CAETIC_BENCH_SCALE": "0.01",
    },
    "bench": {"CAETIC_SIZE": "bench", "CAETIC_BENCH_SCALE": "1"},
}
HUB = "caetic_members"
COVERED = paths.ROOT / "cli" / "caetic_cli" / "covered.py"
# pytest's own code for a filter that leaves no test.
NO_TEST = 5


def test(options):
    """./caetic test"""
    size = "fast" if options.fast else "full" if options.full else "plain"
    chosen = {"fast": FAST, "full": SUITES, "plain": PLAIN}[size]
    return run_suites(chosen, size, options.pattern)


def bench(_options):
    """./caetic bench"""
    return run_suites(("bench",), "bench", [])


def run_suites(suites, size, patterns):
    """Run suites and show one summary.

    :param patterns: names of suites, of addons, or words for ``pytest -k``
    :returns: 0 when every suite passed, else 1
    """
    suites, addons, words = select(suites, patterns)
    present = [suite for suite in suites if suite == "addons" or _tests_of(suite)]
    setup_module.setup(browser=bool(set(present) - PYTHON_ONLY))
    paths.REPORTS.mkdir(parents=True, exist_ok=True)
    for notes in paths.REPORTS.glob("covered-*.json"):
        notes.unlink()
    outcomes = _run_all(present, size, addons, words)
    _report_coverage()
    return summary(
        [one for one in outcomes if one],
        left=[suite for suite in SUITES if suite not in suites],
        absent=[suite for suite in suites if suite not in present],
        unmatched=[s for s, one in zip(present, outcomes, strict=True) if one is None],
    )


def select(suites, patterns):
    """Tell suites, addons and words for ``pytest -k`` apart."""
    addons = [name for name in patterns if name in databases.addons()]
    words = [name for name in patterns if name not in SUITES and name not in addons]
    named = [
        name for name in SUITES if name in patterns or (addons and name == "addons")
    ]
    if named:
        suites = named
    elif words:
        suites = [suite for suite in suites if suite != "addons"]
    return tuple(suites), addons, words


def _run_all(present, size, addons, words):
    """Return the outcomes of suites in the order of their names in ``present``."""
    alone = [suite for suite in present if (suite, "") not in TOGETHER]
    jobs = [job for job in TOGETHER if job[0] in present]
    found = {}
    with ThreadPoolExecutor(max_workers=LANES if os.cpu_count() > 1 else 1) as pool:
        outcomes = pool.map(lambda job: _run_suite(*job, size, addons, words), jobs)
        for (suite, _part), outcome in zip(jobs, outcomes, strict=True):
            found[suite] = _added(found.get(suite), outcome)
    for suite in alone:
        outcome = _run_suite(suite, "", size, addons, words)
        found[suite] = _added(found.get(suite), outcome)
    return [found[suite] for suite in present]


def _added(total, part):
    """Add the outcome of a part of a suite to that of the others; None ran nothing."""
    if total and part:
        total.add(part)
    return total or part


def _tests_of(suite):
    return list((paths.ROOT / "tests" / suite).glob("**/test_*.py"))


def _run_suite(suite, folder, size, addons, words):
    """Run a suite without the folders that run apart, or one of these."""
    start = time.monotonic()
    tell()
    try:
        with step("/".join(filter(None, (suite, folder)))):
            if suite == "addons":
                outcome = _run_addons(folder, size, addons, words)
            else:
                outcome = _run_pytest(suite, folder, size, words)
    except CaeticError as error:
        outcome = Outcome(suite, failed=1, notes=[str(error)])
    if outcome:
        outcome.seconds = time.monotonic() - start
        for note in outcome.notes:
            tell(note)
    return outcome


# -- pytest --------------------------------------------------------------------------


def _run_pytest(suite, folder, size, words):
    name = "-".join(filter(None, (suite, folder)))
    report = paths.REPORTS / f"{name}.xml"
    report.unlink(missing_ok=True)
    python = _covered("unit") if suite == "unit" else [paths.PYTHON]
    command = [*python, "-m", "pytest"]
    command += [f"tests/{suite}/{folder}", "-q", "-p", "no:cacheprovider", "-rs"]
    if not folder:
        parts = [one for name, one in TOGETHER if name == suite and one]
        command += [f"--ignore=tests/{suite}/{one}" for one in parts]
    command += [f"--junit-xml={report}", "-o", f"junit_suite_name={suite}"]
    if words:
        command += ["-k", " or ".join(words)]
    log = f"test-{name}"
    code = run(command, log=log, env=environment(size), cwd=paths.ROOT, check=False)
    if code == NO_TEST and words:
        return None
    outcome = read_junit(suite, report)
    if code or not outcome.good:
        outcome.failed = outcome.failed or int(bool(code))
        outcome.notes.append(interesting(paths.LOGS / f"{log}.log"))
    return outcome


def environment(size):
    """Variables of the tests: how much, and where programs are."""
    folders = [paths.BIN, paths.VENV / "bin", os.environ.get("PATH", "")]
    return {
        **SIZES[size],
        "PYTHONPATH": str(paths.ROOT / "cli"),
        **paths.COMPILED,
        "PATH": ":".join(map(str, folders)),
    }


# -- addons: Odoo's own test runner --------------------------------------------------


def _run_addons(part, size, addons, words):
    """Run the addons' tests with all of them installed, the story's on the story.

    The hub's run with the hub alone too, in ``--full``.

    :param part: ``desk`` for the addons of the entrepreneur's desk, or the others
    """
    total = Outcome("addons")
    # Once, for all of ours: in the part that has the addons named.
    lint = not words and bool(part) == all(map(_is_of_desk, addons or [HUB]))
    for set_name, members in _sets_of_addons(part, size).items():
        chosen = [name for name in members if not addons or name in addons]
        if chosen:
            databases.ensure_template(set_name)
            is_linted = lint and set_name == "full"
            total.add(_run_odoo_tests(set_name, part, chosen, words, is_linted))
    return total if total.counted or not (words or addons) else None


def _sets_of_addons(part, size):
    """``{set that is installed: addons whose tests are run}``"""
    everything = databases.members_of("full")
    if part:
        return {"full": [name for name in everything if _is_of_desk(name)]}
    return {
        "members": [HUB] if size == "full" else [],
        "full": [name for name in everything if not _is_of_desk(name)],
        "demo": [databases.STORY] if _has_tests(databases.STORY) else [],
    }


def _is_of_desk(addon):
    return addon.startswith(DESK)


def _has_tests(addon):
    return (paths.ADDONS / addon / "tests").is_dir()


def _run_odoo_tests(set_name, part, members, words, is_linted):
    """Run tests in a copy of the template: all ours run after the install."""
    name = "-".join(filter(None, (set_name, part)))
    database = f"caetic_test_{name.replace('-', '_')}_{os.getpid()}"
    log = f"test-addons-{name}"
    report = paths.REPORTS / f"addons-{name}.xml"
    databases.create(database, set_name)
    try:
        code = databases.odoo(
            [
                *("-d", database, "--stop-after-init", f"--http-port={free_port()}"),
                *("--test-enable", "--max-cron-threads=0"),
                *("--test-tags", ",".join(_tags(members, words))),
            ],
            log=log,
            check=False,
            wrapper=_covered(name),
            extra=_spared(),
        )
        outcome = read_odoo(
            f"addons-{name}", paths.LOGS / f"{log}.log", report, bool(words)
        )
        if is_linted:
            outcome.add(_run_lint(database))
    finally:
        databases.drop(database)
    if code and not outcome.failed:
        outcome.failed = 1
        outcome.notes.append(interesting(paths.LOGS / f"{log}.log", 40))
    return outcome


def _spared():
    """Return the options by which Odoo loads what the tests' processes are spared."""
    folder = paths.ROOT / "tests" / "support" / "addons"
    if not folder.is_dir():
        return ()
    places = f"--addons-path={paths.ADDONS},{folder}"
    return (places, "--load=base,rpc,web,caetic_tests")


def _tags(members, words):
    """Yield Odoo's filters: ``/addon``, ``/addon:TestClass``, ``/addon.test_name``."""
    for name in members:
        for word in words or [""]:
            mark = ":" if word.startswith("Test") else "." if word else ""
            yield f"{'' if '/' in name else '/'}{name}{mark}{word}"


def _run_lint(database):
    """Run Odoo's own lints on our addons, where the quality suite brings them."""
    script = paths.ROOT / "tests" / "quality" / "odoo_lint.py"
    outcome = Outcome("lint")
    if not script.is_file():
        return outcome
    code = databases.odoo(
        ["-d", database, "--log-level=warn", f"--http-port={free_port()}"],
        log="test-odoo-lint",
        check=False,
        script=script,
    )
    outcome.failed, outcome.passed = int(bool(code)), int(not code)
    if code:
        outcome.notes.append(interesting(paths.LOGS / "test-odoo-lint.log", 60))
    return outcome


# -- coverage ------------------------------------------------------------------------


def _covered(name):
    """Return the command that runs Python and notes the lines of our addons."""
    notes = paths.REPORTS / f"covered-{name}.json"
    return [paths.PYTHON, COVERED, "run", notes, paths.ADDONS]


def _report_coverage():
    notes = sorted(paths.REPORTS.glob("covered-*.json"))
    if notes:
        command = [paths.PYTHON, COVERED, "report", *notes]
        percent = output([*command, paths.REPORTS / "coverage.xml"], cwd=paths.ROOT)
        if percent:
            tell(say("Coverage of the addons: {percent} %", percent=percent))

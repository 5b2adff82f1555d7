# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A suite that fails, skips or holds nothing is never shown as passed."""

import xml.etree.ElementTree as ET

import pytest
from caetic_cli import databases, outcomes, paths, testing

PASSING = "def test_good():\n    assert True\n"
FAILING = "def test_bad():\n    assert 1 == 2\n"
SKIPPING = "import pytest\n\ndef test_left():\n    pytest.skip('not today')\n"
BROKEN = "import nothing_of_that_name\n"
HUB = "odoo.addons.caetic_members.tests.test_a"


def record(level, logger, text, day="2026-11-24"):
    """Write a record as Odoo does, under a frozen date if a test has frozen it."""
    return f"{day} 11:00:00,000 7 {level} db {logger}: {text} \n"


FAILURE = record("ERROR", HUB, "FAIL: TestA.test_two\nTraceback\nAssertionError: 1")
CLASS = record("ERROR", HUB, f"ERROR: setUpClass ({HUB}.TestA)\nTraceback")
MISHAP = record("ERROR", "odoo.addons.base.models.ir_qweb", "it went wrong")
CONFLICT = record(
    "ERROR",
    "odoo.sql_db",
    "bad query: UPDATE x\nERROR: could not serialize access due to concurrent update",
)
SKIP = record("INFO", HUB, "skipped TestA.test_two : no browser")
WARNING = record("WARNING", "py.warnings", "old")


def log_of_two_tests(middle="", failed=0, ended=True):
    result = f"{failed} failed, 0 error(s) of 2 tests when loading database 'db'"
    return (
        record("INFO", HUB, "Starting TestA.test_one ...")
        + record("INFO", HUB, "Starting TestA.test_two ...", day="2026-06-20")
        + middle
        + (record("INFO", "odoo.tests.result", result) if ended else "")
    )


@pytest.mark.parametrize(
    ("sources", "code", "last"),
    [
        ([PASSING], 0, "1 passed, 0 failed"),
        ([PASSING, FAILING], 1, "1 passed, 1 failed"),
        ([PASSING, SKIPPING], 1, "1 passed, 1 failed"),
        ([PASSING, BROKEN], 1, "0 passed, 1 failed"),
    ],
)
def test_suites_are_told_as_they_went(
    caetic, light_state, small_root, sources, code, last
):
    folder = small_root / "tests" / "unit"
    folder.mkdir(parents=True)
    for number, source in enumerate(sources):
        (folder / f"test_{number}.py").write_text(source)
    answer = caetic("test", "unit", "oracle", root=small_root, **light_state)
    assert answer.code == code, answer.text
    assert answer.text.splitlines()[-1] == last
    assert "Absent: oracle" in answer.text
    assert "Not selected: quality, cli, addons, e2e" in answer.text


def test_a_skipped_test_is_named(caetic, light_state, small_root):
    folder = small_root / "tests" / "unit"
    folder.mkdir(parents=True)
    (folder / "test_a.py").write_text(SKIPPING)
    assert (
        "test_a.test_left"
        in caetic("test", "unit", root=small_root, **light_state).text
    )


def test_nothing_run_is_no_success(caetic, light_state, small_root):
    answer = caetic("test", "oracle", root=small_root, **light_state)
    assert (answer.code, answer.text.splitlines()[-1]) == (1, "0 passed, 0 failed")


@pytest.mark.parametrize(
    ("middle", "failed", "expected"),
    [
        ("", 0, (2, 0, 0, 0)),
        (FAILURE, 1, (1, 1, 0, 0)),
        (MISHAP, 0, (2, 1, 0, 0)),
        (CONFLICT, 0, (2, 0, 0, 0)),
        (SKIP, 0, (1, 0, 1, 0)),
        (CLASS, 0, (2, 1, 0, 0)),
        (WARNING, 0, (2, 0, 0, 1)),
    ],
)
def test_log_of_odoo_is_read_whole(tmp_path, middle, failed, expected):
    log, report = tmp_path / "odoo.log", tmp_path / "odoo.xml"
    log.write_text(log_of_two_tests(middle, failed))
    one = outcomes.read_odoo("addons", log, report)
    assert (one.passed, one.failed, one.skipped, one.warnings) == expected
    assert one.good == (expected[1:3] == (0, 0))
    root = ET.parse(report)  # noqa: S314 - written by the line above
    assert len(list(root.iter("failure"))) == one.failed


def test_an_odoo_that_dies_is_a_failure(tmp_path):
    log = tmp_path / "odoo.log"
    log.write_text(log_of_two_tests(ended=False))
    one = outcomes.read_odoo("addons", log, tmp_path / "odoo.xml")
    assert not one.good


@pytest.mark.parametrize(("filtered", "failed"), [(False, 1), (True, 0)])
def test_an_odoo_without_tests_fails_unless_a_filter_left_none(
    tmp_path, filtered, failed
):
    log = tmp_path / "odoo.log"
    result = "0 failed, 0 error(s) of 0 tests when loading database 'db'"
    log.write_text(record("WARNING", "odoo.tests.result", result))
    one = outcomes.read_odoo("addons", log, tmp_path / "odoo.xml", filtered)
    assert (one.counted, one.failed, one.good) == (failed, failed, False)


@pytest.mark.parametrize(
    ("patterns", "suites", "addons", "words"),
    [
        ([], testing.PLAIN, [], []),
        (["e2e", "unit"], ("unit", "e2e"), [], []),
        (["caetic_members"], ("addons",), ["caetic_members"], []),
        (["caetic_members", "TestX"], ("addons",), ["caetic_members"], ["TestX"]),
        (["e2e", "invoice"], ("e2e",), [], ["invoice"]),
        (
            ["invoice"],
            tuple(s for s in testing.PLAIN if s != "addons"),
            [],
            ["invoice"],
        ),
    ],
)
def test_patterns_choose_suites_addons_and_words(patterns, suites, addons, words):
    assert testing.select(testing.PLAIN, patterns) == (suites, addons, words)


def test_each_addon_is_tested_in_one_part():
    """Two parts run side by side: together they have every addon, none twice."""
    desk = testing._sets_of_addons("desk", "plain")["full"]
    others = testing._sets_of_addons("", "plain")["full"]
    assert desk
    assert others
    assert sorted(desk + others) == sorted(databases.members_of("full"))


def test_each_part_of_a_suite_is_there():
    folders = [(s, part) for s, part in testing.TOGETHER if part and s != "addons"]
    assert folders
    for suite, part in folders:
        assert list((paths.ROOT / "tests" / suite / part).glob("test_*.py"))

# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What the suites gave: reports read, written and added up.

A skipped test is no passed test, an error in Odoo's log is a failure of its own.
"""

import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass, field

from . import commands
from .console import FAILED, tell
from .messages import say

RECORD = re.compile(r"^(?=\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d+ \d+ [A-Z]+ )", re.M)
HEAD = re.compile(
    r"^\S+ \S+ \d+ (?P<level>[A-Z]+) \S+ (?P<logger>[^ :]+): (?P<text>.*)", re.S
)
STARTED = re.compile(r"Starting (\S+) \.\.\.")
BROKEN = re.compile(r"(?:FAIL|ERROR): (?:Subtest )?(\S+)")
SKIPPED = re.compile(r"skipped (\S+) : (.*)")
# PostgreSQL refuses one of two writers and Odoo plays the request again; only when all
# its attempts fail does another record say so.
RETRIED = re.compile(r"could not serialize access")


@dataclass
class Outcome:
    """What a suite gave."""

    suite: str
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    warnings: int = 0
    seconds: float = 0
    notes: list = field(default_factory=list)

    @property
    def good(self):
        return bool(self.passed and not self.failed and not self.skipped)

    @property
    def counted(self):
        """Number of tests that ran or should have."""
        return self.passed + self.failed + self.skipped

    def add(self, part):
        """Take the counts, notes and time of a part of the suite."""
        for name in ("passed", "failed", "skipped", "warnings", "seconds"):
            setattr(self, name, getattr(self, name) + getattr(part, name))
        self.notes += part.notes


# -- pytest --------------------------------------------------------------------------


def read_junit(suite, report):
    """Count what a JUnit report says."""
    outcome = Outcome(suite)
    if not report.is_file():
        outcome.failed = 1
        return outcome
    for case in ET.parse(report).iter("testcase"):  # noqa: S314 - our own report
        kinds = {child.tag for child in case}
        if kinds & {"failure", "error"}:
            outcome.failed += 1
        elif "skipped" in kinds:
            outcome.skipped += 1
            name = f"{case.get('classname')}.{case.get('name')}"
            outcome.notes.append(say("skipped: {name}", name=name))
        else:
            outcome.passed += 1
    return outcome


def interesting(log, lines=120):
    """Return the part of a test log that somebody wants to read."""
    text = log.read_text(encoding="utf-8", errors="replace")
    starts = [text.find(f"= {word} =") for word in ("ERRORS", "FAILURES")]
    start = min((place for place in starts if place >= 0), default=0)
    return "\n".join(text[start:].splitlines()[-lines:])


# -- Odoo ----------------------------------------------------------------------------


def read_odoo(suite, log, report, may_be_empty=False):
    """Count the tests in the log of an Odoo run, and write them as JUnit.

    :param report: path of the JUnit file to write
    :param may_be_empty: no test at all is no failure: a filter left none here
    """
    text = log.read_text(encoding="utf-8", errors="replace")
    tests, others = {}, []
    outcome = Outcome(suite)
    for record in RECORD.split(text):
        if head := HEAD.match(record):
            outcome.warnings += head["level"] == "WARNING"
            _sort(head, record, tests, others)
    states = [state for state, _text in tests.values()]
    outcome.failed = states.count("failure") + len(others)
    outcome.skipped = states.count("skipped")
    outcome.passed = states.count("passed")
    outcome.notes = [text[:4000] for state, text in tests.values() if text][:12]
    outcome.notes += [record[:4000] for record in others[:5]]
    nothing = not tests and not may_be_empty
    if nothing or "odoo.tests.result: " not in text:
        outcome.failed += 1
        outcome.notes.append(interesting(log, 40))
    _write_junit(suite, tests, others, report)
    return outcome


def _sort(head, record, tests, others):
    """Put a record where it belongs: a test begun, broken or skipped, or a mishap."""
    name, text = head["logger"], head["text"]
    started, skipped = STARTED.match(text), SKIPPED.match(text)
    if started:
        tests.setdefault((name, started[1]), ("passed", ""))
    elif skipped:
        tests[name, skipped[1]] = ("skipped", text.strip())
    elif head["level"] in ("ERROR", "CRITICAL") and name != "odoo.tests.result":
        broken = BROKEN.match(text)
        if broken:
            tests[name, broken[1]] = ("failure", record.rstrip())
        elif not RETRIED.search(text):
            others.append(record.rstrip())


def _write_junit(suite, tests, others, report):
    root = ET.Element("testsuite", name=suite)
    for (module, name), (state, text) in tests.items():
        case = ET.SubElement(root, "testcase", classname=module, name=name)
        if state != "passed":
            ET.SubElement(case, state, message=name).text = _printable(text)
    for number, record in enumerate(others):
        case = ET.SubElement(root, "testcase", classname="log", name=f"error {number}")
        ET.SubElement(case, "failure", message="log").text = _printable(record)
    ET.ElementTree(root).write(report, encoding="utf-8", xml_declaration=True)


def _printable(text):
    """Drop what XML cannot hold."""
    return re.sub(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd]", "?", text)


# -- summary -------------------------------------------------------------------------


def summary(outcomes, left=(), absent=(), unmatched=()):
    """Show what each suite gave; the last line counts all.

    :returns: exit code
    """
    rows = [["Suite", "Result", "passed", "failed", "skipped", "warnings", "s"]]
    for one in outcomes:
        counts = [one.passed, one.failed, one.skipped, one.warnings]
        result = say("ok") if one.good else say("FAILED")
        rows.append([one.suite, result, *map(str, counts), f"{one.seconds:.0f}"])
    tell(f"\n{commands.table(rows)}")
    for title, names in (
        ("Absent: {names}", absent),
        ("Nothing matched in: {names}", unmatched),
        ("Not selected: {names}", left),
    ):
        if names:
            tell(say(title, names=", ".join(names)))
    bad = [one for one in outcomes if not one.good]
    failed = sum(max(one.failed + one.skipped, 1) for one in bad)
    tell(f"\n{sum(one.passed for one in outcomes)} passed, {failed} failed")
    return FAILED if bad or not outcomes else 0

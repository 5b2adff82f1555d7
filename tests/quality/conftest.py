"""Fixtures of the quality suite: it needs Python and its linters, nothing else."""

import pytest
from checks import CHECKS, REPOSITORY, Policy, Tree

collect_ignore_glob = ["samples/*"]


@pytest.fixture(scope="session")
def tree():
    return Tree(REPOSITORY)


def pytest_terminal_summary(terminalreporter):
    """Show what is only reported: it fails nothing, somebody should look at it."""
    ran = any("test_tree" in r.nodeid for r in terminalreporter.getreports("passed"))
    if not ran:
        return
    for check in CHECKS.values():
        findings = check.run(Tree(REPOSITORY)) if check.policy is Policy.REPORT else []
        if findings:
            terminalreporter.section(f"{check.name}: {check.why}")
            for finding in findings:
                terminalreporter.line(str(finding))
